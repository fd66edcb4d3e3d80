"""A power cut after any step of a run: what was not flushed is lost, the index is as before or as after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from disk_model import Disk, Tree, lay_out, tree
from support import put_away, reindex
from tracing import Call, tracing
from versions import KINDS, expected, found, outcome, settled, spread, write_version

from search.settings import Settings

MOST = 40
"""States of the disk to look at, of the 75 to 220 that a power cut may leave, spread over all."""


def states(disk: Disk, calls: Sequence[Call]) -> Iterator[Tree]:
    """What power cuts leave: after every call the states that no call before it has left."""
    seen: list[Tree] = []
    for call in calls:
        if disk.apply(call):
            fresh = [state for state in disk.after_power_cut() if state not in seen]
            yield from fresh
            seen += fresh


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_power_cut_at_any_step(settings: Settings, tmp_path: Path, engine: str, kind: str) -> None:
    settings, folder = replace(settings, engine=engine), tmp_path / "articles"
    write_version(folder, 0)
    reindex(settings, [folder])
    disk = Disk(settings.index)
    if kind != "removal":
        write_version(folder, 1)
    with tracing(tmp_path, str(settings.index), engine, str(folder)) as run:
        error, calls = run(kind=kind)
    assert error is None
    left = [*states(disk, calls)]
    assert len(left) > MOST
    assert disk.now() == tree(settings.index)  # so the model is right
    done = [*disk.after_power_cut()]
    for number, state in enumerate((*spread(left, MOST), *done)):
        put_away(settings.index)
        lay_out(settings.index, state)
        now = found(settings)
        assert now in (expected(0), outcome(kind)), number
        assert now == outcome(kind) or number < MOST, "what was told to be done is lost"
        reindex(settings, [folder])
        assert found(settings) in settled(kind, now), number
