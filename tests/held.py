"""Run as a program: `held.py FILE WORDS...` is `fihris WORDS...`, held back for ever when it opens FILE.

It says so before. A signal then finds the run at a known step, however fast or slow the machine is.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from search.cli.commands import main


def hold(event: str, given: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(given[0], str | os.PathLike) and os.fspath(given[0]) == sys.argv[1]:
        print(f"held at {sys.argv[1]}", file=sys.stderr, flush=True)
        while True:  # not one long wait: a signal that comes just before it would not end it
            time.sleep(0.1)


if __name__ == "__main__":
    sys.addaudithook(hold)
    main(sys.argv[2:])
