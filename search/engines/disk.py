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
