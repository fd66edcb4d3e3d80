"""Plain text as sites leave it: titles, dates, sources and furniture, in shapes of real pages."""

from collections import Counter

import pytest

from search.articles.content.plaintext import article
from search.model import Article

LEAD = "افتتحت بلدية الفاو سوقًا جديدًا للأسماك يضم أربعين محلًا، بعد عامين من العمل المتواصل في الميناء القديم."
BODY = "وقال مدير السوق إن الصيادين سيبيعون صيدهم مباشرة للناس كل صباح."


def of(*lines: str) -> Article:
    return article("\n".join(lines), Counter())


def test_title_date_and_a_foot_of_source_tags_and_other_headlines() -> None:
    found = of(
        "سوق الأسماك في الفاو يفتح أبوابه",
        "",
        "الأربعاء 12 أبريل 2023 02:55 م",
        "",
        LEAD,
        "",
        BODY,
        "",
        "المصدر | صحيفة الميناء - تحرير القسم المحلي",
        "",
        "  كلمات مفتاحية",
        "",
        "الفاو البصرة سوق ضربة جوية",
        "",
        "ارتفاع أسعار السمك في البصرة",
        "",
        "الصيادون: نريد مرفأ جديدا",
    )
    assert found.title == "سوق الأسماك في الفاو يفتح أبوابه"
    assert (found.date, found.date_inferred) == ("2023-04-12", False)
    assert found.source == "صحيفة الميناء - تحرير القسم المحلي"
    assert found.tags == ("الفاو", "البصرة", "سوق", "ضربة جوية")
    assert found.text == f"{LEAD}\n{BODY}"


def test_a_long_lead_is_no_title_and_gives_an_inferred_date() -> None:
    lead = "نفت بلدية الفاو، الجمعة 26 فبراير/شباط 2021، أن يكون السوق قد أغلق أمام الصيادين."
    found = of(lead, BODY, "قصة السوق", BODY)
    assert found.title == ""
    assert (found.date, found.date_inferred) == ("2021-02-26", True)
    assert found.text == f"{lead}\n{BODY}\nقصة السوق\n{BODY}"


def test_a_very_long_title_and_counters() -> None:
    title = "تحركات جديدة في ميناء الفاو وتحذيرات من جر الصيادين إلى خسارة"
    title += " والبلدية تتتبع أسباب ارتفاع الأسعار في السوق القديم"
    found = of(title, "", "0", "83", "", "وقع الاتفاق في 25 مارس الماضي.", "", BODY, "", "موقع رأي الميناء")
    assert found.title == title and found.date is None and found.source == "رأي الميناء"
    assert found.text == f"وقع الاتفاق في 25 مارس الماضي.\n{BODY}"


def test_a_link_above_the_title_and_sources_below() -> None:
    found = of(
        "Skip to main content",
        "",
        "سوق الفاو.. اتفاق على موعد الافتتاح",
        "",
        "السبت 5 يونيو 2021",
        "اتفقت البلدية والصيادون على موعد",
        "",
        LEAD,
        "",
        "المصادر:",
        "الميناء، صحف محلية، وكالات",
        "شارك القصة",
    )
    assert found.title == "سوق الفاو.. اتفاق على موعد الافتتاح"
    assert (found.date, found.source) == ("2021-06-05", "الميناء، صحف محلية، وكالات")
    assert found.text == f"اتفقت البلدية والصيادون على موعد\n{LEAD}"


def test_a_headline_that_begins_with_source_and_notices_below() -> None:
    found = of(
        "مصدر: أخبار وصلت إلى الصيادين قبل إغلاق السوق",
        "",
        LEAD,
        "",
        BODY,
        "",
        "تنويه: جميع المقالات تمثل رأي كتابها وحدهم",
        ",",
        "Read our Privacy Policy by clicking here",
        "",
        "By continuing to use the site, you agree to the use of cookies. more information",
        "",
        "Close",
    )
    assert found.title == "مصدر: أخبار وصلت إلى الصيادين قبل إغلاق السوق"
    assert (found.source, found.date) == (None, None)
    assert found.text == f"{LEAD}\n{BODY}"


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("بقلم: سلمى الجابري", "سلمى الجابري", None),
        ("بقلم سلمى الجابري", "سلمى الجابري", None),
        ("كتب: نزار البغدادي", "نزار البغدادي", None),
        ("كتبت سلمى الجابري", "سلمى الجابري", None),
        ("د. منى الشريف", "د. منى الشريف", None),
        ("إعداد وتحرير / سلمى الجابري", "سلمى الجابري", None),
        ("صحيفة الميناء | بقلم: سلمى الجابري | 12 أبريل 2023", "سلمى الجابري", "صحيفة الميناء"),
        ("سلمى الجابري | 12 أبريل 2023", "سلمى الجابري", None),
        ("المصدر: وكالة الميناء", None, "وكالة الميناء"),
    ],
)
def test_a_line_under_the_title(line: str, author: str | None, source: str | None) -> None:
    found = of("سوق الأسماك يفتح أبوابه", "", line, "", LEAD, "", BODY)
    assert (found.author, found.source) == (author, source)
    assert found.text == f"{LEAD}\n{BODY}"


def test_a_dateline_with_a_place_gives_its_date_and_stays() -> None:
    found = of("سوق الأسماك يفتح أبوابه", "", "الفاو - 10 دجنبر 2022", LEAD)
    assert found.date == "2022-12-10" and found.text == f"الفاو - 10 دجنبر 2022\n{LEAD}"


def test_the_date_above_the_title() -> None:
    found = of("12/4/2023", "", "سوق الأسماك يفتح أبوابه", "", LEAD)
    assert (found.date, found.title, found.text) == ("2023-04-12", "سوق الأسماك يفتح أبوابه", LEAD)


@pytest.mark.parametrize(
    "head", ["جريدة الصباح | 12 نيسان 2023", "12/4/2023 - صحيفة الصباح", "صحيفة الصباح · 12/4/2023"]
)
def test_the_publisher_and_the_date_above_the_title(head: str) -> None:
    found = of(head, "سوق الأسماك يفتح أبوابه", LEAD)
    assert (found.date, found.title, found.text) == ("2023-04-12", "سوق الأسماك يفتح أبوابه", LEAD)
    assert found.source and found.source.endswith("الصباح")


@pytest.mark.parametrize("head", ["حصاد الميناء | 12 نيسان 2023", "حصاد صحيفة الصباح في عام | 2023"])
def test_another_line_above_stays(head: str) -> None:
    assert of(head, "", LEAD).title == head


@pytest.mark.parametrize("line", ["بقلم: سلمى الجاسم", "كتب - سلمى الجاسم:"])
def test_a_line_of_the_author_is_no_title(line: str) -> None:
    found = of(line, "12/4/2023", LEAD)
    assert (found.title, found.author, found.date, found.text) == ("", "سلمى الجاسم", "2023-04-12", LEAD)


@pytest.mark.parametrize(
    "line",
    [
        "كتب السلام بين الصيادين صفحة جديدة في تاريخ الميناء",
        "المصادر الأولى تتحدث عن سوق كبير",
        "قال الصياد: كتب علينا التعب",
        "مصادر: الصيادون يرفضون الانتقال إلى السوق الجديد قبل الصيف",
    ],
)
def test_prose_that_begins_like_a_label_stays(line: str) -> None:
    found = of("سوق الأسماك يفتح أبوابه", "", LEAD, "", line, "", BODY)
    assert found.text == f"{LEAD}\n{line}\n{BODY}"
    assert (found.author, found.source) == (None, None)


def test_headlines_after_the_tags_stay_where_prose_follows() -> None:
    found = of("سوق الأسماك يفتح أبوابه", "", LEAD, "", "الوسوم: سوق، ميناء", "", "عنوان فرعي", "", BODY)
    assert found.tags == ("سوق", "ميناء")
    assert found.text == f"{LEAD}\nعنوان فرعي\n{BODY}"


def test_one_line_is_the_text() -> None:
    assert of("سوق الأسماك").text == "سوق الأسماك" and of("سوق الأسماك").title == ""


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (3, 1, 0, 4, 2)])
def test_a_head_whose_lines_say_what_they_hold(order: tuple[int, ...]) -> None:
    head = (
        "العنوان: سوق جديد في الفاو",
        "التاريخ: ١٢ نيسان ٢٠٢٣",
        "الكاتب: سلمى الجابري",
        "المصدر: صحيفة الميناء",
        "الوسوم: أسماك، الفاو",
    )
    found = of(*(head[each] for each in order), "", LEAD, BODY)
    assert (found.title, found.date, found.author) == ("سوق جديد في الفاو", "2023-04-12", "سلمى الجابري")
    assert (found.source, found.tags, found.text) == ("صحيفة الميناء", ("أسماك", "الفاو"), f"{LEAD}\n{BODY}")


def test_a_head_may_stand_below_its_date_and_the_basmala() -> None:
    found = of("بسم الله الرحمن الرحيم", "١٢ نيسان ٢٠٢٣", "العنوان: سوق جديد في الفاو", "", LEAD, BODY)
    assert (found.title, found.date) == ("سوق جديد في الفاو", "2023-04-12")


@pytest.mark.parametrize("line", ["العنوان: شارع الجمهورية قرب الجسر", f"العنوان - كما قال - {BODY * 4}"])
def test_an_address_and_prose_are_no_titles(line: str) -> None:
    found = of("مطعم جديد في البصرة", "", line, LEAD, BODY)
    assert (found.title, found.text) == ("مطعم جديد في البصرة", f"{line}\n{LEAD}\n{BODY}")


@pytest.mark.parametrize("opening", ["بسم الله الرحمن الرحيم", "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ", "باسمه تعالى"])
def test_the_basmala_is_no_title(opening: str) -> None:
    found = of(opening, "", "سوق جديد في الفاو", "", LEAD, BODY)
    assert (found.title, found.text) == ("سوق جديد في الفاو", f"{opening}\n{LEAD}\n{BODY}")


def test_how_long_ago_is_no_date_and_hides_no_title() -> None:
    found = of("سوق جديد في الفاو", "قبل 3 ساعات", LEAD, BODY)
    assert (found.title, found.date, found.text) == ("سوق جديد في الفاو", None, f"{LEAD}\n{BODY}")


def test_prose_that_begins_like_tags_stays_under_a_title() -> None:
    found = of("نزلة البرد", "", "العلامات: حمى وسعال وصداع", "", LEAD, BODY)
    assert (found.tags, found.text) == ((), f"العلامات: حمى وسعال وصداع\n{LEAD}\n{BODY}")
