"""Questions and lists of words; what belongs to the frame of a question counts less."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest

from search.analysis.normalise import fold
from search.analysis.tokenise import words
from search.query.expansion.expand import Expanded, Expander
from search.query.expansion.index_words import IndexWords
from search.query.expansion.questions import asking, ends_as_question
from search.query.expansion.terms import Lookup
from search.query.language.parser import parse
from search.query.plan import Bool, Plan, Term
from search.query.weights import FRAME_WORDS, LEVEL_WEIGHTS
from search.store.analyzer import load_analyzer

LOOKUP = Lookup(load_analyzer(None)[0])


def expanded(query: str, asks: bool = False) -> Expanded:
    return Expander(LOOKUP, IndexWords(LOOKUP.analyzer, list)).expand(parse(query).tree, asks)


def terms(plan: Plan | None) -> Iterator[Term]:
    """The terms of a plan."""
    match plan:
        case Term():
            yield plan
        case Bool(must, should):
            yield from chain.from_iterable(map(terms, (*must, *should)))


def weight(query: str, word: str, asks: bool = False) -> float:
    """What the lemma of a word counts in the relaxed plan of a query."""
    lemma = LOOKUP.word(word).levels.lemma
    found = terms(expanded(query, asks).relaxed)
    return next(each.weight for each in found if (each.field, each.text) == ("lemma", lemma))


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
        ("شكون كتب الرواية", True),
        ("وش عاصمة كندا", True),
        ("سوق وش", False),
        ("شو صار في حلب", True),
        ("ويش صار في حلب", True),
        ("شنو عاصمة كندا", True),
        ("قديش سعر الذهب", True),
        ("كام سعر الذهب", True),
        ("بكام الذهب", True),
        ("إيمتى وصل الوفد", True),
        ("مهرجان جدة شو", False),
        ("لولا كام", False),
        ("جون وين", False),
        ("بأي إسم عرفت عمان", True),
        ("لمادا سمي بهذا الاسم", True),
        ("اذكر أركان الإسلام", True),
        ("ثم اذكر ربك", False),
        ("نهر النيل", False),
        ("السفر من تونس إلى القاهرة", False),
        ("كل ما قيل في الحب", False),
        ("عم الرسول", False),
        ("آلام الظهر", False),
        ("كمال أتاتورك", False),
        ("", False),
    ],
)
def test_words_that_ask(query: str, asks: bool) -> None:
    assert any(asking([fold(word) for word in words(query)])) is asks
    assert expanded(query).asks is asks


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("عاصمة كندا؟", True),
        ("عاصمة كندا ؟ ", True),
        ("«عاصمة كندا؟»", True),
        ("كند?", False),
        ("؟ كندا", False),
    ],
)
def test_a_question_mark_at_the_end_asks(query: str, asks: bool) -> None:
    assert ends_as_question(query) is asks


@pytest.mark.parametrize(
    ("query", "frame", "subject"),
    [
        ("كم عدد سكان الصين", "عدد", "الصين"),
        ("ما اسم والد الفنان", "اسم", "الفنان"),
        ("أين تقع مدينة فاس", "تقع", "مدينة"),
        ("كم تبلغ مساحة مصر", "تبلغ", "مساحة"),
        ("متى تمت المعركة", "تمت", "المعركة"),
        ("ماذا تسمى عاصمة كندا", "تسمى", "عاصمة"),
        ("هل يمكن علاج المرض", "يمكن", "المرض"),
        ("ما معنى كلمة السلام", "معنى", "السلام"),
        ("ما المقصود بالمناخ", "المقصود", "بالمناخ"),
        ("مازا يميز الكواكب", "مازا", "الكواكب"),
    ],
)
def test_words_of_the_frame_count_less_in_questions_only(query: str, frame: str, subject: str) -> None:
    assert weight(query, frame) == pytest.approx(FRAME_WORDS * LEVEL_WEIGHTS["lemma"])
    assert weight(query, subject) == LEVEL_WEIGHTS["lemma"]


def test_words_of_the_frame_count_in_full_where_nothing_is_asked() -> None:
    assert weight("عدد سكان الصين", "عدد") == LEVEL_WEIGHTS["lemma"]
    assert weight("عدد سكان الصين", "عدد", asks=True) < LEVEL_WEIGHTS["lemma"]


def test_articles_without_a_word_of_the_frame_match_in_part_only() -> None:
    """What a question says stays what "full" means."""
    assert {needle.text for needle in expanded("كم عدد سكان الصين").needles} == {"عدد", "سكان", "الصين"}
