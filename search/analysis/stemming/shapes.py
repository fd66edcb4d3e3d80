"""Shapes of stems: a set of bits telling which affixes a stem of the lexicon takes.

An affix carries the shapes it may stand beside (see `affixes`). The cached lexicon holds the numbers.
"""

# Nouns.
NOUN = 1  # a singular noun
ADJECTIVE = 2  # takes the feminine ة and the sound plurals
FEMININE = 4  # ends in ة: plural and dual replace or open it
PLURAL = 8  # a broken plural: takes pronouns and clitics only
OPENED = 1 << 21  # a broken plural in ة, which is ت before a pronoun: أنظمة أنظمته
NAME = 16  # a proper name: proclitics and nisba, no pronoun
PARTICLE = 32  # a preposition or the like: و and ف before it, pronouns after it
SOUND = 64  # a noun whose plural is sound: ات, ون
DEFECTIVE = 128  # a noun that has lost its final ي: قاض, قاضون

# The past tense, by what follows the stem.
P0 = 1 << 8  # nothing: قال رمى
PO = 1 << 9  # a pronoun: قاله رماه
PV = 1 << 10  # the ت of "she", وا of "they": قالت رمت
PC = 1 << 11  # a consonant: قلت رميت
PA = 1 << 12  # the alef of the dual: قالا رميا
PN = 1 << 20  # نا, whose ن has swallowed that of the stem: كنا أعلنا

# The imperfect.
I0 = 1 << 13  # nothing: يقول يرمي
IO = 1 << 14  # a pronoun: يقوله يلقاه
IV = 1 << 15  # ون ين وا: يقولون يرمون
IA = 1 << 16  # ان: يقولان يرميان
IN = 1 << 17  # ن of the feminine plural: يقلن يرمين
IJ = 1 << 18  # the jussive: يقل يرم
IMPERATIVE = 1 << 19  # stands without prefix: قل خذ

IMPERATIVE_LONG = 1 << 22  # the same before a vowel: قولي قوموا

NOMINAL = NOUN | ADJECTIVE | FEMININE | PLURAL | OPENED | NAME | SOUND | DEFECTIVE
PAST = P0 | PO | PV | PC | PA
IMPERFECT = I0 | IO | IV | IA | IN | IJ


def shapes(names: str) -> int:
    """The bits of the shapes named between spaces. Raises KeyError for a name that is none."""
    bits = 0
    for name in names.split():
        bits |= globals()[name]
    return bits
