"""The sentences and their catalogue: every one is translated, none is left over, places agree."""

from __future__ import annotations

from io import BytesIO
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from support import ROOT

from search.messages import TRANSLATIONS, Message

PO = TRANSLATIONS / "ar/LC_MESSAGES/messages.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]


@pytest.fixture(scope="module")
def arabic() -> Catalog:
    with PO.open("rb") as source:
        return read_po(source)


def test_the_compiled_catalogue_is_that_of_the_source(arabic: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, arabic)
    kept = read_mo(BytesIO(PO.with_suffix(".mo").read_bytes()))
    fresh = read_mo(BytesIO(compiled.getvalue()))
    assert [(m.id, m.string) for m in kept if m.id] == [(m.id, m.string) for m in fresh if m.id]
    assert kept.plural_expr == fresh.plural_expr


def test_every_sentence_is_translated_and_none_is_left_over(arabic: Catalog) -> None:
    wanted = {
        text for package in ("search", "web") for _, _, text, *_ in extract_from_dir(ROOT / package, METHODS)
    }
    assert wanted == {_forms(m.id) if len(_forms(m.id)) > 1 else m.id for m in arabic if m.id}
    assert not [m.id for m in arabic if m.id and (m.fuzzy or not all(_forms(m.string)))]


def test_translations_have_the_places_of_the_original(arabic: Catalog) -> None:
    """A form for none, one or two may say its number in a word."""
    for message in arabic:
        wanted = _places(_forms(message.id)[-1])
        for form in _forms(message.string):
            assert _places(form) == wanted or (len(_forms(message.id)) > 1 and _places(form) < wanted), form


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
