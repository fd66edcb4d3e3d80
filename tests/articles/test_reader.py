"""A part that cannot be read is named and the rest is kept; nothing a file holds raises."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import FILES

from search.articles import ENDINGS, MAX_TEXT, Read, Skipped, read
from search.articles.formats import csv as csvfile
from search.errors import BadSetting

TEXT = "افتتح السوق الجديد في ميناء الفاو."


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


def test_a_damaged_archive_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = "\n".join(json.dumps({"text": f"{TEXT} {number}"}) for number in range(5_000))
    path.write_bytes(gzip.compress(lines.encode())[:-2_000])
    *_, last = read(path)
    assert isinstance(last, Skipped) and str(last.reason) == "It is not a gzip archive that can be read."


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
