"""Takes articles down at once, and keeps them down until they are restored."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from search.engines.base import Engine
from search.errors import NoIndex, NotFound
from search.indexing.files import below
from search.indexing.origins import articles_of, decode_origin
from search.indexing.tombstones import Tombstones
from search.model import Article
from search.query.plan import Value
from search.store.generations import Generations


def remove(store: Generations, targets: Iterable[str]) -> int:
    """Take down articles by id or by file or folder; how many went.

    Raises NotFound for a target that is neither, before anything is removed; NoIndex, IndexBusy, CannotIndex.
    """
    if store.current_number() is None:
        place = store.place
        raise NoIndex(f"There is no index in {place}.", f"لا يوجد فهرس في {place}.")
    with store.writing():
        current = store.current()
        assert current is not None  # noqa: S101 (there is one, and only one writer)
        with closing(store.open(current)) as engine:
            down = Tombstones.of(store.removed())
            ids, places = _found(engine, [each for each in dict.fromkeys(targets) if not _is_in(down, each)])
            gone = {each.id: (each.id, each) for each in engine.fetch(list(ids))}
            for place, lines in places.items():
                gone.update((each.id, (place, each)) for each in articles_of(engine, lines))
            # The list first: were we stopped here, the next reindex would finish the removal.
            all_down = replace(
                down.without({each.origin.location for _, each in gone.values() if each.origin}),
                ids={**down.ids, **ids},
                places=down.places | places.keys(),
                texts={**down.texts, **_texts(engine, list(gone.values()))},
            )
            store.keep_removed(all_down.names())
            engine.delete(sorted(gone))
            engine.commit()
    return len(gone)


def restore(store: Generations, targets: Iterable[str]) -> int:
    """Let targets come back at the next reindex; how many entries of the list went.

    Raises NotFound for a target that was not taken down, before anything is restored.
    """
    if not store.removed():
        raise _not_down(*targets)
    with store.writing():
        down = Tombstones.of(store.removed())
        freed: set[str] = set()
        for target in targets:
            names = {target, *_places(target)} & (down.ids.keys() | down.places)
            if not names:
                raise _not_down(target)
            freed |= names
        left = replace(
            down.without(freed),
            ids={id: place for id, place in down.ids.items() if id not in freed},
            places=down.places - freed,
            texts={target: hashes for target, hashes in down.texts.items() if target not in freed},
        )
        again = (place for id, place in down.ids.items() if id in freed and place)
        left = replace(left, again=left.again.union(again))
        store.keep_removed(left.names())
    return len(freed)


def _texts(engine: Engine, gone: Sequence[tuple[str, Article]]) -> dict[str, frozenset[str]]:
    """The bodies that go with each target, so that they stay down under any other name.

    Not those that stay in another article: of copies, it is this one that is not wanted.
    """
    hashes = Counter(article.body_hash for _, article in gone)
    alone = {
        each
        for each, count in hashes.items()
        if each and engine.search(Value("body", (each,)), limit=0).total <= count
    }
    texts: dict[str, set[str]] = {}
    for target, article in gone:
        if article.body_hash in alone:
            texts.setdefault(target, set()).add(article.body_hash)
    return {target: frozenset(each) for target, each in texts.items()}


def _found(engine: Engine, targets: Sequence[str]) -> tuple[dict[str, str], Mapping[str, list[str]]]:
    """The targets that are ids, each with the place of its file; the others, with the origins there."""
    articles = engine.fetch(targets)
    ids = {each.id: each.origin.location if each.origin else "" for each in articles}
    others = [target for target in targets if target not in ids]
    lines = [line for line, _ in engine.values("origin") if line] if others else []
    located = [(origin.location, line) for line in lines if (origin := decode_origin(line))]
    places = {}
    for target in others:
        for place in _places(target):
            is_there = below([place])
            if there := [line for location, line in located if is_there(location)]:
                places[place] = there
                break
        else:
            raise NotFound(
                f"{target} is neither the id of an article nor a file with articles in the index.",
                f"{target} ليس معرّف مقال ولا ملفًا له مقالات في الفهرس.",
            )
    return ids, places


def _is_in(down: Tombstones, target: str) -> bool:
    return target in down.ids or not down.places.isdisjoint(_places(target))


def _places(target: str) -> list[str]:
    """What the index may call a path: the root's links are followed there, those of files below are not."""
    path = Path(target).expanduser()
    names = (path.absolute(), path.parent.resolve() / path.name, path.resolve())
    return list(dict.fromkeys(os.path.normpath(name) for name in names))


def _not_down(*targets: str) -> NotFound:
    named = ", ".join(targets)
    return NotFound(f"{named} was not taken down.", f"لم يُحذف {named} من قبل.")
