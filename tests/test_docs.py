"""What ARCHITECTURE.md says of the code is so, and the files that the other texts name are there."""

from __future__ import annotations

import re
import tomllib

import pytest
from support import ROOT

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
    (line,) = re.findall(r"^messages → .*", ARCHITECTURE, re.MULTILINE)
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


@pytest.mark.parametrize(("text", "path"), linked())
def test_every_file_that_other_texts_name_exists(text: str, path: str) -> None:
    assert any((place / path).exists() for place in (ROOT, (ROOT / text).parent))
