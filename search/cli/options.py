"""Options that several commands take, and the store they name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from search.cli.help import option
from search.messages import N_
from search.settings import Settings

if TYPE_CHECKING:
    from search.store.generations import Generations

index = option("--index", type=click.Path(path_type=Path), help=N_("Folder of the index (default: index)."))
json = option("--json", "as_json", is_flag=True, help=N_("Print JSON."))
mapping = option(
    "--map", "mapping", multiple=True, metavar="FIELD=NAME", help=N_("Field names of JSON or CSV files.")
)
engine = option(
    "--engine",
    type=click.Choice(["auto", "whoosh", "tantivy", "opensearch"]),
    help=N_("What holds the index (default: auto)."),
)


def store_of(settings: Settings) -> Generations:
    """The place of the index of these settings; engines are loaded by commands that need one."""
    from search.store.choose import generations_of

    return generations_of(settings)
