"""From a word of the text to its lemma and root.

Every way of cutting the word into prefix, stem and suffix that Arabic allows and whose stem the lexicon knows
is a reading. Readings are ranked by how common the word is and how common the affixes are. A word without a
reading is treated gently: the article and و come off, a nisba or a plural ات too, and the rest is its lemma.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.analysis.letters import ALEFS, HAMZA
from search.analysis.normalise import fold
from search.analysis.particles import AND, AT_MOST_ONE, CONJUNCTIONS, PREPOSITIONS, WITH_ARTICLE
from search.analysis.stemming import root as roots
from search.analysis.stemming import shapes as s
from search.analysis.stemming.affixes import SUFFIXES
from search.analysis.stemming.hamza import is_likely, seated
from search.analysis.stemming.pairs import ENDS, PAIRS, Pair
from search.analysis.stemming.stems import Lexicon, Stem, spelled

UNKNOWN = -0.5  # a reading must be likelier than this, or the word counts as unknown
KNOWN = 3.0  # a name or noun at least so frequent is no slip for a particle: علي is not على, منى not مني
DOUBTFUL = 2.2  # a word without a likelier reading may lack a hamza
GAIN = 1.0  # by so much the reading with hamza must be likelier
NEARLY = 0.7  # a verb and a noun no farther apart than this, as decimal logarithms, are both indexed, and a
# name and what its letters are with a particle before it: الياس
FARTHER = 1.0  # so are a verb and a noun of just these letters: تمر, تفكر, عايد
ONE_ROOT = 0.2  # so are two verbs of one root: يدين of دان and أدان
EQUALLY = 0.1  # so are two nouns or two verbs
SHORTENED = 0.3  # and two verbs that a jussive has left with the same letters: ينم of نام and نمى
MINIMUM = 0.15  # readings of a query word below this share of the best are left out
WHOLE_WORD = 0.3  # at least, of a word in ة written with ه, where the likeliest has a pronoun: نوره, بريده
OF_ONE_ROOT = 0.3  # the same for another noun of the root of the best: الطائرات are no birds


class Reading(NamedTuple):
    """One way to understand a word; the likeliest sorts first.

    `cost` is how unlikely it is, in decimal logarithms. `lemma` and `root` are folded, `root` is "" for
    particles. `kind` is noun, verb, particle, name, number or unknown. `form` is how the word relates to its
    lemma: "" as it is, or prefix, plural, dual, feminine, nisba, pronoun, construct, tanwin, past, imperfect,
    jussive, imperative, spelling. `by` is what knows the word: table, lexicon, forms (that people write of
    it), or letters alone. `weight` is in (0, 1].
    """

    cost: float
    lemma: str
    kind: str
    root: str
    form: str = ""
    by: str = "letters"
    weight: float = 1.0


# The price of reading one letter as another, in decimal logarithms: how rarely writers make that slip.
_SLIPS: dict[tuple[str, str], float] = {("ه", "ة"): 1.2, ("ة", "ه"): 2.0, ("ى", "ي"): 0.4, ("ي", "ى"): 0.6}
_SLIPS["\u06cc", "ى"] = _SLIPS["ي", "ى"]  # Farsi yeh
for _alef in ALEFS:
    _SLIPS["ا", _alef] = 0.3
    _SLIPS[_alef, "ا"] = 0.8
    for _other in ALEFS:
        if _other != _alef:
            _SLIPS[_alef, _other] = 2.0 if "آ" in (_alef, _other) else 3.0  # إعداد is not أعداد
for _seat in "ؤئء":
    _SLIPS["أ", _seat] = _SLIPS[_seat, "أ"] = 0.1
    _SLIPS["ا", _seat] = 0.5


# The price of a hamza on the alef of the article: ألسنة is tongues rather than "the year".
_HAMZA = 3.5

# Letters that write the same foreign sound.
_SAME_SOUND = (("غ", "ج"), ("ج", "غ"), ("ط", "ت"), ("ت", "ط"), ("ك", "ق"), ("ق", "ك"), ("ق", "غ"))
_GENTLE_ENDINGS = (("يات", "ي"), ("يين", "ي"), ("يون", "ي"), ("يه", "ي"), ("ات", ""))
_PARTICIPLE_ENDINGS = ("ين", "ون", "تين", "تان", "ان", "ات", "ه", "ا")
_HEH = "\u0647"
_NO_ENDINGS = ("الله", "ها")
_DOING = re.compile("م.ا..ه")
_NOUNS = ("noun", "name")
_WITH_VERBS = (*_NOUNS, "verb")
_RESTORED = {suffix.restore_folded for rows in SUFFIXES.values() for suffix in rows}
_JOINED = re.compile(f"[{''.join(CONJUNCTIONS)}]?[{''.join(PREPOSITIONS)}](?=[{ALEFS}]...)")
"""Particles before an alef with hamza, which begins a word: لإنستغرام."""
_NUMBER = re.compile(f"(?:{'|'.join(AT_MOST_ONE)})([0-9.]+)[مه]?")  # و2014, 1436ه


def _slips(written: str, spelling: str) -> float:
    cost = 0.0
    if len(written) == len(spelling):
        for pair in zip(written, spelling, strict=True):
            if pair in _SLIPS:
                cost += _SLIPS[pair]
    return cost


def _has_hamza(prefix: str, folded: str) -> bool:
    return folded.endswith("ال") and not prefix.endswith("ال")


def _endings(folded: str) -> list[tuple[int, int, str]]:
    """Suffixes the word may end in: where each begins, the last place its stem may begin, its text."""
    end = len(folded)
    # A stem of one letter stands alone or before an ending of two, as in يرون.
    endings = [(end, max(end - 2, 0), "")]
    for cut in range(end - 1, 0, -1):
        is_suffix = ENDS.get(ending := folded[cut:])
        if is_suffix is None:
            break
        if is_suffix:
            endings.append((cut, cut - 2 if cut == end - 1 else cut - 1, ending))
    return endings


def _without(stem: str, end: str) -> str:
    return stem[: -len(end)] if end and stem.endswith(end) and len(stem) > len(end) else stem


def _is_rival(other: Reading, best: Reading) -> bool:
    """Whether a reading is so likely that the word is indexed under it as well.

    None with a pronoun but a noun for a verb with one, as in فعلته, and none with a noun's particle that the
    best lacks: سموه is seldom "they named him", nor ورد "and an answer".
    """
    apart = NEARLY if (other.kind == "verb") != (best.kind == "verb") else EQUALLY
    if best.kind == "verb" and other.kind == "noun" and not other.form:
        apart = FARTHER
    elif best.form == other.form == "jussive":
        apart = SHORTENED
    elif best.kind == other.kind == "verb" and best.root == other.root:
        apart = ONE_ROOT
    elif best.form == "prefix" and other.kind == "name" and not other.form:
        apart = NEARLY
    if other.cost > best.cost + apart or other.lemma == best.lemma:
        return False
    if other.form == "pronoun" and (best.form, best.kind, other.kind) != ("pronoun", "verb", "noun"):
        return False
    if other.kind != "verb" and other.form == "prefix" != best.form:
        return False
    return "particle" not in (other.kind, best.kind)


told = tuple.__new__
"""Makes a named tuple in a third of the time that calling its class takes."""


class Stemmer:
    """Readings of single words, by a lexicon. Pure and deterministic; memoise outside."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._stems = lexicon.stems
        self._roots = lexicon.roots
        self._by_lemma: dict[str, list[str]] | None = None

    def best(self, surface: str, folded: str | None = None) -> Reading:
        """The likeliest reading of a word as written without marks; `folded` where it is known already."""
        return self.indexed(surface, folded)[0]

    def indexed(self, surface: str, folded: str | None = None) -> tuple[Reading, ...]:
        """The readings a word of a text is indexed under: the likeliest, and another nearly as likely."""
        if folded is None:
            folded = fold(surface)
        scored = self._scored(surface, folded)
        if not scored:
            return (self._unknown(surface, folded),)
        best = scored[0]
        farthest = best.cost + FARTHER
        rivals: list[Reading] = []
        for other in scored:
            if other.cost > farthest:
                break
            if other is not best and _is_rival(other, best):
                rivals.append(other)
        return (best, min(rivals, key=lambda other: other.kind == best.kind)) if rivals else (best,)

    def readings(self, surface: str) -> list[Reading]:
        """Plausible readings, one per lemma, likeliest first, each with its share of the best as weight."""
        folded = fold(surface)
        scored = self._scored(surface, folded)
        if not scored:
            return [self._unknown(surface, folded)]
        best = scored[0]
        readings: dict[str, Reading] = {}
        for other in scored:
            weight = 10 ** ((best.cost - other.cost) / 2)
            if best.form == "pronoun" and other.lemma == folded and folded.endswith(_HEH):
                weight = max(weight, WHOLE_WORD)
            # Second to a noun, a particle would match nearly everything: فهم as ف and هم.
            if other.kind == "particle" and best.kind != "particle":
                continue
            of_one_root = other.kind == best.kind == "noun" and other.root == best.root != ""
            if weight >= (OF_ONE_ROOT if of_one_root else MINIMUM) and other.lemma not in readings:
                readings[other.lemma] = other._replace(weight=round(weight, 3))
        return list(readings.values())

    def cores(self, lemma: str) -> frozenset[str]:
        """Letter sequences, one of which is in the folded form of every word that has this lemma.

        Letters of one sound may be exchanged in names: compare with ج غ ق as ك and ط as ت.
        """
        stems = (*self._stems_of().get(lemma, ()), lemma, lemma.removesuffix("ي"))
        return frozenset(min((_without(stem, end) for end in _RESTORED), key=len) for stem in stems)

    def _stems_of(self) -> dict[str, list[str]]:
        """Lemma to its stems; made when first asked for."""
        if self._by_lemma is None:
            self._by_lemma = {}
            for stem, entries in self._stems.items():
                for entry in entries:
                    self._by_lemma.setdefault(entry.lemma, []).append(stem)
        return self._by_lemma

    def _scored(self, surface: str, folded: str) -> list[Reading]:
        """Every reading, the likeliest first; of hardly known words also those with a hamza left out."""
        scored = self.scored(surface, folded)
        scored.sort()
        least = -scored[0].cost if scored else UNKNOWN
        if least > DOUBTFUL or (scored and scored[0].by == "forms" and scored[0].form != "nisba"):
            return scored
        return sorted([*scored, *self._with_hamza(surface, least + GAIN, known=bool(scored))])

    def _with_hamza(self, surface: str, least: float, known: bool) -> list[Reading]:
        """Readings of the word with a hamza on a ي or و, nouns but where it is usual.

        They reach at least this score.
        """
        return [
            reading._replace(form="spelling")
            for word, usual in seated(surface, known)
            for reading in self.scored(word, fold(word))
            if not (known and reading.form in ("pronoun", "tanwin"))
            if -reading.cost >= least
            and reading.kind in (_WITH_VERBS if usual and "ؤ" in word[1:3] else _NOUNS)
            if is_likely(reading.lemma, reading.form, -reading.cost, usual)
        ]

    def scored(self, surface: str, folded: str) -> list[Reading]:
        """Every reading with its score."""
        written = surface if surface == folded else spelled(surface)
        if len(written) != len(folded):
            written = folded
        differs = written != folded
        scored: list[Reading] = []
        exact: list[int] = []
        doubtful: list[tuple[int, Reading]] = []
        for start, cut, stem, pairs in self._splits(folded):
            core, ending = written[start:cut], written[cut:]
            hamza = _HAMZA if differs and _has_hamza(written[:start], folded[:start]) else 0.0
            spelling, own_shapes, lemma, root, kind, weight, by = stem
            for shapes, prefix_cost, cost, suffix, restore, form in pairs:
                if own_shapes & shapes and (score := weight - prefix_cost - cost - hamza) >= UNKNOWN:
                    if slipped := ending != suffix:
                        score -= _slips(ending, suffix)
                    if core + restore != spelling:
                        if restore and spelling[-1] != restore[-1]:
                            continue  # what is not written is no slip: عيناه is not of عيني
                        slip = _slips(core + restore, spelling)
                        score -= slip
                        slipped = slipped or slip > 0
                    if score >= UNKNOWN:
                        if not form:
                            form = "plural" if own_shapes & s.PLURAL else "prefix" if start else ""
                        base = self._nisba(folded[start:cut] + "ي") if form == "nisba" else lemma
                        reading = told(Reading, (-score, base, kind, root, form, by, 1.0))
                        if kind == "particle" and slipped:
                            doubtful.append((start, reading))
                            continue
                        if kind in ("name", "noun") and not (slipped or ending) and weight >= KNOWN:
                            exact.append(start)
                        scored.append(reading)
        if doubtful:
            scored += [reading for start, reading in doubtful if start not in exact]
        return scored

    def _nisba(self, base: str) -> str:
        """The lemma of an adjective made of a name, by whatever spelling of the two: أميركي is أمريكي."""
        if base.endswith("ايي"):
            return f"{base[:-2]}{HAMZA}ي"  # of نهاية as of كهرباء: نهائي
        listed = (entry.lemma for entry in self._stems.get(base, ()) if entry.shapes & s.ADJECTIVE)
        return next(listed, base)

    def _splits(self, folded: str) -> Iterator[tuple[int, int, Stem, tuple[Pair, ...]]]:
        """The cuts that leave a stem of the lexicon: its start and end, the stem, affixes to try with it."""
        stem_of, endings = self._stems.get, _endings(folded)
        for start in range(len(folded)):
            if (pairs_with := PAIRS.get(folded[:start])) is None:
                break
            if not pairs_with:
                continue
            for cut, last_start, ending in endings:
                if start <= last_start and (groups := pairs_with.get(ending)):
                    core = folded[start:cut]
                    for restored, shapes, pairs in groups:
                        if stems := stem_of(core + restored):
                            for stem in stems:
                                if stem.shapes & shapes:
                                    yield start, cut, stem, pairs

    def _unknown(self, surface: str, folded: str) -> Reading:
        if number := _NUMBER.fullmatch(folded):
            return Reading(-UNKNOWN, number[1], "number", number[1])
        joined = _JOINED.match(surface)
        stem = folded[joined.end() :] if joined else folded
        for prefix in () if joined else (*WITH_ARTICLE, AND):
            if stem.startswith(prefix) and len(stem) - len(prefix) >= 3 + (prefix == AND):
                stem = stem[len(prefix) :]
                break
        form = ""
        if participle := self._participle(stem):
            stem = participle
        for suffix, restored in _GENTLE_ENDINGS:
            if stem.endswith(suffix) and len(stem) - len(suffix) >= 3:
                stem, form = stem[: -len(suffix)] + restored, "nisba" if restored else "plural"
                break
        if name := self._respelled(stem):
            return Reading(-UNKNOWN, name.lemma, name.kind, name.root, "spelling", name.by)
        root = roots.guess(stem, self._roots)
        if len(stem) > 4 and not root:
            stem = stem.replace("ج", "غ")  # foreign names: فولفسبورج, فولفسبورغ
        return Reading(-UNKNOWN, stem, "unknown", root or roots.outline(stem), form)

    def _participle(self, stem: str) -> str:
        """The participle `stem` is a form of, "" if none: مبتعثين, متحرشة; not مناصحة, a noun of doing."""
        if stem.startswith("م") and not stem.endswith(_NO_ENDINGS) and not _DOING.fullmatch(stem):
            for ending in _PARTICIPLE_ENDINGS:
                participle = stem.removesuffix(ending)
                if participle != stem and len(participle) > 4 and roots.guess(participle, self._roots):
                    return participle
        return ""

    def _respelled(self, stem: str) -> Stem | None:
        """The name of the lexicon that `stem` spells with another letter: بنتاجون, بنتاغون."""
        if len(stem) < 5:
            return None
        for letter, other in _SAME_SOUND:
            if letter in stem:
                for entry in self._stems.get(stem.replace(letter, other), ()):
                    if entry.kind == "name":
                        return entry
        return None
