"""Articles taken down by hand: they stay down, whatever their files say, until they are restored."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from search.model import NoIndex


def load(index: Path) -> frozenset[str]:
    """The ids and absolute file paths that are taken down."""
    path = index / "removed.json"
    try:
        return frozenset(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError, TypeError) as error:
        raise NoIndex(
            f"{path} cannot be read: mend it, or delete it to bring removed articles back.",
            f"تتعذّر قراءة {path}؛ أصلحه، أو احذفه لإعادة المقالات المحذوفة.",
        ) from error


def save(index: Path, names: Iterable[str]) -> None:
    """Replace the list, durably."""
    index.mkdir(parents=True, exist_ok=True)
    fresh = index / "removed.json.new"
    with fresh.open("w", encoding="utf-8") as stream:
        json.dump(sorted(names), stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(index / "removed.json")
