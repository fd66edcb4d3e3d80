"""What README and docs/ say is so: every command, option and setting is told, and every example works.

Run as a script this file prints the tables of the README.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from urllib.parse import urlsplit

import click
import pytest
from flask.testing import FlaskClient
from support import ROOT, SEEDS, reindex

from search.cli.commands import main
from search.settings import Settings, variable
from web import create_app
from web.api.endpoints import PREFIX
from web.api.views import ENDPOINTS

README = (ROOT / "README.md").read_text("utf-8")
DOCS = [README, *(path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md")))]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIHRIS_LANGUAGE", "en")


def tables() -> dict[str, list[str]]:
    """The rows of the README's tables, by what they tell of."""
    return {"command": list(_commands()), "option": list(_options()), "variable": list(_settings())}


def _commands() -> Iterator[str]:
    for name, command in main.commands.items():
        _, *arguments = command.collect_usage_pieces(click.Context(command))
        usage = " ".join(["fihris", name, *arguments]).replace("|", "\\|")
        yield f"| `{usage}` | {command.help} |"


def _options() -> Iterator[str]:
    """An option of several commands that means the same in all of them is told once."""
    commands: dict[tuple[str, str], list[str]] = {}
    for name in main.commands:
        for option in _parameters(name, "option"):
            written = ", ".join(f"`{spelling}`" for spelling in option.opts)
            assert isinstance(option, click.Option) and option.help, f"{name} {written}"
            commands.setdefault((written, option.help), []).append(name)
    for (written, meaning), names in sorted(commands.items()):
        yield f"| {written} | {', '.join(names)} | {meaning} |"


def _settings() -> Iterator[str]:
    for setting in fields(Settings):
        default = f"`{setting.default}`" if setting.default not in ("", None) else ""
        yield f"| `{variable(setting.name)}` | {default} | {setting.metadata['help']} |"


def _parameters(command: str, kind: str) -> list[click.Parameter]:
    return [parameter for parameter in main.commands[command].params if parameter.param_type_name == kind]


@pytest.mark.parametrize("head", tables())
def test_the_readme_tells_of_all_there_is_and_of_nothing_else(head: str) -> None:
    (table,) = re.findall(rf"^\| {head} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", README, re.MULTILINE)
    assert table.splitlines() == tables()[head]


def command_lines() -> list[str]:
    """All `fihris …` of the texts: lines of examples, and what stands between backticks."""
    shell = "\n".join(block for text in DOCS for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    inline = (line for text in DOCS for line in re.findall(r"`(?:\.venv/bin/)?(fihris [a-z][^`]*)`", text))
    examples = (line.strip().removeprefix(".venv/bin/") for line in re.split(r"\n|&&", shell))
    return sorted(
        {*inline, *(line for line in examples if line.startswith("fihris "))} - {"fihris COMMAND --help"}
    )


@pytest.mark.parametrize("line", command_lines())
def test_every_command_line_is_one(line: str) -> None:
    _, name, *words = shlex.split(line.replace("|", " "), comments=True)
    command = main.commands[name]
    required = [argument for argument in _parameters(name, "argument") if argument.required]
    if required and not words:  # the command is named, not used
        return
    command.make_context(name, words)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    settings = Settings(index=tmp_path_factory.mktemp("seeds") / "index", rate_limit="off", workers=1)
    reindex(settings, [SEEDS])
    return create_app(settings).test_client()


def addresses() -> dict[str, dict[str, str]]:
    """The addresses that the texts ask by curl or name, and those that /docs gives as examples."""
    asked: dict[str, dict[str, str]] = {}
    for line in re.findall(r"^curl (.*)", "\n".join(DOCS), re.MULTILINE):
        words = shlex.split(line, comments=True)
        (address,) = (word for word in words if word.startswith("localhost"))
        data = (words[at + 1] for at, word in enumerate(words) if word in ("-d", "--data-urlencode"))
        asked[urlsplit(f"//{address}").path] = dict(pair.split("=", 1) for pair in data)
    (others,) = re.findall(r"^Also (`/.*)\.$", README, re.MULTILINE)
    asked.update({path: {} for path in re.findall(r"`([^`]+)`", others)})
    asked.update({f"{PREFIX}{endpoint.path}?{endpoint.example}": {} for endpoint in ENDPOINTS})
    return asked


@pytest.mark.parametrize(("address", "parameters"), addresses().items())
def test_every_address_answers(client: FlaskClient, address: str, parameters: dict[str, str]) -> None:
    (hit, *_) = client.get(f"{PREFIX}/search?q=مدارس").json["hits"]
    answer = client.get(re.sub("/(ID|<id>)", f"/{hit['id']}", address), query_string=parameters or None)
    assert answer.status_code == 200 and answer.data
    if answer.is_json and "facets" in parameters:
        assert answer.json["hits"] and list(answer.json["facets"]) == parameters["facets"].split(",")


if __name__ == "__main__":
    for head, rows in tables().items():
        print(head, *rows, sep="\n", end="\n\n")
