"""Matchers of queries over a small vocabulary, and texts to try them on."""

from __future__ import annotations

from hypothesis import strategies as st

from search.query.expansion.expand import Expander
from search.query.expansion.index_words import IndexWords
from search.query.expansion.terms import Lookup
from search.query.language.parser import parse
from search.searching.matching.matcher import Matcher, Text
from search.searching.matching.matches import WordMatch
from search.store.analyzer import load_analyzer

analyzer, _ = load_analyzer(None)
WORDS = IndexWords(
    analyzer, lambda: [(word, 1) for word in ("كتاب", "كتب", "مدرسه", "والكتاب", "الحشد", "للحشد", "الشعبي")]
)

pieces = st.sampled_from(
    [
        "كتاب",
        "الكُتُب",
        "وبالكتابِ",
        "مدرسة",
        "<b>",
        "&",
        '"',
        "،",
        " ",
        "\n",
        "ـ",
        "\u200f",
        "َ",
        "abc",
        "📚",
        "٣",
    ]
)
texts = st.one_of(st.lists(pieces, max_size=30).map("".join), st.text(max_size=60))


def matcher_of(query: str) -> Matcher:
    """The matcher of a query."""
    expanded = Expander(Lookup(analyzer), WORDS).expand(parse(query).tree)
    return Matcher(expanded.needles, analyzer)


def matches(matcher: Matcher, text: str) -> list[WordMatch]:
    """The words of a body that match."""
    return matcher.article(Text("", "title"), Text(text, "body"))[1]
