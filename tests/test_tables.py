"""The one reader of tables."""

from pathlib import Path

import pytest
from support import ROOT

from search.tables import numbered, rows

TABLES = sorted((ROOT / "search").glob("*/tables/*"))


def test_rows_are_numbered_by_line_and_hold_no_remarks() -> None:
    text = "# head\n\n one \t two\n  \nthree\t\tfour # why\nfive\t# why\n"
    assert list(numbered(text)) == [(3, ["one", "two"]), (5, ["three", "", "four"]), (6, ["five"])]


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_every_packaged_table_is_read_by_it(table: Path) -> None:
    assert table.suffix == ".tsv"
    assert list(rows(table.parts[-3], table.stem))
