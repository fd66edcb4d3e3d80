"""The files found against what the index holds of them: new, changed, gone, moved."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass

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


@no_garbage()
def compare(
    files: Iterable[File],
    lines: Iterable[str],
    roots: Collection[str],
    unseen: Collection[str] = (),
    again: Collection[str] = (),
) -> Changes:
    """What reindexing must do. `lines` are the index's origins, encoded; `roots` what was walked; `again` are
    places of files that count as changed.

    A file of the same size and time is unchanged; of the same size and another time, unchanged when its
    content has the digest known. Known files below `roots` that are no longer there are gone, unless they
    are below `unseen`; elsewhere, those that are gone and whose content is in a new file: it was moved.
    """
    known = {line.rpartition(", ")[0]: line for line in lines}
    same: list[tuple[File, str]] = []
    other: list[File] = []
    for file in files:
        if line := known.pop(file.state, ""):
            same.append((file, line))
        else:
            other.append(file)
    rest: dict[str, list[Origin]] = {}
    for line in known.values():
        if origin := decode_origin(line):
            rest.setdefault(origin.location, []).append(origin)
    doubtful = {*rest, *again}
    changes = Changes([], [], [], len(same))
    for file, line in [each for each in same if each[0].place in doubtful] if doubtful else ():
        before = rest.pop(file.place, [])
        if before or file.place in again:  # before: a part of it could not be read last time
            changes.changed.append(file)
            changes.outdated += [line, *map(encode_origin, before)]
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
    gone = [each for place, origins in rest.items() if not left(place) for each in origins]
    elsewhere = [each for each in gone if not walked(each.location)]
    changes.outdated += (encode_origin(each) for each in gone if walked(each.location))
    changes.outdated += map(encode_origin, _moved(changes.new, elsewhere))
    return changes


def _moved(new: Iterable[File], elsewhere: Iterable[Origin]) -> list[Origin]:
    """Those of the origins that are gone and whose content one of the new files holds."""
    sizes = {file.size for file in new}
    gone = [each for each in elsewhere if each.size in sizes and not os.path.lexists(each.location)]
    sizes = {each.size for each in gone}
    digests = {_digest(file) for file in new if file.size in sizes}
    return [each for each in gone if each.digest in digests]


def _is(file: File, origin: Origin) -> bool:
    return file.size == origin.size and _digest(file) == origin.digest


def _digest(file: File) -> str:
    try:
        return digest(file.place)
    except OSError:
        return ""
