"""The built wheel, installed elsewhere: tables, templates, translations and fonts travel with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, write_jsonl

PAGE = """
import search, web
from search.settings import Settings
assert {where!r} in search.__file__ and {where!r} in web.__file__, search.__file__
client = web.create_app(Settings.from_env()).test_client()
page = client.get("/search?q=مدارس&lang=ar").get_data(as_text=True)
assert "<mark>المدرسة</mark>" in page and "نتيجة واحدة" in page, page
for path in ("fihris.css", "fihris.js", "naskh-arabic.woff2"):
    assert client.get("/static/" + path).status_code == 200, path
"""


@pytest.mark.slow
def test_the_wheel_runs_elsewhere(tmp_path: Path) -> None:
    def run(*command: str) -> str:
        env = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "FIHRIS_INDEX": str(tmp_path / "index")}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT))
    (wheel,) = tmp_path.glob("fihris-*.whl")
    run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--target",
        str(tmp_path / "site"),
        str(wheel),
    )
    articles = write_jsonl(tmp_path / "a.jsonl", [{"id": "1", "title": "في المدرسة", "text": "بدأ الدرس."}])
    run(sys.executable, "-m", "search.cli.commands", "reindex", str(articles))
    assert "المدرسة" in run(sys.executable, "-m", "search.cli.commands", "search", "مدارس")
    run(sys.executable, "-c", PAGE.format(where=str(tmp_path / "site")))
