"""Takes articles down at once, and keeps them down until they are restored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from search.model import NoIndex, NotFound
from search.service import tombstones
from search.service.files import is_below
from search.service.generations import Generations
from search.service.ledger import of_origin
from search.service.prepare import decode_origin
from search.settings import Settings


def remove(settings: Settings, targets: Iterable[str]) -> int:
    """Take down articles by id or by file or folder; how many went.

    Raises NotFound for a target that is neither, before anything is removed; NoIndex, IndexBusy.
    """
    generations = Generations(settings.index)
    with generations.writing():
        current = generations.current()
        if current is None:
            raise NoIndex(f"There is no index in {settings.index}.", f"لا يوجد فهرس في {settings.index}.")
        engine = generations.open(current)
        try:
            lines = [line for line, _ in engine.values("origin") if line]
            ids, buried = set(), set(tombstones.load(settings.index))
            for target in targets:
                found = {article.id for article in engine.fetch([target])} or {
                    article.id
                    for line in lines
                    if _is_of(line, target)
                    for article in of_origin(engine, line)
                }
                if not found:
                    raise NotFound(
                        f"{target} is neither the id of an article nor a file with articles in the index.",
                        f"{target} ليس معرّف مقال ولا ملفًا له مقالات في الفهرس.",
                    )
                ids |= found
                buried.add(target if target in found else str(Path(target).expanduser().resolve()))
            # The list first: were we stopped here, the next reindex would finish the removal.
            tombstones.save(settings.index, buried)
            engine.delete(sorted(ids))
            engine.commit()
        finally:
            engine.close()
    return len(ids)


def restore(settings: Settings, targets: Iterable[str]) -> int:
    """Let targets come back at the next reindex; how many entries of the list went. Raises NotFound."""
    with Generations(settings.index).writing():
        buried = set(tombstones.load(settings.index))
        names = {name for target in targets for name in (target, str(Path(target).expanduser().resolve()))}
        freed = buried & names
        if not freed:
            raise NotFound("None of these was taken down.", "لم يُحذف أيٌّ من هذه من قبل.")
        tombstones.save(settings.index, buried - freed)
    return len(freed)


def _is_of(line: str, target: str) -> bool:
    origin = decode_origin(line)
    return origin is not None and is_below(origin.location, [Path(target)])
