"""Words are found where they stand, whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.letters import MARK
from search.analysis.tokenise import tokens, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وَبِالمَدْرَسَةِ، والبيت", ["وَبِالمَدْرَسَةِ", "والبيت"]),
        ("«الحشد الشعبي»؟", ["الحشد", "الشعبي"]),
        ("#الحشد_الشعبي", ["الحشد", "الشعبي"]),
        ("فبراير/شباط", ["فبراير", "شباط"]),
        ("ك\u061cتاب", ["ك\u061cتاب"]),
        ("كتاب\u200f.", ["كتاب"]),
        ("عمـــر ــ", ["عمـــر"]),
        ("٣٫٥ و3,000", ["٣", "٥", "و3", "000"]),
        ("GPT-4 كوفيد-19", ["GPT", "4", "كوفيد", "19"]),
        ("الآية\u06dd ۞", ["الآية"]),
        ("وَيَـ\u0670قَوۡمِ يَـ\u0670\u0653أَيُّهَا", ["وَيَـ\u0670", "قَوۡمِ", "يَـ\u0670\u0653", "أَيُّهَا"]),
        ("ءَايَـ\u0670تٖ يـ\u0670س يَا", ["ءَايَـ\u0670تٖ", "يـ\u0670س", "يَا"]),
        ("صِرَ\u202f\u0670طَ ٱلَّذِینَ", ["صِرَ\u202f\u0670طَ", "ٱلَّذِینَ"]),
        ("كتاب\u00a0جديد", ["كتاب", "جديد"]),
        ("\ud800 \x00", []),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text())
def test_places_point_at_the_text(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.text.replace(" ", "_")


@given(st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF)))
def test_no_word_begins_or_ends_inside_a_letter_and_its_marks(text: str) -> None:
    for token in tokens(text):
        assert not MARK.match(token.text)
        assert not MARK.match(text[token.end : token.end + 1])
