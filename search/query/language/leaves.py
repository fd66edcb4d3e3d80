"""What one run of letters without spaces holds: words, a wildcard, a fuzzy word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from search.analysis.tokenise import tokens
from search.query.language.tree import Exact, Fuzzy, Leaf, Node, Phrase, Wildcard, Word

Warn = Callable[[str, int, int], None]
"""Called with a warning's code and a place in the chunk."""

T = TypeVar("T", bound=Node)

LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]+")
"""Arabic letters, which alone are one word."""
_CODE = re.compile(r"\W*([A-Za-z]{1,2}-?\d+[A-Za-z]{0,2}|[A-Za-z]+\d+|\d+[A-Za-z]+)\W*")
"""Latin letters and a number: two words to the tokeniser, one to who types F16, F-16 or 3G."""
_WILD = re.compile(r"[*?]+")
_FUZZY = re.compile(r"(.*\w[^\w~]*)(~[0-9٠-٩۰-۹]*)[^\w~]*", re.DOTALL)


def leaves(chunk: str, exact: bool, warn: Warn) -> tuple[Leaf, ...]:
    """The leaves of `chunk` in order, split as the tokeniser splits a text.

    A "?" at the end of a word is a question mark, not a wildcard. With `exact` several words become one
    exact phrase, and so do the letters and the number of a code, in any spelling.
    """
    if not exact and LETTERS.fullmatch(chunk):
        return (Word(chunk),)
    if not exact and _CODE.fullmatch(chunk):
        return (phrase([token.text for token in tokens(chunk)]),)
    fuzzy = _FUZZY.fullmatch(chunk)
    held = tuple(_leaf(piece) for piece in _pieces(fuzzy[1] if fuzzy else chunk, warn))
    if exact and held:
        if all(isinstance(leaf, Word) for leaf in held):
            held = (phrase([leaf.text for leaf in held if isinstance(leaf, Word)], exact=True),)
        else:
            warn("ignored_operator", -1, 0)
    if fuzzy and held:
        held = (*held[:-1], _fuzzy(held[-1], fuzzy, warn))
    return held


def phrase(words: list[str], slop: int = 0, exact: bool = False) -> Leaf:
    """The leaf for quoted words, of which there is at least one."""
    if len(words) == 1 and exact:
        return Exact(words[0])
    return Phrase(tuple(words), slop if len(words) > 1 else 0, exact)


def joined(held: tuple[T, ...]) -> tuple[T | Phrase, ...]:
    """Several plain words of one chunk as one phrase; anything else as it is."""
    words = [leaf.text for leaf in held if isinstance(leaf, Word)]
    return (Phrase(tuple(words)),) if len(words) == len(held) > 1 else held


def _pieces(chunk: str, warn: Warn) -> Iterator[str]:
    """Words and wildcards, a wildcard and the words that touch it in one piece."""
    spans = [(token.start, token.end) for token in tokens(chunk)]
    spans += [match.span() for match in _WILD.finditer(chunk)]
    groups: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if groups and groups[-1][1] == start and _WILD.search(chunk, groups[-1][0], end):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    for start, end in groups:
        text = chunk[start:end].rstrip("?")
        if text.strip("*?"):
            yield re.sub(r"\*+", "*", text)
        elif "*" in text:
            warn("lone_wildcard", start, end)


def _leaf(piece: str) -> Leaf:
    return Wildcard(piece) if _WILD.search(piece) else Word(piece)


def _fuzzy(leaf: Leaf, match: re.Match[str], warn: Warn) -> Leaf:
    if not isinstance(leaf, Word):
        warn("ignored_operator", *match.span(2))
        return leaf
    if match[2] != "~" and int(match[2][1:]) != 1:
        warn("fuzzy_bounded", *match.span(2))
    return Fuzzy(leaf.text)
