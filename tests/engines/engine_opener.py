"""Every engine under the same tests: another engine is one more row of ENGINES."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from engine_reference import Reference
from opensearch_opener import open_opensearch

from search.engines.base import Engine, Prepared
from search.engines.tantivy.engine import TantivyEngine
from search.engines.whoosh.engine import WhooshEngine


def _tantivy(folder: Path, create: bool) -> Engine:
    return TantivyEngine(folder, create=create, writer_memory=15_000_000)


def _whoosh(folder: Path, create: bool) -> Engine:
    return WhooshEngine(folder, create=create)


ENGINES: dict[str, Callable[[Path, bool], Engine]] = {
    "tantivy": _tantivy,
    "whoosh": _whoosh,
    "opensearch": open_opensearch,
}


class Opener:
    """Opens engines of one kind, by default on one folder, and closes them after the test."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.folder = folder
        self._opened: list[Engine] = []

    def __call__(self, *, create: bool = False, folder: Path | None = None) -> Engine:
        engine = ENGINES[self.kind](folder or self.folder, create)
        self._opened.append(engine)
        return engine

    def filled(self, articles: Sequence[Prepared], *, commits: int = 1) -> Engine:
        """A new index of `articles`, written in so many commits."""
        engine = self(create=True)
        for part in range(commits):
            engine.write([articles[part::commits]])
            engine.commit()
        return engine

    def reference(self, articles: Sequence[Prepared]) -> Reference:
        """What this kind of engine must answer."""
        return Reference(articles, filled=self.kind == "opensearch")

    def close(self) -> None:
        for engine in self._opened:
            engine.close()
