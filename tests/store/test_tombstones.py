"""What was taken down, as the index keeps it."""

import json
from pathlib import Path

import pytest

from search.store.tombstones import Blocked, Tombstones, load, save

DOWN = Tombstones(
    ids={"x": "/a/b.txt", "/id": ""},
    places=frozenset({"/a/b.txt", "/a", "/a/\udcff"}),
    again=frozenset({"/b"}),
    waiting=frozenset({Blocked("/a", "/b"), Blocked("/a", "/c")}),
    texts={"/a": frozenset({"h1", "h2"}), "x": frozenset({"h3"})},
)


@pytest.mark.parametrize("down", [Tombstones(), DOWN])
def test_what_is_kept_is_read_again(down: Tombstones, tmp_path: Path) -> None:
    save(tmp_path, down)
    assert load(tmp_path) == down
    kept = json.loads((tmp_path / "removed.json").read_text("ascii"))
    assert set(kept) == {"ids", "places", "again", "waiting", "texts"}


def test_a_list_of_names_as_it_was_kept_at_first_is_read(tmp_path: Path) -> None:
    names = ["x\0/a/b.txt", "/id\0", "/a/b.txt", "/a", "/a/\udcff", "\0/b", "\0/a\0/b", "\0/a\0/c"]
    names += ["\0\0/a\0h1 h2", "\0\0x\0h3"]
    (tmp_path / "removed.json").write_text(json.dumps(names))
    assert load(tmp_path) == DOWN
