"""Machines that some packages have no wheel for: what is left still indexes, searches and serves."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from support import ROOT, write_jsonl

from search.engines import choose
from search.indexing.reindex import reindex
from search.settings import Settings
from search.store.choose import generations_of

WITHOUT = "import sys; sys.modules.update(tantivy=None, zlib_ng=None)\n"
COMMAND = WITHOUT + "from search.cli.commands import main; main()"
PAGE = (
    WITHOUT
    + """
import web
from search.settings import Settings
client = web.create_app(Settings.from_env()).test_client()
assert client.get("/readyz").status_code == 200
assert "<mark>المدرسة</mark>" in client.get("/search?q=مدارس&lang=ar").get_data(as_text=True)
"""
)


@pytest.mark.parametrize(
    ("machine", "python", "has"),
    [
        ("x86_64", "cpython", {"tantivy", "zlib-ng"}),
        ("AMD64", "cpython", {"tantivy", "zlib-ng"}),
        ("aarch64", "cpython", {"tantivy", "zlib-ng"}),
        ("arm64", "cpython", {"tantivy", "zlib-ng"}),
        ("x86_64", "pypy", set()),
        ("armv7l", "cpython", set()),
        ("riscv64", "cpython", set()),
        ("ppc64le", "cpython", set()),
        ("ARM64", "cpython", {"zlib-ng"}),  # Windows
    ],
)
def test_packages_are_asked_for_where_they_have_wheels(machine: str, python: str, has: set[str]) -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    here = {"platform_machine": machine, "implementation_name": python}
    asked = {need.name for need in map(Requirement, wanted) if not need.marker or need.marker.evaluate(here)}
    assert asked & {"tantivy", "zlib-ng"} == has
    assert {"whoosh3", "pyarabic", "flask"} <= asked


@pytest.mark.slow
def test_whoosh_alone_indexes_and_serves(tmp_path: Path) -> None:
    articles = write_jsonl(
        tmp_path / "a.jsonl",
        [{"id": str(number), "title": "في المدرسة", "text": f"درس {number}"} for number in range(9)],
    )
    env = {
        **os.environ,
        "FIHRIS_INDEX": str(tmp_path / "index"),
        "FIHRIS_AUTO_LIMIT": "3",
        "FIHRIS_LANGUAGE": "en",
    }

    def run(code: str, *arguments: str, exit_code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=tmp_path, env=env, capture_output=True, text=True
        )
        assert done.returncode == exit_code, done.stdout + done.stderr
        return done.stdout + done.stderr

    told = run(COMMAND, "reindex", str(articles))
    assert "whoosh" in told and "tantivy is not installed" in told
    assert "sound" in run(COMMAND, "check")
    assert "المدرسة" in run(COMMAND, "search", "مدارس")
    run(PAGE)
    refused = run(COMMAND, "reindex", "--engine", "tantivy", str(articles), exit_code=2)
    assert "--engine" in refused and "Traceback" not in refused
    with_all = Settings(index=tmp_path / "index", auto_limit=3)
    again = reindex(with_all, generations_of(with_all), [articles])
    assert (again.engine, again.unchanged_files) == ("whoosh", 1)


def test_an_index_of_tantivy_says_what_to_do_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    monkeypatch.delitem(sys.modules, "search.engines.tantivy.engine", raising=False)
    with pytest.raises(choose.EngineUnavailable, match="--engine"):
        choose.open_engine("tantivy", tmp_path)
