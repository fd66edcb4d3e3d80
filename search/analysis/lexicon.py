"""The lexicon: every stem the package Arramooz and its word frequencies know, with its lemma and root.

`arabicdictionary.sqlite` gives nouns with roots and broken plurals, and verbs with roots; `wordfreq.sqlite` gives
lemmas by part of speech with their frequency in news. Tables of this package correct and complete them. All of it
becomes one dictionary from folded stem to the lexemes written so; a stem keeps its own spelling, so that كتابة
and كتابه stay apart while احمد finds أحمد.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from math import log10
from pathlib import Path
from typing import NamedTuple

from search.analysis import affixes as a
from search.analysis import root as roots
from search.analysis import verbs
from search.analysis.normalise import fold

RULES = "1"  # raise it when a change of code changes lemmas or roots
TABLES = Path(__file__).parent / "tables"
FIXED = 7.0  # the weight of an entry set by a table: above any frequency

_PARTICLES = "prep conj conj_sub pron pron_rel pron_dem part part_neg part_verb part_fut part_focus part_voc \
part_interrog part_restrict part_det verb_pseudo adv_interrog pron_interrog pron_exclam adv adv_rel interj".split()
_DESCRIBING = ("فاعل", "مفعول", "صفة", "صيغة", "منسوب")  # Arramooz word types that take the feminine ة
_SHAPES = {
    "noun": a.NOUN,
    "adjective": a.NOUN | a.ADJECTIVE,
    "plural": a.PLURAL,
    "name": a.NAME,
    "particle": a.PARTICLE,
}


class Lexeme(NamedTuple):
    """A word of the lexicon: folded lemma and root, part of speech, decimal logarithm of its frequency."""

    lemma: str
    root: str
    kind: str
    weight: float


class Stem(NamedTuple):
    """One spelling under which a lexeme occurs, and the shapes (see `affixes`) it has there."""

    spelling: str
    shapes: int
    lexeme: Lexeme


def spelled(surface: str) -> str:
    """`surface` letter for letter beside its folded form: the folding rules that change the length are applied."""
    if surface.startswith("ءا"):
        surface = "آ" + surface[2:]
    if surface.endswith("ئ") and not surface.endswith("يئ"):
        surface = surface[:-1] + "يئ"
    return surface


def _key(vocalized: str) -> str:
    """A vocalised word reduced to what two dictionaries agree on: no endings, no vowel before its long letter."""
    text = vocalized.strip().rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0652").replace("\u0652", "")
    for vowel, letter in (
        ("\u064e", "ا"),
        ("\u0650", "ي"),
        ("\u064f", "و"),
        ("\u064e", "ى"),
        ("\u064e", "ة"),
    ):
        text = text.replace(vowel + letter, letter)
    text = text.replace("\u064e\u0651", "\u0651\u064e").replace("\u0651\u064e\u064e", "\u0651\u064e")
    return text.replace("اِ", "ا")


def _bare(vocalized: str) -> str:
    return "".join(char for char in vocalized if char.isalpha() and char != "\u0640")


def _clean_root(root: str, word: str) -> str:
    first = root.replace("،", ";").split(";")[-1]
    letters = roots.radicals("".join(char for char in first if char.isalpha()))
    return (
        "" if len(letters) not in (3, 4) or (len(letters) == 4 and letters == word[:4] != word) else letters
    )


class Lexicon:
    """Stems by their folded form. Build one with `Lexicon.load`."""

    def __init__(self, stems: dict[str, tuple[Stem, ...]], fingerprint: str) -> None:
        self.stems = stems
        self.fingerprint = fingerprint

    @classmethod
    def load(cls, extra: Path | None = None) -> "Lexicon":
        """Read the package, the tables and an editor's own file `extra` (same format as tables/overrides.tsv).

        Raises FileNotFoundError where `extra` is missing and ValueError, naming the line, where it is malformed.
        """
        tables = [TABLES / "overrides.tsv", TABLES / "protected.txt", *([extra] if extra else [])]
        digest = hashlib.sha256(f"{RULES} {version('arramooz-pysqlite')}".encode())
        for table in tables:
            digest.update(table.read_bytes())
        builder = _Builder()
        builder.read_package()
        for table in tables:
            builder.read_table(table)
        return cls(builder.stems(), digest.hexdigest()[:16])


def _rows(name: str, query: str) -> Iterator[tuple[str, ...]]:
    spec = find_spec("arramooz")
    assert spec and spec.origin
    path = Path(spec.origin).parent / "data" / name
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield from connection.execute(query)
    finally:
        connection.close()


class _Builder:
    """Collects stems from all sources, then freezes them."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str, str], tuple[int, float, str]] = {}
        self.fixed: dict[str, list[Stem]] = {}
        self.root_of_key: dict[str, str] = {}
        self.root_of_word: dict[str, str] = {}
        self.describing: set[str] = set()
        self.singulars: dict[str, set[str]] = {}
        self.weight_of: dict[str, float] = {}

    def add(self, spelling: str, shapes: int, lemma: str, root: str, kind: str, weight: float) -> None:
        """One spelling of a lexeme; said twice, shapes join and the higher weight stays."""
        key = (spelling, lemma, kind)
        if key in self.found:
            other, other_weight, other_root = self.found[key]
            shapes, weight, root = shapes | other, max(weight, other_weight), other_root or root
        self.found[key] = (shapes, weight, root)

    def read_package(self) -> None:
        """Nouns and roots first: the frequencies are filled in with what Arramooz says of the same words."""
        nouns = list(
            _rows(
                "arabicdictionary.sqlite",
                "select vocalized, unvocalized, wordtype, root, number, single, broken_plural, feminable from nouns",
            )
        )
        for vocalized, word, wordtype, root, number, single, plural, feminable in nouns:
            if not word:
                continue
            clean = _clean_root(root, word)
            key = _key(vocalized)
            if clean:
                self.root_of_key.setdefault(key, clean)
                self.root_of_word.setdefault(word, clean)
            if number == "جمع تكسير":
                if single:
                    self.singulars.setdefault(key, set()).add(_key(single))
                continue
            if feminable or any(name in wordtype for name in _DESCRIBING):
                self.describing.add(key)
            for form in plural.replace("،", ";").split(";"):
                if form.strip() and " " not in form.strip() and "+" not in form and "[" not in form:
                    self.singulars.setdefault(_key(form), set()).add(key)
        known = self._read_frequencies()
        for vocalized, word, _, _, number, _, _, _ in nouns:
            if word and number != "جمع تكسير" and word not in known and len(word) > 1:
                self._noun(vocalized, word, "noun", 0.0)
        self._plurals()

    def _read_frequencies(self) -> set[str]:
        known: set[str] = set()
        verb_info: dict[str, tuple[str, str]] = {}
        verbs_left: dict[str, tuple[str, str, str]] = {}
        for vocalized, word, root, vowel in _rows(
            "arabicdictionary.sqlite", "select vocalized, unvocalized, root, future_type from verbs"
        ):
            clean = _clean_root(root, "")
            verb_info.setdefault(_key(vocalized), (clean, vowel))
            verbs_left.setdefault(word, (vocalized, clean, vowel))
            self.root_of_word.setdefault(word, clean)
        seen_verbs: set[str] = set()
        for vocalized, word, kind, freq in _rows(
            "wordfreq.sqlite", "select vocalized, unvocalized, word_type, freq from wordfreq"
        ):
            weight = log10(int(freq))
            if kind == "verb":
                _, root, vowel = verbs_left.get(word, ("", "", "فتحة"))
                root, vowel = verb_info.get(_key(vocalized), (root, vowel))
                self._verb(vocalized, word, root, vowel, weight)
                seen_verbs.add(word)
            elif kind in _PARTICLES:
                if len(word) > 1:
                    self.add(word, a.PARTICLE, fold(word), "", "particle", weight)
            elif len(word) > 2 or kind != "abbrev":
                known.add(word)
                self._noun(vocalized, word, kind, weight)
        for word, (vocalized, root, vowel) in verbs_left.items():
            if word not in seen_verbs:
                self._verb(vocalized, word, root, vowel, 0.0)
        return known

    def _noun(self, vocalized: str, word: str, kind: str, weight: float) -> None:
        key = _key(vocalized)
        if len(word) < 2 or (key in self.singulars and kind == "noun" and key not in self.singulars[key]):
            self.weight_of[key] = max(weight, self.weight_of.get(key, 0.0))
            return
        if kind == "noun_prop":
            self.add(word, a.NAME, fold(word), self._root(key, word), "name", weight)
            return
        shapes = a.FEMININE if word.endswith("ة") else a.NOUN
        if kind in ("adj", "adj_num") or key in self.describing:
            shapes |= a.ADJECTIVE
        self.weight_of[key] = max(weight, self.weight_of.get(key, 0.0))
        self.add(word, shapes, fold(word), self._root(key, word), "noun", weight)

    def _verb(self, vocalized: str, word: str, root: str, vowel: str, weight: float) -> None:
        lemma = fold(word)
        for spelling, shapes in verbs.stems(vocalized, root, vowel):
            if spelling:
                self.add(spelling, shapes, lemma, root, "verb", weight)

    def _root(self, key: str, word: str) -> str:
        if key in self.root_of_key:
            return self.root_of_key[key]
        for ending in ("", "ة", "ي", "ية"):
            stem = word.removesuffix(ending) if word.endswith(ending) else ""
            if stem in self.root_of_word:
                return self.root_of_word[stem]
        return ""

    def _plurals(self) -> None:
        for key, singles in self.singulars.items():
            plural = _bare(key)
            for single in singles:
                singular = _bare(single)
                if single == key or len(plural) < 3 or len(singular) < 2:
                    continue
                weight = max(self.weight_of.get(single, 0.0), self.weight_of.get(key, 0.0)) - 0.4
                self.add(plural, a.PLURAL, fold(singular), self._root(single, singular), "noun", weight)

    def read_table(self, path: Path) -> None:
        """A table of the project or of an editor: `word lemma root kind`, or a word alone, kept whole."""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            cells = line.split("#")[0].rstrip().split("\t")
            if not cells[0]:
                continue
            if len(cells) == 1:
                cells = [cells[0], cells[0], "", "name"]
            if len(cells) != 4 or cells[3] not in _SHAPES:
                raise ValueError(
                    f"{path.name}, line {number}: expected word, lemma, root and kind, or one word"
                )
            word, lemma, root, kind = cells
            shapes = _SHAPES[kind]
            if word.endswith("ة") and kind != "name":
                shapes = a.FEMININE
            found = root or self._root("", lemma)
            lexeme = Lexeme(
                fold(lemma), roots.radicals(found), "noun" if kind in ("plural", "adjective") else kind, FIXED
            )
            self.fixed[word] = [Stem(spelled(word), shapes, lexeme)]

    def stems(self) -> dict[str, tuple[Stem, ...]]:
        """All stems by folded form; an entry of a table stands alone for its spelling."""
        table: dict[str, list[Stem]] = {}
        shared: dict[Lexeme, Lexeme] = {}
        for (spelling, lemma, kind), (shapes, weight, root) in self.found.items():
            if spelling in self.fixed:
                continue
            lexeme = Lexeme(lemma, root, kind, round(weight, 2))
            stem = Stem(spelled(spelling), shapes, shared.setdefault(lexeme, lexeme))
            for key in _keys(spelling):
                table.setdefault(key, []).append(stem)
        for spelling, found in self.fixed.items():
            for key in _keys(spelling):
                table.setdefault(key, []).extend(found)
        return {key: tuple(entries) for key, entries in table.items()}


def _keys(spelling: str) -> set[str]:
    """The folded form, and what it becomes before an ending: قارئ, قارئه; مبدأ, مبدئه."""
    folded = fold(spelling)
    keys = {folded}
    if folded.endswith("يء") and spelling.endswith("ئ"):
        keys.add(folded[:-2] + "ء")
    if spelling.endswith("أ") and len(folded) > 1:
        keys.add(folded[:-1] + "ء")
    return keys
