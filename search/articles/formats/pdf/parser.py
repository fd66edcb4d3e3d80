"""The objects of a PDF, but for streams that unpack to more than memory should hold."""

from __future__ import annotations

import zlib
from typing import Any

from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream

from search.articles.result import MAX_DOCUMENT, too_large

_STEP = 1_000_000


class BoundedParser(PDFParser):
    """pdfminer unpacks a stream at once, half a megabyte to five hundred: here it is looked at before."""

    def do_keyword(self, pos: int, token: Any) -> None:
        """Raises Unreadable for a stream that unpacks to more than MAX_DOCUMENT bytes."""
        super().do_keyword(pos, token)
        made = self.curstack[-1][1] if token is self.KEYWORD_STREAM and self.curstack else None
        if isinstance(made, PDFStream) and made.rawdata and _is_packed(made):
            _measure(made.rawdata)


def _is_packed(stream: PDFStream) -> bool:
    """Whether its bytes are first of all to be unpacked; a password's cipher hides what they are."""
    filters = stream.get_filters()
    return bool(filters) and filters[0][0] in LITERALS_FLATE_DECODE and stream.decipher is None


def _measure(data: bytes) -> None:
    unpacker, size = zlib.decompressobj(), 0
    while data and size <= MAX_DOCUMENT:
        try:
            size += len(unpacker.decompress(data, _STEP))
        except zlib.error:
            return  # for pdfminer to make the best of
        data = unpacker.unconsumed_tail
    if size > MAX_DOCUMENT:
        raise too_large(MAX_DOCUMENT)
