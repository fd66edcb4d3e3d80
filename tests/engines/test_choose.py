"""The choice of an engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.engines.choose import auto, open_engine
from search.engines.tantivy.engine import TantivyEngine
from search.engines.whoosh.engine import WhooshEngine
from search.errors import BadSetting, NoIndex


@pytest.mark.parametrize(
    ("count", "current", "expected"),
    [
        (0, None, "whoosh"),
        (500, None, "whoosh"),
        (501, None, "tantivy"),
        (500, "whoosh", "whoosh"),
        (501, "whoosh", "tantivy"),
        (501, "tantivy", "tantivy"),
        (3, "tantivy", "tantivy"),
        (3, "opensearch", "opensearch"),
    ],
)
def test_auto(count: int, current: str | None, expected: str) -> None:
    assert auto(count, current, 500) == expected


@pytest.mark.parametrize(("name", "kind"), [("whoosh", WhooshEngine), ("tantivy", TantivyEngine)])
def test_engines_open_by_name(name: str, kind: type, tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        open_engine(name, tmp_path / "index")
    assert isinstance(open_engine(name, tmp_path / "index", create=True), kind)


def test_an_unknown_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="tantivy"):
        open_engine("lucene", tmp_path)
