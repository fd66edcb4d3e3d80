"""Reads the tables beside this package: tab-separated rows, "#" begins a line of comment."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of `tables/<name>.tsv`, split at tabs."""
    text = files("search.query").joinpath(f"tables/{name}.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")
