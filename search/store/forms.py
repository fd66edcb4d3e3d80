"""The written forms of texts and their terms, kept between runs: each is analysed once.

The file holds the forms, a line each, and then so their terms on each level, in the alphabet of indexes. It
is read only where its fingerprint is the analyser's and its checksum is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import compress, islice
from pathlib import Path

from search.analysis.lexicon.load import cache_home
from search.disk import put
from search.store.terms import Row

MAX_FORMS = 350_000
"""Forms kept, those met first, which are the frequent ones: 120 MB of memory in each process. Of 29,795 news
315,389 are kept, 11.4 MB in the file."""
MAX_BYTES = 50_000_000
"""Of the file: what needs more is not kept."""
MAX_LETTERS = 30
"""A longer form is seldom met again."""
WORTH = 20
"""The file is written again for one new form in so many."""

_KIND = "fihris-forms-4"
_AS_WRITTEN = b"="
"""A folded form or lemma that is as the surface."""
_APART = b"\0"
"""What stands between all forms and their terms on each level; it is in no word."""

Rows = Sequence[bytes]
"""Forms, a line each, and so their terms on each level, in bytes: a few long values cost a fraction to hand
over."""


class Damaged(Exception):
    """The file is not as it was written."""


class Forms:
    """Distinct forms, those added first."""

    def __init__(self) -> None:
        self._there: set[bytes] = set()
        self._parts: list[Rows] = []

    def __len__(self) -> int:
        return len(self._there)

    def add(self, rows: Rows) -> None:
        """Add the forms that are new, as long as there is room."""
        columns = [column.split(b"\n") for column in rows]
        is_new = [form not in self._there for form in columns[0]]
        if any(is_new) and (room := MAX_FORMS - len(self)) > 0:
            fresh = [list(islice(compress(column, is_new), room)) for column in columns]
            self._there.update(fresh[0])
            self._parts.append(_rows(fresh))

    def rows(self) -> Rows:
        """All of them."""
        return _rows(zip(*self._parts, strict=True))


def encoded(rows: Rows, mark: str) -> bytes:
    """What `decoded` reads, for one fingerprint."""
    body = _APART.join(rows)
    head = f"{_KIND} {mark}"
    return f"{head} {_digest(head, body)}\n".encode() + body


def decoded(data: bytes, mark: str) -> Rows:
    """The forms that `encoded` was given; none where they are of another fingerprint. Raises Damaged."""
    line, _, body = data.partition(b"\n")
    head, _, digest = line.decode("ascii", "replace").rpartition(" ")
    if digest != _digest(head, body):
        raise Damaged
    return body.split(_APART) if body and head == f"{_KIND} {mark}" else ()


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

    def look(self) -> Rows:
        """What is kept; nothing where it cannot be read, is damaged or of another fingerprint."""
        rows = self._read()
        self._kept = rows[0].count(b"\n") + 1 if rows else 0
        return rows

    def terms(self) -> dict[str, Row]:
        """The terms of what is kept."""
        return terms_of(self.look())

    def add(self, rows: Rows) -> None:
        """Take forms that were not kept."""
        if rows and len(self._new) + self._kept < MAX_FORMS:
            self._new.add(rows)

    def keep(self) -> None:
        """Write what is kept and new, where it is worth it; runs at once do no harm, the last one's stays."""
        if len(self._new) * WORTH <= self._kept:
            return
        forms = self._new
        if kept := self._read() if self._kept else ():
            forms = Forms()
            forms.add(kept)
            forms.add(self._new.rows())
        if len(data := encoded(forms.rows(), self._mark)) <= MAX_BYTES:
            put(self._path, data)

    def _read(self) -> Rows:
        try:
            if self._path.stat().st_size <= MAX_BYTES:
                return decoded(self._path.read_bytes(), self._mark)
            self.is_damaged = True
        except OSError:
            pass
        except Damaged:
            self.is_damaged = True
        return ()


def rows_of(terms: Mapping[str, Row]) -> Rows:
    """Forms that were analysed, but for those that are not worth keeping."""
    kept = {form: row for form, row in terms.items() if len(form) <= MAX_LETTERS}
    if not kept:
        return ()
    marked, surfaces, folded, lemmas, roots = zip(*kept.values(), strict=True)
    shortened = (
        [_AS_WRITTEN if term == surface else term for term, surface in zip(column, surfaces, strict=True)]
        for column in (folded, lemmas)
    )
    forms = "\n".join(kept).encode("utf-8", "surrogatepass")
    return [forms, *_rows((marked, surfaces, *shortened, roots))]


def terms_of(rows: Rows) -> dict[str, Row]:
    """The forms that `rows_of` was given."""
    if not rows:
        return {}
    words = rows[0].decode("utf-8", "surrogatepass").split("\n")
    marked, surfaces, *others, roots = (column.split(b"\n") for column in rows[1:])
    same: dict[bytes, bytes] = {}
    folded, lemmas = (
        [surface if other == _AS_WRITTEN else other for surface, other in zip(surfaces, column, strict=True)]
        for column in others
    )
    lemmas, roots = ([same.setdefault(term, term) for term in column] for column in (lemmas, roots))
    return dict(zip(words, zip(marked, surfaces, folded, lemmas, roots, strict=True), strict=True))


def _rows(columns: Iterable[Iterable[bytes]]) -> Rows:
    return [b"\n".join(column) for column in columns]


def _digest(head: str, body: bytes) -> str:
    digest = blake2b(head.encode("utf-8", "replace"), digest_size=16)
    digest.update(body)
    return digest.hexdigest()
