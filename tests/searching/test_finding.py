"""Which articles a query finds, which first, and what is told of why."""

import pytest
from support import Build, ids

from search.model import SearchRequest
from search.searching.searcher import Searcher


def test_plurals_and_singulars_find_each_other(searcher: Searcher) -> None:
    assert set(ids(searcher, "نهر")) == set("abcde")
    assert set(ids(searcher, "أنهار")) == set("abcde")


def test_queries_of_negations_alone_find_the_rest(searcher: Searcher) -> None:
    assert set(ids(searcher, "-النيل")) == set("acde")
    assert set(ids(searcher, "-النيل -العراق")) == set("cde")


def test_the_words_of_a_question_are_no_demands(build: Build) -> None:
    told = f"جرى حديث عن النيل، {'ثم سكتوا ' * 20} وعادوا إلى مصر، {'ثم سكتوا ' * 20} والماء يجري في جدول."
    articles = [{"id": "b", "title": "نهر النيل", "text": "النيل نهر."}, {"id": "z", "text": told}]
    others = [{"id": str(number), "text": f"ما يجري في مصر {number}"} for number in range(8)]
    searcher = build(articles + others)
    for query, expected in {
        "النيل يجري مصر": [("z", "full"), ("b", "partial")],
        "أين يجري النيل في مصر؟": [("b", "partial"), ("z", "full")],
    }.items():
        hits = searcher.search(SearchRequest(query)).hits
        assert [(hit.article.id, str(hit.match)) for hit in hits[:2]] == expected


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_unknown_names_are_found_with_and_without_their_particles(build: Build, engine: str) -> None:
    texts = {"bare": "قالت رويترز ذلك", "with": "وأكد لرويترز أمرا", "bare2": "رويترز", "bare3": "ورويترز"}
    others = {"name": "سافر إلى بورتو", "rest": "كلمة غريبة هي ورتو"}
    articles = [{"id": id, "text": text} for id, text in (texts | others).items()]
    searcher = build(articles, engine=engine)
    for query in ("رويترز", "لرويترز", "برويترز", "عنوان:رويترز OR رويترز"):
        page = searcher.search(SearchRequest(query))
        assert {hit.article.id for hit in page.hits if str(hit.match) == "full"} == set(texts), query
    assert set(ids(searcher, "-لرويترز")) == set(others)
    (attached,) = [hit for hit in searcher.search(SearchRequest("رويترز")).hits if hit.article.id == "with"]
    assert "<mark>لرويترز</mark>" in attached.snippet_html
    assert [(each.found, each.how) for each in attached.why] == [("لرويترز", "affix")]
    assert ids(searcher, "بورتو") == ["name"]


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
@pytest.mark.parametrize(
    ("query", "named"),
    [("بن نايف", "استقبل الأمير محمد بن نايف ضيفه"), ("ابن باز", "فتاوى الشيخ بن باز في الصوم")],
)
def test_the_son_of_a_name_leads(build: Build, engine: str, query: str, named: str) -> None:
    others = ["أحرز نايف هدفا ثم سجل نايف آخر", "ابن الطيار باز وصف باز رحلته"]
    texts = [*others, named]
    searcher = build([{"id": str(i), "text": text} for i, text in enumerate(texts)], engine=engine)
    assert ids(searcher, query)[0] == "2"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("وسم:مياه", ["d"]),
        ("tag:المياه", ["d"]),
        ("مصدر:رافدان", ["a"]),
        ("source:القاهرة النيل", ["b"]),
        ("عنوان:أنهار سد", ["d", "e"]),
        ("عنوان:نهر -عنوان:سد", ["b", "a"]),
        ("نهر تاريخ:2021-03", ["d", "a"]),
        ("نهر قبل:2021", ["b"]),
    ],
)
def test_fields_and_dates_in_the_query(searcher: Searcher, query: str, found: list[str]) -> None:
    page = searcher.search(SearchRequest(query))
    assert {hit.article.id for hit in page.hits if hit.match == "full"} == set(found)


@pytest.mark.parametrize(
    ("query", "word", "how"),
    [
        ("أنهار", "أنهار", "written"),
        ("انهار", "أنهار", "spelling"),
        ("نهر", "أنهار", "plural"),
        ("العراق", "العراق", "written"),
        ("عراق", "العراق", "affix"),
        ("طول", "الطويل", "root"),
    ],
)
def test_each_hit_says_why_it_matched(searcher: Searcher, query: str, word: str, how: str) -> None:
    told = {(why.found, why.how) for hit in searcher.search(SearchRequest(query)).hits for why in hit.why}
    assert (word, how) in told


def test_a_word_no_article_holds_is_read_as_the_nearest_one_in_partial_hits(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest("مياه الرافدين وديجلة"))
    assert page.total == 0
    assert [(hit.article.id, str(hit.match)) for hit in page.hits] == [("a", "partial")]
    assert ("وديجلة", "دجلة", "spelling") in {(why.word, why.found, why.how) for why in page.hits[0].why}
    assert [each.code for each in page.warnings] == ["respelled"]


@pytest.mark.parametrize(
    ("query", "full", "partial"),
    [
        ("نهر تاريخ:2021", "ade", ""),
        ("نهر السد تاريخ:2021-03..", "de", "a"),
        ("العراق مصدر:القاهرة", "", ""),
        ("النيل مصدر:القاهرة", "b", ""),
        ("+نهر النيل تاريخ:2021", "", "ade"),
        ("الفرات عنوان:نهر", "a", "bde"),
    ],
)
def test_a_date_or_a_source_alone_is_no_partial_answer(
    searcher: Searcher, query: str, full: str, partial: str
) -> None:
    found: dict[str, set[str]] = {"full": set(), "partial": set()}
    for hit in searcher.search(SearchRequest(query)).hits:
        found[str(hit.match)].add(hit.article.id)
    assert found == {"full": set(full), "partial": set(partial)}


def test_words_of_the_lexicon_are_slips_of_near_words_only(build: Build) -> None:
    texts = ["ترى سوريا", "تريد سوريا", "الفترة في سوريا", "اتفاق", "السودان"]
    searcher = build([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    for query, expected in {
        "تركيا سوريا": [], "أطفال": [], "السوادان": ["السودان"], "الفغرة سوريا": ["الفترة سوريا"]
    }.items():  # fmt: skip
        suggestions = searcher.search(SearchRequest(query)).suggestions
        assert [each.query for each in suggestions if each.kind != "fewer_words"] == expected, query


def test_articles_that_agree_with_the_marks_of_a_query_come_first(build: Build) -> None:
    texts = ["كُتِبَ كُتِبَ كُتِبَ الدرس", "كتب كتب الدرس", "لما كَتَبَ الطالب درسا طويلا في يوم طويل", "كُتُبٌ كتب كتب"]
    searcher = build([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    assert searcher.search(SearchRequest("كَتب")).hits[0].article.id == "2"
    (only,) = searcher.search(SearchRequest("=كَتب")).hits
    assert (only.article.id, [why.found for why in only.why]) == ("2", ["كَتَبَ"])
    assert not searcher.search(SearchRequest("=كَتِب")).hits
    assert searcher.search(SearchRequest('="كَتب الطالب"')).total == 1


def test_a_second_reading_is_no_particle_in_disguise(build: Build) -> None:
    texts = ["قبول الطلاب", "قبل الحرب", "بين الناس", "تبين الأمر", "غير ذلك", "تغير المناخ"]
    searcher = build([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    for query, found in {"قبول": {"0"}, "تبين": {"3"}, "تغير": {"5"}, "قبل": {"1"}, "بين": {"2"}}.items():
        hits = searcher.search(SearchRequest(query, full_only=True)).hits
        assert {hit.article.id for hit in hits} == found, query


def test_a_phrase_is_told_in_all_its_words(build: Build) -> None:
    searcher = build([{"id": "a", "title": "خبر", "text": "عودة للحشد\nالشعبي، ثم الحشد الشعبي، والحشد."}])
    for query, found, how in [
        ('"الحشد الشعبي"', "للحشد الشعبي", "affix"),
        ('="الحشد الشعبي"', "الحشد الشعبي", "written"),
        ('"عودة الشعبي"~2', "عودة للحشد الشعبي", "written"),
        ("الحشد", "الحشد", "written"),
    ]:
        (hit,) = searcher.search(SearchRequest(query)).hits
        assert [(why.found, why.how) for why in hit.why] == [(found, how)], query
