"""Where built indexes live, one generation beside the next, and which of them answers.

In a folder: generations/<n>/, CURRENT naming the one that answers. A generation is complete before CURRENT
names it; the swap is one atomic rename. Readers hold a shared lock on the generation they have open, so that
it is collected only once nobody uses it.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from search.disk import flush, hold, replace
from search.engines.base import Engine
from search.engines.choose import open_engine
from search.errors import CannotIndex, FihrisError, IndexBusy, NoIndex
from search.store import checksums, tombstones
from search.store.generations import Footprint, Generation
from search.store.tombstones import Tombstones


class FolderGenerations:
    """The generations under an index folder."""

    def __init__(self, index: Path) -> None:
        self.index = index
        self._damaged: tuple[str, ...] | None = None
        """What a writer found damaged before it began."""
        self._look = checksums.Look()

    @property
    def place(self) -> str:
        """The folder, for messages."""
        return str(self.index)

    def folder(self, number: int) -> Path:
        """The folder of a generation."""
        return self.index / "generations" / str(number)

    def current(self) -> Generation | None:
        """The generation that answers, None before the first; raises NoIndex when it is damaged."""
        number = self.current_number()
        if number is None:
            return None
        try:
            return Generation(**json.loads((self.folder(number) / "generation.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            if self.current_number() != number:  # replaced and removed meanwhile
                return self.current()
            raise _damaged(self.index, number) from error

    def current_number(self) -> int | None:
        """The number that CURRENT names; cheap enough to ask at every request."""
        try:
            return int((self.index / "CURRENT").read_text("ascii"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise NoIndex(
                "{index} cannot be read: run `fihris reindex --full`.", index=self.index / "CURRENT"
            ) from error

    def create(self, engine: str, fingerprint: str) -> Generation:
        """A new generation beside the others, not yet the one that answers."""
        generation = Generation(max(self._taken(), default=0) + 1, engine, fingerprint)
        folder = self.folder(generation.number)
        try:
            folder.mkdir(parents=True)
            (folder / "USE").touch()
            (folder / "generation.json").write_text(json.dumps(asdict(generation)), "utf-8")
        except OSError:
            self.discard(generation)
            raise
        return generation

    def open(self, generation: Generation, *, create: bool = False) -> Engine:
        """The engine of a generation; `create` for one not yet written.

        Raises NoIndex when it is damaged, CannotIndex when it cannot be made.
        """
        try:
            return open_engine(generation.engine, self.folder(generation.number) / "engine", create=create)
        except NoIndex as error:
            if create:
                raise _unwritable(self.index, error.__cause__ or error) from error
            raise _damaged(self.index, generation.number) from error

    @contextmanager
    def using(self, generation: Generation) -> Iterator[None]:
        """Keep a generation from being removed while it is read.

        Raises NoIndex when it is gone or going: unless it is damaged, another one answers by then.
        """
        with ExitStack() as held:
            try:
                held.enter_context(hold(self.folder(generation.number) / "USE", exclusive=False))
            except OSError as error:
                raise _damaged(self.index, generation.number) from error
            yield
        self._remove_left(generation.number)

    def _remove_left(self, number: int) -> None:
        """Remove a generation that was replaced once its last reader leaves: no run may come for long."""
        with suppress(OSError):
            if number < (self._answers() or 0):
                self._remove_unused(self.folder(number))

    def publish(self, generation: Generation) -> None:
        """Flush a complete generation to disk and make it the one that answers, atomically."""
        folder = self.folder(generation.number)
        for path in [*folder.rglob("*"), folder, folder.parent, self.index, self.index.parent]:
            flush(path)
        replace(self.index / "CURRENT", f"{generation.number}\n")

    def discard(self, generation: Generation) -> None:
        """Remove a generation that was not published."""
        if self._answers() != generation.number:
            shutil.rmtree(self.folder(generation.number), ignore_errors=True)

    def clean(self) -> None:
        """Remove generations that do not answer and that nobody has open; none while CURRENT is damaged."""
        current = self._answers()
        if current is None and (self.index / "CURRENT").exists():
            return
        for folder in self._folders():
            if int(folder.name) == current:
                continue
            self._remove_unused(folder)

    @staticmethod
    def _remove_unused(folder: Path) -> None:
        with suppress(FileNotFoundError), hold(folder / "USE", exclusive=True) as held:
            if held:  # else in use; where the file cannot be made, somebody else has removed the folder
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer; raises IndexBusy saying who is, CannotIndex when the folder cannot be written.

        An OSError from inside comes out as CannotIndex as well.
        """
        try:
            self._make_folder()
            path = self.index / "LOCK"
            with hold(path, exclusive=True) as held:
                if not held:
                    raise _busy(self.index, path.read_text("utf-8", errors="replace").strip() or "?")
                path.write_text(f"process {os.getpid()} on {socket.gethostname()}\n", "utf-8")
                with self._unsealed():
                    yield
        except OSError as error:
            raise _unwritable(self.index, error.strerror or error) from error

    @contextmanager
    def _unsealed(self) -> Iterator[None]:
        """While files change they have no checksums, and a killed run leaves none. What was damaged before
        stays known as that.
        """
        before = self._answers()
        self._damaged = self.damaged()
        if before is not None and not self._damaged:
            checksums.unseal(self.folder(before))
        try:
            yield
        finally:
            after = self._answers()
            if after is not None and not (self._damaged and after == before):
                checksums.seal(self.folder(after))
            self._damaged = None

    def damaged(self) -> tuple[str, ...]:
        """Files of the generation that answers that are not as they were written."""
        if self._damaged is not None:
            return self._damaged
        number = self._answers()
        return () if number is None else tuple(checksums.damaged(self.folder(number)))

    def visibly_damaged(self) -> list[str]:
        """Those of them that a look at sizes and times finds; cheap enough for every request."""
        number = self._answers()
        return [] if number is None else self._look.damaged(self.folder(number))

    def tombstones(self) -> Tombstones:
        """What was taken down by hand. Raises NoIndex where that cannot be read."""
        return tombstones.load(self.index)

    def keep_tombstones(self, down: Tombstones) -> None:
        """Replace what was taken down, durably."""
        tombstones.save(self.index, down)

    def left_out(self, generation: Generation) -> str:
        """What is kept of what a generation lacks of its files; "" where nothing is. Raises NoIndex."""
        try:
            return (self.folder(generation.number) / checksums.LEFT_OUT).read_text("ascii")
        except FileNotFoundError:
            return ""
        except (OSError, ValueError) as error:
            raise _damaged(self.index, generation.number) from error

    def keep_left_out(self, generation: Generation, text: str) -> None:
        """Replace that, durably."""
        replace(self.folder(generation.number) / checksums.LEFT_OUT, text)

    def beside(self, generation: Generation) -> Path:
        """The generation's own folder."""
        return self.folder(generation.number)

    def footprint(self, generation: Generation) -> Footprint:
        """What the folder takes up, but for hidden files: they are the user's or his version control's."""
        files = list(_states(self.index))
        changed = max((state.st_mtime for state in files), default=0.0)
        return Footprint(sum(state.st_size for state in files), changed)

    def forget(self) -> None:
        """Remove every generation."""
        shutil.rmtree(self.index / "generations", ignore_errors=True)

    def _make_folder(self) -> None:
        try:
            self.index.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise CannotIndex(
                "{index} is not a folder: choose another place for the index.", index=self.index
            ) from error

    def _answers(self) -> int | None:
        try:
            return self.current_number()
        except FihrisError:
            return None

    def _taken(self) -> list[int]:
        """Numbers that no new generation may have: a reader may still know one by its number alone."""
        return [self._answers() or 0, *(int(folder.name) for folder in self._folders())]

    def _folders(self) -> list[Path]:
        parent = self.index / "generations"
        return [folder for folder in parent.iterdir() if folder.name.isdigit()] if parent.is_dir() else []


def _states(folder: Path) -> Iterator[os.stat_result]:
    """The files under a folder, but for hidden ones. A generation may be removed meanwhile."""
    for parent, _, names in os.walk(folder):
        for name in names:
            if not name.startswith("."):
                with suppress(FileNotFoundError):
                    yield Path(parent, name).stat()


def _busy(index: Path, holder: str) -> IndexBusy:
    return IndexBusy(
        "Another reindex is writing {index} ({holder}): wait for it or stop it.", index=index, holder=holder
    )


def _unwritable(index: Path, reason: object) -> CannotIndex:
    return CannotIndex(
        "The index in {index} cannot be written ({reason}); it is as it was.", index=index, reason=reason
    )


def _damaged(index: Path, number: int) -> NoIndex:
    return NoIndex(
        "The index in {index} is damaged (generation {number}): run `fihris reindex --full`.",
        index=index,
        number=number,
    )
