"""The sentences and their catalogue: every one is translated, none is left over, places agree."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from support import ROOT

from search.errors import FihrisError
from search.messages import TRANSLATIONS, Enumeration, Message

PO = TRANSLATIONS / "ar/LC_MESSAGES/messages.po"
KEYWORDS = re.findall(r"-k (\w+)", (TRANSLATIONS / "babel.cfg").read_text("utf-8"))
"""What a sentence is the first argument of."""
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]


@pytest.fixture(scope="module")
def arabic() -> Catalog:
    with PO.open("rb") as source:
        return read_po(source)


def test_every_sentence_is_translated_and_none_is_left_over(arabic: Catalog) -> None:
    keywords = {**DEFAULT_KEYWORDS, **dict.fromkeys(KEYWORDS)}
    wanted = {
        text
        for package in ("search", "web")
        for _, _, text, *_ in extract_from_dir(ROOT / package, METHODS, keywords=keywords)
    }
    assert wanted == {_forms(m.id) if len(_forms(m.id)) > 1 else m.id for m in arabic if m.id}
    assert not [m.id for m in arabic if m.id and (m.fuzzy or not all(_forms(m.string)))]


def test_translations_have_the_places_of_the_original(arabic: Catalog) -> None:
    """A form for none, one or two may say its number in a word."""
    for message in arabic:
        wanted = _places(_forms(message.id)[-1])
        for form in _forms(message.string):
            assert _places(form) == wanted or (len(_forms(message.id)) > 1 and _places(form) < wanted), form


def test_every_error_is_among_what_is_collected() -> None:
    errors = [FihrisError]
    for error in errors:
        errors += error.__subclasses__()
    assert {error.__name__ for error in errors} | {"Message"} == set(KEYWORDS)


@pytest.mark.parametrize("package", ["search", "web"])
def test_no_sentence_is_put_together_where_it_cannot_be_collected(package: str) -> None:
    made = [
        f"{path}:{call.lineno}"
        for path in sorted(Path(ROOT / package).rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in KEYWORDS and call.args
        if isinstance(call.args[0], (ast.JoinedStr, ast.BinOp))
    ]
    assert not made


def test_things_in_a_row_have_the_comma_of_the_language() -> None:
    row = Enumeration((1, Message("a whole number")))
    assert (row.text("en"), row.text("ar")) == ("1, a whole number", "1، عددًا صحيحًا")


def test_names_from_outside_are_bounded() -> None:
    row = Enumeration.bounded("x" * 1000 for _ in range(1000))
    assert len(row.text("en")) < 1300


def test_a_value_that_is_a_message_is_told_in_the_same_language() -> None:
    reason = Message("There is nothing at this address.")
    both = Message("{reason}", {"reason": reason})
    assert both.text("ar") == reason.text("ar") != both.text("en") == str(reason)


def test_braces_of_a_value_stay_as_they_are() -> None:
    assert Message("{word}", {"word": "{x} {"}).text("ar") == "{x} {"


def _forms(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
