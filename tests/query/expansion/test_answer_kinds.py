"""Which kind of answer a question asks for, and where a text may hold one."""

from __future__ import annotations

import pytest

from search.analysis.normalise import fold
from search.analysis.tokenise import words
from search.query.expansion.answer_kinds import AnswerKind, answer_kind


def answer(query: str) -> AnswerKind | None:
    return answer_kind([fold(word) for word in words(query)])


DATE, NUMBER = answer("متى"), answer("كم")


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("متى ولد المتنبي؟", DATE),
        ("ومتي ولد المتنبي", DATE),
        ("في أي عام استقلت مصر؟", DATE),
        ("في اى سنه استقلت مصر؟", DATE),
        ("بأي تاريخ انتهت الحرب", DATE),
        ("كم عدد سكان الصين؟", NUMBER),
        ("بكم يقدر عدد السكان", NUMBER),
        ("منذ كم سنة بدأت الحرب", NUMBER),
        ("ما عدد أركان الإسلام؟", NUMBER),
        ("ما هو عدد السور المكية؟", NUMBER),
        ("عدد سكان الصين", NUMBER),
        ("ما تاريخ ميلاد نزار قباني؟", DATE),
        ("تاريخ تأسيس الأمم المتحدة", DATE),
        ("تاريخ الأدب العربي", None),
        ("في أي مدينة ولد", None),
        ("أين تقع مصر", None),
        ("عام الفيل", None),
        ("", None),
    ],
)
def test_asked(query: str, kind: AnswerKind | None) -> None:
    assert answer(query) is kind


@pytest.mark.parametrize(
    ("text", "date", "number"),
    [
        ("ولد عام 1923م في دمشق", ["1923"], ["1923"]),
        ("سنة ٣٥٦ ق.م", ["٣٥٦"], ["٣٥٦"]),
        ("في 21 مارس", ["مارس"], ["21"]),
        ("في أبريل، وابريل", ["أبريل", "وابريل"], []),
        ("من كانون الثاني", ["كانون"], []),
        ("في القرن الماضي", ["القرن"], []),
        ("سبع قارات وثلاثة بحار", [], ["سبع", "وثلاثة"]),
        ("نحو 320,000 نسمة", ["320", "000"], ["320", "000"]),
        ("يمارس أب السباع 12345", [], ["12345"]),
        ("", [], []),
    ],
)
def test_places(text: str, date: list[str], number: list[str]) -> None:
    for kind, expected in ((DATE, date), (NUMBER, number)):
        assert kind is not None
        places = list(kind.places(text, 0, len(text)))
        assert len(places) == len(expected)
        assert all(text.startswith(word, place) for word, place in zip(expected, places, strict=True))


def test_places_within_a_stretch() -> None:
    assert DATE is not None
    assert list(DATE.places("1901 ثم 1902 ثم 1903", 5, 15)) == [8]
