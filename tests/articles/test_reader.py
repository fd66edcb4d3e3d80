"""What cannot be read is skipped and named; limits hold; nothing a file holds raises."""

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import FILES

from search.articles import ENDINGS, MAX_TEXT, Read, Skipped, is_article_file, read
from search.articles.formats import archives
from search.articles.formats import csv as csvfile
from search.articles.formats import json as jsonfiles
from search.errors import BadSetting

TEXT = "افتتح السوق الجديد في ميناء الفاو."


def only(path: Path) -> Skipped:
    """The one Skipped that reading a file gives."""
    (found,) = read(path)
    assert isinstance(found, Skipped) and found.where().startswith(path.name)
    assert str(found.reason).endswith((".", "'.[documents]'")) and found.reason.text("ar")
    return found


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"")
    assert str(only(path).reason) == "It is empty."


@pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".xml"])
def test_a_binary_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert str(only(path).reason) == "It is not a text file."


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
def test_an_article_over_the_limit(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes((TEXT.encode() + b"\n") * (50 * 1024**2 // len(TEXT.encode())))
    assert str(only(path).reason) == "It is larger than the limit of 10 MB; split it into smaller files."


def test_a_line_over_the_limit_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": TEXT})
    path.write_text(f"{line}\n{json.dumps({'text': 'a' * (MAX_TEXT + 1)})}\n{line}\n")
    first, second, third = read(path)
    assert isinstance(first, Read) and isinstance(third, Read) and third.member == "3"
    assert (
        isinstance(second, Skipped)
        and second.where() == "a.jsonl, line 2"
        and "limit of 10 MB" in str(second.reason)
    )


def test_no_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("12 34\n***\n56")
    assert str(only(path).reason) in ("It holds no words.", "It has no text.")


@pytest.mark.parametrize("name", ["a.doc", "a.RTF", "a.odt"])
def test_a_document_that_is_not_read_is_named_with_advice(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT)
    assert is_article_file(path)
    assert "save it as .docx" in str(only(path).reason)


@pytest.mark.parametrize("name", ["a.tex", "a", "a.exe"])
def test_an_unknown_ending(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT)
    assert not is_article_file(path)
    assert str(only(path).reason).startswith("Files of this kind")


@pytest.mark.parametrize("name", ["a.tar.gz", "rand.gz", "a.zip.gz"])
def test_an_unknown_ending_before_gz(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT)
    reason = str(only(path).reason)
    assert "news.jsonl.gz" in reason and reason.endswith(".epub.")


@pytest.mark.parametrize("place", [0, 3, 200])
def test_a_nul_byte_costs_one_line(tmp_path: Path, place: int) -> None:
    lines = [json.dumps({"id": str(number), "text": TEXT}) for number in range(1, 301)]
    lines[place] = lines[place].replace(" ", "\0", 1)
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines))
    found = list(read(path))
    (bad,) = (each for each in found if isinstance(each, Skipped))
    assert len(found) == 300
    assert bad.where() == f"a.jsonl, line {place + 1}" and "NUL" in str(bad.reason)


def test_a_quote_that_is_not_closed_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n1,{TEXT}\n2,"{TEXT}\n3,{TEXT}\n4,{TEXT}\n', "utf-8")
    first, second = read(path)
    assert isinstance(first, Read) and isinstance(second, Skipped)
    assert second.where() == "a.csv, line 3" and "(2)" in str(second.reason)
    path.write_text(f'id,text\n1,"{TEXT}\n', "utf-8")
    assert [str(each.reason) for each in read(path) if isinstance(each, Skipped)] == [
        "A quote is opened and not closed: close it, or write it twice."
    ]
    path.write_text(f'id,text\n1,"{TEXT}\n{TEXT}"\n2,{TEXT}', "utf-8")  # closed, without a last newline
    assert [type(each) for each in read(path)] == [Read, Read]


def test_a_quote_that_swallows_more_than_the_limit_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csvfile, "MAX_TEXT", 1_000)
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n1,"{TEXT}\n' + f"2,{TEXT}\n" * 100, "utf-8")
    first, *others = read(path)
    assert (
        isinstance(first, Skipped) and first.where() == "a.csv, line 2" and "not closed" in str(first.reason)
    )
    assert len(others) > 50 and all(isinstance(each, Read) for each in others)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert str(only(path).reason) == "Permission to read it is denied."


def test_a_file_that_has_gone_and_a_folder(tmp_path: Path) -> None:
    assert str(only(tmp_path / "gone.txt").reason) == "It is no longer there."
    (tmp_path / "folder.txt").mkdir()
    assert str(only(tmp_path / "folder.txt").reason) == "It is a folder, not a file."


def test_a_fault_of_a_reader_is_told_not_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise KeyError("fault")

    path = tmp_path / "a.json"
    path.write_text("{}")
    monkeypatch.setattr(jsonfiles, "decode", faulty)
    assert str(only(path).reason) == "It cannot be read (KeyError)."


@pytest.mark.parametrize(
    ("module", "package", "name"),
    [
        ("docx", "docx", "note.docx"),
        ("pdfminer.pdfdocument", "pdfminer.six", "page.pdf"),
        ("openpyxl", "openpyxl", "news.xlsx"),
    ],
)
def test_a_missing_package_is_named(
    module: str, package: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    reason = str(only(FILES / name).reason)
    assert package in reason and "pip install '.[documents]'" in reason


def nameless(path: Path) -> Path:
    """A PDF whose fonts do not say which letters they draw."""
    path.write_bytes((FILES / "libreoffice.pdf").read_bytes().replace(b"/ToUnicode", b"/NoUnicode"))
    return path


def test_a_pdf_without_names_of_letters_is_named(tmp_path: Path) -> None:
    reason = str(only(nameless(tmp_path / "a.pdf")).reason)
    assert reason.startswith("Its fonts do not say which letters they draw;")


def test_a_page_without_names_of_letters_is_named() -> None:
    good, bad = read(FILES / "half.pdf")
    assert isinstance(good, Read) and good.article.date == "2023-04-12"
    assert isinstance(bad, Skipped) and bad.where() == "half.pdf, page 2"


def test_a_wrong_mapping_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="'headline'"):
        read(tmp_path / "a.jsonl", mapping={"headline": "name"})


def test_a_name_cannot_pass_for_another_line(tmp_path: Path) -> None:
    path = tmp_path / "a\nAdded 5\u202e.txt"
    path.touch()
    (found,) = read(path)
    assert isinstance(found, Skipped)
    for language in ("en", "ar"):
        assert found.text(language).startswith(r"a\nAdded 5\u202e.txt: ")


def test_the_name_given_stands_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{")
    (found,) = read(path, name="news/a.jsonl")
    assert isinstance(found, Skipped) and found.where() == "news/a.jsonl, line 1"
    assert found.text("en").startswith("news/a.jsonl, line 1: ") and "السطر 1" in found.text("ar")


def test_reading_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        for number in range(5_000):
            file.write(json.dumps({"text": f"{TEXT} {number}"}) + "\n")
        file.write("{")
    found = read(path)
    first = next(found)
    assert isinstance(first, Read) and first.member == "1"
    assert sum(isinstance(each, Read) for each in found) == 4_999


@pytest.mark.parametrize(
    "record",
    [
        {
            "text": TEXT,
            "title": None,
            "tags": {"a": 1},
            "date": ["2020-01-01"],
            "author": [None, {"name": "x"}],
        },
        {"text": [TEXT, {"value": TEXT}], "id": 12, "tags": [1, "\ud800", None, "#سوق #ميناء"]},
        {"text": TEXT, "url": "javascript:alert(1)"},
        {"text": TEXT, "id": "\u202e../../etc", "title": "<script>alert(1)</script>عنوان"},
    ],
)
def test_values_of_every_shape(tmp_path: Path, record: dict[str, object]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(record))
    (found,) = read(path)
    assert isinstance(found, Read) and TEXT in found.article.text
    assert found.article.url is None and "script" not in found.article.title
    repr(found).encode("utf-8")


def test_entities_of_a_feed_stay_closed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    path = tmp_path / "a.xml"
    path.write_text(
        f'<!DOCTYPE r [<!ENTITY a SYSTEM "file://{secret}"><!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
        f"<rss><channel><item><title>t</title>"
        f"<description>{TEXT} &a; &c;</description></item></channel></rss>"
    )
    (found,) = read(path)
    assert isinstance(found, Read) and "secret" not in found.article.text and "haha" not in found.article.text


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FREE", 1000)
    bomb = b"a" * 2_000_000
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(bomb))
    assert "archive bomb" in str(only(tmp_path / "a.txt.gz").reason)
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bomb)
        archive.writestr("b.txt", TEXT)
    skip, other = read(tmp_path / "b.zip")
    assert isinstance(skip, Skipped) and "archive bomb" in str(skip.reason) and isinstance(other, Read)


def test_a_damaged_archive_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = "\n".join(json.dumps({"text": f"{TEXT} {number}"}) for number in range(5_000))
    path.write_bytes(gzip.compress(lines.encode())[:-2_000])
    *_, last = read(path)
    assert isinstance(last, Skipped) and str(last.reason) == "It is not a gzip archive that can be read."


@pytest.mark.parametrize("names", [(), ("a.exe", "photo.jpg", "__MACOSX/._a.txt")])
def test_an_archive_without_articles_is_named(tmp_path: Path, names: tuple[str, ...]) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in names:
            archive.writestr(name, b"MZ")
    assert str(only(tmp_path / "a.zip").reason) == "It holds no article files."


def test_a_member_with_a_password_leaves_the_others(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", TEXT)
    data = bytearray(packed.getvalue())
    data[6] |= 1  # the first member's flag of encryption, in its own header and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    skip, other = read(tmp_path / "a.zip")
    assert isinstance(skip, Skipped) and str(skip.reason) == "It is protected by a password."
    assert isinstance(other, Read)


SHAPES = st.sampled_from(
    [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\x1f\x8b\x08", b"<rss><item>", b"<html><p>", b'{"text":"']
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("ending", [*ENDINGS, ".jsonl.gz"])
@given(start=SHAPES, data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_any_bytes_under_any_ending(tmp_path: Path, ending: str, start: bytes, data: bytes) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(start + data)
    for each in read(path):
        assert isinstance(each, Read | Skipped)
        repr(each).encode("utf-8")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize(
    "name", ["note.docx", "page.pdf", "bundle.zip", "rss.xml", "page.html", "news.jsonl.gz"]
)
@given(data=st.data())
def test_a_good_file_with_damage(tmp_path: Path, name: str, data: st.DataObject) -> None:
    good = bytearray((FILES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / name
    path.write_bytes(good[: data.draw(st.integers(0, len(good)))] if data.draw(st.booleans()) else good)
    assert all(isinstance(each, Read | Skipped) for each in read(path))
