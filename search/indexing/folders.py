"""The files of articles below a folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import NamedTuple

from search.articles.reader import is_article_file
from search.articles.result import Skipped, skipped
from search.errors import Unreadable

SPECIAL = "special"
"""Under this, `Walk.ignored` counts pipes, sockets and devices; under "" names without an ending."""


def _is_nowhere(place: str) -> bool:
    return False


class Unlisted(NamedTuple):
    """The place of a folder that cannot be listed, of a file that cannot be looked at or of a link that leads
    out, and why."""

    place: str
    skipped: Skipped


@dataclass(slots=True)
class Walk:
    """A walk through folders: how far links may lead, and what it passes over.

    `roots` are real absolute places: below these a link is followed. `is_apart` tells folders to keep out of.
    `unlisted` are folders that cannot be listed, `outside` links that lead out of the roots; `ignored` counts
    the files of other kinds by their ending.
    """

    roots: tuple[str, ...]
    is_apart: Callable[[str], bool] = _is_nowhere
    unlisted: list[Unlisted] = field(default_factory=list)
    outside: list[Unlisted] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)

    def entries(self, root: str) -> Iterator[os.DirEntry[str]]:
        """Article files below a folder, as the system lists them: for hundreds of thousands of files.

        Depth first on a stack of open listings, so that no depth of folders exhausts Python's own.
        """
        seen: set[tuple[int, int]] = set()
        stack = [iter(self._listing(root, root, seen))]
        while stack:
            entry = next(stack[-1], None)
            if entry is None:
                stack.pop()
            elif entry.name.startswith(".") or (entry.is_symlink() and not self._follows(entry, root)):
                continue
            elif is_article_file(entry.name) and _is(entry.is_file):
                yield entry
            elif _is(entry.is_dir):
                stack.append(iter(self._listing(entry.path, root, seen)))
            else:
                self._ignore(entry)

    def _follows(self, link: os.DirEntry[str], root: str) -> bool:
        """Whether the walk goes through a link: it leads to what lies below the roots but is hidden there."""
        is_folder = _is(link.is_dir)
        if not is_folder and not (is_article_file(link.name) and _is(link.is_file)):
            return False
        target = os.path.realpath(link.path)
        inside = [rest for top in self.roots if (rest := _below(target, top)) is not None]
        if not inside:
            why = _leads_out(os.path.relpath(link.path, root), target)
            self.outside.append(Unlisted(link.path, why))
        is_one = is_folder or is_article_file(Path(target))
        return bool(inside) and not (is_one and any(_is_visible(rest) for rest in inside))

    def _listing(self, folder: str, root: str, seen: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
        try:
            status = Path(folder).stat()
            if (status.st_dev, status.st_ino) in seen or self.is_apart(folder):
                return []
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            why = Unreadable("The folder cannot be listed: {reason}.", reason=reason)
            name = os.path.relpath(folder, root) if folder != root else Path(root).name
            self.unlisted.append(Unlisted(folder, skipped(name, why)))
            return []

    def _ignore(self, entry: os.DirEntry[str]) -> None:
        if not entry.name.startswith("~$"):
            is_file = _is(entry.is_file)
            self.ignored[PurePath(entry.name).suffix.lower() if is_file else SPECIAL] += 1


def _below(place: str, root: str) -> str | None:
    """What of a place comes after a root it lies below, or None."""
    path = PurePath(place)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


def _is_visible(rest: str) -> bool:
    return not any(part.startswith(".") for part in PurePath(rest).parts)


def _leads_out(link: str, target: str) -> Skipped:
    return skipped(
        link,
        Unreadable(
            "It is a link that leads out, to {target}, and was left out: give reindex that path as well.",
            target=target,
        ),
    )


def _is(kind: Callable[[], bool]) -> bool:
    try:
        return kind()
    except OSError:  # a link to itself, a file gone meanwhile
        return False
