"""Words that the processes of a server have in memory once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pytest

from search.engines.base import Engine
from search.query.vocabulary import Vocabulary
from search.searching.shared_words import words_of


class Commits:
    """As much of an engine as tells of words: a commit each, counted as they are read."""

    def __init__(self, *commits: dict[str, int], hurried: bool = False) -> None:
        self._commits = commits
        self._at = 0
        self._hurried = hurried
        self.read = 0

    def version(self) -> str:
        return str(self._at)

    def commit(self) -> None:
        self._at += 1

    def words(self) -> Iterable[tuple[str, int]]:
        self.read += 1
        words = self._commits[self._at].items()
        self._at += self._hurried
        return words


def words(engine: Commits, folder: Path | None, generation: int = 1) -> dict[str, int]:
    return dict(Vocabulary(words_of(cast(Engine, engine), generation, folder)))


def test_they_are_read_once(tmp_path: Path) -> None:
    engine = Commits({"كتاب": 2, "\ud800": 1})
    assert words(engine, tmp_path) == words(engine, tmp_path) == {"كتاب": 2, "\ud800": 1}
    assert engine.read == 1


def test_another_commit_and_another_generation_have_their_own(tmp_path: Path) -> None:
    engine = Commits({"كتاب": 2}, {"قلم": 1})
    before = Vocabulary(words_of(cast(Engine, engine), 1, tmp_path))
    assert words(Commits({"باب": 1}), tmp_path, generation=2) == {"باب": 1}
    engine.commit()
    assert words(engine, tmp_path) == {"قلم": 1}
    assert dict(before) == {"كتاب": 2}
    assert len(list(tmp_path.glob("words-*"))) == 1


def test_what_was_read_over_a_commit_is_not_shared(tmp_path: Path) -> None:
    assert words(Commits({"كتاب": 2}, hurried=True), tmp_path) == {"كتاب": 2}
    assert words(Commits({"قلم": 1}), tmp_path) == {"قلم": 1}


@pytest.mark.parametrize("folder", [None, Path("/dev/null/no-folder")])
def test_without_a_folder_each_has_its_own(folder: Path | None) -> None:
    engine = Commits({"كتاب": 2})
    assert words(engine, folder) == words(engine, folder) == {"كتاب": 2}
    assert engine.read == 2
