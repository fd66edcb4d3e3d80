"""No query costs more than its bounds, whatever is asked: work is counted, never timed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import cases, open_searcher, reindex, write_jsonl
from work import counted

from search.model import MAX_QUERY, Fold, SearchRequest, Sort
from search.query.expansion.allowance import MAX_PATTERN_WORDS, even_share
from search.query.expansion.expand import MAX_RESPELLED
from search.query.language.lexer import MAX_PATTERNS
from search.query.plan import MAX_PHRASE_WORK
from search.searching.bounds import MAX_LOOKS, MAX_PLACES
from search.searching.request import MAX_SIZE, MAX_SNIPPET
from search.searching.searcher import Searcher
from search.settings import Settings

LARGEST = {"size": MAX_SIZE, "snippet": MAX_SNIPPET, "facets": ("source", "author", "tag", "month")}

WORDS = [word for word, _ in cases("vocabulary.tsv")]
STOP = ["من", "في", "على", "إلى", "عن", "هذا", "التي", "الذي", "كان", "بعد", "قبل", "مع"]
LETTERS = "امليننتربسدع"

BOUNDS = {
    "looks": 2 * MAX_LOOKS,  # for ranking and for showing
    "pieces": 3 * MAX_PLACES,  # and for roots
    "spelled": MAX_RESPELLED + 12,  # and for suggestions
    "searches": 103,  # three of them to fold, nearly all of them what suggestions ask, of few terms
    "terms": 20 * MAX_PATTERN_WORDS,  # for full and partial hits, copies, suggestions
    "forms": 15 * MAX_PHRASE_WORK,
    "patterns": MAX_PATTERNS,
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    yield from _opened(tmp_path_factory.mktemp("few"), 300)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    yield from _opened(tmp_path_factory.mktemp("many"), 5_000)


def _opened(folder: Path, articles: int) -> Iterator[Searcher]:
    chosen = Settings(index=folder / "index", engine="tantivy", answers_kept=0)
    reindex(chosen, [write_jsonl(folder / "articles.jsonl", _articles(articles))])
    searcher = open_searcher(chosen)
    yield searcher
    searcher.close()


def _articles(count: int) -> Iterator[dict[str, str]]:
    """Short articles and long ones, with copies; frequent words are more frequent."""
    random = Random(7)
    ranks = [1 / (rank + 5) for rank in range(len(WORDS))]
    text = ""
    for number in range(count):
        words = 20_000 if number % 100 == 50 else 150
        if number % 4:
            text = " ".join(random.choices(STOP, k=words // 4) + random.choices(WORDS, ranks, k=words))
        title = " ".join(random.choices(WORDS, ranks, k=6))
        day = f"20{number % 20:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield {"id": str(number), "title": title, "text": text, "date": day, "source": f"مصدر {number % 7}"}


_random = Random(3)
DEAR = {
    "patterns": " ".join(f"*{letter}*" for letter in LETTERS[:5]),
    "excluded patterns": " ".join(f"-*{letter}*" for letter in LETTERS[:5]),
    "patterns in titles": " ".join(f"عنوان:*{letter}*" for letter in LETTERS[:5]),
    "patterns among words": f"{WORDS[50]} -*ا* *ل* *م*",
    "any pattern": " أو ".join(f"*{letter}*" for letter in LETTERS[:5]),
    "stop words": " ".join(_random.choices(STOP, k=64)),
    "words": " ".join(WORDS[:64]),
    "any word": " أو ".join(WORDS[:64]),
    "a question": "ما هي " + " ".join(WORDS[:60]) + "؟",
    "phrases": " ".join(f'"{_random.choice(STOP)} {_random.choice(STOP)}"' for _ in range(20)),
    "a phrase of one word": '"' + "من " * 64 + '"',
    "wide phrases": " ".join(f'"{WORDS[n]} {WORDS[n + 1]} {WORDS[n + 2]}"~10' for n in range(20)),
    "unknown words": " ".join("".join(_random.choices(LETTERS, k=7)) for _ in range(60)),
    "any unknown words": " أو ".join(
        f"({''.join(_random.choices(LETTERS, k=7))} {''.join(_random.choices(LETTERS, k=7))})"
        for _ in range(25)
    ),
}


@pytest.mark.parametrize("fold", Fold)
@pytest.mark.parametrize("shape", [{}, LARGEST], ids=["default", "largest"])
@pytest.mark.parametrize("query", DEAR.values(), ids=DEAR)
def test_the_dearest_queries_keep_their_bounds(
    searcher: Searcher, query: str, shape: dict[str, object], fold: Fold
) -> None:
    _check(searcher, SearchRequest(query[:MAX_QUERY], fold=fold, **shape))  # type: ignore[arg-type]


words = st.sampled_from([*STOP, *WORDS[:300]]) | st.text(LETTERS, min_size=4, max_size=8)
patterns = st.lists(st.sampled_from([*LETTERS, "*", "?"]), min_size=2, max_size=6).map("".join)
phrases = st.lists(words, min_size=1, max_size=8).map(" ".join)
leaves = st.one_of(
    words,
    patterns,
    st.sampled_from(LETTERS).map("*{}*".format),
    words.map("{}~".format),
    words.map("={}".format),
    st.tuples(st.sampled_from(["", "="]), phrases, st.sampled_from(["", "~1", "~10"])).map(
        lambda given: '{}"{}"{}'.format(*given)
    ),
    st.sampled_from(["بعد:2010", "تاريخ:2012-02..2015", "قبل:2003"]),
)
signed = st.tuples(st.sampled_from(["", "", "", "-", "+", "عنوان:", "مصدر:", "-عنوان:"]), leaves).map("".join)
queries = st.recursive(
    st.lists(signed, min_size=1, max_size=20).map(" ".join),
    lambda inner: st.tuples(
        st.sampled_from(["({}) {}", "{} أو {}", "-({}) {}", "{} و {}؟"]), inner, inner
    ).map(lambda given: given[0].format(*given[1:])),
    max_leaves=4,
)
requests = st.builds(
    SearchRequest,
    queries.map(lambda query: query[:MAX_QUERY]),
    page=st.sampled_from([1, 1, 2, 50]),
    size=st.sampled_from([10, 10, 10, MAX_SIZE]),
    snippet=st.sampled_from([0, 300, 300, MAX_SNIPPET]),
    sort=st.sampled_from([Sort.RELEVANCE, Sort.RELEVANCE, Sort.NEWEST]),
    facets=st.sampled_from([(), LARGEST["facets"]]),
    sources=st.sampled_from([(), (), ("مصدر 3",)]),
    fold=st.sampled_from(Fold),
    plain=st.sampled_from([False, False, False, True]),
)


@given(request=requests)
def test_no_query_of_the_grammar_is_beyond_its_bounds(searcher: Searcher, request: SearchRequest) -> None:
    _check(searcher, request)


@pytest.mark.slow
@settings(max_examples=2_000)
@given(request=requests)
def test_nor_is_one_of_thousands_in_a_larger_index(large: Searcher, request: SearchRequest) -> None:
    _check(large, request)


def test_what_is_not_marked_is_told(searcher: Searcher) -> None:
    dear, plain = (
        searcher.search(SearchRequest(query, size=size))
        for query, size in ((DEAR["any word"], 100), (WORDS[90], 10))
    )
    assert "texts_cut" in {warning.code for warning in dear.warnings}
    assert "texts_cut" not in {warning.code for warning in plain.warnings}
    assert all(hit.highlights for hit in dear.hits if hit.article.title)


def test_unknown_words_beyond_the_bound_are_told(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest(DEAR["unknown words"]))
    assert "not_respelled" in {warning.code for warning in page.warnings}


def test_a_phrase_with_a_word_that_the_index_lacks_costs_nothing(searcher: Searcher) -> None:
    for words, costs in ((WORDS[:2], True), ((WORDS[0], "غغغظظ"), False)):
        with counted(searcher) as work:
            searcher.search(SearchRequest(f'{WORDS[2]} "{" ".join(words)}"~5'))
        assert bool(work["forms"]) == costs


def test_what_finds_nothing_is_not_asked_for_again_with_the_partial_hits(searcher: Searcher) -> None:
    found, missing = (
        f'{WORDS[2]} "{phrase}" {end}'
        for phrase, end in ((f"{STOP[0]} {STOP[1]}", ""), (f"{STOP[0]} {STOP[1]}", "بعد:2100"))
    )
    asked = []
    for query in (found, missing):
        with counted(searcher) as work:
            page = searcher.search(SearchRequest(query, page=2))
        asked.append((page.total > 0, work["forms"]))
    (is_found, with_full), (is_missed, without) = asked
    assert is_found and not is_missed
    assert with_full == 3 * without / 2 > 0


@given(st.lists(st.integers(0, 100)), st.integers(0, 1_000))
def test_who_needs_less_leaves_more(sizes: list[int], most: int) -> None:
    share = even_share(sizes, most)
    if sum(sizes) <= most:
        assert all(size <= share for size in sizes)
    else:
        given_out = sum(min(size, share) for size in sizes)
        assert most - len(sizes) < given_out <= most


def _check(searcher: Searcher, request: SearchRequest) -> None:
    with counted(searcher) as work:
        searcher.search(request)
    for name, most in BOUNDS.items():
        assert work[name] <= most, (name, request)
