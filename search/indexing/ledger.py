"""What a reindexing run does, article by article: ids taken, replaced, left over; and the report."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from sys import intern
from typing import NamedTuple

from search.articles import Skipped
from search.articles.result import part_of, printable
from search.engines.base import Engine, Prepared
from search.engines.stored import unpack
from search.errors import CannotIndex
from search.indexing.files import below
from search.indexing.origins import articles_of, encode_origin
from search.indexing.report import Report
from search.indexing.units import Batch
from search.messages import Enumeration, Message
from search.model import Article
from search.store.left_out import LeftOut
from search.store.tombstones import Blocked, Tombstones


class Owner(NamedTuple):
    """Where the article of an id is: the place of its file, and which part of it, "" where that is not
    known."""

    place: str
    member: str = ""


class Expected(NamedTuple):
    """An article of the index whose file has changed or gone: a hash of its content, the file's place."""

    content: int
    place: str


NOTED = 1_000
"""Up to so many files touched by a run are noted, to ask the engine for each; above, it reads them all."""


class Ledger:
    """The ids of one run, against the `engine` that is written in place, or None for a build.

    Memory is some hundred bytes for each article read, and for each whose file changed or went.
    """

    def __init__(self, engine: Engine | None, down: Tombstones) -> None:
        self.report = Report()
        self._engine = engine
        self._down = down
        self._is_down = below(down.places)
        self._old: dict[str, Expected] = {}
        self._condemned: set[str] = set()
        """Ids in the index that were taken down by hand."""
        self._unsure: set[str] = set()
        """Places of files that could not be read, wholly or in part: what they gave before stays."""
        self._seen: dict[int, Owner] = {}
        """Hashes of the ids written."""
        self.left = LeftOut()
        """What this run left out of the files that it read."""
        self.waiting: set[Blocked] = set()
        """Files an article of which was left out, and what keeps it out; see `Tombstones`."""
        self._touched: set[str] = set()
        self._texts = {text: target for target, texts in down.texts.items() for text in texts}
        self._added: set[int] = set()

    def expect(self, origins: Sequence[str]) -> None:
        """Remember the articles of these origins (encoded), and those taken down by hand."""
        if self._engine is None:
            return
        self._touch(origins)
        for article in articles_of(self._engine, origins):
            place = article.origin.location if article.origin else ""
            if self._is_down(place):
                self._condemned.add(article.id)
            elif not self.has(article.id):
                self._old[article.id] = Expected(hash(article.digest), intern(place))
        for article in self._engine.fetch(sorted(self._down.ids)):
            self._touch([encode_origin(article.origin)])
            self._old.pop(article.id, None)
            self._condemned.add(article.id)

    def accept(self, batch: Batch) -> list[Prepared]:
        """The articles of a batch to write: not those taken down, nor those whose id is another's."""
        holders = self._holders(batch.prepared)
        pairs = zip(batch.prepared, batch.members, strict=True)
        accepted = [prepared for prepared, member in pairs if self._is_accepted(prepared, member, holders)]
        self._touch(prepared.origin for prepared in accepted)
        return accepted

    def _is_accepted(self, prepared: Prepared, member: str, holders: dict[str, str]) -> bool:
        article = prepared.article
        if article.id in self._down.ids:
            return False
        place = article.origin.location if article.origin else ""
        if owner := self._seen.get(hash(article.id)) or self._elsewhere(article, holders):
            self._block(place, owner.place, _duplicate(article, member, owner))
            return False
        if target := self._texts.get(prepared.body_hash):
            self._block(place, target, _taken_down(article, member, target))
            return False
        self._seen[hash(article.id)] = Owner(intern(place), member)
        self._count(prepared)
        self.report.written += 1
        self.report.repaired.update(article.repairs)
        return True

    def _block(self, place: str, holder: str, why: Skipped) -> None:
        self.leave_out(place, why)
        if place != holder:
            self.waiting.add(Blocked(place, holder))

    def _count(self, prepared: Prepared) -> None:
        expected = self._old.pop(prepared.article.id, None)
        if expected is None:
            self.report.added += 1
            if self._old:
                self._added.add(_content(prepared))
        elif expected.content != _content(prepared):
            self.report.changed += 1

    def _holders(self, batch: Sequence[Prepared]) -> dict[str, str]:
        """Where the articles come from that the index has under the batch's ids, beside those expected."""
        if self._engine is None:
            return {}
        ids = [prepared.article.id for prepared in batch if prepared.article.id not in self._old]
        held = {article.id: article.origin for article in self._engine.fetch(ids) if article.origin}
        self._touch(map(encode_origin, held.values()))
        return {id: origin.location for id, origin in held.items()}

    def _touch(self, origins: Iterable[str]) -> None:
        if self._engine is not None and len(self._touched) <= NOTED:
            self._touched.update(filter(None, origins))

    @property
    def touched(self) -> Collection[str] | None:
        """The encoded origins of the articles that a commit in place changes, replaces or removes, and of the
        new ones; None when there are too many to ask the engine for each."""
        return self._touched if len(self._touched) <= NOTED else None

    def _elsewhere(self, article: Article, holders: dict[str, str]) -> Owner | None:
        """Another file that still exists and whose article has the id, or None."""
        holder = holders.get(article.id)
        if holder is None or article.id in self._old or article.origin is None:
            return None
        return Owner(holder) if holder != article.origin.location and os.path.lexists(holder) else None

    def leave_out(self, place: str, part: Skipped) -> None:
        """Note what is left out of a file, or a folder that cannot be read."""
        self.left.add(place, part)
        self.report.name(part)

    def skip(self, place: str, skipped: Skipped) -> None:
        """A file that could not be read, or a part of it: the articles it gave before stay."""
        self.leave_out(place, skipped)
        self._unsure.add(place)

    def is_unsure(self, place: str) -> bool:
        """Whether a file could not be read, wholly or in part."""
        return place in self._unsure

    def has(self, id: str) -> bool:
        """Whether an article of this id was written in this run."""
        return hash(id) in self._seen

    def carry(self, prepared: Prepared) -> None:
        """Note an article that a rebuild takes over as it was."""
        origin = prepared.article.origin
        self._seen[hash(prepared.article.id)] = Owner(intern(origin.location if origin else ""))

    def count(self) -> int:
        """How many articles were written or carried over."""
        return len(self._seen)

    def gone(self) -> list[str]:
        """When all is read: the ids to remove."""
        left = (id for id, expected in self._old.items() if expected.place not in self._unsure)
        return [*left, *self._condemned]

    def gone_from(self) -> set[str]:
        """The places of the files that the ids to remove came from."""
        return {expected.place for expected in self._old.values()} - self._unsure

    def is_settled(self) -> bool:
        """Whether nothing of the index was expected to change."""
        return not (self._old or self._condemned)

    def compare_with(self, ids: Iterable[str]) -> None:
        """After a full build: which ids of the index before are new, which are gone."""
        kept = lost = 0
        for id in ids:
            kept, lost = kept + self.has(id), lost + (not self.has(id))
        self.report.added -= kept
        self.report.removed = lost

    def guard(self, removed: int, before: int) -> None:
        """Raise CannotIndex when more than half of the index would go.

        Neither articles that came back under another id (of a renamed file) nor those taken down count.
        """
        moved = sum(expected.content in self._added for expected in self._old.values())
        meant = removed - moved - len(self._condemned)
        if meant * 2 > before > 0:
            raise CannotIndex(
                "This would remove {meant} of {before} articles; if that is meant, add --yes.",
                meant=meant,
                before=before,
            )


def _content(prepared: Prepared) -> int:
    return hash(unpack(prepared.packed).digest)


def _duplicate(article: Article, member: str, owner: Owner) -> Skipped:
    name, part = part_of(_name(owner.place, article), owner.member)
    why = Message(
        "The id {id!r} belongs to {owner} already; this one was left out.",
        {"id": article.id, "owner": Enumeration((printable(name), part) if part else (printable(name),))},
    )
    return _left_out(article, member, why)


def _taken_down(article: Article, member: str, target: str) -> Skipped:
    why = Message(
        "Its text was taken down with {target}; `fihris restore {target}` lets it come back.",
        {"target": target},
    )
    return replace(_left_out(article, member, why), intended=True)


def _left_out(article: Article, member: str, why: Message) -> Skipped:
    name = _name(article.origin.location, article) if article.origin else article.id
    name, part = part_of(name, member)
    return Skipped(name, why, part)


def _name(place: str, article: Article) -> str:
    """The place of a file below the root of an article's own one; the whole place where it is not there."""
    root = article.origin.root if article.origin else ""
    if not below([root])(place):
        return place
    return os.path.relpath(place, root) if place != root else os.path.basename(place)  # noqa: PTH119 (text)
