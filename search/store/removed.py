"""The list of what was taken down by hand, in a file of the index folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from search import disk
from search.errors import NoIndex


def load(index: Path) -> frozenset[str]:
    """The names of what is taken down. Raises NoIndex for a list that cannot be read."""
    path = index / "removed.json"
    try:
        names = json.loads(path.read_text("utf-8"))
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError("not a list of names")
        return frozenset(names)
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError) as error:
        raise NoIndex(
            f"{path} cannot be read: mend it, or delete it to bring removed articles back.",
            f"تتعذّر قراءة {path}؛ أصلحه، أو احذفه لإعادة المقالات المحذوفة.",
        ) from error


def save(index: Path, names: Iterable[str]) -> None:
    """Replace the list, durably."""
    disk.replace(index / "removed.json", json.dumps(sorted(names), ensure_ascii=True, indent=1))
