"""What reindexing costs: full builds in turn with Lucene's, and the runs after them.

    python tests/bench/reindex.py ARTICLES.jsonl --articles 29795 --rounds 2 --lucene
    python tests/bench/reindex.py ARTICLES.jsonl --articles 300000

The articles of the file (`id`, `title`, `text`, …, a line each) are taken as often as it needs to make so
many, under new ids, as files of a thousand or, with `--layout single`, of one. With `--other-words 50` half
of the longer words of each further copy are others, as larger collections have more words.

Every run is a command in a process of its own, timed from start to exit. A round is a first run, without
written forms kept by runs before; a later run, which finds what the first one kept, and builds the index
anew; and with `--lucene` one of LuceneRun with three levels and one with one (see lucene.py). The lexicon is
made before, once. All news, two quiet cores: 1.5 minutes a round.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from itertools import count, islice
from pathlib import Path
from statistics import median
from typing import Any
from zlib import crc32

from lucene import lucene, rows
from processes import FIHRIS, Run, run

PER_FILE = 1_000
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LONG = re.compile("[ء-ي]{4,}")  # U+0621 to U+064A
LEVELS, ONE = "Lucene, three levels", "Lucene, one level"


def main() -> None:
    """Make the articles, run, print."""
    options = _options()
    with ExitStack() as stack:
        work = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="fihris-bench-", dir=options.work))
        )
        folder, index, cache = work / "articles", work / "index", work / "cache"
        raw = make(options.source, folder, options.articles, options.layout, options.other_words)
        command = [*FIHRIS, "reindex", folder, "--json", "--index", index]
        command += ["--workers", str(options.workers), "--engine", options.engine]
        peers: dict[str, list[str]] = {}
        if options.lucene:
            peer = stack.enter_context(lucene(_written(folder), [{"text": "خبر"}], options.work))
            peers = {
                LEVELS: peer.command("levels", options.workers),
                ONE: peer.command("one", options.workers),
            }

        print(f"{'making the lexicon':<22}{run([*FIHRIS, 'analyze', 'خبر'], XDG_CACHE_HOME=cache)}")

        def ours(name: str) -> Run:
            done = run(command, XDG_CACHE_HOME=cache)
            report = json.loads(done.output)
            changes = "".join(
                f" {sign}{report[key]}" for sign, key in (("+", "added"), ("~", "changed"), ("-", "removed"))
            )
            print(f"{name:<22}{done}  {changes}", flush=True)
            return done

        later: list[Run] = []
        beside: dict[str, list[Run]] = {name: [] for name in peers}
        for _ in range(options.rounds):
            (cache / "fihris/forms").unlink(missing_ok=True)
            shutil.rmtree(index, ignore_errors=True)
            ours("first run")
            shutil.rmtree(index)
            later.append(ours("a later run"))
            for name, each in peers.items():
                beside[name].append(run(each))
                print(f"{name:<22}{beside[name][-1]}", flush=True)
        for name, others in beside.items():
            print(f"a later run / {name}: {_ratio(later, others)}")
        print(f"articles {options.articles}, text {_mb(raw)} MB, index {_mb(_size(index))} MB")
        ours("no change")
        change(folder)
        ours("one file changed")
        (folder / "new.txt").write_text("خبر جديد عن مدرسة القرية.\n", "utf-8")
        ours("one file added")
        (folder / "new.txt").unlink()
        ours("one file removed")


def make(source: Path, folder: Path, articles: int, layout: str, others: int) -> int:
    """Write so many articles; how many bytes of UTF-8 their titles and texts have."""
    raw = 0
    given = islice(_articles(source, others), articles)
    per_file = PER_FILE if layout == "lines" else 1
    for number in count():
        if not (some := list(islice(given, per_file))):
            return raw
        path = folder / f"{number * per_file // PER_FILE:04}" / f"{number:07}.jsonl"
        path.parent.mkdir(exist_ok=True, parents=True)
        with path.open("w", encoding="utf-8") as stream:
            for nth, article in enumerate(some):
                raw += len(f"{article.get('title') or ''}{article['text']}".encode())
                article["id"] = f"bench-{number * per_file + nth}"
                stream.write(json.dumps(article, ensure_ascii=False) + "\n")


def _articles(source: Path, others: int) -> Iterator[dict[str, Any]]:
    """The articles again and again, from the second time on with `others` % of the longer words changed."""
    yield from rows(source)
    for copy in count(1):

        @cache
        def other(word: str, copy: int = copy) -> str:
            mark = crc32(word.encode())
            at = 1 + mark % (len(word) - 2)
            letter = LETTERS[(mark + copy) % len(LETTERS)]
            return word[:at] + letter + word[at + 1 :] if mark // 100 % 100 < others else word

        for article in rows(source):
            if others:
                article["text"] = LONG.sub(lambda match: other(match[0]), article["text"])
            yield article


def change(folder: Path) -> None:
    """Change the first article of the first file."""
    path = min(folder.rglob("*.jsonl"))
    first, *others = path.read_text("utf-8").splitlines(keepends=True)
    article = {**json.loads(first), "text": "خبر عن نهر القرية."}
    path.write_text(json.dumps(article, ensure_ascii=False) + "\n" + "".join(others), "utf-8")


def _written(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.jsonl")):
        yield from rows(path)


def _ratio(ours: list[Run], others: list[Run]) -> str:
    wall = median(each.seconds for each in ours) / median(each.seconds for each in others)
    cpu = median(each.cpu_seconds for each in ours) / median(each.cpu_seconds for each in others)
    return f"wall {wall:.2f}, CPU {cpu:.2f}"


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
    parser.add_argument("--layout", choices=["lines", "single"], default="lines")
    parser.add_argument("--other-words", type=int, default=0, metavar="PERCENT")
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--lucene", action="store_true", help="in turn with Lucene")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--work", type=Path, help="where to write (default: the system's temporary folder)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
