"""Questions and lists of words."""

from __future__ import annotations

import pytest

from search.analysis.normalise import fold
from search.analysis.tokenise import words
from search.query.questions import is_question


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("متى ولد المتنبي؟", True),
        ("أين تقع مصر", True),
        ("اين تقع مصر", True),
        ("كم عدد سكان الصين؟", True),
        ("وكيف انتهت الحرب؟", True),
        ("في أي عام استقلت مصر؟", True),
        ("في اى عام استقلت مصر", True),
        ("من هو ابن خلدون؟", True),
        ("ومن أسس الدولة؟", True),
        ("ما عاصمة كندا؟", True),
        ("ماهي عاصمة كندا؟", True),
        ("بماذا اشتهر الرازي؟", True),
        ("هل الأرض كروية", True),
        ("مين كتب الرواية", True),
        ("نهر النيل", False),
        ("السفر من تونس إلى القاهرة", False),
        ("كل ما قيل في الحب", False),
        ("عم الرسول", False),
        ("آلام الظهر", False),
        ("كمال أتاتورك", False),
        ("", False),
    ],
)
def test_is_question(query: str, asks: bool) -> None:
    assert is_question([fold(word) for word in words(query)]) is asks
