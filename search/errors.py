"""Errors a person can act on: one sentence in each language, and a code that programs may test."""

from __future__ import annotations

from typing import ClassVar


class FihrisError(Exception):
    """An error a person can act on: one sentence in each language, and a code that programs may test."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, message_ar: str) -> None:
        super().__init__(message)
        self.message = message
        self.message_ar = message_ar

    def text(self, language: str) -> str:
        """The sentence in `language`: Arabic for "ar", else English."""
        return self.message_ar if language == "ar" else self.message


class BadRequest(FihrisError):
    """A request's value is out of bounds or malformed; `parameter` names it."""

    code = "bad_request"

    def __init__(self, message: str, message_ar: str, parameter: str = "") -> None:
        super().__init__(message, message_ar)
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
