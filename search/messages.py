"""Sentences for people, written in English in the code and translated by the catalogue in `translations/`.

How a translator changes them stands at the head of `translations/babel.cfg`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

LANGUAGES = ("ar", "en")

MAX_NAMES, MAX_LETTERS = 20, 60

TRANSLATIONS = Path(__file__).parent / "translations"


@dataclass(frozen=True)
class Message:
    """A sentence in every language: `english` with {places}, and the values that fill them.

    A value that is a message itself, or an enumeration, is told in the same language.
    """

    english: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The sentence in `language`: "ar" or "en"."""
        sentence = catalogue(language).gettext(self.english)
        if not self.values:
            return sentence
        return sentence.format_map({name: _told(value, language) for name, value in self.values.items()})

    def packed(self) -> list[object]:
        """The sentence as JSON can keep it, to be told in any language later."""
        return [self.english, {name: _packed(value) for name, value in self.values.items()}]

    @classmethod
    def unpacked(cls, kept: Sequence[Any]) -> Message:
        """What `packed` gave. Raises ValueError, TypeError or AttributeError for anything else."""
        english, values = kept
        return cls(str(english), {name: _unpacked(value) for name, value in values.items()})

    def __str__(self) -> str:
        return self.text("en")


@dataclass(frozen=True)
class Enumeration:
    """A value that names several things, with the comma of each language between them."""

    items: tuple[object, ...]

    @classmethod
    def bounded(cls, names: Iterable[str]) -> Enumeration:
        """Names that a file gives: the first MAX_NAMES of them, each cut at MAX_LETTERS letters."""
        return cls(tuple(name[:MAX_LETTERS] for name in islice(names, MAX_NAMES)))

    def text(self, language: str) -> str:
        """The things in a row, in `language`."""
        comma = "\N{ARABIC COMMA} " if language == "ar" else ", "
        return comma.join(str(_told(item, language)) for item in self.items)


def plain(value: object) -> object:
    """A value as a message may keep it and hand it to another process: what is no number is text."""
    return value if isinstance(value, (int, float, Message, Enumeration)) else str(value)


def N_(english: str) -> str:  # noqa: N802 - the name that tools which collect texts look for
    """A sentence to be translated later, where the language is known."""
    return english


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations of a language; English is what the sentences are written in.

    They are compiled when they are first asked for, in a twentieth of a second.
    """
    if language != "ar":
        return NullTranslations()
    from babel.messages import mofile, pofile  # who is told all in English does without them

    compiled = BytesIO()
    with (TRANSLATIONS / "ar/LC_MESSAGES/messages.po").open("rb") as source:
        mofile.write_mo(compiled, pofile.read_po(source))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _packed(value: object) -> object:
    if isinstance(value, Message):
        return {"message": value.packed()}
    return {"items": list(map(_packed, value.items))} if isinstance(value, Enumeration) else value


def _unpacked(value: Any) -> object:
    match value:
        case {"message": kept}:
            return Message.unpacked(kept)
        case {"items": kept}:
            return Enumeration(tuple(map(_unpacked, kept)))
    return value


def _told(value: object, language: str) -> object:
    return value.text(language) if isinstance(value, (Message, Enumeration)) else value
