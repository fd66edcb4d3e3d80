"""What the command line shows: progress, reports, answers with marks in colour."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from html import unescape
from io import StringIO
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from search.articles import Read, Skipped
from search.articles.result import printable
from search.cli.messages import say
from search.indexing.folders import SPECIAL
from search.indexing.report import Report
from search.indexing.survey import DOUBTS, Survey
from search.messages import MAX_NAMES, Enumeration
from search.model import Article, Match, SearchPage
from search.store.left_out import LeftOut


def report(done: Report, language: str, *, is_mapped: bool = False, lacks_tantivy: bool = False) -> str:
    """The report of a run; `is_mapped` says that fields were given other names, `lacks_tantivy` that Whoosh
    holds what tantivy would.
    """
    lines = [
        say(
            language,
            "done" if done.generation else "first",
            added=done.added,
            changed=done.changed,
            removed=done.removed,
            unchanged=done.unchanged_files,
            skipped=done.left_out,
            articles=done.articles,
            generation=done.generation,
            engine=done.engine,
            seconds=done.seconds,
            rate=done.per_second,
        )
    ]
    if done.dry_run:
        lines.insert(0, say(language, "would"))
    if unnamed := done.left_out - sum(part.count for part in done.skipped):
        lines.append(say(language, "unnamed", unnamed=unnamed))
    if done.repaired:
        lines.append(say(language, "repaired", repairs=repairs(done.repaired, language)))
    if done.ignored:
        lines.append(_ignored(done.ignored, language))
    if is_mapped and done.unchanged_files:
        lines.append(say(language, "mapped"))
    if lacks_tantivy:
        lines.append(say(language, "no_tantivy"))
    return "\n".join(lines)


def _ignored(endings: Mapping[str, int], language: str) -> str:
    named = {"": say(language, "no_ending"), SPECIAL: say(language, "special")}
    counts = {named.get(ending, ending): count for ending, count in sorted(endings.items())}
    return say(language, "ignored", kinds=_counted(counts, language))


def survey(surveyed: Survey, language: str) -> str:
    """What a survey found: a line for each finding, the most frequent first, with samples."""
    left = len(surveyed.skipped)
    lines = [say(language, "surveyed", files=surveyed.files, articles=surveyed.articles, skipped=left)]
    for kind, count in surveyed.findings.most_common():
        name = say(language, kind)
        if kind not in DOUBTS:
            name = f"{say(language, 'repairs')}: {name}"
        samples = _comma(language).join(map(printable, surveyed.samples[kind]))
        lines.append(f"{name} {count:,} ({samples})")
    if surveyed.ignored:
        lines.append(_ignored(surveyed.ignored, language))
    return "\n".join(lines)


def names(files: Sequence[str], language: str) -> str:
    """The names of the first files, and how many more there are."""
    first = Enumeration.bounded(map(printable, files)).text(language)
    more = len(files) - MAX_NAMES
    return say(language, "more", names=first, more=more) if more > 0 else first


def answer(page: SearchPage, language: str) -> str:
    """Hits one under the other, matched words in colour where the terminal has colour."""
    console = _console()
    summary = say(language, "found", total=page.total, partial=page.total_partial, took=page.took_ms)
    console.print(Text(summary, style="dim"))
    for warning in page.warnings:
        console.print(Text(warning.message.text(language), style="yellow"))
    if not page.hits:
        console.print(Text(say(language, "nothing")))
    for number, hit in enumerate(page.hits, 1 + (page.request.page - 1) * page.request.size):
        article = hit.article
        line = Text(f"\n{number}. ").append_text(_marked(hit.title_html, "bold"))
        console.print(line)
        console.print(Text("   ").append_text(_marked(hit.snippet_html.replace("\n", " "), "")))
        partial = say(language, "partial") if hit.match is Match.PARTIAL else ""
        facts = filter(None, (article.source, _date(article, language), article.id, partial))
        console.print(Text("   " + " · ".join(facts), style="dim"))
    for other in page.suggestions:
        console.print(Text(say(language, "try", query=other.query, total=other.total), style="cyan"))
    return _printed(console)


def extracted(result: Read | Skipped, language: str) -> str:
    """An article as read, or why not."""
    if isinstance(result, Skipped):
        return result.text(language)
    article = result.article
    values = {
        "id": article.id,
        "title": article.title,
        "date": _date(article, language),
        "source": article.source,
        "author": article.author,
        "url": article.url,
        "tags": _comma(language).join(article.tags),
        "repairs": repairs(article.repairs, language),
    }
    lines = [f"{say(language, name)}: {value}" for name, value in values.items() if value]
    return "\n".join([*lines, "", article.text, ""])


def _date(article: Article, language: str) -> str:
    date = article.date or ""
    return f"{date} ({say(language, 'inferred')})" if article.date_inferred else date


def repairs(counts: Mapping[str, int], language: str) -> str:
    """Kinds of repairs in words, each with its number, the most frequent first."""
    most = sorted(counts.items(), key=lambda kind: (-kind[1], kind[0]))
    return _counted({say(language, kind): count for kind, count in most}, language)


def as_json(value: Any, indent: int | None = 2) -> str:
    """A value as JSON in which Arabic stays readable."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)


def _counted(counts: Mapping[str, int], language: str) -> str:
    return _comma(language).join(f"{name} {count:,}" for name, count in counts.items())


def _comma(language: str) -> str:
    return "، " if language == "ar" else ", "


def levels(rows: Sequence[Mapping[str, Any]]) -> str:
    """The five levels as a table, and the readings: lemma, part of speech, share, what knows the word."""
    names = ("word", "vocalised", "surface", "folded", "lemma", "root", "stop")
    table = Table(*names, "readings")
    for row in rows:
        readings = (f"{r['lemma']} {r['kind']} {r['weight']:.2f} {r['by']}" for r in row["readings"])
        cells = ("✓" if row[name] is True else str(row[name] or "") for name in names)
        table.add_row(*cells, "\n".join(readings))
    console = _console()
    console.print(table)
    return _printed(console)


def stats(figures: Mapping[str, Any], language: str) -> str:
    """An index's figures, a line each."""
    table = Table(show_header=False, box=None)
    for name, value in figures.items():
        table.add_row(say(language, name), _figure(value, language))
    console = _console()
    console.print(table)
    return _printed(console)


def left_out(known: LeftOut, language: str) -> str:
    """What is left out of an index, a line each: the file, the part of it, why."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for _, part in known.named():
        where = part.part.text(language) if part.part else ""
        table.add_row(printable(part.name), where, part.reason.text(language))
    console = _console()
    if table.row_count:
        console.print(table)
    console.print(say(language, "left_out", count=known.count()[0], named=table.row_count))
    return _printed(console)


def queries(figures: Mapping[str, Any], language: str) -> str:
    """What a query log tells: its figures, then a table for each list."""
    console = _console()
    console.print(
        say(language, "asked", **{name: figures[name] for name in ("searches", "missed", "unread")})
    )
    lists = {
        "most_asked": ("query", "times", "total"),
        "most_missed": ("query", "times"),
        "days": ("day", "searches", "missed"),
        "equivalents": ("line", "by", "times"),
    }
    for name, columns in lists.items():
        if figures[name]:
            table = Table(title=say(language, name), title_justify="left", box=None)
            for column in columns:
                table.add_column(say(language, f"asked_{column}"))
            for row in figures[name]:
                cells = {**row, "by": say(language, f"asked_{row['by']}")} if "by" in row else row
                table.add_row(*(_figure(cells[column], language) for column in columns))
            console.print("", table)
    return _printed(console)


def _figure(value: Any, language: str) -> str:
    if isinstance(value, list | tuple):
        return _counted(dict(value), language)
    return f"{value:,}" if isinstance(value, int) else str(value or "")


def _console() -> Console:
    real = Console()
    return Console(
        file=StringIO(), force_terminal=real.is_terminal, color_system="auto" if real.is_terminal else None,
        width=real.width if real.is_terminal else 160, highlight=False, soft_wrap=True,
    )  # fmt: skip


def _printed(console: Console) -> str:
    assert isinstance(console.file, StringIO)  # noqa: S101 (made in _console)
    return "\n".join(line.rstrip() for line in console.file.getvalue().rstrip("\n").split("\n"))


def _marked(html: str, style: str) -> Text:
    text = Text(style=style)
    for part in re.split("(<mark>.*?</mark>)", html, flags=re.DOTALL):
        if part.startswith("<mark>"):
            text.append(unescape(part[6:-7]), style="bold black on yellow" if sys.stdout.isatty() else "")
        else:
            text.append(unescape(part))
    return text
