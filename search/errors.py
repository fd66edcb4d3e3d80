"""Errors a person can act on, and their codes."""

from __future__ import annotations

from typing import ClassVar

from search.messages import Message, plain


class FihrisError(Exception):
    """An error a person can act on: a sentence in every language, and a code that programs may test.

    `english` has {places} that the values fill (see `messages.Message`).
    """

    code: ClassVar[str] = "error"

    def __init__(self, english: str, **values: object) -> None:
        super().__init__(english)
        self.message = Message(english, {name: plain(value) for name, value in values.items()})

    def __str__(self) -> str:
        return str(self.message)

    def text(self, language: str) -> str:
        """The sentence in `language`: "ar" or "en"."""
        return self.message.text(language)


class BadRequest(FihrisError):
    """A request's value is out of bounds or malformed; `parameter` names it."""

    code = "bad_request"

    def __init__(self, english: str, parameter: str = "", **values: object) -> None:
        super().__init__(english, parameter=parameter, **values)
        self.parameter = parameter


class QueryTooLong(BadRequest):
    """The query is longer than MAX_QUERY code points."""

    code = "query_too_long"


class BadSetting(FihrisError):
    """A setting or an option has a value that cannot be used."""

    code = "bad_setting"


class NotFound(FihrisError):
    """No article has that id."""

    code = "not_found"


class NoIndex(FihrisError):
    """There is no index yet, or it cannot be opened."""

    code = "no_index"


class OtherIndex(FihrisError):
    """The index was made by another version or with other tables: it must be built again."""

    code = "index_outdated"


class IndexBusy(FihrisError):
    """Another process is writing the index."""

    code = "index_busy"


class CannotIndex(FihrisError):
    """Reindexing could not be done; the index is as it was."""

    code = "cannot_index"


class Unreadable(FihrisError):
    """A file holds no article that can be read; the other files are not affected."""

    code = "unreadable"


class EngineUnavailable(FihrisError):
    """The engine (a cluster, an optional package) cannot be reached or loaded."""

    code = "engine_unavailable"
