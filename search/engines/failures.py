"""Errors of the libraries, told as errors of ours: one sentence in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from search.errors import CannotIndex, EngineUnavailable, FihrisError, IndexBusy, NoIndex, OtherIndex


def missing(folder: Path) -> NoIndex:
    """There is no index in `folder`."""
    return NoIndex("There is no index in {folder}; build one with `fihris reindex`.", folder=folder)


def broken(folder: Path, detail: str) -> NoIndex:
    """The index in `folder` cannot be read."""
    return NoIndex(
        "The index in {folder} cannot be read ({detail}); build it again with `fihris reindex --full`.",
        folder=folder,
        detail=detail,
    )


def forbidden(folder: Path) -> EngineUnavailable:
    """The index in `folder` is sound, but this process may not open it."""
    return EngineUnavailable(
        "The index in {folder} may not be opened: run as the user that built it.", folder=folder
    )


def outdated(folder: Path) -> OtherIndex:
    """The index in `folder` has other fields than this version writes."""
    return OtherIndex(
        "The index in {folder} was made by another version; build it again with `fihris reindex --full`.",
        folder=folder,
    )


def busy(folder: Path) -> IndexBusy:
    """Another writer holds the index in `folder`."""
    return IndexBusy(
        "Another process is writing the index in {folder}; try again when it has finished.", folder=folder
    )


def unwritable(folder: Path, detail: str) -> CannotIndex:
    """Writing to the index in `folder` failed; what was committed before stands."""
    return CannotIndex(
        "The index in {folder} could not be written ({detail}); what it held before is unchanged.",
        folder=folder,
        detail=detail,
    )


@contextmanager
def told_as(error: Callable[[Path, str], FihrisError], folder: Path) -> Iterator[None]:
    """Turn whatever a library raises into `error(folder, detail)`, detail being one short line.

    Catches BaseException because a panic of a Rust library derives from it.
    """
    try:
        yield
    except (FihrisError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as cause:
        detail = " ".join(str(cause).split())[:200] or type(cause).__name__
        raise error(folder, detail) from cause
