"""Units of work, each worth handing to another process: what to read, and the articles prepared of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from os.path import relpath
from pathlib import Path
from typing import NamedTuple, Protocol

from search.analysis.shingles import bands
from search.analysis.tokenise import words
from search.articles import Part, Read, Skipped, parts, read
from search.articles.budget import Budget
from search.articles.memory import Residue
from search.articles.result import skipped
from search.articles.slow import SlowFiles
from search.engines.alphabet import plain
from search.engines.base import BOUNDARY, Prepared
from search.engines.stored import prepared
from search.errors import Unreadable
from search.indexing.files import File
from search.indexing.origins import encode_origin
from search.model import Article, Origin
from search.store.forms import Rows, rows_of
from search.store.terms import TermMaker, Terms, load_terms

BATCH = 100
"""Articles handed over at once; a batch also ends at BATCH_LETTERS."""
BATCH_LETTERS = 500_000
UNIT_FILES = 200
UNIT_BYTES = 1_000_000
MUCH_BYTES = 4_000_000
"""More than this is worth the start of worker processes."""
MAX_ID = 200
_BOUNDARY = BOUNDARY.encode()
LEAD_WORDS = 20
"""An article without a title counts so many of its first words as it would a title. nDCG@10 without and with:
ARCD stripped of its titles .853 and .862, headlines .708 and .727."""


class Unread(NamedTuple):
    """The place of a file that could not be read, wholly or in part, and why."""

    place: str
    skipped: Skipped


@dataclass(slots=True)
class Batch:
    """Prepared articles, each with its part of the file (`Read.member`), what could not be read, and how many
    bytes of files are done."""

    prepared: list[Prepared] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    done: int = 0
    learned: Rows = ()


class Item(Protocol):
    """What a unit consists of."""

    @property
    def size(self) -> int:
        """Bytes of files that are done with it."""

    def articles(self, reader: Reader) -> Iterator[Read | Unread]:
        """The articles in it, and what could not be read."""


Unit = Sequence[Item]


@dataclass(frozen=True, slots=True)
class Whole:
    """A file to read."""

    file: File

    @property
    def size(self) -> int:
        """That of the file."""
        return self.file.size

    def articles(self, reader: Reader) -> Iterator[Read | Unread]:
        """The articles of the file."""
        try:
            origin = self.file.origin()
        except OSError as error:
            yield Unread(self.file.place, _unreadable(self.file, error))
            return
        yield from reader.read(self.file, origin)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a large file, whose origin is made once for all its parts."""

    file: File
    part: Part
    origin: Origin

    @property
    def size(self) -> int:
        """That of the part."""
        return self.part.stop - self.part.start

    def articles(self, reader: Reader) -> Iterator[Read | Unread]:
        """The articles of the part."""
        return reader.read(self.file, self.origin, self.part)


@dataclass(frozen=True, slots=True)
class Indexed:
    """An article out of the index before, to be prepared again."""

    article: Article
    size = 0

    def articles(self, reader: Reader) -> Iterator[Read | Unread]:
        """The article."""
        yield Read(self.article)


@dataclass(frozen=True, slots=True)
class Reader:
    """What every worker needs: an editor's lexicon, the index's place (ids hang on it), field names, what
    reading may take, who is told of slow files, and what they left in memory."""

    lexicon: Path | None
    index: Path
    mapping: Mapping[str, str]
    budget: Budget = Budget()  # noqa: RUF009 (nothing can change it)
    slow: SlowFiles = field(default_factory=SlowFiles)
    residue: Residue = field(default_factory=Residue)

    def batches(self, unit: Unit) -> Iterator[Batch]:
        """The unit's articles, prepared."""
        maker = load_terms(self.lexicon)
        self.residue.begin()
        batch, letters = Batch(), 0
        for item in unit:
            for result in item.articles(self):
                if isinstance(result, Unread):
                    batch.unread.append(result)
                else:
                    batch.prepared.append(prepare(result.article, maker))
                    batch.members.append(result.member)
                    letters += len(result.article.text)
                if len(batch.prepared) >= BATCH or letters >= BATCH_LETTERS:
                    yield batch
                    batch, letters = Batch(), 0
                self.residue.give_back()
            batch.done += item.size
        batch.learned = rows_of(maker.learned())
        yield batch

    def read(self, file: File, origin: Origin, part: Part | None = None) -> Iterator[Read | Unread]:
        """The articles of a file or a part of it, each with its origin and its id."""
        results = read(file.location, name=file.path, mapping=self.mapping, part=part, budget=self.budget)
        for result in self.slow.timed(file.place, results):
            if isinstance(result, Read):
                article = replace(result.article, id=identify(result, file, self.index), origin=origin)
                yield Read(article, result.member)
            else:
                yield Unread(file.place, result)


def _unreadable(file: File, error: OSError) -> Skipped:
    return skipped(
        file.path or file.location.name, Unreadable("It cannot be read: {reason}.", reason=error.strerror)
    )


def identify(result: Read, file: File, index: Path) -> str:
    """The article's own id where it has a usable one, else one made from its place relative to the index."""
    own = result.article.id.strip()
    if own and len(own) <= MAX_ID and own.isprintable() and own not in (".", ".."):
        return own
    place = f"{relpath(file.location, index)}!{result.member}"
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in file.location.stem.lower())
    mark = blake2b(place.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    return f"{name.strip('-')[:60] or 'article'}-{mark}"


def units(files: Iterable[File]) -> Iterator[Unit]:
    """Files grouped so that a unit is worth handing over; a large file that can be cut comes in slices."""
    unit: list[Whole] = []
    size = 0
    for file in files:
        if unit and (len(unit) >= UNIT_FILES or size + file.size > UNIT_BYTES):
            yield unit
            unit, size = [], 0
        if file.size > UNIT_BYTES and (slices := _slices(file)):
            yield from ([part] for part in slices)
            continue
        unit.append(Whole(file))
        size += file.size
    if unit:
        yield unit


def _slices(file: File) -> list[Slice]:
    try:
        cut = parts(file.location, UNIT_BYTES)
        origin = file.origin() if cut else None
    except OSError:
        return []  # the reader will say why
    return [Slice(file, part, origin) for part in cut] if origin else []


def prepare(article: Article, maker: TermMaker) -> Prepared:
    """Analyse an article. Each level's field holds the title twice, or the lead, then the body."""
    title, body = words(article.title), words(article.text)
    in_title, in_body = maker.terms(title), maker.terms(body)
    headings = in_title if title else maker.terms(body[:LEAD_WORDS])
    terms = {
        level: b"%b %b %b %b %b" % (heading, _BOUNDARY, heading, _BOUNDARY, terms)
        for level, heading, terms in zip(Terms._fields, headings, in_body, strict=True)
    }
    terms["title_surface"] = in_title.surface
    terms["title_folded"] = in_title.folded
    terms["title_lemma"] = in_title.lemma
    terms["source_folded"] = _folded(maker, (article.source or "",))
    terms["author_folded"] = _folded(maker, (article.author or "",))
    terms["tag_folded"] = _folded(maker, article.tags)
    folded = plain(in_body.folded)
    hashed = blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    article = replace(article, body_hash=hashed, bands=bands(folded))
    return prepared(article, terms, hashed, encode_origin(article.origin))


def _folded(maker: TermMaker, values: Iterable[str]) -> bytes:
    passages = (maker.terms(words(value)).folded for value in values)
    return (b" %b " % _BOUNDARY).join(filter(None, passages))
