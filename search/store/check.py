"""Whether an index is sound: its files as they were written, and all that they hold can be read."""

from __future__ import annotations

from contextlib import closing

from search.errors import NoIndex
from search.messages import Enumeration
from search.query.plan import Everything
from search.store.generations import Generations


def check(store: Generations) -> int:
    """Read everything; how many articles there are. Raises NoIndex where there is none, or it is damaged."""
    generation = store.current()
    if generation is None:
        raise none_yet(store)
    if files := store.damaged():
        raise damaged(store, Enumeration.bounded(files))
    with store.using(generation), closing(store.open(generation)) as engine:
        for _ in engine.words():
            pass
        read = sum(1 for _ in engine.articles())
        if not read == engine.count() == engine.search(Everything(), limit=0).total:
            raise damaged(store, Enumeration(("articles",)))
    return read


def none_yet(store: Generations) -> NoIndex:
    """The error where there is no index."""
    return NoIndex("There is no index in {place}: run `fihris reindex FOLDER` first.", place=store.place)


def damaged(store: Generations, files: Enumeration) -> NoIndex:
    """The error of an index of which these files are not as they were written."""
    return NoIndex(
        "The index in {place} is damaged ({files}): `fihris reindex` on its articles builds it again.",
        place=store.place,
        files=files,
    )
