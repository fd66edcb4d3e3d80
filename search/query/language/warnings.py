"""What is said about the parts of a query that were ignored or bounded, in English and Arabic.

In Arabic, signs and dates are isolated (U+2068, U+2069): among Arabic letters a bracket would be shown
mirrored, and 2021-13 as 13-2021.
"""

from __future__ import annotations

from collections.abc import Iterable

from search.model import Remark

MAX_WARNINGS = 6

_MESSAGES: dict[str, tuple[str, str]] = {
    "ignored_operator": (
        "The operator {text} has nothing to act on here and was ignored.",
        "أُهملت أداة البحث \u2068{text}\u2069 لأنها لا تجد هنا ما تعمل فيه.",
    ),
    "empty_phrase": (
        "The quotation marks hold no word and were ignored.",
        "لا كلمة بين علامتي التنصيص فأُهملتا.",
    ),
    "unbalanced_quote": (
        "The quotation mark {text} has no partner and was ignored.",
        "علامة التنصيص \u2068{text}\u2069 بلا قرينة فأُهملت.",
    ),
    "unbalanced_bracket": (
        "The bracket {text} has no partner and was ignored.",
        "القوس \u2068{text}\u2069 بلا قرين فأُهمل.",
    ),
    "bad_date": (
        "“{text}” is not a date and was ignored. Write 2021, 2021-02, 2021-02-11, 2021-02..2021-03 "
        "or a month and a year.",
        "«\u2068{text}\u2069» ليس تاريخًا فأُهمل. اكتب \u20682021\u2069 أو \u20682021-02\u2069 أو "
        "\u20682021-02-11\u2069 أو \u20682021-02..2021-03\u2069 أو اسم شهر وسنة.",
    ),
    "lone_wildcard": (
        "The wildcard {text} stands without letters and was ignored.",
        "علامة البدل \u2068{text}\u2069 بلا حروف معها فأُهملت.",
    ),
    "slop_bounded": (
        "At most {limit} words may stand among the words of a phrase; {text} was lowered to that.",
        "أقصى ما يفصل بين كلمات العبارة {limit} كلمة، فخُفض \u2068{text}\u2069 إليه.",
    ),
    "fuzzy_bounded": (
        "A word may differ by one letter; {text} was read as ~.",
        "يجوز أن تختلف الكلمة بحرف واحد؛ قُرئت \u2068{text}\u2069 على أنها ~.",
    ),
    "only_negations": (
        "The query only says what must not be there; add a word to look for.",
        "لا يذكر البحث إلا ما يُستبعد؛ أضف كلمة تبحث عنها.",
    ),
    "no_words": (
        "The query holds neither a word nor a number: write what you look for.",
        "لا كلمة في البحث ولا رقم؛ اكتب ما تبحث عنه.",
    ),
    "too_deep": (
        "Brackets deeper than {limit} levels were ignored.",
        "أُهملت الأقواس المتداخلة فوق {limit} مستوى.",
    ),
    "too_many_words": (
        "Only the first {limit} words of the query were used.",
        "لم يُؤخذ من البحث إلا أول {limit} كلمة.",
    ),
    "too_many_patterns": (
        "Only the first {limit} words with * ? or ~ were used.",
        "لم يُؤخذ من الكلمات التي فيها * أو ? أو ~ إلا أول {limit}.",
    ),
}

CODES = tuple(_MESSAGES)
"""Every code a warning of the parser may carry."""

EVERY_CODE = (*CODES, "respelled", "more_warnings")
"""Every code a warning of an answer may carry."""

_MORE = (
    "There is more to remark on this query than is shown here.",
    "ثمة ملاحظات أخرى على البحث غير ما عُرض هنا.",
)

_SHOWN = 40


def warning(code: str, start: int, end: int, text: str = "", limit: int = 0) -> Remark:
    """The warning `code` about code points `start` to `end` of the query, which read `text`."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    english, arabic = _MESSAGES[code]
    return Remark(
        code, start, end, english.format(text=cut, limit=limit), arabic.format(text=cut, limit=limit)
    )


def respelled(text: str) -> Remark:
    """What is said of a word that no article holds, read as the nearest one."""
    return Remark(
        "respelled",
        0,
        0,
        f"No article holds “{text}”: partial hits may hold the word nearest to it.",
        f"لا يرد «{text}» في أي مقال، فقد تتضمن النتائج الجزئية أقرب كلمة إليه.",
    )


def bounded(text: str, limit: int) -> Remark:
    """What is said of a pattern that more than `limit` words of the index fit."""
    return Remark(
        "too_many_words",
        0,
        0,
        f"“{text}” stands for many words: only the {limit} most frequent were searched.",
        f"يطابق «{text}» كلمات كثيرة، فاقتصر البحث على أكثرها ورودًا ({limit} كلمة).",
    )


def room_bounded(text: str, before: int, after: int) -> Remark:
    """What is said of a phrase whose slop the phrases of one query had no room for."""
    return Remark(
        "slop_bounded",
        0,
        0,
        f"The phrases leave room for too many arrangements: “{text}” was searched with ~{after}"
        f" in place of ~{before}.",
        f"تحتمل عبارات البحث ترتيبات كثيرة، فخُفض أقصى عدد للكلمات الفاصلة في «{text}»"
        f" من {before} إلى {after}.",
    )


def distinct(warnings: Iterable[Remark]) -> tuple[Remark, ...]:
    """Each message once, where it is first said; the last of MAX_WARNINGS says that there are more."""
    first: dict[str, Remark] = {}
    for remark in warnings:
        first.setdefault(remark.message, remark)
    remarks = tuple(first.values())
    if len(remarks) <= MAX_WARNINGS:
        return remarks
    left = remarks[MAX_WARNINGS - 1]
    return (*remarks[: MAX_WARNINGS - 1], Remark("more_warnings", left.start, left.end, *_MORE))
