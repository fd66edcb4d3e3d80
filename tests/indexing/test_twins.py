"""Of articles with the same id one is in the index, and the others wait."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import found, remove, write_jsonl

from search.indexing.manifest import KeptManifest
from search.indexing.report import Report
from search.settings import Settings
from search.store.tombstones import Tombstones, load

Index = Callable[..., Report]


@pytest.fixture
def twins(index: Index, tmp_path: Path) -> Path:
    """Two files with an article of the same id; that of a.jsonl is in the index."""
    root = tmp_path / "twins"
    write_jsonl(root / "a.jsonl", [{"id": "d1", "text": "سفينة"}, {"id": "a1", "text": "بحر"}])
    write_jsonl(root / "b.jsonl", [{"id": "d1", "text": "قارب"}, {"id": "b1", "text": "نهر"}])
    report = index(root)
    assert (report.articles, len(report.skipped)) == (3, 1)
    assert index(root).unchanged_files == 2
    return root


def test_an_article_comes_in_when_the_one_with_its_id_goes(
    index: Index, settings: Settings, twins: Path
) -> None:
    (twins / "a.jsonl").unlink()
    preview = index(twins, dry_run=True)
    report = index(twins)
    assert (report.articles, report.added, report.changed, report.removed) == (2, 0, 1, 1)
    assert (preview.changed, preview.removed) == (report.changed, report.removed)
    assert found(settings, "قارب") == ["d1"] and found(settings, "نهر") == ["b1"]
    assert (index(twins).unchanged_files, load(settings.index)) == (1, Tombstones())


def test_an_article_whose_id_stays_taken_waits(index: Index, settings: Settings, twins: Path) -> None:
    write_jsonl(twins / "a.jsonl", [{"id": "d1", "text": "سفينة كبيرة"}, {"id": "a1", "text": "بحر"}])
    assert index(twins).changed == 1
    assert found(settings, "سفينة") == ["d1"]
    write_jsonl(twins / "a.jsonl", [{"id": "a1", "text": "بحر"}])  # the file stays, the article goes
    assert index(twins).changed == 1
    assert found(settings, "قارب") == ["d1"] and not found(settings, "سفينة")


def test_what_waits_is_known_to_the_run_after_one_that_was_stopped(
    index: Index, settings: Settings, twins: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_jsonl(twins / "c.jsonl", [{"id": "a1", "text": "سماء"}, {"id": "c1", "text": "قمر"}])

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(KeptManifest, "keep", stop)  # the commit is done
        index(twins)
    assert index(twins).unchanged_files == 3
    (twins / "a.jsonl").unlink()
    index(twins)
    assert found(settings, "سماء") == ["a1"] and found(settings, "قارب") == ["d1"]


@pytest.mark.parametrize("full", [False, True])
def test_an_article_elsewhere_waits_for_its_path(
    index: Index, settings: Settings, twins: Path, full: bool
) -> None:
    (twins / "c").mkdir()
    (twins / "a.jsonl").rename(twins / "c" / "a.jsonl")
    (twins / "b.jsonl").rename(twins.parent / "b.jsonl")
    other = twins.parent / "b.jsonl"
    index(twins / "c")
    index(other, twins)
    write_jsonl(twins / "c" / "a.jsonl", [{"id": "a1", "text": "بحر"}])
    index(twins / "c", full=full)
    assert not found(settings, "قارب")
    index(other)
    assert found(settings, "قارب") == ["d1"]


def test_an_article_comes_in_when_the_one_with_its_id_is_taken_down(
    index: Index, settings: Settings, twins: Path
) -> None:
    remove(settings, [str(twins / "a.jsonl")])
    assert index(twins).articles == 2
    assert found(settings, "قارب") == ["d1"]
