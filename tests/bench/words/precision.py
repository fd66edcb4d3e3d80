"""Of what a word finds: in how many hits it stands in a form of its own, judged once by reading.

    python tests/bench/words/precision.py ARTICLES.jsonl QUERIES.jsonl [--unjudged]

The most frequent words of the queries are asked alone; of the articles each finds in full, ten are drawn,
and the form that matched in each is looked up in judged.tsv. The draw is by hash, so that the same hits are
drawn again as long as they are found. `--unjudged` prints the drawn forms that the table lacks.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from hashlib import blake2b
from pathlib import Path

from sweeps import forms

from search.analysis.lexicon.load import load
from search.analysis.normalise import surface
from search.analysis.stemming.stemmer import Stemmer
from search.analysis.stopwords import stopwords
from search.analysis.tokenise import words

WORDS = 300
DRAWN = 10
JUDGED = Path(__file__).with_name("judged.tsv")


def main() -> None:
    """Draw, look up and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--unjudged", action="store_true")
    options = parser.parse_args()
    stemmer = Stemmer(load())
    hits: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in forms(options.articles).items():
        for reading in stemmer.indexed(form):
            hits[reading.lemma][form] = count
    verdicts = judged()
    right = wrong = found = 0
    missing: dict[str, list[str]] = {}
    for word in frequent(options.queries):
        lemmas = {reading.lemma for reading in stemmer.readings(word)}
        matching = Counter({form: count for lemma in lemmas for form, count in hits[lemma].items()})
        found += matching.total()
        for form in drawn(word, matching):
            verdict = verdicts.get((word, form))
            right += verdict == "yes"
            wrong += verdict == "no"
            if verdict is None:
                missing.setdefault(word, []).append(form)
    unjudged = sum(map(len, missing.values()))
    print(f"{WORDS} words find {found:,} times a word in an article; drawn {right + wrong + unjudged}")
    print(f"a form of the word {right}, of another {wrong}: {right / max(right + wrong, 1):.4f}")
    print(f"not judged {unjudged}")
    if options.unjudged:
        for word, others in missing.items():
            print(word, *sorted(set(others)), sep="\t")


def frequent(path: Path) -> list[str]:
    """The most frequent words of queries, stop words and numbers aside, the most frequent first."""
    count: Counter[str] = Counter()
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            count.update(map(surface, words(json.loads(line)["text"])))
    asked = [word for word, _ in count.most_common() if len(word) > 1 and word not in stopwords()]
    return [word for word in asked if "\u0621" <= word[0] <= "\u064a"][:WORDS]


def drawn(word: str, matching: Counter[str]) -> list[str]:
    """The form that matched in each of the hits drawn."""
    draws = [
        (blake2b(f"{word} {form} {number}".encode(), digest_size=8).digest(), form)
        for form, count in matching.items()
        for number in range(count)
    ]
    return [form for _, form in sorted(draws)[:DRAWN]]


def judged() -> dict[tuple[str, str], str]:
    """Whether a form, the second, is one of the word, the first: yes or no."""
    rows = [line.split("\t") for line in JUDGED.read_text("utf-8").splitlines() if line[:1] not in ("", "#")]
    return {(word, form): verdict for word, verdict, *found in rows for form in found}


if __name__ == "__main__":
    main()
