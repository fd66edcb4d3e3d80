"""From a word of the text to its lemma and root.

Every way of cutting the word into prefix, stem and suffix that Arabic allows and whose stem the lexicon knows
is a reading. Readings are ranked by how common the word is and how common the affixes are. `unknown` has
the words without a reading.
"""

import re
from functools import lru_cache

from search.analysis.letters import HAMZA
from search.analysis.normalise import fold
from search.analysis.particles import ARTICLE
from search.analysis.stemming import shapes as s
from search.analysis.stemming.affixes import RESTORED
from search.analysis.stemming.hamza import is_likely, seated
from search.analysis.stemming.pairs import BEGINNINGS, ENDINGS, Cut, cuts
from search.analysis.stemming.reading import FARTHER, Reading, is_rival, told
from search.analysis.stemming.slips import slips
from search.analysis.stemming.stems import Lexicon, spelled
from search.analysis.stemming.unknown import UNKNOWN, unknown

KNOWN = 3.0  # a name or noun at least so frequent is no slip for a particle: علي is not على, منى not مني
DOUBTFUL = 2.2  # a word without a likelier reading may lack a hamza
GAIN = 1.0  # by so much the reading with hamza must be likelier
MINIMUM = 0.15  # readings of a query word below this share of the best are left out
WHOLE_WORD = 0.3  # at least, of a word in ة written with ه, where the likeliest has a pronoun: نوره, بريده
OF_ONE_ROOT = 0.3  # the same for another noun of the root of the best: الطائرات are no birds


# The price of a hamza on the alef of the article: ألسنة is tongues rather than "the year".
_HAMZA = 3.5

_HEH = "\u0647"
_NOUNS = ("noun", "name")
_WITH_VERBS = (*_NOUNS, "verb")
_AT_THE_END = re.compile(f"(?<=.)(?:{'|'.join(sorted(RESTORED))})$")
"""The longest of these, where it is not the whole word."""


def _has_hamza(prefix: str, folded: str) -> bool:
    return folded.endswith(ARTICLE) and not prefix.endswith(ARTICLE)


def _cuts(folded: str) -> tuple[Cut, ...]:
    """The ways to cut a word by the letters it begins and ends with."""
    beginning = ending = ""
    for letters in range(1, len(folded)):
        if (longer := folded[:letters]) not in BEGINNINGS:
            break
        beginning = longer
    for letters in range(1, len(folded)):
        if (longer := folded[-letters:]) not in ENDINGS:
            break
        ending = longer
    return cuts(beginning, ending)


class Stemmer:
    """Readings of single words, by a lexicon. Pure and deterministic; memoise outside."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._stems = lexicon.stems
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
            return (unknown(surface, folded, self._lexicon),)
        best = scored[0]
        farthest = best.cost + FARTHER
        rivals: list[Reading] = []
        for other in scored:
            if other.cost > farthest:
                break
            if other is not best and is_rival(other, best):
                rivals.append(other)
        return (best, min(rivals, key=lambda other: other.kind == best.kind)) if rivals else (best,)

    def readings(self, surface: str) -> list[Reading]:
        """Plausible readings, one per lemma, likeliest first, each with its share of the best as weight."""
        folded = fold(surface)
        scored = self._scored(surface, folded)
        if not scored:
            return [unknown(surface, folded, self._lexicon)]
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
        return frozenset([_AT_THE_END.sub("", stem) for stem in stems])

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
        stems_of, length = self._stems.get, len(folded)
        for start, letters, least, restored, fitting in _cuts(folded):
            cut = length - letters
            stems = stems_of(folded[start:cut] + restored)
            if not stems or 1 < length < least:  # a word of one letter is its own stem
                continue
            core, ending = written[start:cut], written[cut:]
            hamza = _HAMZA if differs and start > 1 and _has_hamza(written[:start], folded[:start]) else 0.0
            for stem in stems:
                if not (pairs := fitting[stem.shapes]):
                    continue
                spelling, shapes, lemma, root, kind, weight, by = stem
                for prefix_cost, cost, suffix, restore, form in pairs:
                    score = weight - prefix_cost - cost - hamza
                    if score < UNKNOWN:
                        continue
                    if slipped := ending != suffix:
                        score -= slips(ending, suffix)
                    if core + restore != spelling:
                        if restore and spelling[-1] != restore[-1]:
                            continue  # what is not written is no slip: عيناه is not of عيني
                        slip = slips(core + restore, spelling)
                        score -= slip
                        slipped = slipped or slip > 0
                    if score < UNKNOWN:
                        continue
                    if not form:
                        form = "plural" if shapes & s.PLURAL else "prefix" if start else ""
                    base = self._nisba(folded[start:cut] + "ي") if form == "nisba" else lemma
                    reading = told(Reading, (-score, base, kind, root, form, by, 1.0))
                    if slipped and kind == "particle":
                        doubtful.append((start, reading))
                        continue
                    scored.append(reading)
                    if not (ending or slipped) and weight >= KNOWN and kind in _NOUNS:
                        exact.append(start)
        if doubtful:
            scored += [reading for start, reading in doubtful if start not in exact]
        return scored

    def _nisba(self, base: str) -> str:
        """The lemma of an adjective made of a name, by whatever spelling of the two: أميركي is أمريكي."""
        if base.endswith("ايي"):
            return f"{base[:-2]}{HAMZA}ي"  # of نهاية as of كهرباء: نهائي
        listed = (entry.lemma for entry in self._stems.get(base, ()) if entry.shapes & s.ADJECTIVE)
        return next(listed, base)


class Remembering(Stemmer):
    """Remembers all readings of so many words, the last ones. Safe to share between threads."""

    def __init__(self, other: Stemmer, words: int) -> None:
        super().__init__(other._lexicon)
        self._remembered = lru_cache(maxsize=words)(super()._scored)

    def _scored(self, surface: str, folded: str) -> list[Reading]:
        return self._remembered(surface, folded)
