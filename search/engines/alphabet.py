"""The alphabet of indexes: in their terms, Arabic letters and Latin ones stand in each other's place.

UTF-8 has one byte for a Latin letter and two for an Arabic one, and an index is written and read the faster
the fewer its bytes are. Digits, signs and all other letters are as they are.
"""

from __future__ import annotations

import codecs
import re
import string

_ARABIC = (
    "".join(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x0653))))  # but for tatweel, which no term has
    # Superscript alef, alef wasla; peh, tcheh, veh, keheh, gaf, Farsi yeh.
    + "\u0670\u0671\u067e\u0686\u06a4\u06a9\u06af\u06cc"
)
_LATIN = string.ascii_uppercase + string.ascii_lowercase
_EXCHANGED = str.maketrans(_ARABIC + _LATIN, _LATIN + _ARABIC)

_NO_LETTER = "\ufffe"
_OF_BYTES = "".join(map(chr, range(128))).translate(_EXCHANGED).ljust(256, _NO_LETTER)
_TO_BYTES = codecs.charmap_build(_OF_BYTES)
"""Most terms have nothing but what takes a byte: they are written and read at a fifth of the cost."""
_LONGER = re.compile(rb"([^\x00-\x7f]+)")


def coded(text: str) -> str:
    """A term, or a pattern without ranges of letters, in the alphabet of indexes; `plain` is the way back."""
    try:
        return codecs.charmap_encode(text, "strict", _TO_BYTES)[0].decode("ascii")
    except UnicodeEncodeError:
        return text.translate(_EXCHANGED)


def plain(terms: bytes) -> str:
    """What was `coded`, of its bytes in UTF-8."""
    return "".join(
        codecs.charmap_decode(part, "strict", _OF_BYTES)[0]
        if part.isascii()
        else part.decode("utf-8", "surrogatepass").translate(_EXCHANGED)
        for part in ([terms] if terms.isascii() else _LONGER.split(terms))
    )
