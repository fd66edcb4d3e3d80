"""What the package Arramooz says, cleaned: nouns with roots and broken plurals, verbs, frequencies of lemmas.

`arabicdictionary.sqlite` is a dictionary, `wordfreq.sqlite` a list of lemmas by part of speech with their
frequency in news. The two vocalise differently; `key` brings both to one spelling. Columns of free text are
read with care: a broken plural may come with remarks, a root column may hold a whole word.
"""

import re
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from pyarabic import araby

from search.analysis.normalise import fold
from search.analysis.particles import ARTICLE
from search.analysis.stemming.root import fits, radicals

PACKAGE = "arramooz-pysqlite"
_ENDINGS = "".join(araby.HARAKAT)  # tanwin, vowels, sukun
_SPELLINGS = (
    (araby.SUKUN, ""),
    ("ا" + araby.KASRA, "ا"),
    (araby.FATHA + araby.SHADDA, araby.SHADDA + araby.FATHA),
    (araby.FATHA + "ا", "ا"),
    (araby.KASRA + "ي", "ي"),
    (araby.DAMMA + "و", "و"),
    (araby.FATHA + "ى", "ى"),
    (araby.FATHA + "ة", "ة"),
)
# Word types of Arramooz whose words take the feminine ة: participles, adjectives, nisbas.
_DESCRIBING = ("فاعل", "مفعول", "صفة", "صيغة", "منسوب")

_REMARKS = re.compile(r"\(.*?(?:\)|$)|\[.*?(?:\]|$)")
_SEPARATORS = re.compile(r"[;،,\s]+")
_REMARK_WORDS = ("مؤ:", "مؤ", "مؤنث", "جمع", "ج:")  # what follows is not a plural of this word


class Noun(NamedTuple):
    """One row: `key` of the vocalised form, letters, root or "", and what endings it takes."""

    key: str
    word: str
    root: str
    is_plural: bool
    related: tuple[str, ...]  # keys: the singular of a plural, the broken plurals of a singular
    describing: bool
    sound_plural: bool


class Verb(NamedTuple):
    """One row: vocalised past, letters, root or "", vowel of the imperfect."""

    vocalized: str
    word: str
    root: str
    vowel: str


class Frequent(NamedTuple):
    """One lemma of the frequency list."""

    vocalized: str
    word: str
    kind: str
    frequency: int


def package_version() -> str:
    """The installed version of the package."""
    return version(PACKAGE)


def key(vocalized: str) -> str:
    """A vocalised word without what dictionaries disagree on: ending, sukun, a vowel before a long letter."""
    text = vocalized.strip().rstrip(_ENDINGS)
    for marked, plain in _SPELLINGS:
        text = text.replace(marked, plain)
    return text


def bare(vocalized: str) -> str:
    """The letters alone."""
    letters: str = araby.strip_tatweel(araby.strip_tashkeel(vocalized))
    return letters


def nouns() -> Iterator[Noun]:
    """All nouns of the dictionary."""
    for vocalized, word, wordtype, root, number, single, plurals, feminable, sound in _rows(
        "arabicdictionary.sqlite",
        "select vocalized, unvocalized, wordtype, root, number, single, broken_plural, feminable,"
        " masculin_plural + feminin_plural from nouns where length(unvocalized) > 1",
    ):
        is_plural = number == "جمع تكسير"
        letters = clean_root(root)
        yield Noun(
            key(vocalized),
            word,
            letters if fits(letters, fold(word)) else "",  # some rows bear their neighbour's: شركة شكر
            is_plural,
            tuple(_forms(single if is_plural else plurals)),
            bool(feminable) or any(name in wordtype for name in _DESCRIBING),
            bool(sound),
        )


def verbs() -> Iterator[Verb]:
    """All verbs of the dictionary."""
    for vocalized, word, root, vowel in _rows(
        "arabicdictionary.sqlite", "select vocalized, unvocalized, root, future_type from verbs"
    ):
        yield Verb(vocalized, word, clean_root(root), vowel)


def frequencies() -> Iterator[Frequent]:
    """All lemmas of the frequency list."""
    for row in _rows("wordfreq.sqlite", "select vocalized, unvocalized, word_type, freq from wordfreq"):
        yield Frequent(*row)


def clean_root(root: str) -> str:
    """A root of three or four letters as the root level spells it, or "" where the column holds no root."""
    if not root.isalpha():
        root = "".join(filter(str.isalpha, root.replace("،", ";").split(";")[-1]))
    letters = radicals(root)
    return letters if 3 <= len(letters) <= 4 and "ا" not in letters and "ة" not in letters else ""


def _forms(column: str) -> Iterator[str]:
    """The keys of the forms a column of free text names, without its remarks."""
    for part in _SEPARATORS.split(_REMARKS.sub(" ", column)) if column else ():
        if part in _REMARK_WORDS:
            return
        if len(bare(part)) > 2 and "+" not in part and ":" not in part:
            yield key(part.removeprefix("الْ").removeprefix(ARTICLE) if len(bare(part)) > 5 else part)


def _rows(name: str, query: str) -> Iterator[tuple]:  # type: ignore[type-arg]
    spec = find_spec("arramooz")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the package {PACKAGE} is not installed")
    path = Path(spec.origin).parent / "data" / name
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield from connection.execute(query)
    finally:
        connection.close()
