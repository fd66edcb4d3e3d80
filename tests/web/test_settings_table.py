"""The README's table of settings against the code; run as a script this file prints the table."""

from __future__ import annotations

import re
from dataclasses import fields

from support import ROOT

from search.settings import Settings, variable

README = ROOT / "README.md"
HEAD = ["| variable | default | meaning |", "|---|---|---|"]


def rows() -> list[str]:
    """The table's rows, one per setting."""
    found = []
    for each in fields(Settings):
        default = f"`{each.default}`" if each.default not in ("", None) else ""
        found.append(f"| `{variable(each.name)}` | {default} | {each.metadata['help']} |")
    return found


def test_the_readme_tells_of_every_setting_and_no_other() -> None:
    text = README.read_text("utf-8")
    missing = [row for row in rows() if row not in text]
    assert not missing, "README.md lacks these rows:\n" + "\n".join(missing)
    told = set(re.findall(r"^\| `(FIHRIS_[A-Z_]+)`", text, re.MULTILINE))
    assert told == {variable(each.name) for each in fields(Settings)}


if __name__ == "__main__":
    print("\n".join(HEAD + rows()))
