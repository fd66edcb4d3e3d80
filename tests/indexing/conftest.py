"""Shared by the tests of the service: a small folder of articles."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, a file each."""
    root = tmp_path / "articles"
    root.mkdir()
    for name, text in (("one", "مدرسة القرية"), ("two", "نهر الفرات"), ("three", "جبل شامخ")):
        (root / f"{name}.txt").write_text(f"{text}.\n", "utf-8")
    return root
