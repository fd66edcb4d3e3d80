"""The written forms of texts and their levels, kept between runs: each is analysed once.

The file holds a table of strings and, of each form, the numbers in it of the form and its levels. It is
read only where its fingerprint is the analyser's and its checksum is right.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import compress, islice, repeat
from pathlib import Path

from search.analysis.levels import Levels
from search.analysis.lexicon.load import cache_home
from search.analysis.stopwords import stopwords
from search.disk import put

MAX_FORMS = 350_000
"""Forms kept, those met first, which are the frequent ones: 120 MB of memory in each process. Of 29,795 news
315,389 are kept, 13.5 MB in the file."""
MAX_BYTES = 50_000_000
"""Of the file: what needs more is not kept."""
MAX_LETTERS = 30
"""A longer form is seldom met again."""
WORTH = 20
"""The file is written again for one new form in so many."""

_KIND = "fihris-forms-1"
_COLUMNS = 6
"""The form, and its levels."""

Rows = Sequence[str]
"""Forms, a line each, and each of their levels so: a few long strings cost a fraction to hand over."""


class Damaged(Exception):
    """The file is not as it was written."""


class Forms:
    """Forms as numbers in a table of strings."""

    def __init__(self, strings: Iterable[str] = (), columns: Iterable[array[int]] = ()) -> None:
        self._numbers = {string: number for number, string in enumerate(strings)}
        self._columns = list(columns) or [array("I") for _ in range(_COLUMNS)]

    def __len__(self) -> int:
        return len(self._columns[0])

    def add(self, rows: Rows) -> None:
        """Add the forms that are new, as long as there is room."""
        forms, *levels = (column.split("\n") for column in rows)
        is_new = [form not in self._there for form in forms]
        forms = list(compress(forms, is_new))[: MAX_FORMS - len(self)]
        self._there.update(forms)
        numbers = self._numbers
        for column, strings in zip(self._columns, (forms, *levels), strict=True):
            fresh = strings if strings is forms else islice(compress(strings, is_new), len(forms))
            column.extend([numbers.setdefault(string, len(numbers)) for string in fresh])

    @cached_property
    def _there(self) -> set[str]:
        return set(self._strings(0))

    def _strings(self, nth: int) -> list[str]:
        table = [*self._numbers]
        return list(map(table.__getitem__, self._columns[nth]))

    def rows(self) -> Rows:
        """All of them."""
        return _rows(self._strings(nth) for nth in range(_COLUMNS))

    def levels(self) -> dict[str, Levels]:
        """Each form with its levels."""
        forms, *levels = map(self._strings, range(_COLUMNS))
        stops = map(stopwords().__contains__, levels[1])
        made = map(tuple.__new__, repeat(Levels), zip(*levels, stops, strict=True))
        return dict(zip(forms, made, strict=True))

    def encoded(self, mark: str) -> bytes:
        """What `decoded` reads, for one fingerprint."""
        text = "\n".join(self._numbers).encode("utf-8", "surrogatepass")
        body = text + b"".join(_little(column).tobytes() for column in self._columns)
        head = f"{_KIND} {mark} {len(self)} {len(text)}"
        return f"{head} {_digest(head, body)}\n".encode() + body


def decoded(data: bytes, mark: str) -> Forms | None:
    """The forms that `encoded` wrote; None for those of another fingerprint. Raises Damaged."""
    line, _, body = data.partition(b"\n")
    head, _, digest = line.decode("ascii", "replace").rpartition(" ")
    if digest != _digest(head, body):
        raise Damaged
    kind, fingerprint, *sizes = head.split(" ")
    if (kind, fingerprint) != (_KIND, mark):
        return None
    count, size = map(int, sizes)
    numbers = _little(array("I", body[size:]))
    columns = [numbers[nth * count : (nth + 1) * count] for nth in range(_COLUMNS)]
    return Forms(body[:size].decode("utf-8", "surrogatepass").split("\n"), columns)


class KeptForms:
    """The forms of one fingerprint, those in the file and those that a run adds to them."""

    def __init__(self, mark: str, folder: Path | None = None) -> None:
        """`folder`: default the user's cache directory."""
        self._mark = mark
        self._path = (folder or cache_home()) / "forms"
        self._new = Forms()
        self._kept = 0
        self.is_damaged = False
        """Whether what was kept cannot be used."""

    def levels(self) -> dict[str, Levels]:
        """What is kept; nothing where it cannot be read, is damaged or of another fingerprint."""
        forms = self._read()
        self._kept = len(forms)
        return forms.levels()

    def add(self, rows: Rows) -> None:
        """Take forms that were not kept."""
        if rows and len(self._new) + self._kept < MAX_FORMS:
            self._new.add(rows)

    def keep(self) -> None:
        """Write what is kept and new, where it is worth it; runs at once do no harm, the last one's stays."""
        if len(self._new) * WORTH <= self._kept:
            return
        forms = self._new
        if self._kept:
            forms = self._read()
            forms.add(self._new.rows())
        if len(data := forms.encoded(self._mark)) <= MAX_BYTES:
            put(self._path, data)

    def _read(self) -> Forms:
        try:
            if self._path.stat().st_size <= MAX_BYTES:
                return decoded(self._path.read_bytes(), self._mark) or Forms()
            self.is_damaged = True
        except OSError:
            pass
        except Damaged:
            self.is_damaged = True
        return Forms()


def rows_of(levels: Mapping[str, Levels]) -> Rows:
    """Forms that were analysed, but for those that are not worth keeping."""
    kept = [(form, *found[: _COLUMNS - 1]) for form, found in levels.items() if len(form) <= MAX_LETTERS]
    return _rows(zip(*kept, strict=True))


def _rows(columns: Iterable[Iterable[str]]) -> Rows:
    return ["\n".join(column) for column in columns]


def _little(numbers: array[int]) -> array[int]:
    """The same, or another where the machine writes numbers the other way round."""
    if sys.byteorder == "little":
        return numbers
    numbers = numbers[:]
    numbers.byteswap()
    return numbers


def _digest(head: str, body: bytes) -> str:
    digest = blake2b(head.encode("utf-8", "replace"), digest_size=16)
    digest.update(body)
    return digest.hexdigest()
