"""A file of JSON lines read in parts gives what it gives whole."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.articles import parts, read

LINES = st.lists(
    st.one_of(
        st.builds(lambda text: json.dumps({"text": "سوق " + text}, ensure_ascii=False), st.text(max_size=40)),
        st.sampled_from(["", "{", '{"title": "سوق"}', "[]"]),
    ).map(lambda line: line.replace("\n", " ").replace("\r", " ")),
    min_size=1,
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, size=st.integers(1, 300), last=st.sampled_from(["", "\n", "\r\n"]))
def test_parts_give_the_whole(tmp_path: Path, lines: list[str], size: int, last: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(("\n".join(lines) + last).encode("utf-8", "replace"))
    cut = parts(path, size)
    if cut:
        assert cut[0].start == 0 and cut[-1].stop == path.stat().st_size
        assert [part.start for part in cut[1:]] == [part.stop for part in cut[:-1]]
        assert [found for part in cut for found in read(path, part=part)] == list(read(path))


@pytest.mark.parametrize(
    ("name", "encoding"), [("a.jsonl", "utf-16"), ("a.csv", "utf-8"), ("a.json", "utf-8")]
)
def test_other_files_are_read_whole(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes('{"text": "سوق"}\n'.encode(encoding) * 100)
    assert parts(path, 50) == []


def test_a_small_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "سوق"}\n', "utf-8")
    assert parts(path) == []
