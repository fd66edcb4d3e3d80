"""The files of articles below a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from search.articles.reader import is_article_file
from search.articles.result import Skipped, skipped
from search.model import Unreadable


def find(root: Path, unread: Callable[[Skipped], None] | None = None) -> Iterator[Path]:
    """Files that `is_article_file` below `root`, in the order of their names; or `root` if it is a file.

    Hidden files and folders are left out; links are followed, each folder once. A folder that cannot be
    listed is told to `unread`.
    """
    if root.is_dir():
        yield from (Path(entry.path) for entry in entries(root, unread))
    elif root.exists():
        yield root


def entries(root: Path, unread: Callable[[Skipped], None] | None = None) -> Iterator[os.DirEntry[str]]:
    """What `find` finds below a folder, as the system lists it: for hundreds of thousands of files.

    Depth first on a stack of open listings, so that no depth of folders exhausts Python's own.
    """
    seen: set[tuple[int, int]] = set()
    stack = [iter(_listing(root, root, seen, unread))]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
        elif entry.name.startswith("."):
            continue
        elif entry.is_symlink():
            if _is(entry.is_dir):
                stack.append(iter(_listing(Path(entry.path), root, seen, unread)))
            elif is_article_file(entry.name) and _is(entry.is_file):
                yield entry
        elif entry.is_dir():
            stack.append(iter(_listing(Path(entry.path), root, seen, unread)))
        elif is_article_file(entry.name) and entry.is_file():
            yield entry


def _listing(
    folder: Path, root: Path, seen: set[tuple[int, int]], unread: Callable[[Skipped], None] | None
) -> list[os.DirEntry[str]]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return []
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        if unread is not None:
            name = folder.relative_to(root).as_posix() if folder != root else folder.name
            reason = error.strerror or type(error).__name__
            unread(
                skipped(
                    name, Unreadable(f"The folder cannot be listed: {reason}.", f"تعذّر سرد المجلد: {reason}.")
                )
            )
        return []


def _is(kind: Callable[[], bool]) -> bool:
    try:
        return kind()
    except OSError:  # a link to itself, a file gone meanwhile
        return False
