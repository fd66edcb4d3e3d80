"""The files under the paths given to reindex, against what the index already holds of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from search.articles import find
from search.model import CannotIndex, Origin

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: the root it was found under, its path below it, size and time as found."""

    root: Path
    path: str
    size: int
    modified: int

    @property
    def location(self) -> Path:
        """Where the file is."""
        return self.root / self.path if self.path else self.root

    def origin(self) -> Origin:
        """The file's origin, with the digest of its content as it is now. Raises OSError."""
        return Origin(str(self.root), self.path, self.size, self.modified, digest(self.location))


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between the files and the index.

    `outdated` are the index's origins, encoded, of the `changed` files; `removed` those of files gone.
    """

    new: tuple[File, ...]
    changed: tuple[File, ...]
    outdated: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def walk(paths: Iterable[Path]) -> list[File]:
    """Every article file under `paths`; raises CannotIndex for a path that is missing or holds none."""
    files = []
    for path in paths:
        root = path.expanduser().resolve()
        if not root.exists():
            raise CannotIndex(f"{path} does not exist.", f"المسار {path} غير موجود.")
        found = list(_files(root))
        if not found:
            raise CannotIndex(
                f"{path} holds no article files; the index stays as it is.",
                f"لا توجد ملفات مقالات في {path}؛ بقي الفهرس كما هو.",
            )
        files += found
    return list({file.location: file for file in files}.values())


def _files(root: Path) -> Iterator[File]:
    for location in [root] if root.is_file() else find(root):
        try:
            state = location.stat()
        except OSError:
            continue  # gone between the walk and the look: as if it had not been there
        path = "" if location == root else location.relative_to(root).as_posix()
        yield File(root, path, state.st_size, state.st_mtime_ns)


def compare(files: Iterable[File], known: Mapping[str, Origin], paths: Iterable[Path]) -> Changes:
    """What reindexing must do. `known` are the index's origins by their encoded form.

    A file of the same size and time is unchanged; of the same size and another time, unchanged when its
    content has the digest known. Known files below `paths` that are no longer there are removed.
    """
    by_location = {origin.location: line for line, origin in known.items()}
    new, changed, outdated, unchanged = [], [], [], 0
    for file in files:
        line = by_location.pop(str(file.location), None)
        if line is None:
            new.append(file)
        elif _same(file, known[line]):
            unchanged += 1
        else:
            changed.append(file)
            outdated.append(line)
    removed = [line for location, line in by_location.items() if is_below(location, paths)]
    return Changes(tuple(new), tuple(changed), tuple(outdated), tuple(removed), unchanged)


def is_below(location: str, paths: Iterable[Path]) -> bool:
    """Whether a file is one of `paths` or inside one of them."""
    roots = [str(path.expanduser().resolve()) for path in paths]
    return any(location == root or location.startswith(root.rstrip("/") + "/") for root in roots)


def _same(file: File, origin: Origin) -> bool:
    if file.size != origin.size:
        return False
    if file.modified == origin.modified:
        return True
    try:
        return digest(file.location) == origin.digest
    except OSError:
        return False


def digest(path: Path) -> str:
    """A hash of a file's content."""
    hashed = blake2b(digest_size=12)
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()
