"""The editor's list of equivalents: reading it, and widening queries by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.query.expansion.equivalents import BadEquivalents, Equivalents
from search.query.language.parser import parse
from search.query.language.printing import to_text

LIST = "# تنظيمات\nداعش = تنظيم الدولة = الدولة الإسلامية\nحاسوب = كمبيوتر # أجهزة\n"


@pytest.fixture
def equivalents(tmp_path: Path) -> Equivalents:
    path = tmp_path / "equivalents.txt"
    path.write_text(LIST, "utf-8")
    return Equivalents.load(path)


@pytest.mark.parametrize(
    ("query", "widened"),
    [
        ("داعش", 'داعش | "تنظيم الدولة" | "الدولة الإسلامية"'),
        ("تنظيم الدوله", '(تنظيم الدوله) | داعش | "الدولة الإسلامية"'),
        ("قوات تنظيم الدولة", 'قوات ((تنظيم الدولة) | داعش | "الدولة الإسلامية")'),
        ('"تنظيم الدولة"', '"تنظيم الدولة" | داعش | "الدولة الإسلامية"'),
        ("-كمبيوتر قلم", "-(كمبيوتر | حاسوب) قلم"),
        ("+كمبيوتر", "+(كمبيوتر | حاسوب)"),
        ("قلم OR كَمبيوتر", "قلم | كَمبيوتر | حاسوب"),
        ("title:كمبيوتر", "title:كمبيوتر | title:حاسوب"),
        ("source:كمبيوتر", "source:كمبيوتر"),
        ("=كمبيوتر", "=كمبيوتر"),
        ("كمبيوتر~", "كمبيوتر~"),
        ('="تنظيم الدولة"', '="تنظيم الدولة"'),
        ("تنظيم =الدولة", "تنظيم =الدولة"),
        ("الدولة", "الدولة"),
        ("الكمبيوتر", "الكمبيوتر | حاسوب"),
        ('"الكمبيوتر"', '"الكمبيوتر" | حاسوب'),
        ("الداعش قوات", '(الداعش | "تنظيم الدولة" | "الدولة الإسلامية") قوات'),
        ("", ""),
    ],
)
def test_widening(equivalents: Equivalents, query: str, widened: str) -> None:
    assert to_text(equivalents.widen(parse(query).tree)) == to_text(parse(widened).tree)


def test_lookup_folds(equivalents: Equivalents) -> None:
    assert equivalents.of(("تنظيم", "الدوله")) == ("داعش", "الدولة الإسلامية")
    assert equivalents.of(("الدوله",)) == ()


@pytest.mark.parametrize(
    "line", ["داعش", "داعش =", "= داعش", "داعش = ؟", " = ".join("ابتثجحخدذرزسشصضطظعغفقكل")]
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "equivalents.txt"
    path.write_text(f"# ok\n\nحاسوب = كمبيوتر\n{line}\n", "utf-8")
    with pytest.raises(BadEquivalents, match="Line 4 of") as error:
        Equivalents.load(path)
    assert "السطر 4" in error.value.text("ar")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "equivalents.txt"
    path.write_bytes("حاسوب = كمبيوتر".encode("windows-1256"))
    with pytest.raises(BadEquivalents, match="UTF-8"):
        Equivalents.load(path)
    with pytest.raises(BadEquivalents, match="cannot be read"):
        Equivalents.load(tmp_path / "missing.txt")


def test_the_names_of_months_are_joined_beside_any_list(tmp_path: Path) -> None:
    path = tmp_path / "equivalents.txt"
    path.write_text("حاسوب = كمبيوتر\n", "utf-8")
    shipped = Equivalents.load()
    assert Equivalents.load(path).of(("شباط",)) == shipped.of(("شباط",)) != ()
    assert to_text(shipped.widen(parse("آب").tree)) == "آب | أغسطس | أوت | غشت | أغشت"
    assert to_text(shipped.widen(parse("أوت").tree)) == "أوت | أغسطس | =آب | غشت | أغشت"
    assert to_text(shipped.widen(parse("أب").tree)) == "أب"
    assert to_text(shipped.widen(parse("شباط 2021").tree)) == "(شباط | فبراير | فيفري) 2021"
    assert to_text(shipped.widen(parse("كانون الأول").tree)) == (
        'كانون الأول | ديسمبر | "كانون أول" | دجنبر | دجمبر'
    )


def test_the_shipped_list_joins_names_in_both_scripts() -> None:
    shipped = Equivalents.load()
    assert to_text(shipped.widen(parse("iphone 6").tree)) == "(iphone | آيفون) 6"
    assert to_text(shipped.widen(parse("ايفون").tree)) == "ايفون | iPhone"
    assert to_text(shipped.widen(parse("جوجل").tree)) == "جوجل | Google"
    assert to_text(shipped.widen(parse("قوقل").tree)) == "قوقل | Google"
    assert to_text(shipped.widen(parse("الإنستجرام").tree)) == "الإنستجرام | Instagram"
    assert to_text(shipped.widen(parse("إبل").tree)) == "إبل"
