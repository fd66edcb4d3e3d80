"""What Arabic may attach to a word: the tables of proclitics, inflections and pronouns.

A stem of the lexicon carries its shapes: a set of bits telling which affixes it takes. An affix carries the
shapes it may stand beside. A split is possible where prefix, stem and suffix share a bit, and where the
article does not meet a pronoun. Costs are rough negative decimal logarithms of how often an affix is seen in
running text, so that weight of the lexeme minus costs ranks the readings of a word. Affixes are folded.
"""

from typing import NamedTuple

# Shapes of nouns.
NOUN = 1  # a singular noun
ADJECTIVE = 2  # takes the feminine ة and the sound plurals
FEMININE = 4  # ends in ة: plural and dual replace or open it
PLURAL = 8  # a broken plural: takes pronouns and clitics only
NAME = 16  # a proper name: proclitics and nisba, no pronoun
PARTICLE = 32  # a preposition or the like: و and ف before it, pronouns after it
SOUND = 64  # a noun whose plural is sound: ات, ون
DEFECTIVE = 128  # a noun that has lost its final ي: قاض, قاضون

# Shapes of the past tense, by what follows the stem.
P0 = 1 << 8  # nothing: قال رمى
PO = 1 << 9  # a pronoun: قاله رماه
PV = 1 << 10  # the ت of "she", وا of "they": قالت رمت
PC = 1 << 11  # a consonant: قلت رميت
PA = 1 << 12  # the alef of the dual: قالا رميا
PN = 1 << 20  # نا, whose ن has swallowed that of the stem: كنا أعلنا

# Shapes of the imperfect.
I0 = 1 << 13  # nothing: يقول يرمي
IO = 1 << 14  # a pronoun: يقوله يلقاه
IV = 1 << 15  # ون ين وا: يقولون يرمون
IA = 1 << 16  # ان: يقولان يرميان
IN = 1 << 17  # ن of the feminine plural: يقلن يرمين
IJ = 1 << 18  # the jussive: يقل يرم
IMPERATIVE = 1 << 19  # stands without prefix: قل خذ

PAST = P0 | PO | PV | PC | PA
IMPERFECT = I0 | IO | IV | IA | IN | IJ
NOMINAL = NOUN | ADJECTIVE | FEMININE | PLURAL | NAME | SOUND | DEFECTIVE

# Whether a word is definite by the article (no pronoun, no construct, no tanwin) or bare.
DEFINITE, BARE = 1, 2
EITHER = DEFINITE | BARE


class Prefix(NamedTuple):
    """Proclitics, and the letter of the imperfect where there is one."""

    text: str
    shapes: int
    state: int
    cost: float


class Suffix(NamedTuple):
    """An ending; `restore` is what the stem had in its place (as written, and folded)."""

    text: str
    written: str
    shapes: int
    state: int
    cost: float
    restore: str
    restore_folded: str
    form: str


def _prefixes() -> dict[str, tuple[Prefix, ...]]:
    rows: list[Prefix] = [
        Prefix("", NOMINAL | PARTICLE | PAST | PN, BARE, 0.0),
        Prefix("", IMPERATIVE, BARE, 3.0),
    ]
    conjunctions = (("", 0.0), ("و", 0.9), ("ف", 1.8))
    for letter, cost in conjunctions:
        if letter:
            rows.append(Prefix(letter, NOMINAL | PARTICLE | PAST | PN, BARE, cost))
            rows.append(Prefix(letter, IMPERATIVE, BARE, cost + 2.7))
        rows.append(Prefix(letter + "ال", NOMINAL & ~PARTICLE, DEFINITE, cost + 0.3))
        for preposition, price in (("ب", 1.1), ("ل", 1.1), ("ك", 2.2)):
            rows.append(Prefix(letter + preposition, NOMINAL | PARTICLE, BARE, cost + price))
            article = "لل" if preposition == "ل" else preposition + "ال"
            rows.append(Prefix(letter + article, NOMINAL, DEFINITE, cost + price + 0.2))
        for person, price in (("ي", 0.5), ("ت", 0.7), ("ن", 1.6), ("ا", 2.0)):
            rows.append(Prefix(letter + person, IMPERFECT, BARE, cost + price))
            rows.append(Prefix(letter + "س" + person, IMPERFECT, BARE, cost + price + 1.0))
            rows.append(Prefix(letter + "ل" + person, IMPERFECT, BARE, cost + price + 1.3))
        rows.append(Prefix(letter + "ا", IJ, BARE, cost + 3.3))  # the imperative: اكتب
    table: dict[str, tuple[Prefix, ...]] = {}
    for row in rows:
        table[row.text] = (*table.get(row.text, ()), row)
    return table


PRONOUNS = (
    ("ه", 1.3), ("ها", 1.3), ("هم", 1.7), ("هما", 2.5), ("هن", 3.0), ("ك", 2.4),
    ("كم", 2.6), ("كما", 3.4), ("كن", 3.8), ("نا", 2.0),
)  # fmt: skip


_FOLD = str.maketrans("ةىآأ", "هياا")


def _suffixes() -> dict[str, tuple[Suffix, ...]]:
    rows: list[Suffix] = []

    def add(text: str, shapes: int, cost: float, form: str, state: int = EITHER, restore: str = "") -> None:
        folded, plain = restore.translate(_FOLD), text.translate(_FOLD)
        rows.append(Suffix(plain, text, shapes, state, cost, restore, folded, form))

    masculine = NOUN | ADJECTIVE
    add("", NOMINAL & ~DEFECTIVE | PARTICLE | I0, 0.0, "")
    add("", P0, 0.15, "")  # a bare كتب is sooner books than "he wrote"
    add("", IJ, 0.6, "jussive")
    add("", IMPERATIVE, 0.0, "imperative")
    # Nouns
    add("ا", masculine | PLURAL | NAME, 1.2, "tanwin", BARE)
    add("", DEFECTIVE, 1.0, "tanwin", BARE)
    add("ة", ADJECTIVE, 0.4, "feminine")
    add("ة", SOUND, 1.3, "feminine")
    add("ون", SOUND | DEFECTIVE, 1.3, "plural")
    add("ين", SOUND | DEFECTIVE, 1.0, "plural")
    add("ان", NOUN, 1.9, "dual")
    add("ين", NOUN, 1.9, "dual")
    add("تان", FEMININE, 2.0, "dual", restore="ة")
    add("تين", FEMININE, 1.7, "dual", restore="ة")
    add("تين", ADJECTIVE, 2.0, "dual")
    add("تان", ADJECTIVE, 2.2, "dual")
    add("ات", FEMININE, 0.6, "plural", restore="ة")
    add("ات", SOUND, 0.7, "plural")
    add("ات", SOUND | NAME, 1.2, "plural", restore="ا")  # كاميرات
    add("هات", SOUND, 1.6, "plural")  # سيناريوهات
    add("آت", FEMININE, 0.6, "plural", restore="أة")  # منشآت
    add("ات", PLURAL, 2.5, "plural")
    add("وات", masculine, 1.5, "plural", restore="ى")
    add("وات", masculine, 1.0, "plural", restore="ا")
    add("وات", masculine, 1.0, "plural", restore="اء")
    add("وات", FEMININE, 0.8, "plural", restore="اة")
    add("يات", masculine, 0.8, "plural", restore="ى")
    add("يات", FEMININE, 0.8, "plural", restore="اة")
    add("يان", masculine, 2.0, "dual", restore="ى")
    add("يين", masculine, 2.0, "dual", restore="ى")
    add("و", SOUND, 2.4, "construct", BARE)
    add("ي", SOUND, 2.0, "construct", BARE)
    add("ي", NOUN, 2.0, "pronoun", BARE)
    add("ا", masculine, 2.4, "construct", BARE)
    add("تا", FEMININE, 2.7, "construct", BARE, "ة")
    add("تي", FEMININE, 2.2, "pronoun", BARE, "ة")
    add("تي", ADJECTIVE, 2.4, "pronoun", BARE)
    add("ي", PLURAL | PARTICLE, 1.9, "pronoun", BARE)
    add("اي", masculine | PLURAL, 2.8, "pronoun", BARE, "ى")
    add("اتي", FEMININE, 2.6, "pronoun", BARE, "ة")
    add("اتي", SOUND, 2.7, "pronoun", BARE)
    for text, price in PRONOUNS:
        add(text, masculine | PLURAL | PARTICLE, price, "pronoun", BARE)
        add("ت" + text, FEMININE, price, "pronoun", BARE, "ة")
        add("ت" + text, ADJECTIVE, price + 0.5, "pronoun", BARE)
        add("ا" + text, masculine | PLURAL, price + 0.2, "pronoun", BARE, "ى")
        add("ات" + text, FEMININE, price + 0.6, "pronoun", BARE, "ة")
        add("ات" + text, SOUND, price + 0.7, "pronoun", BARE)
        add("آت" + text, FEMININE, price + 0.6, "pronoun", BARE, "أة")
        add("يات" + text, FEMININE, price + 0.8, "pronoun", BARE, "اة")
        add("وات" + text, FEMININE, price + 0.8, "pronoun", BARE, "اة")
        add("يات" + text, masculine, price + 0.8, "pronoun", BARE, "ى")
        add("ي" + text, masculine | PARTICLE, price + 1.2, "pronoun", BARE)
        add("و" + text, SOUND, price + 1.8, "pronoun", BARE)
        add("ا" + text, masculine, price + 2.2, "pronoun", BARE)
        add("تي" + text, FEMININE, price + 1.8, "pronoun", BARE, "ة")
        add("تا" + text, FEMININE, price + 2.2, "pronoun", BARE, "ة")
    # Nisba of a noun or a name: كردستاني, مكي, أوروبي; the lemma keeps its ي, which the stemmer adds back.
    for text, price in (("ي", 1.8), ("ية", 1.9), ("يون", 2.4), ("يين", 2.3), ("يات", 2.6), ("يا", 2.8)):
        for restore in ("", "ة", "ا"):
            add(text, FEMININE if restore == "ة" else NOUN, price + 0.7, "nisba", restore=restore)
            add(text, NAME, price, "nisba", restore=restore)
    # Verbs
    add("ت", PV, 0.5, "past")
    add("ت", PC, 1.6, "past")
    add("ا", PA, 2.0, "past")
    add("تا", PV, 2.4, "past")
    add("وا", PV, 0.9, "past")
    add("نا", PC | PN, 1.6, "past")
    for text, price in (("تم", 2.6), ("تما", 3.2), ("تن", 3.6), ("ن", 2.6)):
        add(text, PC, price, "past")
    for text, price in (("ون", 0.8), ("وا", 1.0), ("ين", 2.8), ("ي", 3.0)):
        add(text, IV, price, "imperfect")
    add("وا", IMPERATIVE, 0.8, "imperative")
    add("ان", IA, 1.9, "imperfect")
    add("ا", IA, 2.2, "imperfect")
    add("ن", IN, 2.2, "imperfect")
    for text, price in (*PRONOUNS, ("ني", 2.4)):
        add(text, PO | IO, price + 0.2, "pronoun")
        add(text, IJ | IMPERATIVE, price + 1.2, "pronoun")
        add("ت" + text, PV | PC, price + 1.0, "pronoun")
        add("و" + text, PV | IV, price + 1.2, "pronoun")
        add("نا" + text, PC, price + 2.2, "pronoun")
        add("ا" + text, PA | IA, price + 2.6, "pronoun")
        add("ون" + text, IV, price + 1.0, "pronoun")
        add("تمو" + text, PC, price + 3.4, "pronoun")
    table: dict[str, tuple[Suffix, ...]] = {}
    for row in rows:
        table[row.text] = (*table.get(row.text, ()), row)
    return table


PREFIXES = _prefixes()
SUFFIXES = _suffixes()
