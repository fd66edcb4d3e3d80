"""A file that cannot be read is skipped and named, with the reason."""

import gzip
import sys
import zipfile
from pathlib import Path

import pytest
from support import FILES

from search.articles import ENDINGS, Read, Skipped, is_article_file, read
from search.articles.formats import archives
from search.articles.formats import json as jsonfiles

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


@pytest.mark.parametrize("names", [(), ("a.exe", "photo.jpg", "__MACOSX/._a.txt")])
def test_an_archive_without_articles_is_named(tmp_path: Path, names: tuple[str, ...]) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in names:
            archive.writestr(name, b"MZ")
    assert str(only(tmp_path / "a.zip").reason) == "It holds no article files."
