"""The lexicon: what it reads, what an editor may add, what its fingerprint answers to."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.analysis import RULES
from search.analysis.lexicon.load import fingerprint_of, load
from search.analysis.lexicon.plurals import possible
from search.analysis.lexicon.verbs import stems
from search.analysis.stemming.root import fits, guess, outline, radicals
from search.analysis.stemming.stemmer import Stemmer
from search.analysis.stemming.stems import Lexicon
from search.errors import BadSetting
from search.tables import rows

ROOTS = frozenset({"كتب", "درس", "قتل", "حفل"})


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def lexicon(cache: Path) -> Lexicon:
    return load(cache=cache)


def test_holds_the_package(lexicon: Lexicon) -> None:
    assert len(lexicon.stems) > 40_000
    assert len(lexicon.roots) > 5_000
    assert {stem.lemma for stem in lexicon.stems["صواريخ"]} == {"صاروخ"}


def test_from_the_cache_it_is_the_same(
    lexicon: Lexicon, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.analysis.lexicon.load.build", None)
    again = load(cache=cache)
    assert again.stems == lexicon.stems
    assert again.roots == lexicon.roots
    assert again.fingerprint == lexicon.fingerprint


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        '{"stems": ',
        "[]",
        '{"stems": {}}',
        '{"values": ["a"], "keys": [1], "counts": [1], "stems": [], "roots": []}',
        '{"values": ["a"], "keys": [0], "counts": [1], "stems": [0, 0], "roots": []}',
    ],
)
def test_a_broken_cache_is_rebuilt(content: str, lexicon: Lexicon, cache: Path, tmp_path: Path) -> None:
    (kept,) = cache.glob("*.json")
    (tmp_path / kept.name).write_text(content, encoding="utf-8")
    assert load(cache=tmp_path).stems == lexicon.stems
    assert (tmp_path / kept.name).read_bytes() == kept.read_bytes()


@pytest.mark.slow
def test_without_a_cache_it_still_loads(lexicon: Lexicon, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert load(cache=tmp_path / "file").fingerprint == lexicon.fingerprint


@pytest.mark.slow
def test_an_editors_file_changes_readings_and_fingerprint(lexicon: Lexicon, tmp_path: Path) -> None:
    extra = tmp_path / "ours.tsv"
    extra.write_text("# names\nوادان\nترزة\tترزي\t\tplural\nبنى\tبنى\t\tverb\n", encoding="utf-8")
    ours = load(extra, cache=tmp_path)
    assert ours.fingerprint != lexicon.fingerprint
    assert Stemmer(ours).best("بوادان").lemma == "وادان"
    assert Stemmer(ours).best("الترزة").lemma == "ترزي"
    for read, lemmas in ((lexicon, ["بنيه", "بني"]), (ours, ["بني", "ابن"])):
        assert [reading.lemma for reading in Stemmer(read).indexed("بنى")] == lemmas


def test_a_remark_in_an_editors_file_changes_no_fingerprint(tmp_path: Path) -> None:
    extra = tmp_path / "ours.tsv"
    extra.write_text("وادان\n", encoding="utf-8")
    before = fingerprint_of(extra)
    extra.write_text("# names of our region\n\nوادان\t# a town\n", encoding="utf-8")
    assert fingerprint_of(extra) == before != fingerprint_of()


def test_other_rules_are_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint_of()
    monkeypatch.setattr("search.analysis.lexicon.load.RULES", RULES + 1)
    assert fingerprint_of() != before


@pytest.mark.parametrize(
    "line", ["كلمة\tكلمة", "كلمة\tكلمة\t\tname\tmore", "كلمة\tكلمة\t\tthing", "كلمة\t\t\tname"]
)
def test_a_malformed_line_is_named(line: str, tmp_path: Path) -> None:
    extra = tmp_path / "ours.tsv"
    extra.write_text(f"# first\n{line}\n", encoding="utf-8")
    with pytest.raises(BadSetting, match=r"ours\.tsv, line 2"):
        load(extra, cache=tmp_path)


def test_a_missing_editors_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.tsv", cache=tmp_path)


@pytest.mark.parametrize(
    ("past", "root", "vowel", "expected"),
    [
        ("كَتَبَ", "كتب", "ضمة", {"كتب"}),
        ("قالَ", "قول", "ضمة", {"قال", "قل", "قول", "قيل"}),
        ("باعَ", "بيع", "كسرة", {"باع", "بع", "بيع"}),
        ("خافَ", "خوف", "فتحة", {"خاف", "خف", "خيف"}),
        ("دَعا", "دعو", "ضمة", {"دعا", "دع", "دعو", "دعي", "دعى"}),
        ("مَدَّ", "مدد", "ضمة", {"مد", "مدد"}),
        ("وَصَلَ", "وصل", "كسرة", {"وصل", "صل"}),
        ("أَعْلَنَ", "علن", "كسرة", {"أعلن", "علن", "أعل"}),
        ("أَرادَ", "رود", "كسرة", {"أراد", "أرد", "ريد", "رد", "أريد", "راد"}),
        ("أَكَّدَ", "ءكد", "كسرة", {"أكد", "ؤكد"}),
        ("اِسْتَخْدَمَ", "خدم", "كسرة", {"استخدم", "ستخدم"}),
    ],
)
def test_the_stems_of_a_verb(past: str, root: str, vowel: str, expected: set[str]) -> None:
    assert {stem for stem, _, _ in stems(past, root, vowel)} == expected


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("سلاح", "أسلحة"),
        ("عصر", "عصور"),
        ("فصيلة", "فصائل"),
        ("مصرف", "مصارف"),
        ("تصريح", "تصاريح"),
        ("برميل", "براميل"),
        ("فاتورة", "فواتير"),
        ("جثة", "جثث"),
        ("أغنية", "أغاني"),
        ("مهمة", "مهام"),
    ],
)
def test_plurals_by_pattern(singular: str, plural: str) -> None:
    assert plural in possible(singular)


@pytest.mark.parametrize("article", ["", "ال"])
@pytest.mark.parametrize("table", ["plurals", "overrides"])
def test_a_plural_of_the_tables_finds_its_singular(lexicon: Lexicon, table: str, article: str) -> None:
    stemmer = Stemmer(lexicon)
    if table == "plurals":
        pairs = [(singular, plural) for singular, *listed in rows("analysis", table) for plural in listed]
    else:
        pairs = [(row[1], row[0]) for row in rows("analysis", table) if row[-1] == "plural"]
    apart = [
        (singular, plural)
        for singular, plural in pairs
        if stemmer.best(article + plural).lemma
        not in {reading.lemma for reading in stemmer.readings(article + singular)}
    ]
    assert not apart


def test_a_word_that_fits_no_pattern_has_no_plural() -> None:
    assert possible("تكنولوجيا") == []


@pytest.mark.parametrize(
    ("stem", "root"), [("مكتوب", "كتب"), ("احتفال", "حفل"), ("مدارس", "درس"), ("ترامب", "")]
)
def test_a_guessed_root_is_a_known_one(stem: str, root: str) -> None:
    assert guess(stem, ROOTS) == root


def test_a_name_and_its_nisba_share_their_outline() -> None:
    assert outline("فرنسا") == outline("فرنسي") == "فرنس"
    assert outline("روسيا") == outline("روسي") == "روس"
    assert outline("مكه") == "مكه"  # three letters stay


def test_radicals_have_one_hamza() -> None:
    assert radicals("أخذ") == "ءخذ"
    assert radicals("رمى") == "رمي"


@pytest.mark.parametrize(
    ("root", "word", "fit"),
    [
        ("شرك", "شراكه", True),
        ("شكر", "شراكه", False),
        ("دغر", "دفاع", False),
        ("وصل", "اتصل", True),
        ("ضرب", "اضطراب", True),
        ("قول", "قال", True),
        ("ردد", "رد", True),
        ("موه", "ماء", True),
        ("ءخذ", "اتخذ", True),
        ("", "ماء", True),
    ],
)
def test_a_root_has_its_strong_letters_in_the_word(root: str, word: str, fit: bool) -> None:
    assert fits(root, word) is fit
