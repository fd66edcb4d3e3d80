"""Files to prepared articles, in worker processes, in order, with bounded memory.

Each worker reads and analyses its units and passes batches through a queue that holds those of a unit or two;
the engine is fed in the order of the files. With one worker all happens in this process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from os.path import relpath
from pathlib import Path

from search.articles import Part, Read, Skipped, parts, read
from search.engines.base import Prepared
from search.indexing.files import File
from search.indexing.prepare import prepare
from search.model import Article, Origin
from search.store.analyzer import load_analyzer

BATCH = 100
"""Articles handed over at once; a batch also ends at BATCH_LETTERS."""
BATCH_LETTERS = 500_000
UNIT_FILES = 200
UNIT_BYTES = 1_000_000
MUCH_BYTES = 4_000_000
"""More than this is worth the start of worker processes."""
MAX_ID = 200


@dataclass(slots=True)
class Batch:
    """Prepared articles, skipped places with their file, and how many bytes of files are done."""

    prepared: list[Prepared] = field(default_factory=list)
    skipped: list[tuple[str, Skipped]] = field(default_factory=list)
    done: int = 0


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a large file, whose origin is made once for all its parts."""

    file: File
    part: Part
    origin: Origin


Unit = Sequence[File] | Sequence[Slice] | Sequence[Article]


@dataclass(frozen=True, slots=True)
class Reader:
    """What every worker needs: an editor's lexicon, the index's place (ids hang on it), field names."""

    lexicon: Path | None
    index: Path
    mapping: Mapping[str, str]

    def batches(self, unit: Unit) -> Iterator[Batch]:
        """The unit's articles, prepared."""
        analyzer, _ = load_analyzer(self.lexicon)
        batch, letters = Batch(), 0
        for item in unit:
            for found in self._articles(item):
                if isinstance(found, Article):
                    batch.prepared.append(prepare(found, analyzer))
                    letters += len(found.text)
                else:
                    batch.skipped.append(found)
                if len(batch.prepared) >= BATCH or letters >= BATCH_LETTERS:
                    yield batch
                    batch, letters = Batch(), 0
            if isinstance(item, File):
                batch.done += item.size
            elif isinstance(item, Slice):
                batch.done += item.part.stop - item.part.start
        yield batch

    def _articles(self, item: File | Slice | Article) -> Iterator[Article | tuple[str, Skipped]]:
        if isinstance(item, Article):
            yield item
            return
        file, part = (item.file, item.part) if isinstance(item, Slice) else (item, None)
        try:
            origin = item.origin if isinstance(item, Slice) else file.origin()
        except OSError as error:
            yield str(file.location), _unreadable(file, error)
            return
        for found in read(file.location, name=file.path, mapping=self.mapping, part=part):
            if isinstance(found, Read):
                yield replace(found.article, id=identify(found, file, self.index), origin=origin)
            else:
                yield str(file.location), found


def _unreadable(file: File, error: OSError) -> Skipped:
    return Skipped(
        file.path or file.location.name,
        f"It cannot be read ({error.strerror}).",
        f"تتعذّر قراءته ({error.strerror}).",
    )


def identify(found: Read, file: File, index: Path) -> str:
    """The article's own id where it has a usable one, else one made from its place relative to the index."""
    own = found.article.id.strip()
    if own and len(own) <= MAX_ID and own.isprintable() and own not in (".", ".."):
        return own
    place = f"{relpath(file.location, index)}!{found.member}"
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in file.location.stem.lower())
    mark = blake2b(place.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    return f"{name.strip('-')[:60] or 'article'}-{mark}"


def units(files: Iterable[File]) -> Iterator[Unit]:
    """Files grouped so that a unit is worth handing over; a large file that can be cut comes in slices."""
    unit: list[File] = []
    size = 0
    for file in files:
        if unit and (len(unit) >= UNIT_FILES or size + file.size > UNIT_BYTES):
            yield unit
            unit, size = [], 0
        if file.size > UNIT_BYTES and (slices := _slices(file)):
            yield from ([each] for each in slices)
            continue
        unit.append(file)
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
