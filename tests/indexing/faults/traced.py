"""Run as a script: changes of an index in processes of its own, each held until somebody traces it.

`traced.py INDEX ENGINE FOLDER` takes lines "KIND BYTES" and answers each twice, in lines of JSON: with the
process, which has stopped itself until it is let go on, then with how it ended: null, or the error it raised.
KIND is "changes" or "full" for a run of reindex, "removal" for an article taken down.
No file may grow beyond BYTES, if that is not 0: what is written there is cut short.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import socket
import sys
from pathlib import Path

from versions import REMOVED

from search.indexing.reindex import Options, reindex
from search.indexing.takedown import remove
from search.settings import Settings
from search.store.analyzer import load_analyzer
from search.store.choose import generations_of

PR_SET_PTRACER, ANY = 0x59616D61, ctypes.c_ulong(-1)


def main(index: str, engine: str, folder: str) -> None:
    """Run as told, line by line."""
    settings = Settings(index=Path(index), engine=engine, workers=1)
    load_analyzer(None)
    for line in sys.stdin:
        kind, size = line.split()
        told, tell = socket.socketpair()  # a pipe would take a write, which is to fail
        child = os.fork()
        if not child:
            _run(settings, Path(folder), kind, int(size), tell)
        tell.close()
        os.waitpid(child, os.WUNTRACED)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        with told:
            print(told.recv(10_000).decode() or json.dumps(f"ended with {status}"), flush=True)


def _run(settings: Settings, folder: Path, kind: str, size: int, tell: socket.socket) -> None:
    error = None
    try:
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANY, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        if size:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        store = generations_of(settings)
        if kind == "removal":
            remove(store, [str(folder / REMOVED)])
        else:
            reindex(settings, store, [folder], Options(full=kind == "full"))
    except BaseException as raised:
        error = f"{type(raised).__name__}: {raised}"
    tell.send(json.dumps(error).encode())
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
