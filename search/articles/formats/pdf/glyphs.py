"""The letters of a PDF's pages and where they stand."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import decode_text

from search.articles.formats.pdf.lines import Glyph
from search.errors import Unreadable

_NAMELESS = frozenset({"Cc", "Cn", "Co", "Cs"})
"""Categories of what a font gives whose letters have no names: control, private, unassigned characters."""
MAX_NAMELESS = 0.25
"""The share of a page's letters that may have no name, as bullets have none."""

MAX_STATES = 1_000
"""States of drawing that a page keeps to come back to; the format's standard has it keep 28."""
MAX_LETTERS = 200_000
"""Letters of a page: a large page of a newspaper has 40,000."""

Matrix = tuple[float, float, float, float, float, float]


class _Interpreter(PDFPageInterpreter):
    def do_q(self) -> None:
        """Keep the state of drawing."""
        super().do_q()
        if len(self.gstack) > MAX_STATES:
            raise Unreadable("A page keeps more than {most} states of drawing.", most=MAX_STATES)


class Glyphs(PDFTextDevice):
    """Takes the letters of page after page, in the order in which they are drawn."""

    def __init__(self) -> None:
        resources = PDFResourceManager()
        super().__init__(resources)
        self._interpreter = _Interpreter(resources, self)
        self._glyphs: list[Glyph] = []
        self._nameless = 0
        self._actual: list[str | None] = []

    def of(self, page: PDFPage) -> list[Glyph] | None:
        """The letters of a page, without spaces, which show by their gaps.

        None where so many have no name that the page reads for the eye alone. Raises Unreadable for a page
        of more than MAX_LETTERS letters, and what pdfminer raises for damaged ones.
        """
        self._glyphs, self._nameless, self._actual = [], 0, []
        self._interpreter.process_page(page)
        drawn = self._nameless + len(self._glyphs)
        return None if self._nameless > MAX_NAMELESS * drawn else self._glyphs

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Marked content begins: what it says that it reads holds for all letters drawn in it, as one."""
        said = props.get("ActualText") if isinstance(props, dict) else None
        self._actual.append(decode_text(said) if isinstance(said, bytes) else None)

    def end_tag(self) -> None:
        """Marked content ends."""
        if self._actual:
            self._actual.pop()

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        *_: Any,
    ) -> float:
        """Takes one letter, and says how far it moves the next."""
        advance: float = font.char_width(cid) * fontsize * scaling
        said = self._actual[-1] if self._actual else None
        text = _letters(font, cid) if said is None else said
        glyph = _placed(text, matrix, advance, fontsize, rise)
        if said == "":
            self._widen(glyph)
        elif _is_nameless(text):
            self._nameless += 1
        elif not text.isspace():
            self._glyphs.append(glyph)
        if said:
            self._actual[-1] = ""
        if len(self._glyphs) + self._nameless > MAX_LETTERS:
            raise Unreadable("A page has more than {most} letters.", most=MAX_LETTERS)
        return advance

    def _widen(self, glyph: Glyph) -> None:
        """Add the place of a further letter to what is drawn as one with it; the widest has its baseline."""
        if not self._glyphs:
            return
        one = self._glyphs[-1]
        wider = glyph if glyph.right - glyph.left > one.right - one.left else one
        left, right = min(one.left, glyph.left), max(one.right, glyph.right)
        self._glyphs[-1] = one._replace(left=left, right=right, baseline=wider.baseline)


def _letters(font: PDFFont, cid: int) -> str:
    try:
        return font.to_unichr(cid) or " "
    except PDFUnicodeNotDefined:
        return "\ufffd"


def _is_nameless(text: str) -> bool:
    return any(
        letter == "\ufffd" or unicodedata.category(letter) in _NAMELESS for letter in text if letter > "\x20"
    )


def _placed(text: str, matrix: Matrix, advance: float, size: float, rise: float) -> Glyph:
    a, b, c, d, x, y = matrix
    length = math.hypot(a, b) or 1.0
    cosine, sine = (a / length, b / length) if a or b else (1.0, 0.0)
    left, baseline = x * cosine + y * sine, y * cosine - x * sine
    ends = sorted((left, left + advance * length))
    height = abs(size) * math.hypot(c, d)
    return Glyph(text, ends[0], ends[1], baseline + rise * math.hypot(c, d), height)
