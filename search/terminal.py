"""What the command line shows: progress, reports, answers with marks in colour."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import unescape
from io import StringIO
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from search.articles import Read, Skipped
from search.model import BadSetting, Match, SearchPage
from search.service.ledger import Report
from search.service.reindex import Progress as Tick

_SAY: Mapping[str, tuple[str, str]] = {
    "removed": ("Articles taken down: {count}.", "عدد المقالات المحذوفة: {count}."),
    "restored": (
        "Entries restored: {count}; they come back at the next reindex.",
        "عدد ما استُعيد: {count}؛ ويعود إلى الفهرس عند إعادة الفهرسة.",
    ),
    "found": (
        "{total} results, {partial} partial ({took} ms)",
        "النتائج: {total}، والجزئية: {partial} ({took} م‌ث)",
    ),
    "nothing": ("Nothing was found.", "لم يُعثر على شيء."),
    "partial": ("partial: a word of the query is missing", "جزئية: تنقصها كلمة من كلمات البحث"),
    "inferred": ("inferred", "مستنتج"),
    "try": ("Try {query} ({total})", "جرّب: {query} ({total})"),
    "reading": ("Reading", "قراءة المقالات"),
    "rate": ("{rate}/s", "{rate} في الثانية"),
    "would": ("Dry run, nothing was changed.", "تجربة فقط، لم يتغيّر شيء."),
    "done": (
        "Added {added}, changed {changed}, removed {removed};\n"
        "unchanged files {unchanged}, left out {skipped}.\n"
        "{articles} articles in all (generation {generation}, {engine}); {seconds:.1f} s, {rate:.0f}/s",
        "أضيف {added}، وتغيّر {changed}، وحُذف {removed}؛ ملفات لم تتغيّر {unchanged}، وتُرك {skipped}.\n"
        "مقالات الفهرس {articles} (الجيل {generation}، {engine})؛ {seconds:.1f} ث، {rate:.0f} مقال/ث.",
    ),
    "watching": ("Watching; Ctrl-C ends it.", "المراقبة جارية، وينهيها Ctrl-C."),
    "watched": ("Watching has ended.", "انتهت المراقبة."),
    "repaired": ("Repaired: {repairs}", "أُصلح: {repairs}"),
}


def say(language: str, key: str, **values: Any) -> str:
    """A sentence of the command line in `language`."""
    english, arabic = _SAY[key]
    return (arabic if language == "ar" else english).format(**values)


def pairs(options: Sequence[str]) -> dict[str, str]:
    """FIELD=NAME options, a field of ours and its name in the files, as name to field; raises BadSetting."""
    found = {}
    for option in options:
        name, sign, value = option.partition("=")
        if not (sign and name and value):
            raise BadSetting(
                f"--map {option}: write FIELD=NAME, as title=headline.",
                f"‎--map {option}: اكتب FIELD=NAME، مثل title=headline.",
            )
        found[value] = name
    return found


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


def _plain_ticks(language: str) -> Tick:
    shown = 0

    def tick(done: int, total: int, articles: int) -> None:
        nonlocal shown
        tenth = done * 10 // total if total else 10
        if tenth > shown:
            shown = tenth
            print(f"{say(language, 'reading')}: {tenth * 10} % ({articles:,})", file=sys.stderr, flush=True)

    return tick


def report(done: Report, language: str) -> str:
    """The report of a run."""
    lines = [
        say(
            language,
            "done",
            added=done.added,
            changed=done.changed,
            removed=done.removed,
            unchanged=done.unchanged_files,
            skipped=len(done.skipped),
            articles=done.articles,
            generation=done.generation,
            engine=done.engine,
            seconds=done.seconds,
            rate=done.per_second,
        )
    ]
    if done.dry_run:
        lines.insert(0, say(language, "would"))
    if done.repaired:
        repairs = ", ".join(f"{kind} {count}" for kind, count in done.repaired.most_common())
        lines.append(say(language, "repaired", repairs=repairs))
    return "\n".join(lines)


def answer(page: SearchPage, language: str) -> str:
    """Hits one under the other, matched words in colour where the terminal has colour."""
    console = _console()
    summary = say(language, "found", total=page.total, partial=page.total_partial, took=page.took_ms)
    console.print(Text(summary, style="dim"))
    for warning in page.warnings:
        console.print(Text(warning.message_ar if language == "ar" else warning.message, style="yellow"))
    if not page.hits:
        console.print(Text(say(language, "nothing")))
    for number, hit in enumerate(page.hits, 1 + (page.request.page - 1) * page.request.size):
        article = hit.article
        date = article.date or ""
        if article.date_inferred:
            date += f" ({say(language, 'inferred')})"
        line = Text(f"\n{number}. ").append_text(_marked(hit.title_html, "bold"))
        console.print(line)
        console.print(Text("   ").append_text(_marked(hit.snippet_html.replace("\n", " "), "")))
        partial = say(language, "partial") if hit.match is Match.PARTIAL else ""
        facts = filter(None, ("  ", article.source, date, article.id, partial))
        console.print(Text(" · ".join(facts), style="dim"))
    for each in page.suggestions:
        console.print(Text(say(language, "try", query=each.query, total=each.total), style="cyan"))
    return _printed(console)


def extracted(found: Read | Skipped, language: str) -> str:
    """An article as read, or why not."""
    if isinstance(found, Skipped):
        return found.text(language)
    article = found.article
    names = ("id", "title", "date", "date_inferred", "source", "author", "url")
    lines = [f"{name}: {getattr(article, name)}" for name in names if getattr(article, name)]
    lines += [f"tags: {', '.join(article.tags)}"] if article.tags else []
    lines += [f"repairs: {dict(article.repairs)}"] if article.repairs else []
    return "\n".join([*lines, "", article.text, ""])


def levels(rows: Sequence[Mapping[str, Any]]) -> str:
    """The five levels as a table."""
    names = ("word", "vocalised", "surface", "folded", "lemma", "root", "kind", "stop")
    table = Table(*names)
    for row in rows:
        table.add_row(*("✓" if row[name] is True else str(row[name] or "") for name in names))
    console = _console()
    console.print(table)
    return _printed(console)


def stats(found: Mapping[str, Any], language: str) -> str:
    """An index's figures, a line each."""
    table = Table(show_header=False, box=None)
    for name, value in found.items():
        shown = (
            ", ".join(f"{each[0]} ({each[1]})" for each in value)
            if isinstance(value, list | tuple)
            else value
        )
        table.add_row(name, "" if shown is None else str(shown))
    console = _console()
    console.print(table)
    return _printed(console)


def _console() -> Console:
    real = Console()
    return Console(
        file=StringIO(), force_terminal=real.is_terminal, color_system="auto" if real.is_terminal else None,
        width=real.width if real.is_terminal else 160, highlight=False, soft_wrap=True,
    )  # fmt: skip


def _printed(console: Console) -> str:
    assert isinstance(console.file, StringIO)  # noqa: S101 (made in _console)
    return console.file.getvalue().rstrip("\n")


def _marked(html: str, style: str) -> Text:
    text = Text(style=style)
    for part in re.split("(<mark>.*?</mark>)", html, flags=re.DOTALL):
        if part.startswith("<mark>"):
            text.append(unescape(part[6:-7]), style="bold black on yellow" if sys.stdout.isatty() else "")
        else:
            text.append(unescape(part))
    return text
