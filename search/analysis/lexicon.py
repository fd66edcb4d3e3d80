"""The lexicon: one dictionary from the folded stem of a word to the lexemes written so.

A stem keeps its own spelling beside its folded key, so that كتابة and كتابه stay apart while احمد finds أحمد.
Words come from the package Arramooz (see `arramooz`), corrected and completed by the tables of this package
and by a file an editor may keep; `build` puts them together, and the result is cached as JSON.
"""

import gc
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from search.analysis.arramooz import package_version

TABLES = Path(__file__).parent / "tables"


class Lexeme(NamedTuple):
    """A word of the lexicon: folded lemma and root, part of speech, decimal logarithm of its frequency."""

    lemma: str
    root: str
    kind: str
    weight: float


class Stem(NamedTuple):
    """One spelling under which a lexeme occurs, and the shapes (see `affixes`) it has there."""

    spelling: str
    shapes: int
    lexeme: Lexeme


class Lexicon:
    """Stems by their folded form, the known roots, and a fingerprint of all they were made from."""

    def __init__(self, stems: dict[str, tuple[Stem, ...]], roots: frozenset[str], fingerprint: str) -> None:
        self.stems = stems
        self.roots = roots
        self.fingerprint = fingerprint

    @classmethod
    def load(cls, extra: Path | None = None, cache: Path | None = None) -> "Lexicon":
        """Read the package, the tables and an editor's own file `extra`, written like tables/overrides.tsv.

        What was read is kept in the folder `cache` (default: the user's cache directory) and taken from there
        the next time; a cache that cannot be read or written is done without. Raises OSError where `extra`
        cannot be read and BadSetting, naming the line, where it is malformed.
        """
        from search.analysis.build import build

        tables = [TABLES / "overrides.tsv", TABLES / "protected.txt", *([extra] if extra else [])]
        digest = hashlib.sha256(package_version().encode())
        # The code is part of it: another rule gives other lemmas.
        for source in (*sorted(TABLES.parent.glob("*.py")), TABLES / "verbs.tsv", *tables):
            digest.update(source.read_bytes() + b"\0")
        fingerprint = digest.hexdigest()[:16]
        kept = (cache or _cache_home()) / f"lexicon-{fingerprint}.json"
        collecting = gc.isenabled()
        gc.disable()  # a hundred thousand small objects that all stay: collecting doubles the time
        try:
            lexicon = _read(kept, fingerprint)
            if lexicon is None:
                lexicon = cls(*build(tables), fingerprint)
                _write(kept, lexicon)
            return lexicon
        finally:
            if collecting:
                gc.enable()


def spelled(surface: str) -> str:
    """`surface` as long as its folded form: only the rules that change the length are applied."""
    if surface.startswith("ءا"):
        surface = "آ" + surface[2:]
    if surface.endswith("ئ") and not surface.endswith("يئ"):
        surface = surface[:-1] + "يئ"
    return surface


def _cache_home() -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if folder := os.environ.get(name):
            return Path(folder) / "fihris"
    return Path.home() / ".cache" / "fihris"


def _read(path: Path, fingerprint: str) -> Lexicon | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        lexemes = [Lexeme(*row) for row in found["lexemes"]]
        spellings = {
            key: tuple(Stem(spelling, shapes, lexemes[index]) for spelling, shapes, index in rows)
            for key, rows in found["stems"].items()
        }
        return Lexicon(spellings, frozenset(found["roots"]), fingerprint)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _write(path: Path, lexicon: Lexicon) -> None:
    index: dict[Lexeme, int] = {}
    rows = {
        key: [(stem.spelling, stem.shapes, index.setdefault(stem.lexeme, len(index))) for stem in stems]
        for key, stems in lexicon.stems.items()
    }
    content = {"lexemes": list(index), "stems": rows, "roots": sorted(lexicon.roots)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
        Path(file.name).replace(path)
    except OSError:
        return
