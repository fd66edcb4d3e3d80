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
        ("٣٫٥ و3,000 1.234.567,8 ٢٬٠٠٠", ["٣٫٥", "و3,000", "1.234.567,8", "٢٬٠٠٠"]),
        ("12.5.2014 1,2,3 2014,2015 12/5", ["12", "5", "2014", "1", "2", "3", "2014", "2015", "12", "5"]),
        ("20مليون الـ12 1436هـ 2021م 100كم", ["20", "مليون", "الـ12", "1436هـ", "2021م", "100", "كم"]),
        ("F16 F-16 3G عام2014", ["F", "16", "F", "16", "3", "G", "عام", "2014"]),
        ("سوريا و العراق وَ الأردن", ["سوريا", "و العراق", "وَ الأردن"]),
        ("(و) من و\nمن و 15", ["و", "من", "و", "من", "و", "15"]),
        ("GPT-4 كوفيد-19", ["GPT", "4", "كوفيد", "19"]),
        ("الآية\u06dd ۞", ["الآية"]),
        ("وَيَـ\u0670قَوۡمِ يَـ\u0670\u0653أَيُّهَا", ["وَيَـ\u0670", "قَوۡمِ", "يَـ\u0670\u0653", "أَيُّهَا"]),
        ("ءَايَـ\u0670تٖ يـ\u0670س يَا", ["ءَايَـ\u0670تٖ", "يـ\u0670س", "يَا"]),
        ("صِرَ\u202f\u0670طَ ٱلَّذِینَ", ["صِرَ\u202f\u0670طَ", "ٱلَّذِینَ"]),
        ("كتاب\u00a0جديد", ["كتاب", "جديد"]),
        ("محمد\ufdfa بن \ufdfd 250\ufdfc", ["محمد", "\ufdfa", "بن", "\ufdfd", "250", "\ufdfc"]),
        ("\ud800 \x00", []),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text())
def test_places_point_at_the_text(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end].replace("_", " ") == token.text


@given(st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF)))
def test_no_word_begins_or_ends_inside_a_letter_and_its_marks(text: str) -> None:
    for token in tokens(text):
        assert not MARK.match(token.text)
        assert not MARK.match(text[token.end : token.end + 1])
