"""What ARCHITECTURE.md says of the code is so, and the files that the other texts name are there."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
from support import ROOT

from search.cli.commands import main
from search.settings import Settings, variable
from web import create_app

ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", ARCHITECTURE, flags=re.DOTALL))))
TEXTS = ("README.md", "CHANGELOG.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))))
SOURCES = [path for room in ("search", "web") for path in sorted((ROOT / room).rglob("*.py"))]


def is_path(name: str) -> bool:
    return "/" in name or name.endswith((".py", ".md", ".toml"))


@pytest.mark.parametrize("path", [name for name in NAMED if is_path(name)])
def test_every_file_that_is_named_exists(path: str) -> None:
    """Rooms of `search` are named without it where the room's own name tells them apart."""
    places = [place / path for place in (ROOT, ROOT / "search")]
    assert any(place.is_dir() if path.endswith("/") else place.is_file() for place in places)


def test_it_is_read_at_once() -> None:
    """A page and a half: what a package has to say besides stands at its head."""
    assert len(ARCHITECTURE.split()) < 1_000 and len(ARCHITECTURE.splitlines()) < 90


def test_no_folder_is_crowded() -> None:
    """So many files the eye takes in; more are two ideas."""
    files = Counter(path.parent for path in SOURCES)
    assert {folder: count for folder, count in files.items() if count > 16} == {}


def test_every_package_is_named() -> None:
    packages = {f"{path.parent.relative_to(ROOT)}/" for path in SOURCES if path.name == "__init__.py"}
    named = {name for path in NAMED for name in (path, f"search/{path}")}
    assert packages - {"search/"} - named == set()


@pytest.fixture(scope="module")
def words() -> frozenset[str]:
    """Every word of the code."""
    return frozenset(word for path in SOURCES for word in re.findall(r"\w+", path.read_text("utf-8")))


@pytest.mark.parametrize("name", [name for name in NAMED if re.fullmatch(r"[\w.]+(\(\))?", name)])
def test_every_name_of_the_code_is_one(name: str, words: frozenset[str]) -> None:
    assert is_path(name) or set(re.findall(r"\w+", name)) <= words


def test_the_layers_are_those_that_imports_are_held_to() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (line,) = re.findall(r"^messages.* → .*", ARCHITECTURE, re.MULTILINE)
    told = [set(layer.split(", ")) for layer in line.split(" → ")]
    held = [set(layer.replace("search.", "").split(" : ")) for layer in contracts[0]["layers"]]
    assert told == held[::-1]


def linked() -> list[tuple[str, str]]:
    """The files of this repository that the other texts name or link to."""
    named = []
    for text in TEXTS:
        content = (ROOT / text).read_text("utf-8")
        paths = re.findall(r"\]\(([^):]+)\)", content)
        paths += re.findall(r"`(?:sh )?((?:search|web|tests|docs|seeds)/[^`*]*)`", content)
        paths += re.findall(r"^sh (\S+)$", content, re.MULTILINE)
        named += [(text, path) for path in sorted(set(paths))]
    return named


LIMITS = (ROOT / "docs/limits.md").read_text("utf-8").partition("## Bounds of a search")[2]
BOUNDS = re.findall(r"^\| [^|]+ \| ([\d,]+) \| `(\S+)\.py` `(\w+)` \|", LIMITS, re.MULTILINE)


@pytest.mark.parametrize(("number", "module", "name"), BOUNDS)
def test_every_bound_that_is_told_is_that_of_the_code(number: str, module: str, name: str) -> None:
    assert getattr(import_module(module.replace("/", ".")), name) == int(number.replace(",", ""))


def test_every_bound_is_told_with_a_number_or_a_setting() -> None:
    rows = re.findall(r"^\| .* \| `\S+\.py`.*\|$", LIMITS, re.MULTILINE)
    settings = re.findall(r"^\| [^|]+ \| `FIHRIS_(\w+)` \|", LIMITS, re.MULTILINE)
    assert len(rows) == len(BOUNDS) + len(settings) > 30
    assert {name.lower() for name in settings} <= {field.name for field in fields(Settings)}


OPERATING = [path for path in sorted((ROOT / "docs/operating").iterdir()) if path.is_file()]


@pytest.mark.parametrize("path", OPERATING, ids=lambda path: path.name)
def test_samples_name_settings_and_metrics_that_there_are(path: Path) -> None:
    text = path.read_text("utf-8")
    known = {variable(setting.name) for setting in fields(Settings)} | {"FIHRIS_UPSTREAM"}  # compose's own
    assert set(re.findall(r"FIHRIS_\w+", text)) <= known
    metrics = {re.sub(r"_(bucket|count|sum)$", "", name) for name in re.findall(r"\bfihris_\w+", text)}
    assert metrics <= set(re.findall(r'"(fihris_\w+)"', (ROOT / "web/metrics.py").read_text("utf-8")))


def test_samples_run_commands_and_ask_addresses_that_there_are() -> None:
    text = "\n".join(path.read_text("utf-8") for path in OPERATING)
    run = set(
        re.findall(r"(?:bin/|run --rm search |setpriv .*? )fihris (\w+)|CMD \[\"fihris\", \"(\w+)\"\]", text)
    )
    assert {"".join(names) for names in run} == {"serve", "reindex", "analyze"} <= main.commands.keys()
    asked = set(re.findall(r"127\.0\.0\.1:8000(/\w+)|(?:location = |respond )(/\w+)", text))
    assert {"".join(paths) for paths in asked} == {"/healthz", "/metrics"}
    assert {"".join(paths) for paths in asked} <= {
        rule.rule for rule in create_app(Settings()).url_map.iter_rules()
    }


def test_the_image_takes_what_the_wheel_is_built_of() -> None:
    dockerfile = (ROOT / "docs/operating/Dockerfile").read_text("utf-8")
    copied = {
        name
        for line in re.findall(r"^COPY ([\w. ]+) \S+$", dockerfile, re.MULTILINE)
        for name in line.split()
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    files = {project["project"]["readme"], *project["project"]["license-files"], "pyproject.toml"}
    packages = {name.rstrip("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    assert copied == files | packages
    port, address = Settings().port, f"http://127.0.0.1:{Settings().port}/healthz"
    assert f"EXPOSE {port}" in dockerfile and address in dockerfile


def test_every_sample_is_told_of() -> None:
    told = (ROOT / "docs/operating.md").read_text("utf-8")
    assert [path.name for path in OPERATING if f"operating/{path.name}" not in told] == []


@pytest.mark.parametrize(("text", "path"), linked())
def test_every_file_that_other_texts_name_exists(text: str, path: str) -> None:
    assert any((place / path).exists() for place in (ROOT, (ROOT / text).parent))
