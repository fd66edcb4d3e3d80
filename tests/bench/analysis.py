"""How fast words are found and analysed on all five levels, beside Whoosh's Arabic analyser; the lexicon.

    python tests/bench/analysis.py ARTICLES.jsonl [--articles 5000] [--rounds 5]

CPU seconds of one process, the best of several rounds in turn. "Warm" is after every word has been seen, as
in the middle of a long run; "prepared" is that and all else an engine is given, packed; "new words" is each
distinct word for the first time. Articles count as 1,700 letters.
"""

from __future__ import annotations

import argparse
import gc
import time
import tracemalloc
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from whoosh.analysis import LanguageAnalyzer

from search.analysis.levels import Analyzer
from search.analysis.lexicon.load import load
from search.analysis.stemming.stemmer import Stemmer
from search.analysis.stemming.stems import Lexicon
from search.analysis.tokenise import words
from search.articles import Read, read
from search.indexing.units import prepare
from search.store.terms import TermMaker

ARTICLE_LETTERS = 1_700


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--articles", dest="count", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    stemmer = Stemmer(lexicon())
    found = [each.article for each in islice(read(given.articles), given.count) if isinstance(each, Read)]
    texts = [article.text for article in found]
    articles = sum(map(len, texts)) / ARTICLE_LETTERS
    distinct = sorted({word for text in texts for word in words(text)})
    gc.freeze()
    gc.disable()
    peer = LanguageAnalyzer("ar")
    analyzer = Analyzer(stemmer, memo_words=2 * len(distinct) + 2)
    maker = TermMaker(analyzer)
    for text in texts:
        analyzer.text(words(text))
    ours, prepared, theirs, new = in_turn(
        given.rounds,
        lambda: [analyzer.text(words(text)) for text in texts] and None,
        lambda: [prepare(article, maker) for article in found] and None,
        lambda: [[token.text for token in peer(text)] for text in texts] and None,
        lambda: Analyzer(stemmer).text(distinct) and None,
    )
    for name, seconds in (("five levels, warm", ours), ("prepared", prepared), ("Whoosh's analyser", theirs)):
        print(f"{name:20}{articles / seconds:8,.0f} articles/s{seconds / ours:6.1f} x the time")
    print(f"new words{len(distinct):18,}{new / len(distinct) * 1e6:10.1f} us each")


def lexicon() -> Lexicon:
    """The lexicon from its cache; its CPU seconds and memory are printed."""
    load()
    began = time.process_time()
    loaded = load()
    seconds = time.process_time() - began
    del loaded
    tracemalloc.start()
    loaded = load()
    print(f"lexicon{seconds:20.2f} s{tracemalloc.get_traced_memory()[0] / 1e6:10.0f} MB")
    tracemalloc.stop()
    return loaded


def in_turn(rounds: int, *tasks: Callable[[], None]) -> list[float]:
    """CPU seconds of each task, the best of the rounds."""
    best = [float("inf")] * len(tasks)
    for _ in range(rounds):
        for number, task in enumerate(tasks):
            began = time.process_time()
            task()
            best[number] = min(best[number], time.process_time() - began)
    return best


if __name__ == "__main__":
    main()
