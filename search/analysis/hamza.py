"""Words written without the hamza of its seat: رييس for رئيس, الموسسة for المؤسسة."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis.letters import HAMZA

SEATS = {"ي": "ئ", "و": "ؤ"}
"""Letters that stand for a hamza on them."""

_USUAL = re.compile("(?<=ا)ي(?=[^ايو])|(?<=[^ا])و(?=و)|(?<=^م)و(?=.)|(?<=لم)و(?=.)")
"""As in قائد and نتائج, in شؤون, in مؤسسة and المؤسسة."""
_POSSIBLE = re.compile("(?<=.)ي(?=[^ايو])|(?<=[^ا])ي(?=ي.)|(?<=[^ا])و(?=[^ي])|" + _USUAL.pattern)

_ENDINGS = ("tanwin", "construct", "dual", "pronoun")
SHORTEST = 4
"""Shorter words are other words with hamza: بوس is no بؤس."""

LIKELY = 2.5
"""Weight less costs of a reading of which the hamza shows in the lemma: مؤسسة, سؤال."""

USUAL = 1.0
"""The same where the letter stands at a usual place of hamza."""


def seated(letters: str) -> Iterator[tuple[str, bool]]:
    """The word with a hamza on one of its inner ي and و, and whether that is a usual place of one."""
    if len(letters) < SHORTEST:
        return
    usual = {match.start() for match in _USUAL.finditer(letters)}
    for match in _POSSIBLE.finditer(letters):
        at = match.start()
        yield letters[:at] + SEATS[match.group()] + letters[at + 1 :], at in usual


def is_likely(lemma: str, form: str, score: float, usual: bool) -> bool:
    """Whether a word is read as this noun or name by a hamza that was left out, rather than not known.

    A lemma that ends in hamza keeps it on the line or changes it before an ending: هواوي is no هوائي.
    """
    if lemma.endswith((HAMZA, HAMZA + "ي")):
        return False
    if usual and form not in _ENDINGS:
        return score >= USUAL
    return score >= LIKELY and (usual or HAMZA in lemma[1:-1])
