"""The files of articles below a folder."""

import os
from pathlib import Path

import pytest

from search.articles import is_article_file
from search.indexing.folders import SPECIAL, Walk


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def names(root: Path) -> list[str]:
    return found(root, Walk((os.path.realpath(root),)))


def found(root: Path, walk: Walk) -> list[str]:
    return [Path(entry.path).relative_to(root).as_posix() for entry in walk.entries(str(root))]


def test_nested_sorted_and_only_articles(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.jsonl", "a/c/d.html", "a/k.jsonl.gz", "n.jpg", "m.TXT", "عربي.pdf", "a.tex")
    assert names(tmp_path) == ["a/c/d.html", "a/k.jsonl.gz", "a/z.jsonl", "b.txt", "m.TXT", "عربي.pdf"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, ".a.txt", ".git/b.txt", "~$note.docx", "c.txt")
    assert names(tmp_path) == ["c.txt"]


def test_links_are_followed_to_what_is_hidden_below_the_root_alone(tmp_path: Path) -> None:
    root = tmp_path / "root"
    make(root, "a/b.txt", ".store/key", ".data/c.txt", ".data/d/e.txt")
    make(tmp_path, "outside.txt", "other/f.txt")
    (root / "a" / "loop").symlink_to(root)
    (root / ".data" / "again").symlink_to(root / ".data")
    (root / "self").symlink_to(root / "self")
    (root / "dead.txt").symlink_to(root / "nothing.txt")
    (root / "link.txt").symlink_to(root / "a" / "b.txt")  # the walk finds it by itself
    (root / "key.txt").symlink_to(root / ".store" / "key")
    (root / "data").symlink_to(root / ".data")
    (root / "out.txt").symlink_to(tmp_path / "outside.txt")
    (root / "up").symlink_to(tmp_path)
    (root / "out.bin").symlink_to(tmp_path / "other" / "f.bin")
    walk = Walk((str(root),))
    assert found(root, walk) == ["a/b.txt", "data/c.txt", "data/d/e.txt", "key.txt"]
    assert [link.skipped.where() for link in walk.outside] == ["out.txt", "up"]
    told = str(walk.outside[0].skipped.reason)
    assert str(tmp_path / "outside.txt") in told and "reindex" in told


def test_a_root_that_is_a_link_is_followed(tmp_path: Path) -> None:
    make(tmp_path / "real", "a.txt")
    (tmp_path / "alias").symlink_to(tmp_path / "real")
    assert names(tmp_path / "alias") == ["a.txt"]


def test_files_of_other_kinds_are_counted_by_ending(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.tex", "c.TEX", "d.gz", "README", ".hidden", "~$a.docx", "sub/e.xyz")
    os.mkfifo(tmp_path / "pipe.txt")
    walk = Walk((str(tmp_path),))
    assert found(tmp_path, walk) == ["a.txt"]
    assert walk.ignored == {".tex": 2, ".gz": 1, "": 1, ".xyz": 1, SPECIAL: 1}


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a/b.txt", "c.txt")
    scandir = os.scandir

    def denied(folder: Path) -> object:
        if Path(folder).name == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", denied)
    walk = Walk((str(tmp_path),))
    assert found(tmp_path, walk) == ["c.txt"]
    (folder,) = walk.unlisted
    assert folder.place == str(tmp_path / "a") and folder.skipped.where() == "a"
    assert "Permission denied" in str(folder.skipped.reason)


def test_very_deep_folders(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("x")
    assert len(names(tmp_path)) == 1


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
