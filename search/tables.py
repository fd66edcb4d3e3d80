"""The one reader of tables: a row a line, its cells between tabs; "#" begins a comment, empty lines are none.

A table lies in the room that uses it, as `tables/<name>.tsv`; those an editor keeps are read in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable


def rows(room: str, name: str) -> Iterator[list[str]]:
    """The rows of a table of the package `search.<room>`, as stripped cells."""
    return (cells for _, cells in numbered(packaged(room, name).read_text("utf-8")))


def packaged(room: str, name: str) -> Traversable:
    """The file of a table of the package `search.<room>`."""
    return files("search").joinpath(room, "tables", f"{name}.tsv")


def numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of the table `text`, each with the number of its line, which a message about it may name."""
    for number, line in enumerate(text.splitlines(), 1):
        if content := line.partition("#")[0].rstrip():
            yield number, [cell.strip() for cell in content.split("\t")]
