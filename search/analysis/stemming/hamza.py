"""Words written without the hamza of its seat: رييس for رئيس, الموسسة for المؤسسة."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis.letters import HAMZA

SEATS = {"ي": "ئ", "و": "ؤ"}
"""Letters that stand for a hamza on them."""

_USUAL = re.compile(
    "(?<=ا)ي(?=[^او])|(?<=[^ا])و(?=و)|(?<=^م)و(?=.)|(?<=لم)و(?=.)"
    "|(?<=^[يتن])و(?=[^ا].)|(?<=^[وفسل][يتن])و(?=[^ا].)"
)
"""As in قائد, نتائج and نهائي, in شؤون, in مؤسسة and المؤسسة, in يؤكد and ويؤكد."""
_DOUBTFUL = re.compile(f"(?<=..)ي(?=[^او]|$)|(?<=ي)ي(?=ا)|{_USUAL.pattern}")
"""As in بيئة, هيئات, مبادئ."""
_UNKNOWN = re.compile(f"(?<=.)ي(?=[^و]|$)|(?<=[^ا])و(?=[^ي])|(?<=ت.ا)و(?=.)|(?<=ت.ا.)و$|{_USUAL.pattern}")
"""As in رئاسة, سؤال, تفاؤل and تباطؤ too."""

_ENDINGS = ("tanwin", "construct", "dual", "pronoun")
SHORTEST = 4
"""Shorter words are other words with hamza: بوس is no بؤس."""

LIKELY = 2.5
"""Weight less costs of a reading of which the hamza shows in the lemma: مؤسسة, سؤال."""

USUAL = 1.0
"""The same where the letter stands at a usual place of hamza."""


def seated(letters: str, known: bool) -> Iterator[tuple[str, bool]]:
    """The word with a hamza on one of its ي and و, and whether that is a usual place of one.

    Of a word that is `known`, if hardly, those are few.
    """
    if len(letters) < SHORTEST:
        return
    for match in (_DOUBTFUL if known else _UNKNOWN).finditer(letters):
        at = match.start()
        yield letters[:at] + SEATS[match.group()] + letters[at + 1 :], bool(_USUAL.match(letters, at))


def is_likely(lemma: str, form: str, score: float, usual: bool) -> bool:
    """Whether a word is read as this noun or name by a hamza that was left out, rather than not known.

    A lemma that ends in hamza on the line keeps it there before these endings: نشويات is no نشوء.
    """
    if lemma.endswith(HAMZA) and not lemma.endswith("ي" + HAMZA) and form in ("plural", "dual", "construct"):
        return False
    if usual and form not in _ENDINGS:
        return score >= USUAL
    shows = HAMZA in lemma[1:] or (form == "plural" and lemma[-1] == "ا")  # مبادئ of مبدأ
    return score >= LIKELY and (usual or shows)
