"""Takes articles down at once, and keeps them down until they are restored."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import starmap
from pathlib import Path
from typing import NamedTuple

from search.engines.base import BODY_HASH, Engine
from search.errors import NoIndex, NotFound
from search.indexing.files import below
from search.indexing.origins import articles_of, located
from search.model import Article
from search.query.plan import Value
from search.store.generations import Generations
from search.store.tombstones import Tombstones


def remove(store: Generations, targets: Iterable[str]) -> int:
    """Take down articles by id or by file or folder; how many went.

    Raises NotFound for a target that is neither, before anything is removed; NoIndex, IndexBusy, CannotIndex.
    """
    if store.current_number() is None:
        place = store.place
        raise NoIndex("There is no index in {place}.", place=place)
    with store.writing():
        current = store.current()
        assert current is not None  # noqa: S101 (there is one, and only one writer)
        with closing(store.open(current)) as engine:
            down = store.tombstones()
            fresh = [target for target in dict.fromkeys(targets) if not _is_in(down, target)]
            ids, places = _named(engine, fresh)
            gone = {article.id: Gone(article.id, article) for article in engine.fetch(list(ids))}
            for place, origins in places.items():
                gone.update((article.id, Gone(place, article)) for article in articles_of(engine, origins))
            # The list first: were we stopped here, the next reindex would finish the removal.
            all_down = replace(
                down.without({origin.location for _, article in gone.values() if (origin := article.origin)}),
                ids={**down.ids, **ids},
                places=down.places | places.keys(),
                texts={**down.texts, **_texts(engine, list(gone.values()))},
            )
            store.keep_tombstones(all_down)
            engine.delete(sorted(gone))
            engine.commit()
    return len(gone)


def restore(store: Generations, targets: Iterable[str]) -> int:
    """Let targets come back at the next reindex; how many entries of the list went.

    Raises NotFound for a target that was not taken down, before anything is restored.
    """
    if store.tombstones() == Tombstones():
        raise _not_down(*targets)
    with store.writing():
        down = store.tombstones()
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
        store.keep_tombstones(left)
    return len(freed)


class Down(NamedTuple):
    """What was taken down, an id or a file or folder; of an id also the file it stood in, "" if none."""

    target: str
    file: str


def removed(store: Generations, text: str = "") -> list[Down]:
    """What `remove` keeps down, in order; with a `text` what has it in its name or in that of its file."""
    down = store.tombstones()
    everything = [*starmap(Down, down.ids.items()), *(Down(place, "") for place in down.places)]
    return sorted(entry for entry in everything if text in entry.target or text in entry.file)


class Gone(NamedTuple):
    """A target, an id or a place, and an article that goes with it."""

    target: str
    article: Article


class Named(NamedTuple):
    """What targets name: ids, each with the place of its file, and places, each with the origins there."""

    ids: dict[str, str]
    places: dict[str, list[str]]


def _texts(engine: Engine, gone: Sequence[Gone]) -> dict[str, frozenset[str]]:
    """The bodies that go with each target, so that they stay down under any other name.

    Not those that stay in another article: of copies, it is this one that is not wanted.
    """
    hashes = Counter(article.body_hash for _, article in gone)
    alone = {
        hashed
        for hashed, count in hashes.items()
        if hashed and engine.search(Value(BODY_HASH, (hashed,)), limit=0).total <= count
    }
    texts: dict[str, set[str]] = {}
    for target, article in gone:
        if article.body_hash in alone:
            texts.setdefault(target, set()).add(article.body_hash)
    return {target: frozenset(hashes) for target, hashes in texts.items()}


def _named(engine: Engine, targets: Sequence[str]) -> Named:
    """What the targets name. Raises NotFound for one that is neither an id nor a place."""
    articles = engine.fetch(targets)
    ids = {article.id: article.origin.location if article.origin else "" for article in articles}
    others = [target for target in targets if target not in ids]
    everywhere = list(located(engine)) if others else []
    places: dict[str, list[str]] = {}
    for target in others:
        for place in _places(target):
            is_there = below([place])
            if there := [origin for location, origin in everywhere if is_there(location)]:
                places[place] = there
                break
        else:
            raise NotFound(
                "{target} is neither the id of an article nor a file with articles in the index.",
                target=target,
            )
    return Named(ids, places)


def _is_in(down: Tombstones, target: str) -> bool:
    return target in down.ids or not down.places.isdisjoint(_places(target))


def _places(target: str) -> list[str]:
    """What the index may call a path: the root's links are followed there, those of files below are not."""
    path = Path(target).expanduser()
    names = (path.absolute(), path.parent.resolve() / path.name, path.resolve())
    return list(dict.fromkeys(os.path.normpath(name) for name in names))


def _not_down(*targets: str) -> NotFound:
    named = ", ".join(targets)
    return NotFound("{named} was not taken down.", named=named)
