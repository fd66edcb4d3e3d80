"""Runs of reindex as the command line shows them: one, or one after every change."""

from __future__ import annotations

import os
import signal
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from threading import Event

import click

from search.articles import Skipped
from search.articles.budget import Budget
from search.cli import FAILED, output
from search.cli.messages import language, say
from search.cli.progress import progress, slow
from search.engines.choose import has_tantivy
from search.errors import FihrisError
from search.indexing.files import walk
from search.indexing.plan import Changes
from search.indexing.reindex import Options, reindex
from search.indexing.report import Report
from search.indexing.survey import Survey
from search.indexing.survey import survey as look
from search.indexing.watch import watch
from search.settings import Settings
from search.store.generations import Generations


def once(settings: Settings, store: Generations, paths: Sequence[Path], options: Options) -> Report:
    """One run, with its progress. Raises what `reindex` raises."""
    chosen = language(settings)
    with progress(chosen) as tick:
        return reindex(settings, store, paths, replace(options, progress=tick, slow=slow(chosen)))


def after_every_change(
    settings: Settings, store: Generations, paths: Sequence[Path], options: Options, as_json: bool
) -> None:
    """Run, and again whenever a file changes, until Ctrl-C; each tells when, and what changed."""
    told: set[str] = set()  # what was said after the last run is not said again
    names: list[str] = []

    def note(changes: Changes) -> None:
        names[:] = changes.names() if told else []

    def run(left: Collection[str]) -> bool:
        nonlocal options, told
        try:
            report = once(settings, store, paths, replace(options, left=left, differs=note))
        except FihrisError as error:
            if str(error) not in told:
                click.echo(f"fihris: {error.text(language(settings))}", err=True)
            told = {str(error)}
            return False
        fresh = [skipped for skipped in report.skipped if str(skipped) not in told]
        if report.written or report.removed or fresh or not told:
            click.echo(
                f"{datetime.now():%Y-%m-%d %H:%M:%S} {output.names(names, language(settings))}", err=True
            )
            tell(report, fresh, settings, as_json, bool(options.mapping) and not told)
        told = {"", *map(str, report.skipped)}
        options = replace(options, full=False)
        return True

    with suppress(KeyboardInterrupt):
        click.echo(say(language(settings), "watching"), err=True)
        watch(paths, settings.index, run, Event())
    click.echo(say(language(settings), "watched"), err=True)


def survey(settings: Settings, paths: Sequence[Path], mapping: Mapping[str, str]) -> Survey:
    """Look at what a run would read, with its progress. Raises what `walk` and `read` raise."""
    with progress(language(settings)) as tick:
        budget = Budget.of(settings)
        return look(walk(paths, settings.index), settings.index.resolve(), mapping, budget, tick)


def tell(
    report: Report, skipped: Sequence[Skipped], settings: Settings, as_json: bool, is_mapped: bool
) -> None:
    """Print the report, before it what was skipped."""
    tell_skipped(skipped, settings, as_json)
    figures = {**asdict(report), "repaired": dict(report.repaired), "ignored": dict(report.ignored)}
    figures["skipped"] = [skip.as_json() for skip in report.skipped]
    figures["notes"] = [note.text("en") for note in report.notes]
    for note in report.notes:
        click.echo(note.text(language(settings)), err=True)
    if as_json:
        click.echo(output.as_json(figures))
    else:
        is_small = settings.engine != "auto" or report.articles <= settings.auto_limit
        lacks = report.engine == "whoosh" and not is_small and not has_tantivy()
        click.echo(output.report(report, language(settings), is_mapped=is_mapped, lacks_tantivy=lacks))


def tell_skipped(skipped: Sequence[Skipped], settings: Settings, as_json: bool) -> None:
    """Print what was skipped: on stderr, but for what was meant to stay out."""
    for file in skipped:
        if not (file.intended and as_json):
            click.echo(file.text(language(settings)), err=not file.intended)


def end_on_sigterm() -> None:
    """SIGTERM ends a run as Ctrl-C does: what is half made is dropped, and workers do not stay behind."""
    owner = os.getpid()

    def end(*_: object) -> None:
        if os.getpid() != owner:
            os._exit(FAILED)
        raise KeyboardInterrupt

    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, end)
