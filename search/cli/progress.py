"""Progress of a run: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from search.articles.slow import SLOW_SECONDS, Tell
from search.cli.messages import say
from search.indexing.reindex import Progress as Tick

EVERY = 5.0
"""Seconds between two lines of progress where there is no terminal."""


@contextmanager
def progress(language: str) -> Iterator[Tick]:
    """A progress bar with rate and time left on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield _plain_ticks(language)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]:,}"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say(language, "reading"), total=None, articles=0, rate="")

        def tick(done: int, total: int, articles: int) -> None:
            elapsed = bar.tasks[0].elapsed or 1e-9
            rate = say(language, "rate", rate=f"{articles / elapsed:,.0f}")
            bar.update(task, completed=done, total=total, articles=articles, rate=rate)

        yield tick


def slow(language: str) -> Tell | None:
    """Who is told of files that take long to read: on a terminal nobody, elsewhere a line names each."""
    if sys.stderr.isatty():
        return None

    def tell(name: str) -> None:
        print(say(language, "slow", name=name, seconds=SLOW_SECONDS), file=sys.stderr, flush=True)

    return tell


def _plain_ticks(language: str) -> Tick:
    began = told = time.monotonic()

    def tick(done: int, total: int, articles: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told < EVERY and done < total:
            return
        told = now
        rate = say(language, "rate", rate=f"{articles / max(now - began, 1e-3):,.0f}")
        line = f"{say(language, 'reading')}: {done * 100 // total if total else 100} % ({articles:,}, {rate})"
        if 0 < done < total:
            left = timedelta(seconds=round((now - began) * (total - done) / done))
            line += say(language, "left", left=left)
        print(line, file=sys.stderr, flush=True)

    return tick
