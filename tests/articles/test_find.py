"""The files of articles below a folder."""

import os
from pathlib import Path

import pytest

from search.articles import Skipped, find, is_article_file


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def names(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in find(root)]


def test_nested_sorted_and_only_articles(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.jsonl", "a/c/d.html", "a/k.jsonl.gz", "n.jpg", "m.TXT", "عربي.pdf", "a.doc")
    assert names(tmp_path) == ["a/c/d.html", "a/k.jsonl.gz", "a/z.jsonl", "b.txt", "m.TXT", "عربي.pdf"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, ".a.txt", ".git/b.txt", "~$note.docx", "c.txt")
    assert names(tmp_path) == ["c.txt"]


def test_links_are_followed_once(tmp_path: Path) -> None:
    make(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a" / "b.txt")
    assert names(tmp_path) == ["a/b.txt", "link.txt"]


def test_a_file_is_found_as_itself_and_nothing_in_nothing(tmp_path: Path) -> None:
    make(tmp_path, "a.doc")
    assert list(find(tmp_path / "a.doc")) == [tmp_path / "a.doc"]
    assert list(find(tmp_path / "none")) == []


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a/b.txt", "c.txt")
    scandir = os.scandir

    def denied(folder: Path) -> object:
        if Path(folder).name == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", denied)
    told: list[Skipped] = []
    assert [path.name for path in find(tmp_path, told.append)] == ["c.txt"]
    assert told[0].where == "a" and "Permission denied" in told[0].reason


def test_very_deep_folders(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("x")
    assert len(list(find(tmp_path))) == 1


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("a.txt", True),
        ("A.HTML", True),
        ("a.csv.gz", True),
        ("a.gz", False),
        (".a.txt", False),
        ("a.zip.gz", False),
    ],
)
def test_is_article_file(name: str, is_one: bool) -> None:
    assert is_article_file(Path("folder") / name) is is_one
