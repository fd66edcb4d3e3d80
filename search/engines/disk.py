"""What is on disk is safe only once it has been flushed."""

from __future__ import annotations

import os
from pathlib import Path


def flush(path: Path | str) -> None:
    """Make a file's content, or a folder's entries, durable. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(path: Path, text: str) -> None:
    """Put `text` in the place of a file, or make it: after a crash it is there whole, or as before."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, "utf-8")
    flush(fresh)
    fresh.replace(path)
    flush(path.parent)
