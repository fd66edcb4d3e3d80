"""From a path to the articles in its file, by its ending; nothing a file holds raises past here."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from search.articles.budget import Budget, OverBudget, within
from search.articles.content.names import Names
from search.articles.formats.archives import read_gz, read_zip
from search.articles.formats.csv import read_csv
from search.articles.formats.docx import read_docx
from search.articles.formats.epub import read_epub
from search.articles.formats.feeds import read_xml
from search.articles.formats.html import read_html
from search.articles.formats.json import read_json, read_jsonl
from search.articles.formats.markdown import read_markdown
from search.articles.formats.openiti import FILE_NAME, read_openiti
from search.articles.formats.pdf.read import read_pdf
from search.articles.formats.text import read_text
from search.articles.formats.xlsx import read_xlsx
from search.articles.parts import Part, opened
from search.articles.result import MAX_SKIPPED, MAX_UNREADABLE, Read, Skipped, empty
from search.errors import Unreadable
from search.messages import Message

Reader = Callable[[BinaryIO, str, Names], Iterator[Read | Skipped]]

READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xml": read_xml,
    ".rss": read_xml,
    ".atom": read_xml,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".xlsx": read_xlsx,
    ".epub": read_epub,
    ".openiti": read_openiti,
}
OTHERS = (".doc", ".rtf", ".odt")
"""Documents that are named as unreadable, with what to do: an editor takes them for articles."""
_OF_FILES = tuple(ending for ending in READERS if ending != ".openiti")
ENDINGS = (*_OF_FILES, ".zip", ".gz")
_PLAIN_ENDINGS = (".json", *READERS, ".zip")
"""Those that need no look at what stands before them; the usual one of large folders first."""


def read(
    path: Path,
    *,
    name: str = "",
    mapping: Mapping[str, str] | None = None,
    part: Part | None = None,
    budget: Budget = Budget(),  # noqa: B008 (nothing can change it)
) -> Iterator[Read | Skipped]:
    """The articles of one file, streamed, and what was skipped of it, each with the reason.

    `name` stands for the file in messages (default: the path's last part); `mapping` is from names of fields
    in the file to those of an article ({"headline2": "title"}); `part` is one of `parts(path)`; `budget` is
    what reading may take (see `budget.within`). An ending that is not known, a file that cannot be opened and
    any content give a Skipped; only a wrong mapping raises, BadSetting, at once.
    """
    return _safely(path, name or path.name, Names(mapping or {}), part, budget)


def is_article_file(path: Path | PurePosixPath | str) -> bool:
    """True when the name (of a path, or given alone) ends as articles' do; hidden files are not articles."""
    name = path if isinstance(path, str) else path.name
    if name.startswith((".", "~$")):
        return False
    return name.endswith(_PLAIN_ENDINGS) or _reader_name(name) != ""


def _safely(
    path: Path, name: str, names: Names, part: Part | None, budget: Budget
) -> Iterator[Read | Skipped]:
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # to open a pipe is to wait for who writes into it
            raise Unreadable("It is a pipe or a device: save what it gives in a file.")
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size == 0:
                raise empty()
            if part is not None:
                results = read_jsonl(opened(stream, part), name, names, part.line)
            else:
                results = _read(stream, name, path.name, names)
            yield from within(_told(results, name), budget)
            return
    except OverBudget as error:
        why = error.reason.message
    except Unreadable as error:
        why = error.message
    except PermissionError:
        why = Message("Permission to read it is denied.")
    except FileNotFoundError:
        why = Message("It is no longer there.")
    except IsADirectoryError:
        why = Message("It is a folder, not a file.")
    except OSError as error:
        why = Message("It cannot be read: {reason}.", {"reason": error.strerror or type(error).__name__})
    except Exception as error:  # one bad file must never end a run over 300,000
        why = Message("It cannot be read ({name}).", {"name": type(error).__name__})
    yield Skipped(name, why)  # only here: an error keeps all that was read where it was raised


def _told(results: Iterator[Read | Skipped], name: str) -> Iterator[Read | Skipped]:
    """The results with the first MAX_SKIPPED of what was skipped, and how much more there was.

    Raises Unreadable for MAX_UNREADABLE in a row.
    """
    count = in_a_row = 0
    for result in results:
        is_skipped = isinstance(result, Skipped)
        in_a_row = in_a_row + 1 if is_skipped else 0
        count += is_skipped
        if in_a_row >= MAX_UNREADABLE:
            raise Unreadable("It was read no further: {most} parts in a row are unreadable.", most=in_a_row)
        if not is_skipped or count <= MAX_SKIPPED:
            yield result
    if count > MAX_SKIPPED:
        more = count - MAX_SKIPPED
        why = Message("More parts of it could not be read: {count}.", {"count": more})
        yield Skipped(name, why, count=more)


def _read(stream: BinaryIO, name: str, file_name: str, names: Names) -> Iterator[Read | Skipped]:
    ending = _ending(file_name)
    inside = partial(_plain_file, names=names)
    if ending == ".zip":
        return read_zip(stream, name, lambda path: _in_archive(path), inside)
    if ending == ".gz":
        inner = file_name[: -len(ending)]
        if _ending(inner) not in READERS:
            raise _unknown_inside()
        return read_gz(
            stream, name, inner, lambda unpacked, _: READERS[_ending(inner)](unpacked, name, names)
        )
    return _reader(ending)(stream, name, names)


def _plain_file(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """A member of a zip archive, whose errors name it and leave the other members alone."""
    try:
        yield from _reader(_ending(name))(stream, name, names)
    except (Unreadable, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        raise
    except Exception as error:
        raise Unreadable("It cannot be read ({name}).", name=type(error).__name__) from None


def _in_archive(path: str) -> bool:
    parts = PurePosixPath(path).parts
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    return bool(parts) and not hidden and is_article_file(PurePosixPath(path))


def _reader(ending: str) -> Reader:
    if ending in OTHERS:
        raise Unreadable(
            "Files of this kind ({ending}) are not read: save it as .docx, as Word and LibreOffice do.",
            ending=ending,
        )
    if ending not in READERS:
        raise _unknown(ending)
    return READERS[ending]


def _ending(name: str) -> str:
    """What says how a file is read; books of OpenITI have names of their own."""
    if FILE_NAME.search(name):
        return ".openiti"
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 (ten times a Path's speed, for every file)


def _reader_name(name: str) -> str:
    """The ending that chooses how a file is read, "" for none; of a gzipped file the one inside."""
    ending = _ending(name)
    if ending == ".gz":
        return _ending(name[: -len(ending)]) if _ending(name[: -len(ending)]) in READERS else ""
    return ending if ending in (*READERS, *OTHERS, ".zip") else ""


def _unknown(ending: str) -> Unreadable:
    known = " ".join(ENDINGS)
    return Unreadable(
        "Files of this kind ({ending}) are not read; those that are: {known}.",
        ending=ending or Message("without an ending"),
        known=known,
    )


def _unknown_inside() -> Unreadable:
    known = " ".join(_OF_FILES)
    return Unreadable(
        "A .gz file is read by the ending before .gz, as in news.jsonl.gz; here that is none of {known}.",
        known=known,
    )
