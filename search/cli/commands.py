"""The `fihris` command: all that it can do."""

from __future__ import annotations

import sys

import click

from search.cli import indexing, searching
from search.cli.help import Group, Option
from search.messages import N_

COMMANDS = (
    indexing.reindex,
    indexing.remove,
    indexing.restore,
    indexing.removed,
    indexing.extract,
    indexing.doctor,
    searching.search,
    searching.export,
    searching.serve,
    searching.mcp,
    searching.analyze,
    searching.evaluate,
    searching.queries,
    searching.stats,
    indexing.check,
)
"""In the order in which the README tells of them."""


@click.group(
    cls=Group,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_("Fihris (فهرس): full-text search for collections of Arabic articles."),
)
@click.version_option(package_name="fihris", cls=Option, help=N_("Show the version and exit."))
def main() -> None:
    """What every command needs first."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
