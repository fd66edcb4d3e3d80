"""The files found against what the index holds of them: new, changed, gone, moved."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from search.indexing.files import File, below, digest, no_garbage
from search.indexing.origins import decode_origin, encode_origin
from search.model import Origin


@dataclass(slots=True)
class Changes:
    """What differs between the files and the index.

    `outdated` are the index's origins, encoded, of files that are changed, gone or elsewhere now.
    """

    new: list[File]
    changed: list[File]
    outdated: list[str]
    unchanged: int

    def names(self) -> list[str]:
        """The paths, below their roots, of the files that are new, changed or gone, in order."""
        places = {(file.root, file.path) for file in (*self.new, *self.changed)}
        places |= {(gone.root, gone.path) for gone in map(decode_origin, self.outdated) if gone}
        return sorted(path or Path(root).name for root, path in places)


@no_garbage()
def compare(
    files: Iterable[File],
    origins: Iterable[str],
    roots: Collection[str],
    unseen: Collection[str] = (),
    again: Collection[str] = (),
) -> Changes:
    """What reindexing must do. `origins` are the index's, encoded; `roots` what was walked; `again` are
    places of files that count as changed.

    A file of the same size and time is unchanged; of the same size and another time, unchanged when its
    content has the digest known. Known files below `roots` that are no longer there are gone, unless they
    are below `unseen`; elsewhere, those that are gone and whose content is in a new file: it was moved.
    """
    indexed = {encoded.rpartition(", ")[0]: encoded for encoded in origins}
    same: list[tuple[File, str]] = []
    other: list[File] = []
    for file in files:
        if encoded := indexed.pop(file.state, ""):
            same.append((file, encoded))
        else:
            other.append(file)
    rest: dict[str, list[Origin]] = {}
    for encoded in indexed.values():
        if origin := decode_origin(encoded):
            rest.setdefault(origin.location, []).append(origin)
    doubtful = {*rest, *again}
    changes = Changes([], [], [], len(same))
    for file, encoded in [pair for pair in same if pair[0].place in doubtful] if doubtful else ():
        before = rest.pop(file.place, [])
        if before or file.place in again:  # before: a part of it could not be read last time
            changes.changed.append(file)
            changes.outdated += [encoded, *map(encode_origin, before)]
            changes.unchanged -= 1
    for file in other:
        before = rest.pop(file.place, [])
        if not before:
            changes.new.append(file)
        elif len(before) == 1 and file.place not in again and _is(file, before[0]):
            changes.unchanged += 1
        else:
            changes.changed.append(file)
            changes.outdated += map(encode_origin, before)
    walked, left = below(roots), below(unseen)
    gone = [origin for place, there in rest.items() if not left(place) for origin in there]
    elsewhere = [origin for origin in gone if not walked(origin.location)]
    changes.outdated += (encode_origin(origin) for origin in gone if walked(origin.location))
    changes.outdated += map(encode_origin, _moved(changes.new, elsewhere))
    return changes


def _moved(new: Iterable[File], elsewhere: Iterable[Origin]) -> list[Origin]:
    """Those of the origins that are gone and whose content one of the new files holds."""
    sizes = {file.size for file in new}
    gone = [old for old in elsewhere if old.size in sizes and not os.path.lexists(old.location)]
    sizes = {old.size for old in gone}
    digests = {_digest(file) for file in new if file.size in sizes}
    return [old for old in gone if old.digest in digests]


def _is(file: File, origin: Origin) -> bool:
    return file.size == origin.size and _digest(file) == origin.digest


def _digest(file: File) -> str:
    try:
        return digest(file.place)
    except OSError:
        return ""
