"""Words that mean the same, from a plain text list that an editor keeps, put into a query as alternatives.

One group a line, its members joined by "=": `داعش = تنظيم الدولة = الدولة الإسلامية`. "#" begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, product
from pathlib import Path

from search.analysis.months import NAMES
from search.analysis.normalise import fold
from search.analysis.particles import without_article
from search.analysis.tokenise import words
from search.errors import BadSetting
from search.query.language.tree import (
    Alike,
    And,
    Exact,
    Field,
    Node,
    Phrase,
    Spelled,
    Word,
    all_of,
    mapped,
    parts,
)
from search.settings import unreadable
from search.tables import numbered, packaged

Key = tuple[str, ...]
"""The folded words of one member of a group."""

MAX_GROUP = 20
"""Members of one group: every one of them is searched."""

MAX_PHRASES = 6
"""A phrase with months is looked for in so many other ways, each of which costs as much as itself."""

AUGUST = "\u0622\u0628"
"""آب, which folded is "father": it is meant, and looked for, as it is written."""


class BadEquivalents(BadSetting):
    """The list of equivalents has a line that cannot be used; the message names the line."""

    code = "bad_equivalents"


class Equivalents:
    """Groups of words or phrases that stand for each other; `groups` as the editor wrote them."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._others: dict[Key, list[str]] = {}
        for group in groups:
            for member in group:
                others = self._others.setdefault(_key(member), [])
                others += [other for other in group if other != member and other not in others]
        self._firsts = {key[0] for key in self._others if key}
        self._longest = max(map(len, self._others), default=0)

    @classmethod
    def load(cls, path: Path | None = None) -> Equivalents:
        """The list at `path`, or the one that is shipped, and the names of the Gregorian months in Arabic.

        Raises BadEquivalents when the file cannot be read or a line of it cannot be used.
        """
        if path is None:
            table = packaged("query", "equivalents")
            return cls((*_months(), *_groups(table.read_text("utf-8"), table.name)))
        try:
            return cls((*_months(), *_groups(path.read_text("utf-8-sig"), str(path))))
        except (OSError, UnicodeDecodeError) as error:
            raise unreadable("equivalents", path, error, BadEquivalents) from error

    def of(self, folded: Key) -> tuple[str, ...]:
        """What else these folded words are called, as the editor wrote it; empty when nothing is listed.

        The first may have the article: الفيسبوك is listed as فيسبوك, السناب شات as سناب شات.
        """
        others = self._others.get(folded)
        if others is None and folded:
            others = self._others.get((without_article(folded[0]), *folded[1:]))
        return tuple(others or ())

    def widen(self, node: Node) -> Node:
        """The tree with every listed run of plain words, and every listed phrase, among its equivalents.

        The longest run wins. Exact words, patterns and values of fields other than the title stay.
        """
        match node:
            case Word() | And():
                return all_of(list(self._widen_runs(parts(node))))
            case Phrase(words, 0, False):
                others = [*map(_leaf, self.of(_folded(words))), *islice(_with_months(words), MAX_PHRASES)]
                return Alike((node, *others)) if others else node
            case Field("title", Word() | Phrase() as child):
                return _in_title(self.widen(child))
        return mapped(node, self.widen)

    def _widen_runs(self, children: Sequence[Node]) -> Iterator[Node]:
        said = [child.text if isinstance(child, Word) else "" for child in children]
        folded = list(map(fold, said))
        at = 0
        while at < len(children):
            key = self._listed(said, folded, at)
            if key:
                yield self._among(all_of(list(children[at : at + len(key)])), key)
            elif isinstance(children[at], Word):
                yield children[at]
            else:
                yield self.widen(children[at])
            at += max(len(key), 1)

    def _listed(self, said: Sequence[str], folded: Sequence[str], at: int) -> Key:
        """The longest listed run of words that begins at `at`, empty if none is listed."""
        first = folded[at]
        if self._firsts.isdisjoint((first, without_article(first))) and said[at] != AUGUST:
            return ()
        longest = min(self._longest, len(said) - at)
        longer = (tuple(folded[at : at + length]) for length in range(longest, 1, -1))
        return next(filter(self.of, chain(longer, [_folded(said[at : at + 1])])), ())

    def _among(self, node: Node, key: Key) -> Node:
        return Alike((node, *map(_leaf, self.of(key))))


def _with_months(words: Key) -> Iterator[Spelled]:
    """A phrase with a month among other words by its other names, those of one length together."""
    for at, length in product(range(len(words)), (1, 2)):
        end = at + length
        before, after = words[:at], words[end:]
        names = _MONTHS.get(_folded(words[at:end]), ()) if before or after else ()
        dated = any(beside.isdigit() for beside in (*before[-1:], *after[:1]))  # آب is "father" elsewhere
        said = [name.split() for name in names if dated or name != AUGUST]
        for alike in filter(None, ([name for name in said if len(name) == size] for size in (1, 2))):
            places = (*((word,) for word in before), *zip(*alike, strict=True), *((word,) for word in after))
            yield Spelled(" ".join(words), places)


def _leaf(member: str) -> Node:
    said = words(member)
    if member == AUGUST:
        return Exact(member)
    return Word(said[0]) if len(said) == 1 else Phrase(tuple(said))


def _in_title(node: Node) -> Node:
    return Field("title", node) if isinstance(node, Word | Phrase) else mapped(node, _in_title)


def _key(member: str) -> Key:
    return _folded(words(member))


def _folded(said: Sequence[str]) -> Key:
    return (AUGUST,) if list(said) == [AUGUST] else tuple(map(fold, said))


def _months() -> list[list[str]]:
    """The names of each month, but none in Latin letters or with a figure in it."""
    names: dict[int, list[str]] = {}
    for name, month in NAMES.items():
        if not month.hijri and not re.search("[0-9A-Za-z]", name):
            names.setdefault(month.number, []).append(name)
    return list(names.values())


_MONTHS = {_key(name): names for names in _months() for name in names}


def _groups(text: str, name: str) -> Iterator[list[str]]:
    for number, cells in numbered(text):
        line = " ".join(cells)
        members = [" ".join(words(member)) for member in line.split("=")]
        if not 2 <= len(members) <= MAX_GROUP or not all(members):
            raise BadEquivalents(
                "Line {number} of {name} is not a list of equivalents: {line!r}. Write 2 to {max_group}"
                " words or phrases with = between them.",
                number=number,
                name=name,
                line=line[:60],
                max_group=MAX_GROUP,
            )
        yield members
