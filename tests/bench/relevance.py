"""Relevance on BEIR-style folders, through the product and beside its peers, in one run.

    python tests/bench/relevance.py FOLDER... [--ablations] [--without whoosh]

Prints a table a folder: nDCG@10, MRR@10, recall@100. Lucene gives ten hits, so it has no recall@100.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import peers
from lucene import NoLucene

from search.evaluation.evaluate import Scores, ask, indexed, judge
from search.query import weights
from search.query.expansion import terms
from search.searching.searcher import Searcher
from search.settings import Settings
from search.store.choose import generations_of


def main() -> None:
    """Measure every folder named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--ablations", action="store_true", help="also with each level off, and alone")
    parser.add_argument("--without", nargs="*", default=[], choices=["lucene", "sqlite", "whoosh"])
    options = parser.parse_args()
    for folder in options.folders:
        print(f"\n{folder.name:34}{'nDCG@10':>9}{'MRR@10':>9}{'R@100':>9}{'p50 ms':>9}{'p95 ms':>9}")
        _product(folder, options.ablations)
        if "lucene" not in options.without:
            for fields, name in (("fields", "Lucene, title x 2 + body"), ("one", "Lucene, one field")):
                try:
                    _row(name, judge(peers.lucene(folder, fields), folder), recall=False)
                except NoLucene as reason:
                    print(reason)
                    break
        if "sqlite" not in options.without:
            _row("SQLite FTS5", judge(peers.sqlite(folder), folder))
        if "whoosh" not in options.without:
            _row("Whoosh, its Arabic analyser", judge(peers.whoosh(folder), folder))


def _product(folder: Path, ablations: bool) -> None:
    with indexed(folder, Settings(answers_kept=0)) as first:
        for name, chosen in _variants(weights.LEVEL_WEIGHTS) if ablations else [("Fihris", None)]:
            # A searcher remembers the words of queries with their weights: each variant needs its own.
            terms.LEVEL_WEIGHTS = chosen or weights.LEVEL_WEIGHTS
            with closing(Searcher(first.settings, generations_of(first.settings))) as searcher:
                rankings, times = ask(searcher, folder)
            _row(name, judge(rankings, folder, times))
        terms.LEVEL_WEIGHTS = weights.LEVEL_WEIGHTS


def _variants(full: Mapping[str, float]) -> list[tuple[str, Mapping[str, float] | None]]:
    found: list[tuple[str, Mapping[str, float] | None]] = [("Fihris", None)]
    scored = [level for level, weight in full.items() if weight]
    found += [(f"Fihris without {level}", {**full, level: 0.0}) for level in scored]
    found += [(f"Fihris, {level} alone", {**dict.fromkeys(full, 0.0), level: 1.0}) for level in scored]
    return found


def _row(name: str, scores: Scores, recall: bool = True) -> None:
    shown = f"{scores.recall_100:9.4f}" if recall else f"{'-':>9}"
    times = f"{scores.p50_ms:9.2f}{scores.p95_ms:9.2f}" if scores.p50_ms else ""
    print(f"{name:34}{scores.ndcg_10:9.4f}{scores.mrr_10:9.4f}{shown}{times}", flush=True)


if __name__ == "__main__":
    main()
