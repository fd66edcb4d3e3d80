"""Words are read as when `RULES` was last raised: what an index holds does not change unnoticed.

tests/cases/answers.tsv holds the number and, line by line, texts and the hash of the levels of their words.
After raising the number write it anew: `PYTHONPATH=tests python tests/analysis/test_rules.py`.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from support import CASES

from search.analysis import RULES
from search.analysis.levels import Analyzer
from search.analysis.lexicon.load import load
from search.analysis.stemming.stemmer import Stemmer
from search.analysis.tokenise import words

ANSWERS = CASES / "answers.tsv"


def recorded() -> tuple[int, list[list[str]]]:
    """The number, and rows of a hash and its text."""
    head, *rows = [line.split("\t") for line in ANSWERS.read_text("utf-8").splitlines() if line[0] != "#"]
    return int(head[1]), rows


def changed(cache: Path) -> list[tuple[str, str]]:
    """New hashes and texts of the rows whose words are read otherwise than recorded.

    The lexicon is built in the folder `cache`: one kept from before would hide a change of the rules.
    """
    analyzer = Analyzer(Stemmer(load(cache=cache)))
    return [(new, text) for old, text in recorded()[1] if (new := answer(analyzer, text)) != old]


def answer(analyzer: Analyzer, text: str) -> str:
    """The hash of the levels, and so of the terms, of the words of a text."""
    levels = [each[:5] for each in analyzer.text(words(text))]
    return blake2b(repr(levels).encode(), digest_size=4).hexdigest()


def test_the_number_is_raised_where_words_are_read_otherwise(tmp_path: Path) -> None:
    texts = [text for _, text in changed(tmp_path)]
    assert not texts, (
        f"Words of {len(texts)} lines of answers.tsv are read otherwise, of {texts[:3]} among others. If that"
        " is meant, raise RULES in search/analysis/__init__.py and write the table anew (see this module)."
    )


def test_the_recorded_number_is_that_of_the_rules() -> None:
    assert recorded()[0] == RULES, "write answers.tsv anew (see this module)"


def record() -> None:
    """Write the answers of today; they may differ from those of yesterday only under a higher number."""
    before, rows = recorded()
    with TemporaryDirectory() as cache:
        new = {text: answer for answer, text in changed(Path(cache))}
    if new and before >= RULES:
        raise SystemExit(f"{len(new)} lines changed: raise RULES above {before} first.")
    head = [line for line in ANSWERS.read_text("utf-8").splitlines() if line[0] == "#"]
    lines = [*head, f"rules\t{RULES}", *(f"{new.get(text, old)}\t{text}" for old, text in rows)]
    ANSWERS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    record()
