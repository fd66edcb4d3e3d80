"""Measures reindexing: time, memory and size, of full builds and of the runs after one.

    python tests/bench/reindex.py ARTICLES.jsonl --articles 300000 --layout folder --workers 2
    python tests/bench/reindex.py ARTICLES.jsonl --articles 29795 --rounds 3 --lucene CLASSPATH

The articles of the file (`id`, `title`, `text`, …, a line each) are taken as often as it needs to make so
many, under new ids, as one JSONL file or as a folder of files. Every run is the `fihris` command in a process
of its own. Seconds are wall time from command to exit, and the CPU time of all its processes. Memory is the
highest sum, over all processes of the run and looked at twenty times a second, of Pss_Anon (what they have
allocated, shared pages counted once) and of Pss (with the pages of mapped index files, which the system may
drop at any time): /proc/PID/smaps_rollup.

With `--lucene`, the Java class path of Lucene and of the class LuceneRun, every full build is followed by one
of Lucene over the same articles: `java LuceneRun COLLECTION INDEX THREADS fields`, of which the seconds it
prints (of indexing alone) and those from command to exit are told.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PER_FOLDER = 1_000
EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds, megabytes at the highest, and what the command reported."""

    name: str
    seconds: float
    cpu_seconds: float
    anonymous_mb: float
    pss_mb: float
    added: int
    changed: int
    removed: int
    skipped: int
    articles: int


def main() -> None:
    """Make the articles, run, print."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="fihris-bench-", dir=options.work) as name:
        folder, index = Path(name) / "articles", Path(name) / "index"
        raw = make(options.source, folder, options.articles, options.layout)
        command = [
            sys.executable,
            "-m",
            "search.cli.commands",
            "reindex",
            str(folder),
            "--json",
            "--index",
            str(index),
        ]
        command += ["--workers", str(options.workers), "--engine", options.engine]
        runs, peers = [], []
        for _ in range(options.rounds):
            shutil.rmtree(index, ignore_errors=True)
            runs.append(run("full build", command))
            if options.lucene:
                peers.append(lucene(options.lucene, folder, Path(name) / "lucene", options.workers))
        size = _size(index)
        runs.append(run("no change", command))
        change(folder, options.layout)
        runs.append(run("one file changed", command))
        (folder / "new.txt").write_text("خبر جديد عن مدرسة القرية.\n", "utf-8")
        runs.append(run("one file added", command))
        (folder / "new.txt").unlink()
        runs.append(run("one file removed", command))
    figures = {
        "articles": options.articles,
        "layout": options.layout,
        "raw_mb": _mb(raw),
        "index_mb": _mb(size),
    }
    if options.json:
        print(json.dumps({**figures, "runs": [asdict(each) for each in runs], "lucene": peers}, indent=2))
        return
    print(" ".join(f"{key}={value}" for key, value in figures.items()))
    for each in runs:
        print(
            f"{each.name:<18}{each.seconds:>8.2f} s {each.cpu_seconds:>8.2f} s CPU"
            f" {each.anonymous_mb:>8.0f} MB anonymous {each.pss_mb:>8.0f} MB in all"
            f"   +{each.added} ~{each.changed} -{each.removed}"
            f" skipped {each.skipped}"
        )
    for peer in peers:
        print(f"{'Lucene':<18}" + "   ".join(f"{key}={value}" for key, value in peer.items()))


def make(source: Path, folder: Path, count: int, layout: str) -> int:
    """Write `count` articles; how many bytes of UTF-8 their titles and texts have."""
    folder.mkdir(parents=True)
    raw = 0
    lines = (folder / "articles.jsonl").open("w", encoding="utf-8") if layout == "jsonl" else None
    for number, article in enumerate(islice(_articles(source), count)):
        raw += len(f"{article.get('title') or ''}{article['text']}".encode())
        article["id"] = f"bench-{number}"
        text = json.dumps(article, ensure_ascii=False)
        if lines is not None:
            lines.write(text + "\n")
        else:
            path = folder / f"{number // PER_FOLDER:04}" / f"{number:07}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    if lines is not None:
        lines.close()
    return raw


def _articles(source: Path) -> Iterator[dict[str, Any]]:
    with source.open(encoding="utf-8") as stream:
        for line in cycle(stream):
            yield json.loads(line)


def change(folder: Path, layout: str) -> None:
    """Change one file: an article of a folder, or in a small file beside a JSONL of all."""
    path = folder / "0000" / "0000000.json" if layout == "folder" else folder / "small.json"
    article = json.loads(path.read_text("utf-8")) if path.exists() else {"id": "bench-small"}
    path.write_text(json.dumps({**article, "text": "خبر عن نهر القرية."}, ensure_ascii=False), "utf-8")


def run(name: str, command: list[str]) -> Run:
    """Run the command and look at its memory until it ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    began, before = time.perf_counter(), _cpu()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        anonymous = pss = 0
        while process.poll() is None:
            now = [_memory(pid) for pid in _family(process.pid)]
            anonymous = max(anonymous, sum(each["Pss_Anon"] for each in now))
            pss = max(pss, sum(each["Pss"] for each in now))
            time.sleep(EVERY)
        seconds, cpu = time.perf_counter() - began, _cpu() - before
        assert process.stdout is not None
        answer = process.stdout.read()
    if process.returncode not in (0, 1):
        sys.exit(f"{name}: exit code {process.returncode}")
    report = json.loads(answer)
    return Run(
        name, round(seconds, 2), round(cpu, 2), round(anonymous / 1024, 1), round(pss / 1024, 1),
        report["added"], report["changed"], report["removed"], len(report["skipped"]), report["articles"],
    )  # fmt: skip


def lucene(classpath: str, folder: Path, work: Path, threads: int) -> dict[str, str]:
    """Build an index of the articles in `folder` with LuceneRun: what it prints of it, and seconds in all."""
    work.mkdir(exist_ok=True)
    (work / "queries.tsv").write_text("1\tخبر\n", "utf-8")
    with (work / "corpus.tsv").open("w", encoding="utf-8") as corpus:
        for path in sorted(folder.rglob("*.json*")):
            for line in path.open(encoding="utf-8"):
                article = json.loads(line)
                cells = (article["id"], article.get("title") or "", article["text"])
                corpus.write("\t".join(" ".join(each.split()) for each in cells) + "\n")
    command = ["java", "-cp", classpath, "LuceneRun", str(work), str(work / "index"), str(threads), "fields"]
    began, before = time.perf_counter(), _cpu()
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    ours = {"whole": f"{time.perf_counter() - began:.2f}", "cpu": f"{_cpu() - before:.2f}"}
    return {**dict(re.findall(r"(docs|seconds|bytes)=(\S+)", answer)), **ours}


def _cpu() -> float:
    """CPU seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from _family(int(child))


def _memory(pid: int) -> dict[str, int]:
    """Kilobytes of a process; nothing of one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        lines = []
    found = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    return {name: found.get(name, 0) for name in ("Pss", "Pss_Anon")}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _mb(size: int) -> float:
    return round(size / 1_000_000, 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--layout", choices=["jsonl", "folder"], default="jsonl")
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--rounds", type=int, default=1, help="full builds (default: 1)")
    parser.add_argument("--lucene", metavar="CLASSPATH", help="Lucene's jars and LuceneRun; see above")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--work", type=Path, help="where to write (default: the system's temporary folder)")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
