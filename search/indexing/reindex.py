"""Makes the index agree with what the given paths hold now.

Little is written in place, as one commit of the engine; a new engine, a new fingerprint or `full` builds a
generation beside the old one, which answers until the new one is complete and checked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from search.engines.base import Engine, Prepared
from search.engines.choose import auto, has_tantivy
from search.errors import CannotIndex, NoIndex
from search.indexing.files import below, walk
from search.indexing.intake import Batches, Intake
from search.indexing.manifest import KeptManifest
from search.indexing.plan import Options, Plan, Progress, before, plan
from search.indexing.report import Report
from search.query.plan import Everything
from search.settings import Settings
from search.store.generations import Generation, Generations
from search.store.left_out import LeftOut, encode

__all__ = ["Options", "Progress", "reindex"]


def reindex(
    settings: Settings, store: Generations, paths: Sequence[Path], options: Options | None = None
) -> Report:
    """Reindex `paths` into `store`; articles from elsewhere stay.

    Raises CannotIndex (nothing to read, no space, too much would go unconfirmed), IndexBusy. Whatever is
    raised, the index answers as before.
    """
    began = time.monotonic()
    options = options or Options()
    # Before there is an index nothing is made for paths without an article.
    found = None if _is_there(store) else walk(paths, settings.index)
    with (
        nullcontext() if options.dry_run else _writing(store),
        before(store, options.full) as old,
    ):
        report = _run(plan(settings, paths, options, old, lambda: found or walk(paths, settings.index)))
    report.seconds = time.monotonic() - began
    report.per_second = round(report.written / max(report.seconds, 1e-9), 1)
    return report


def _is_there(store: Generations) -> bool:
    """Whether there is an index, if only a damaged one."""
    try:
        return store.current_number() is not None
    except NoIndex:
        return True


@contextmanager
def _writing(store: Generations) -> Iterator[None]:
    with store.writing():
        store.clean()
        yield
        store.clean()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The index as a run leaves it, open, and what is kept of its files."""

    generation: Generation | None
    engine: Engine | None
    manifest: KeptManifest | None


def _run(plan: Plan) -> Report:
    """Read, write, commit."""
    intake, current = Intake(plan), plan.before.generation
    stream = intake.accepted()
    if plan.options.dry_run:
        return _preview(plan, intake, stream)
    if not (plan.is_full or plan.to_read) and intake.ledger.is_settled():
        return _finish(plan, intake, Outcome(current, plan.before.engine, plan.manifest))
    target, buffered = _target(plan, intake, stream)
    stream = chain(buffered, stream)
    if intake.old is not None and current and not plan.is_full and target == current.engine:
        return _write_in_place(plan, intake, current, intake.old, stream)
    return _build(plan, intake, target, stream)


def _target(plan: Plan, intake: Intake, stream: Batches) -> tuple[str, list[Sequence[Prepared]]]:
    """The engine to write, and the batches that had to be read to know how many articles there are."""
    if plan.settings.engine != "auto":
        return plan.settings.engine, []
    current = plan.before.generation.engine if plan.before.generation else None
    buffered: list[Sequence[Prepared]] = []
    count = intake.old.count() if intake.old is not None and not plan.is_full else 0
    limit = plan.settings.auto_limit
    while has_tantivy() and auto(count, current, limit) == "whoosh" and (batch := next(stream, None)):
        buffered.append(batch)
        count += len(batch)
    return auto(count, current, limit), buffered


def _preview(plan: Plan, intake: Intake, stream: Batches) -> Report:
    for _ in stream:
        pass
    report = intake.ledger.report
    report.dry_run, report.removed = True, len(intake.ledger.gone())
    intake.compare()
    return _finish(plan, intake, Outcome(plan.before.generation, intake.old, None))


def _write_in_place(
    plan: Plan, intake: Intake, generation: Generation, engine: Engine, stream: Batches
) -> Report:
    count = engine.count()
    engine.write(stream)
    engine.delete(_gone(plan, intake, count))
    left_out = encode(intake.left_out(), plan.before.left_out, engine.version())
    _foresee(plan, intake, generation, left_out)
    engine.commit()
    if plan.manifest is not None:
        plan.manifest.commit(intake.ledger.touched)
    return _finish(plan, intake, Outcome(generation, engine, plan.manifest))


def _build(plan: Plan, intake: Intake, target: str, stream: Batches) -> Report:
    """Write a new generation, check it, let it answer."""
    store = plan.before.store
    if intake.old is not None and not plan.is_full:
        stream = chain(stream, intake.carried(intake.old))
    generation = store.create(target, plan.fingerprint)
    try:
        with closing(store.open(generation, create=True)) as engine:
            engine.write(stream)
            engine.commit()
        with closing(store.open(generation)) as engine:
            _check(engine, intake.ledger.count())
            _settle(plan, intake)
            _foresee(plan, intake, generation, encode(intake.left_out()))
            store.publish(generation)
            manifest = KeptManifest(engine, store.beside(generation))
            return _finish(plan, intake, Outcome(generation, engine, manifest))
    except BaseException:
        store.discard(generation)
        raise


def _check(engine: Engine, written: int) -> None:
    """A build is opened, counted and queried before it may answer."""
    if not engine.count() == engine.search(Everything(), limit=1).total == written:
        raise CannotIndex("The new index does not hold what was written; the old one stays.")


def _settle(plan: Plan, intake: Intake) -> None:
    """Count what a new generation leaves out of the one before."""
    if intake.old is None:
        return
    count = intake.old.count()
    if not plan.is_full:
        _gone(plan, intake, count)
        return
    intake.compare()
    if not plan.options.confirmed:
        intake.ledger.guard(intake.ledger.report.removed, count)


def _gone(plan: Plan, intake: Intake, count: int) -> list[str]:
    """The ids to remove of `count` articles. Raises CannotIndex when they are too many, unconfirmed."""
    gone = intake.ledger.gone()
    intake.ledger.report.removed = len(gone)
    if not plan.options.confirmed:
        intake.ledger.guard(len(gone), count)
    return gone


def _foresee(plan: Plan, intake: Intake, generation: Generation, left_out: str) -> None:
    """Before a commit, note what will wait and be left out after it: were we stopped in between, it would not
    be lost."""
    _keep_left_out(plan.before.store, generation, left_out)
    down, after = plan.before.tombstones, intake.tombstones()
    foreseen = replace(after, again=after.again | down.again, waiting=after.waiting | down.waiting)
    if foreseen != down:
        plan.before.store.keep_tombstones(foreseen)


def _finish(plan: Plan, intake: Intake, outcome: Outcome) -> Report:
    report = intake.ledger.report
    report.articles = outcome.engine.count() if outcome.engine is not None else 0
    if outcome.generation is not None:
        report.engine, report.generation = outcome.generation.engine, outcome.generation.number
    left_out = intake.left_out()
    count, faults = left_out.count(below(plan.roots))
    report.left_out, report.faults = report.left_out + count, report.faults + faults
    if plan.options.dry_run:
        return report
    if outcome.generation is not None:
        _keep_left_out(plan.before.store, outcome.generation, encode(left_out))
    if outcome.manifest is not None:
        outcome.manifest.keep()
    store, after = plan.before.store, intake.tombstones()
    if after != store.tombstones():
        store.keep_tombstones(after)
    return report


def _keep_left_out(store: Generations, generation: Generation, text: str) -> None:
    if text != (store.left_out(generation) or encode(LeftOut())):
        store.keep_left_out(generation, text)
