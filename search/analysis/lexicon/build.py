"""Builds the stems of the lexicon from the package Arramooz and the tables beside this file."""

from collections.abc import Iterable
from functools import cache
from itertools import chain
from math import log10
from operator import attrgetter

from search.analysis.letters import FOLDED_STANDARD
from search.analysis.lexicon import arramooz, plurals, verbs
from search.analysis.lexicon.entries import SHAPES, Table, entries
from search.analysis.lexicon.evidence import with_nouns
from search.analysis.lexicon.roots import Roots
from search.analysis.normalise import fold, fold_in_place, surface
from search.analysis.stemming import shapes as s
from search.analysis.stemming.root import fits, radicals
from search.analysis.stemming.stems import Stem, spelled
from search.tables import rows

# Weights are decimal logarithms of frequencies; these say how much rarer a form is than its lemma.
BROKEN_PLURAL = 0.4
SECOND_MEANING = 1.0  # a broken plural spelled like another noun: صحبة, غلبة
PATTERN_PLURAL = 2.0  # a plural that only the pattern of its singular suggests
VERBAL_NOUN = 1.5  # a noun spelled like its verb, which only the dictionary lists: تناقل
PARTICIPLE = 2.5  # a participle no dictionary lists, beside its verb
PARTICIPLES = 2.5  # verbs rarer than this have none of those
ELATIVE = 3.0  # an elative that no dictionary lists, beside its adjective: أشرس of شرس
SHORT_NAME = 2.0  # foreign names of two letters, دي and سي, which are the ends of many words: والدي
COMMON = 3.0  # nouns rarer than this have no plurals by pattern
FIXED = 7.0  # an entry of a table: above any frequency
PRONOUN = 5.5  # at least, of the two letters of هم and هن: with و and ف they give way to a noun, فهم
FIXED_NOUN = 5.0  # a noun of a table that the frequency list lacks

_PARTICLES = ("prep", "conj", "pron", "part", "adv", "interj", "verb_pseudo")  # and conj_sub, pron_rel, ...
# What an entry of a table replaces; a verb spelled alike keeps its other forms (عبر, but يعبر).
_WHOLE_WORD = s.NOMINAL | s.PARTICLE | s.P0


@cache
def _folded(word: str) -> str:
    """`fold(word)`; the rules that ask for neighbours are tried only where one may apply."""
    if word[-1] == "ئ" or "يأ" in word or "ءا" in word:
        return fold(word)
    return fold_in_place(word, FOLDED_STANDARD)


def _keys(spelling: str) -> tuple[str, ...]:
    """The folded form, and what it becomes before an ending: قارئ, قارئه; مبدأ, مبدئه."""
    folded = _folded(spelling)
    if spelling[-1] == "ئ":
        return folded, folded.removesuffix("يء") + "ء"
    if spelling[-1] == "أ" and len(folded) > 1:
        return folded, folded[:-1] + "ء"
    return (folded,)


def _plural_shapes(word: str) -> int:
    """The ة of كتبة and its like is not opened: كتبته is a verb."""
    return s.PLURAL | s.OPENED if word[-1] == "ة" and (len(word) > 4 or "ا" in word) else s.PLURAL


def _listed_shapes(singular: str, listed: str) -> int:
    """Those of a plural of the table, or of the feminine of a colour: أبيض, بيضاء."""
    if singular[0] == "أ" and listed.endswith("اء"):
        return s.NOUN
    return s.PLURAL | s.OPENED if listed[-1] == "ة" else s.PLURAL


def _is_nisba(word: str) -> bool:
    """Words in ي take the endings of adjectives: عربي; not those of three letters, رأي and سعي."""
    return word[-1] == "ي" and len(word) > 3


def build(tables: Iterable[Table]) -> tuple[dict[str, tuple[Stem, ...]], frozenset[str]]:
    """Stems by folded form, and the known roots. Raises BadSetting, naming the line, for a bad table."""
    read = [list(entries(name, text)) for name, text in tables]
    builder = _Builder()
    builder.read_package()
    for table in read:
        builder.fix(table)
    known_roots = frozenset(builder.roots.known)
    stems = with_nouns(builder.stems(), known_roots, builder.fixed)
    _folded.cache_clear()
    return stems, known_roots


class _Builder:
    """Collects stems from all sources, then freezes them."""

    def __init__(self) -> None:
        self.lexemes: dict[tuple[str, str, str], Stem] = {}  # by spelling, lemma and kind
        self.fixed: dict[str, list[Stem]] = {}  # entries of tables, by spelling
        self.roots = Roots()
        self.verbs: dict[str, arramooz.Verb] = {}  # by key and by bare word
        self.verbs_with_participles: list[tuple[arramooz.Verb, float]] = []
        self.singulars: dict[str, dict[str, None]] = {}  # of a broken plural, by key
        self.listed: set[str] = set()  # nouns of the frequency list
        self.weights: dict[str, float] = {}  # of nouns, by key

    def add(self, spelling: str, shapes: int, lemma: str, root: str, kind: str, weight: float) -> None:
        """One spelling of a lexeme; said twice, shapes join and the higher weight stays."""
        key = (spelling, lemma, kind)
        if other := self.lexemes.get(key):
            shapes, root, weight = shapes | other.shapes, other.root or root, max(weight, other.weight)
        self.lexemes[key] = Stem(spelling, shapes, lemma, root, kind, weight)

    def read_package(self) -> None:
        """Nouns with their roots first: they tell what the words of the frequency list can take."""
        nouns = list(arramooz.nouns())
        for noun in sorted(nouns, key=attrgetter("is_plural")):  # the plurals' roots are the less sure
            self.roots.add(noun.root, noun.key, noun.word)
        for noun in nouns:
            if noun.is_plural:
                self.singulars.setdefault(noun.key, {}).update(dict.fromkeys(noun.related))
            for plural in () if noun.is_plural else noun.related:
                self.singulars.setdefault(plural, {})[noun.key] = None
        describing = {noun.key for noun in nouns if noun.describing}
        without_sound = {
            noun.key for noun in nouns if noun.related and not noun.sound_plural and not noun.describing
        }
        self._read_verbs()
        names: dict[str, float] = {}
        for entry in arramooz.frequencies():
            weight = log10(entry.frequency)
            if entry.kind == "verb":
                self._frequent_verb(entry, weight)
            elif entry.kind.startswith(_PARTICLES):
                if len(entry.word) > 1:
                    self.add(entry.word, s.PARTICLE, entry.word, "", "particle", weight)
            elif entry.kind == "noun_prop":
                root = self.roots.stated.get(entry.word, "")
                rarity = SHORT_NAME if len(entry.word) < 3 else 0.0
                self.add(entry.word, s.NAME, _folded(entry.word), root, "name", weight - rarity)
                names[entry.word] = weight
            elif len(entry.word) > 2 or entry.kind != "abbrev":
                key = arramooz.key(entry.vocalized)
                self.listed.add(entry.word)
                describes = entry.kind in ("adj", "adj_num") or key in describing or _is_nisba(entry.word)
                self._noun(key, entry.word, describes, key not in without_sound, weight)
        for noun in nouns:
            if not noun.is_plural and noun.word not in self.listed:
                weight = names.get(noun.word) or self._of_verb(noun.word)  # واحد is listed as a name only
                self._noun(noun.key, noun.word, noun.describing, noun.key not in without_sound, weight)
        self._participles()
        self._plurals()

    def _read_verbs(self) -> None:
        missing = [
            arramooz.Verb(past, arramooz.bare(past), root, vowel)
            for past, root, vowel in rows("analysis", "verbs")
        ]
        for verb in (*missing, *arramooz.verbs()):  # the first of a spelling counts
            self.roots.add(verb.root, verb.word)
            self.verbs.setdefault(arramooz.key(verb.vocalized), verb)
            if verb.word not in self.verbs:
                self.verbs[verb.word] = verb
                self._verb(verb, 0.0)

    def _frequent_verb(self, entry: arramooz.Frequent, weight: float) -> None:
        """Words the list calls verbs but the dictionary does not know are mostly foreign names: left out."""
        verb = self.verbs.get(arramooz.key(entry.vocalized)) or self.verbs.get(entry.word)
        if verb:
            self._verb(verb._replace(vocalized=entry.vocalized), weight)

    def _verb(self, verb: arramooz.Verb, weight: float) -> None:
        lemma = _folded(verb.word)
        for spelling, shapes, rarity in verbs.stems(verb.vocalized, verb.root, verb.vowel):
            if spelling:
                self.add(spelling.replace("أا", "آ"), shapes, lemma, verb.root, "verb", weight - rarity)
        if weight >= PARTICIPLES:
            self.verbs_with_participles.append((verb, weight - PARTICIPLE))

    def _participles(self) -> None:
        for verb, weight in self.verbs_with_participles:
            for participle, shapes in verbs.participles(verb.vocalized):
                lemma = _folded(participle + "ي" if shapes == s.DEFECTIVE else participle)
                if (participle, lemma, "noun") not in self.lexemes:
                    self.add(participle, shapes, lemma, verb.root, "noun", weight)

    def _noun(self, key: str, word: str, describes: bool, sound: bool, weight: float) -> None:
        self.weights[key] = max(weight, self.weights.get(key, 0.0))
        shapes = s.FEMININE if word[-1] == "ة" else s.NOUN
        if describes:
            shapes |= s.ADJECTIVE | s.SOUND
        elif sound:
            shapes |= s.SOUND
        lemma, root = _folded(word), self.roots.of(key, word)
        self.add(word, shapes, lemma, root, "noun", weight)
        if len(word) > 3 and key[-1] == "ي" and key[-2] != "ا":  # no shadda, so no nisba: قاضي
            self.add(word[:-1], s.DEFECTIVE, lemma, root, "noun", weight)
        if weight >= COMMON:
            for plural in plurals.possible(word):
                if describes and plural[-1] == "ة":
                    continue  # أخبرته is "she told him", no plural of خبير
                self.add(plural, _plural_shapes(plural), lemma, root, "noun", weight - PATTERN_PLURAL)
            if describes and (elative := plurals.elative(word)) and elative not in self.listed:
                self.add(elative, s.NOUN, _folded(elative), root, "noun", weight - ELATIVE)

    def _of_verb(self, noun: str) -> float:
        """The weight of a noun that only the dictionary lists, by the verb in ت that has its letters."""
        verb = self.lexemes.get((noun, _folded(noun), "verb")) if noun[0] == "ت" and len(noun) > 3 else None
        return max(verb.weight - VERBAL_NOUN, 0.0) if verb else 0.0

    def _plurals(self) -> None:
        """Broken plurals that bear the root of their singular: others are remarks on it (مؤنث, مثنى, غير)."""
        no_plurals = {word for word, *_ in rows("analysis", "not_plurals")}
        for key, singulars in self.singulars.items():
            plural = arramooz.bare(key)
            for singular_key in () if plural in no_plurals else singulars:
                singular = arramooz.bare(singular_key)
                root = self.roots.of(singular_key, singular)
                if (
                    singular != plural
                    and len(plural) > 2
                    and len(singular) > 1
                    and fits(root, _folded(plural))
                ):
                    rarity = SECOND_MEANING if plural in self.listed else BROKEN_PLURAL
                    weight = self.weights.get(singular_key, 0.0) - rarity
                    self.add(plural, _plural_shapes(plural), _folded(singular), root, "noun", weight)
        for singular, *listed in rows("analysis", "plurals"):
            of = self.lexemes[singular, _folded(singular), "noun"]
            for plural in listed:
                shapes = _listed_shapes(singular, plural)
                self.add(plural, shapes, of.lemma, of.root, "noun", of.weight - BROKEN_PLURAL)

    def fix(self, entries: Iterable[list[str]]) -> None:
        """Enter the rows of a table, of which several may read one word, in place of an earlier table's."""
        fixed: dict[str, list[Stem]] = {}
        for entry in entries:
            fixed.setdefault(entry[0], []).append(self._fixed(*entry))
        self.fixed.update(fixed)

    def _fixed(self, word: str, lemma: str, root: str, kind: str) -> Stem:
        shapes = SHAPES[kind]
        if word[-1] == "ة" and kind == "noun":
            shapes = s.FEMININE
        elif word[-1] == "ة" and kind == "plural" and len(word) > 3:
            shapes |= s.OPENED
        if len(word) == 1:
            shapes = s.P0  # no pronoun: ك + نا is not كنا
        part = {"plural": "noun", "adjective": "noun", "conjunction": "particle"}.get(kind, kind)
        root = self.roots.stated_or_guessed(radicals(root) or self.roots.of("", lemma), fold(lemma), part)
        # A particle keeps its letters: على is not the name علي, nor إلى the adjective آلي.
        lemma = surface(lemma) if part == "particle" else fold(lemma)
        return Stem(word, shapes, lemma, root, part, 0.0, "table")

    def stems(self) -> dict[str, tuple[Stem, ...]]:
        """All stems by folded form; an entry of a table stands alone for its spelling."""
        table: dict[str, tuple[Stem, ...]] = {}
        weights = dict.fromkeys(self.fixed, 0.0)
        particles: dict[str, float] = {}
        lexemes = self.lexemes.values()
        fixed = list(chain.from_iterable(self.fixed.values()))
        names = {stem.lemma for stem in (*fixed, *lexemes) if stem.kind == "name"}
        for spelling, shapes, lemma, root, kind, weight, _ in lexemes:
            if kind == "name" and len(lemma) > 4 and (other := lemma.replace("ج", "غ")) in names:
                lemma = other  # one name in two spellings: كونجرس, كونغرس
            if spelling in self.fixed:
                if kind == "particle":
                    particles[spelling] = weight
                weights[spelling] = max(weights[spelling], weight)
                shapes &= ~_WHOLE_WORD
            if shapes & s.ADJECTIVE and (feminine := spelling + "ة") in self.fixed and spelling[-1] != "ي":
                weights[feminine] = max(weights[feminine], weight)  # معلومة is a noun before it is of معلوم
            root = self.roots.stated_or_guessed(root, lemma, kind)
            stem = Stem(spelled(spelling), shapes, lemma, root, kind, round(weight, 2))
            key, *before_ending = _keys(spelling)
            table[key] = (*table.get(key, ()), stem)
            for key in before_ending:
                table[key] = (*table.get(key, ()), stem._replace(shapes=shapes & ~(s.P0 | s.I0)))
        for spelling, shapes, lemma, root, kind, weight, by in fixed:
            if kind == "particle":
                weight = max(particles.get(spelling, FIXED), PRONOUN) if len(spelling) < 3 else FIXED
            else:
                weight = weights[spelling] or FIXED_NOUN if shapes & (s.NOUN | s.FEMININE) else FIXED
            stem = Stem(spelled(spelling), shapes, lemma, root, kind, round(weight, 2), by)
            for key in _keys(spelling):
                table[key] = (*table.get(key, ()), stem)
        return table
