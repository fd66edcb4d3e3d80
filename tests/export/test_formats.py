"""What other programs read of an export is what the article says."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from support import reindex

from search.export.formats import FORMATS, Name, written
from search.model import Article
from search.settings import Settings

ARTICLE = Article(
    "n/1",
    "افتُتحت المكتبة.\nوتضم أربعين ألف كتاب.",
    title="50% من الكتب {نادرة} & #1_أ ~ \\ ^",
    date="2021-03-11",
    source="صحيفة النهار",
    author="ليلى حداد",
    url="https://example.org/a b}c?x=1&y=م",
    tags=("ثقافة", "كتب"),
)

anything = st.text(max_size=30)
articles = st.builds(
    Article,
    id=st.text(min_size=1, max_size=80),
    text=anything,
    title=anything,
    date=st.none() | st.just("2020-01-02"),
    source=st.none() | anything,
    author=st.none() | anything,
    url=st.none() | anything,
    tags=st.lists(anything, max_size=3).map(tuple),
)


def export(name: Name, *articles: Article) -> str:
    return b"".join(written(name, [articles])).decode()


def test_bibtex_is_read_back() -> None:
    (entry,) = bibtexparser.loads(export("bibtex", ARTICLE)).entries
    assert entry["ENTRYTYPE"] == "article"
    assert entry["title"] == (
        r"{50\% من الكتب \{نادرة\} \& \#1\_أ \textasciitilde{} \textbackslash{} \textasciicircum{}}"
    )
    assert (entry["author"], entry["journal"]) == ("{ليلى حداد}", "صحيفة النهار")
    assert (entry["date"], entry["year"], entry["langid"]) == ("2021-03-11", "2021", "arabic")
    assert entry["url"] == "https://example.org/a%20b%7Dc?x=1&y=%D9%85"
    assert entry["keywords"] == "ثقافة, كتب"


def test_keys_of_bibtex_are_ids_where_these_are_keys() -> None:
    assert export("bibtex", Article("news-1", "x")).startswith("@misc{news-1,")
    keys = {export("bibtex", Article(id, "x")).split(",")[0] for id in ("خبر 1", "خبر 2", "a,b", "x" * 99)}
    assert len(keys) == 4


def test_ris_is_read_back() -> None:
    (record,) = rispy.loads(export("ris", ARTICLE))
    assert record["type_of_reference"] == "NEWS"
    assert record["title"] == ARTICLE.title
    assert (record["authors"], record["secondary_title"]) == (["ليلى حداد"], "صحيفة النهار")
    assert (record["year"], record["date"]) == ("2021", "2021/03/11")
    assert record["keywords"] == ["ثقافة", "كتب"]
    assert record["urls"] == ["https://example.org/a%20b%7Dc?x=1&y=%D9%85"]


@given(st.lists(articles, max_size=4))
def test_whatever_articles_say_stays_in_its_field(many: list[Article]) -> None:
    assert len(rispy.loads(export("ris", *many))) == len(many)
    read = [json.loads(line) for line in export("jsonl", *many).split("\n")[:-1]]
    assert [row.get("title", "") for row in read] == [article.title for article in many]
    rows = list(csv.reader(StringIO(export("csv", *many).removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(many) + 1
    assert all(len(row) == 8 for row in rows)
    entries = export("bibtex", *many)
    assert entries.count("\n@") + entries.startswith("@") == len(many)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_spreadsheets_compute_nothing(cell: str) -> None:
    rows = list(csv.reader(StringIO(export("csv", Article("1", "x", title=cell)), newline="")))
    assert rows[1][1] == f"'{cell}"


def test_an_empty_export_is_a_file_of_its_kind() -> None:
    assert export("csv") == "\ufeffid,title,text,date,source,author,url,tags\r\n"
    assert [export(name) for name in FORMATS if name != "csv"] == ["", "", ""]


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_reindex_reads_what_was_exported(name: Name, tmp_path: Path) -> None:
    file = tmp_path / f"all.{name}"
    file.write_text(export(name, ARTICLE), "utf-8", newline="")
    report = reindex(Settings(index=tmp_path / "index", workers=1), [file])
    assert (report.added, report.skipped) == (1, [])
