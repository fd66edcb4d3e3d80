"""A disk that loses what was not flushed: what a power cut after any call would leave of an index."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tracing import Call, Descriptor

Tree = Mapping[str, bytes | None]
"""Paths of files to what they hold, of folders to None."""


@dataclass(slots=True, eq=False)
class Node:
    """A file: what it holds, and what of that was flushed."""

    data: bytes = b""
    flushed: bytes = b""


@dataclass(slots=True)
class Open:
    """A file that is open, and where in it the next write goes."""

    node: Node
    at: int = 0


class Disk:
    """The files below `root`, as they are and as they are durable. Calls are applied one by one."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self.entries: dict[str, Node | None] = {
            path: None if data is None else Node(data, data) for path, data in tree(root).items()
        }
        self.durable = dict(self.entries)
        self._open: dict[int, Open] = {}

    def apply(self, call: Call) -> bool:
        """Follow a call; whether it was one on these files."""
        if call.result < 0:
            return False
        return bool(getattr(self, f"_{call.name}")(call))

    def now(self) -> Tree:
        """What a process sees."""
        return {path: None if node is None else node.data for path, node in self.entries.items()}

    def after_power_cut(self) -> Iterator[Tree]:
        """Names are kept in order, of contents only what was flushed: the rest is cut off, or zeros. Or
        neither names nor contents are kept that were not flushed.
        """
        yield {path: _flushed(node) for path, node in self.entries.items()}
        yield {path: _zeroed(node) for path, node in self.entries.items()}
        yield {path: _flushed(node) for path, node in self.durable.items() if self._is_reached(path)}

    def _is_reached(self, path: str) -> bool:
        return not path or (path in self.durable and self._is_reached(_parent(path)))

    def _openat(self, call: Call) -> bool:
        path = self._path(call, 0)
        self._open.pop(call.result, None)
        flags = str(call.given[2]).split("|")
        if path is None:
            return False
        if path not in self.entries and "O_CREAT" in flags:
            self.entries[path] = Node()
        if not (node := self.entries.get(path)):
            return False  # a folder
        if "O_TRUNC" in flags:
            node.data = b""
        assert "O_APPEND" not in flags
        self._open[call.result] = Open(node)
        return "O_RDONLY" not in flags

    def _write(self, call: Call) -> bool:
        if not (file := self._file(call)):
            return False
        data = call.given[1]
        assert isinstance(data, bytes)
        data, before = data[: call.result], file.node.data.ljust(file.at, b"\0")
        file.node.data = before[: file.at] + data + before[file.at + len(data) :]
        file.at += len(data)
        return True

    def _lseek(self, call: Call) -> bool:
        if file := self._file(call):
            file.at = call.result
        return False

    def _ftruncate(self, call: Call) -> bool:
        if not (file := self._file(call)):
            return False
        size = int(str(call.given[1]))
        file.node.data = file.node.data[:size].ljust(size, b"\0")
        return True

    def _fsync(self, call: Call) -> bool:
        if file := self._file(call):
            file.node.flushed = file.node.data
            return True
        path = self._inside(_descriptor(call).path)
        if path is None:
            return False
        inside = {name: node for name, node in self.entries.items() if _parent(name) == path}
        others = {name: node for name, node in self.durable.items() if _parent(name) != path}
        self.durable = others | inside
        return True

    _fdatasync = _fsync

    def _rename(self, call: Call) -> bool:
        paths = [self._inside(os.fsdecode(given)) for given in call.given if isinstance(given, bytes)]
        if None in paths:
            return False
        before, after = map(str, paths)
        self.entries[after] = self.entries.pop(before)
        return True

    _renameat = _rename

    def _unlink(self, call: Call) -> bool:
        path = self._path(call, 0)
        return path is not None and self.entries.pop(path, self) is not self

    _unlinkat = _rmdir = _unlink

    def _mkdir(self, call: Call) -> bool:
        path = self._path(call, 0)
        if path is not None:
            self.entries[path] = None
        return path is not None

    _mkdirat = _mkdir

    def _unknown(self, call: Call) -> bool:
        assert self._file(call) is None, call.name
        return False

    _pwrite64 = _sendfile = _copy_file_range = _unknown

    def _file(self, call: Call) -> Open | None:
        number, path = _descriptor(call)
        return self._open.get(number) if self._inside(path) else None

    def _path(self, call: Call, number: int) -> str | None:
        """Below the root, that of a call that was given a path, or a folder and a path below it."""
        first, second = call.given[number], call.given[number + 1 :][:1]
        if isinstance(first, Descriptor):
            (name,) = second
            assert isinstance(name, bytes)
            return self._inside(str(Path(first.path, os.fsdecode(name))))
        assert isinstance(first, bytes)
        return self._inside(os.fsdecode(first))

    def _inside(self, path: str) -> str | None:
        """The path below the root, "" for the root, None for what is elsewhere."""
        return path[len(self._root) + 1 :] if f"{path}/".startswith(f"{self._root}/") else None


def _descriptor(call: Call) -> Descriptor:
    first = call.given[0]
    assert isinstance(first, Descriptor), call
    return first


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _flushed(node: Node | None) -> bytes | None:
    return None if node is None else node.flushed


def _zeroed(node: Node | None) -> bytes | None:
    return None if node is None else node.flushed[: len(node.data)].ljust(len(node.data), b"\0")


def tree(root: Path) -> Tree:
    """The files and folders below `root`."""
    paths = root.rglob("*")
    return {str(path.relative_to(root)): None if path.is_dir() else path.read_bytes() for path in paths}


def lay_out(root: Path, files: Tree) -> None:
    """Make a folder that holds these."""
    root.mkdir()
    for path in sorted(files):
        data = files[path]
        if data is None:
            (root / path).mkdir()
        else:
            (root / path).write_bytes(data)
