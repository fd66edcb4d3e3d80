"""An index that may only be read, as tantivy wants it: in a folder in which its readers can lock a file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory


class Links:
    """A folder of links to the files of an index in `source`, gone with this object or with `close`."""

    def __init__(self, source: Path) -> None:
        self._source = source.resolve()
        self._made = TemporaryDirectory(prefix="fihris-links-")
        self.folder = Path(self._made.name)
        self.renew()

    def renew(self) -> None:
        """Link what was added, and let go of what is gone. Raises OSError."""
        there, linked = _files(self._source), _files(self.folder)
        for name in there - linked:
            (self.folder / name).symlink_to(self._source / name)
        for name in linked - there:
            (self.folder / name).unlink()

    def close(self) -> None:
        """Remove the folder."""
        self._made.cleanup()


def _files(folder: Path) -> set[str]:
    """The names of an index's files but for the locks."""
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}
