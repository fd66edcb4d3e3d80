"""What is kept of files beside the index: folders left alone are those in which nothing differs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import reindex, remove

from search.indexing.files import File, Listing, below
from search.indexing.manifest import NAME, KeptManifest, Manifest
from search.indexing.origins import encode_origin
from search.indexing.plan import compare
from search.indexing.reindex import Options
from search.indexing.report import Report
from search.model import Origin
from search.settings import Settings
from search.store.folder import FolderGenerations

Index = Callable[..., Report]

NAMES = ["a", "b", "x/a", "x/y/ب", "x/y/\udcff"]
FILES = st.builds(File, st.sampled_from(["/r", "/s"]), st.sampled_from(NAMES), st.integers(1, 2), st.just(1))
INSIDE = st.builds(File, st.just("/r/x"), st.sampled_from(["a", "y/ب"]), st.integers(1, 2), st.just(1))
ALONE = st.builds(File, st.just("/r/b"), st.just(""), st.integers(1, 2), st.just(1))
SETS = st.sets(FILES | INSIDE | ALONE)
PLACES = st.sets(st.sampled_from(["/r/a", "/r/x", "/r/x/a", "/s/a", "/r/b"]), max_size=2)


def lines_of(files: set[File]) -> set[str]:
    """Encoded origins, of files whose content is known by their size."""
    return {encode_origin(Origin(*file, f"{file.size}d")) for file in files}


def listing(file: File) -> Listing:
    """A file alone, as of a walk that leaves every folder and comes back."""
    folder, _, name = file.path.rpartition("/")
    return Listing(file.root, folder, f"{name}/{file.size}/{file.modified}")


@given(SETS, SETS, PLACES, PLACES)
def test_folders_left_alone_change_nothing(
    walked: set[File], held: set[File], hidden: set[str], again: set[str]
) -> None:
    by_place = {file.place: file for file in sorted(walked)}
    found = sorted(by_place.values())
    is_hidden, roots = below(hidden), ["/r", *hidden]
    shown = (file for file in found if not is_hidden(file.place))
    expected = compare(shown, lines_of(held), roots, (), again)
    files, lines, same = Manifest.of(lines_of(held)).apart([*map(listing, found)], hidden, again)
    changes = compare((file for file in files if not is_hidden(file.place)), lines, roots, (), again)
    assert changes.unchanged + same == expected.unchanged
    assert (changes.new, changes.changed) == (expected.new, expected.changed)
    assert sorted(changes.outdated) == sorted(expected.outdated)


@given(SETS, SETS)
def test_a_manifest_follows_a_commit(before: set[File], after: set[File]) -> None:
    manifest = Manifest.of(lines_of(before)).after(lines_of(before ^ after), lines_of(after - before))
    assert manifest == Manifest.of(lines_of(after))
    assert Manifest.decode(manifest.encode()) == manifest
    assert set(manifest.origins(manifest.folders)) == lines_of(after)


def test_only_folders_in_which_something_differs_are_looked_at() -> None:
    before = {File("/r", f"{folder}/{name}", 1, 1) for folder in "ab" for name in "12"}
    now = sorted({*before, File("/r", "b/3", 1, 1)})
    files, lines, same = Manifest.of(lines_of(before)).apart([*map(listing, now)], (), ())
    assert (len([*files]), len([*lines]), same) == (3, 2, 2)


@pytest.fixture
def kept(index: Index, folder: Path, settings: Settings) -> Path:
    """The file of an index of three articles."""
    index(folder)
    generations = FolderGenerations(settings.index)
    current = generations.current()
    assert current is not None
    return generations.beside(current) / NAME


def test_the_engine_is_not_asked(
    kept: Path, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(KeptManifest, "_read", lambda _: pytest.fail("it was"))
        assert reindex(settings, [folder]).unchanged_files == 3
        (folder / "one.txt").write_text("نهر آخر.\n", "utf-8")
        assert reindex(settings, [folder]).changed == 1
        assert reindex(settings, [folder]).unchanged_files == 3


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "changed"])
def test_a_file_that_is_damaged_is_made_again(kept: Path, index: Index, folder: Path, damage: str) -> None:
    whole = kept.read_bytes()
    kept.unlink()
    if damage != "gone":
        kept.write_bytes({"empty": b"", "cut": whole[:-9], "changed": whole[:-1] + b"?"}[damage])
    assert index(folder).unchanged_files == 3
    assert kept.read_bytes() == whole


def test_a_file_of_another_commit_is_not_believed(kept: Path, index: Index, folder: Path) -> None:
    before = kept.read_bytes()
    (folder / "one.txt").write_text("نهر آخر.\n", "utf-8")
    index(folder)
    kept.write_bytes(before)
    assert (index(folder).unchanged_files, index(folder).written) == (3, 0)


def test_taking_down_leaves_a_file_of_another_commit(
    kept: Path, index: Index, folder: Path, settings: Settings
) -> None:
    before = kept.read_bytes()
    assert remove(settings, [str(folder / "one.txt")]) == 1
    assert (index(folder).unchanged_files, kept.read_bytes() != before) == (2, True)


def test_a_preview_leaves_the_file_alone(kept: Path, folder: Path, settings: Settings) -> None:
    kept.unlink()
    reindex(settings, [folder], Options(dry_run=True))
    assert not kept.exists()


def test_a_file_that_cannot_be_written_fails_nothing(kept: Path, folder: Path, settings: Settings) -> None:
    kept.unlink()
    kept.with_name(f"{NAME}.new").mkdir()
    assert reindex(settings, [folder]).unchanged_files == 3
    assert not kept.exists()
