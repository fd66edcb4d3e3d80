"""Which engine: by name, or the one that suits the number of articles."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from search.engines.base import Engine
from search.errors import BadSetting, EngineUnavailable


def open_engine(name: str, folder: Path, *, create: bool = False) -> Engine:
    """The engine called `name` on the index in `folder`; with `create`, a new index where there is none.

    Raises NoIndex when there is none or it cannot be read, OtherIndex when it has other fields than ours,
    EngineUnavailable when the engine's package is not installed, BadSetting for an unknown name.
    """
    if name not in _OPENERS:
        listed = ", ".join(_OPENERS)
        raise BadSetting("There is no engine {name!r}; choose one of {listed}.", name=name, listed=listed)
    try:
        return _OPENERS[name](folder, create)
    except ImportError as error:
        raise not_installed(name, error) from error


def not_installed(name: str, error: ImportError) -> EngineUnavailable:
    """The engine's package is missing."""
    return EngineUnavailable(
        "The engine {name} is not installed ({error}); install it or choose another with --engine.",
        name=name,
        error=error,
    )


def auto(count: int, current: str | None, limit: int) -> str:
    """The engine for `count` articles when none was asked for, `current` being the one in use, if any.

    Whoosh up to `limit` articles, tantivy above, where it is installed; a collection that shrinks stays where
    it is.
    """
    if current not in (None, "whoosh"):
        return str(current)
    return "whoosh" if count <= limit or not has_tantivy() else "tantivy"


@cache
def has_tantivy() -> bool:
    """Whether tantivy is installed: there are machines that it has no wheel for."""
    try:
        import tantivy  # noqa: F401
    except ImportError:
        return False
    return True


def _whoosh(folder: Path, create: bool) -> Engine:
    from search.engines.whoosh.engine import WhooshEngine

    return WhooshEngine(folder, create=create)


def _tantivy(folder: Path, create: bool) -> Engine:
    from search.engines.tantivy.engine import TantivyEngine

    return TantivyEngine(folder, create=create)


_OPENERS: dict[str, Callable[[Path, bool], Engine]] = {"whoosh": _whoosh, "tantivy": _tantivy}
