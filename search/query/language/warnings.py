"""What is said about the parts of a query that were ignored or bounded.

In the Arabic catalogue, signs and dates are isolated (U+2068, U+2069): among Arabic letters a bracket would
be shown mirrored, and 2021-13 as 13-2021.
"""

from __future__ import annotations

from collections.abc import Iterable

from search.messages import N_, Message
from search.model import Remark

MAX_WARNINGS = 6

_SENTENCES = {
    "ignored_operator": N_("The operator {text} has nothing to act on here and was ignored."),
    "empty_phrase": N_("The quotation marks hold no word and were ignored."),
    "unbalanced_quote": N_("The quotation mark {text} has no partner and was ignored."),
    "unbalanced_bracket": N_("The bracket {text} has no partner and was ignored."),
    "bad_date": N_(
        "“{text}” is not a date and was ignored. Write 2021, 2021-02, 2021-02-11, 2021-02..2021-03 "
        "or a month and a year."
    ),
    "lone_wildcard": N_("The wildcard {text} stands without letters and was ignored."),
    "slop_bounded": N_(
        "At most {limit} words may stand among the words of a phrase; {text} was lowered to that."
    ),
    "fuzzy_bounded": N_("A word may differ by one letter; {text} was read as ~."),
    "only_negations": N_("The query only says what must not be there; add a word to look for."),
    "no_words": N_("The query holds neither a word nor a number: write what you look for."),
    "too_deep": N_("Brackets deeper than {limit} levels were ignored."),
    "too_many_words": N_("Only the first {limit} words of the query were used."),
    "too_many_patterns": N_("Only the first {limit} words with * ? or ~ were used."),
}

CODES = tuple(_SENTENCES)
"""Every code a warning of the parser may carry."""

EVERY_CODE = (*CODES, "respelled", "not_respelled", "texts_cut", "out_of_time", "more_warnings")
"""Every code a warning of an answer may carry."""

_MORE = N_("There is more to remark on this query than is shown here.")

_SHOWN = 40


def warning(code: str, start: int, end: int, text: str = "", limit: int = 0) -> Remark:
    """The warning `code` about code points `start` to `end` of the query, which read `text`."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return Remark(code, start, end, Message(_SENTENCES[code], {"text": cut, "limit": limit}))


def respelled(word: str) -> Remark:
    """What is said of a word that no article holds, read as the nearest one."""
    sentence = N_("No article holds “{word}”: partial hits may hold the word nearest to it.")
    return Remark("respelled", 0, 0, Message(sentence, {"word": word}))


def not_respelled(limit: int) -> Remark:
    """What is said where more words of a query might be slips than are looked after."""
    sentence = N_("Only the first {limit} unknown words of the query were compared with those of the index.")
    return Remark("not_respelled", 0, 0, Message(sentence, {"limit": limit}))


def texts_cut() -> Remark:
    """What is said where the texts of a page were too long, or matched in too many places, to be marked."""
    sentence = N_(
        "So much matches that only the beginnings of the texts were looked through for words to mark:"
        " ask for fewer hits or rarer words."
    )
    return Remark("texts_cut", 0, 0, Message(sentence))


def out_of_time() -> Remark:
    """What is said where an answer lacks what would have taken too long."""
    sentence = N_(
        "The search took too long and was cut short: marks, partial results or suggestions may be missing."
        " Ask for fewer hits or rarer words."
    )
    return Remark("out_of_time", 0, 0, Message(sentence))


def bounded(pattern: str, limit: int) -> Remark:
    """What is said of a pattern that more than `limit` words of the index fit, or may fit."""
    sentence = N_("“{pattern}” stands for many words: only the {limit} most frequent were searched.")
    return Remark("too_many_words", 0, 0, Message(sentence, {"pattern": pattern, "limit": limit}))


def room_bounded(phrase: str, before: int, after: int) -> Remark:
    """What is said of a phrase whose slop the phrases of one query had no room for."""
    sentence = N_(
        "The phrases leave room for too many arrangements: “{phrase}” was searched with ~{after} in place of"
        " ~{before}."
    )
    return Remark(
        "slop_bounded", 0, 0, Message(sentence, {"phrase": phrase, "before": before, "after": after})
    )


def distinct(warnings: Iterable[Remark]) -> tuple[Remark, ...]:
    """Each message once, where it is first said; the last of MAX_WARNINGS says that there are more."""
    first: dict[str, Remark] = {}
    for remark in warnings:
        first.setdefault(str(remark.message), remark)
    remarks = tuple(first.values())
    if len(remarks) <= MAX_WARNINGS:
        return remarks
    left = remarks[MAX_WARNINGS - 1]
    return (*remarks[: MAX_WARNINGS - 1], Remark("more_warnings", left.start, left.end, Message(_MORE)))
