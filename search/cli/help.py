"""Help and errors in the language of all other messages.

Click asks gettext for what it says itself: it is given the catalogue of this project.
"""

from __future__ import annotations

import gettext
import sys
from functools import partial
from typing import Any

import click

from search.cli import FAILED
from search.cli.messages import language, say
from search.errors import FihrisError
from search.messages import N_, catalogue

CLICK = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Missing argument"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("Option {name!r} does not take a value."),
    gettext.ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    gettext.ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
    gettext.ngettext(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1
    ),
)
"""What click says, so that it is among the sentences to be translated."""


class _Help:
    """The help of a command or an option, told in the language of the messages."""

    def __get__(self, told: Any, owner: type) -> str | None:
        english = vars(told).get("help")
        return catalogue(language()).gettext(english) if english else None

    def __set__(self, told: Any, english: str | None) -> None:
        vars(told)["help"] = english


class Command(click.Command):
    """A command with such a help. What a person can act on becomes one sentence on stderr and an exit code;
    so does Ctrl-C.
    """

    help = _Help()

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command as click does."""
        try:
            return super().invoke(ctx)
        except FihrisError as error:
            click.echo(f"fihris: {error.text(language())}", err=True)
        except KeyboardInterrupt:
            click.echo(f"\nfihris: {say(language(), 'stopped')}", err=True)
        sys.exit(FAILED)


class Group(click.Group):
    """The commands, which speak one language with click."""

    help = _Help()

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command as click does."""
        # gettext itself reads compiled files only.
        gettext.translation = lambda *_, **__: catalogue(language())  # type: ignore[assignment]
        return super().main(*args, **extra)


class Option(click.Option):
    """An option with such a help."""

    help = _Help()


option = partial(click.option, cls=Option)
"""`click.option` with such a help."""

command = partial(click.command, cls=Command)
"""`click.command` with such a help and such errors."""
