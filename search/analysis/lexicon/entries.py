"""Entries of the tables that correct and complete the package, and of the file an editor may keep."""

from collections.abc import Iterator

from search.analysis.normalise import surface
from search.analysis.stemming import shapes as s
from search.errors import BadSetting
from search.tables import numbered

SHAPES = {
    "noun": s.NOUN,
    "adjective": s.NOUN | s.ADJECTIVE | s.SOUND,
    "plural": s.PLURAL,
    "name": s.NAME,
    "particle": s.PARTICLE,
    "conjunction": s.P0,
    "verb": s.P0,
}
"""Shapes of each kind of word."""

Table = tuple[str, str]
"""The name of a table of entries, and its text."""


def entries(name: str, text: str) -> Iterator[list[str]]:
    """Rows of word, lemma, root and kind; a word alone is a name, kept whole.

    Raises BadSetting, naming the line, for any other.
    """
    for number, cells in numbered(text):
        cells[0] = surface(cells[0])
        if cells == [""]:
            continue
        if len(cells) == 1:
            cells = [cells[0], cells[0], "", "name"]
        if len(cells) != 4 or cells[3] not in SHAPES or not (cells[0] and cells[1]):
            kinds = ", ".join(SHAPES)
            raise BadSetting(
                "{name}, line {number}: expected word, lemma, root and kind between tabs, or one word."
                " Kinds: {kinds}.",
                name=name,
                number=number,
                kinds=kinds,
            )
        yield cells
