"""Which encoding of one byte a letter a text is in: that under which the letters fall as they do in Arabic.

Windows-1256 and ISO-8859-6 (of which MacArabic is another form, with digits and signs in its gaps) are the
common ones; those of DOS, 720 and 864, are taken where they are much likelier. Code page 864 has the shapes
of letters, which NFKC makes letters.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from unicodedata import normalize

from search.tables import rows

ARABIC_ENOUGH = -4.6
"""The mean log probability of letters from which a text is Arabic: Arabic has about -3."""
_RARE_ENOUGH, _DOS_MARGIN = -3.6, 0.5
"""The same for the rarer encodings, and by how much one of DOS must be likelier than the common ones."""

_DOS = ("cp720", "cp864")
ARABIC_CODECS = ("cp1256", "iso8859_6", "mac_arabic", *_DOS)


def arabic_codec(sample: bytes) -> str:
    """The codec of one byte a letter under which a sample is Arabic, or ""."""
    scores = {name: _score(sample, name) for name in ("cp1256", "mac_arabic", *_DOS)}
    common = max("cp1256", "mac_arabic", key=lambda name: scores[name])
    dos = max(_DOS, key=lambda name: scores[name])
    if scores[dos] > max(_RARE_ENOUGH, scores[common] + _DOS_MARGIN) and _is_mostly_letters(sample):
        return dos
    if common == "mac_arabic" and _is_iso(sample):
        common, scores["iso8859_6"] = "iso8859_6", scores[common]
    return common if scores[common] > (_RARE_ENOUGH if common == "mac_arabic" else ARABIC_ENOUGH) else ""


def arabic_score(text: str) -> float:
    """The mean log probability of what is above ASCII and no digit, by its frequency in Arabic news."""
    frequencies = _letters()
    counts = Counter(text)
    total, score = 0, 0.0
    for letter, number in counts.items():
        if not letter.isascii() and not letter.isdecimal():
            total += number
            score += number * frequencies.get(letter, -14.0)
    return score / total if total else -math.inf


def _score(sample: bytes, codec: str) -> float:
    return arabic_score(normalize("NFKC", sample.decode(codec, "replace")))


def _is_mostly_letters(sample: bytes) -> bool:
    """Whether letters of ASCII are the fewer: the accents of French are letters of Arabic in DOS."""
    return 2 * sum(byte >= 0x80 for byte in sample) > sum(
        byte >= 0x80 or chr(byte).isalpha() for byte in sample
    )


def _is_iso(sample: bytes) -> bool:
    """Whether no byte is one that only MacArabic has: as ISO-8859-6 it would be a gap or a control."""
    text = sample.decode("iso8859_6", "replace")
    return "\ufffd" not in text and not any("\x80" <= letter < "\xa0" for letter in text)


@cache
def _letters() -> dict[str, float]:
    """Log probabilities of letters, from counts per 100,000 in tables/letters.tsv."""
    return {letter: math.log(int(count) / 100_000) for letter, count in rows("articles", "letters")}
