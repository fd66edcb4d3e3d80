"""The `fihris` command."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from search.articles.content.names import pairs
from search.articles.result import printable
from search.cli import DONE, FAILED, SKIPPED, output
from search.cli.help import Group, Option, option
from search.cli.messages import language, say
from search.errors import BadRequest, FihrisError, NotFound
from search.export.formats import FORMATS, Name, written
from search.messages import N_
from search.model import SearchRequest, Sort
from search.settings import Settings

if TYPE_CHECKING:
    from search.searching.searcher import Searcher

_index = option("--index", type=click.Path(path_type=Path), help=N_("Folder of the index (default: index)."))
_json = option("--json", "as_json", is_flag=True, help=N_("Print JSON."))
_map = option(
    "--map", "mapping", multiple=True, metavar="FIELD=NAME", help=N_("Field names of JSON or CSV files.")
)
_engine = option(
    "--engine",
    type=click.Choice(["auto", "whoosh", "tantivy", "opensearch"]),
    help=N_("What holds the index (default: auto)."),
)


def _told(command: Callable[..., Any]) -> Callable[..., Any]:
    """Errors a person can act on become one sentence on stderr and exit code 2; so does Ctrl-C."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        try:
            return command(*args, **options)
        except FihrisError as error:
            click.echo(f"fihris: {error.text(language())}", err=True)
            sys.exit(FAILED)
        except KeyboardInterrupt:
            click.echo(f"\nfihris: {say(language(), 'stopped')}", err=True)
            sys.exit(FAILED)

    return run


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_("Fihris (فهرس): full-text search for collections of Arabic articles."),
)
@click.version_option(package_name="fihris", cls=Option, help=N_("Show the version and exit."))
def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


@main.command(
    help=N_("Make the index agree with PATHS (default: seeds/): new, changed and removed files only.")
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_index
@_engine
@option("--full", is_flag=True, help=N_("Build the whole index again beside the old one."))
@option("--dry-run", is_flag=True, help=N_("Say what would happen, change nothing."))
@option("--yes", "confirmed", is_flag=True, help=N_("Allow the removal of more than half of the articles."))
@option("--workers", type=int, help=N_("Processes that read and analyse (default: 2)."))
@_map
@option("--watch", is_flag=True, help=N_("Go on, and reindex whenever a file changes; Ctrl-C ends it."))
@_json
@_told
def reindex(
    paths: Sequence[Path],
    index: Path | None,
    engine: str | None,
    full: bool,
    dry_run: bool,
    confirmed: bool,
    workers: int | None,
    mapping: Sequence[str],
    watch: bool,
    as_json: bool,
) -> None:
    from search.cli import runs
    from search.indexing.reindex import Options
    from search.store.choose import generations_of

    settings = Settings.from_env(index=index, engine=engine, workers=workers)
    store = generations_of(settings)
    options = Options(full, confirmed, dry_run, pairs(mapping))
    runs.end_on_sigterm()
    if watch:
        runs.after_every_change(settings, store, list(paths) or [settings.seeds], options, as_json)
    else:
        report = runs.once(settings, store, list(paths) or [settings.seeds], options)
        runs.tell(report, report.skipped, settings, as_json, bool(mapping))
        sys.exit(SKIPPED if report.faults else DONE)


@main.command(
    help=N_(
        "Take articles down now, by file or id, and keep their text down, whatever files say or are called."
    )
)
@click.argument("targets", nargs=-1, required=True, metavar="PATH|ID...")
@_index
@_told
def remove(targets: Sequence[str], index: Path | None) -> None:
    from search.indexing.takedown import remove as run
    from search.store.choose import generations_of

    settings = Settings.from_env(index=index)
    count = run(generations_of(settings), targets)
    click.echo(say(language(settings), "removed", count=count))


@main.command(help=N_("Let articles taken down come back at the next reindex."))
@click.argument("targets", nargs=-1, required=True, metavar="PATH|ID...")
@_index
@_told
def restore(targets: Sequence[str], index: Path | None) -> None:
    from search.indexing.takedown import restore as run
    from search.store.choose import generations_of

    settings = Settings.from_env(index=index)
    count = run(generations_of(settings), targets)
    click.echo(say(language(settings), "restored", count=count))


@main.command(
    help=N_(
        "List what was taken down, an id and its file or a path a line; with TEXT what has it in its name."
    )
)
@click.argument("text", default="")
@_index
@_json
@_told
def removed(text: str, index: Path | None, as_json: bool) -> None:
    from search.indexing.takedown import removed as find
    from search.store.choose import generations_of

    settings = Settings.from_env(index=index)
    entries = find(generations_of(settings), text)
    if as_json:
        click.echo(output.as_json([entry._asdict() for entry in entries]))
    elif entries:
        click.echo("\n".join("\t".join(map(printable, filter(None, entry))) for entry in entries))
    else:
        click.echo(say(language(settings), "none_down"), err=True)


@main.command(help=N_("Show what reindex would read from FILE: title, date, source, text, repairs."))
@click.argument("file", type=click.Path(path_type=Path))
@_map
@option("--json", "as_json", is_flag=True, help=N_("Print JSON lines: an object a line for each article."))
@_told
def extract(file: Path, mapping: Sequence[str], as_json: bool) -> None:
    from search.articles import Skipped, read
    from search.articles.budget import Budget

    names = pairs(mapping)
    if not os.path.lexists(file):
        raise NotFound("{file} does not exist.", file=file)
    clean = True
    settings = Settings.from_env()
    budget = Budget.of(settings)
    for result in read(file, mapping=names, budget=budget):
        clean = clean and not isinstance(result, Skipped)
        if as_json:
            click.echo(
                output.as_json(result.as_json() if isinstance(result, Skipped) else asdict(result), None)
            )
        else:
            click.echo(output.extracted(result, language()))
    sys.exit(DONE if clean else SKIPPED)


@main.command(
    help=N_(
        "Read PATHS (default: seeds/) as reindex would and say what is missing, was repaired, is doubtful."
    )
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_map
@_json
@_told
def doctor(paths: Sequence[Path], mapping: Sequence[str], as_json: bool) -> None:
    from search.cli import runs

    settings = Settings.from_env()
    survey = runs.survey(settings, list(paths) or [settings.seeds], pairs(mapping))
    runs.tell_skipped(survey.skipped, settings, as_json)
    click.echo(output.as_json(survey.as_json()) if as_json else output.survey(survey, language(settings)))
    sys.exit(SKIPPED if survey.skipped else DONE)


@main.command(
    context_settings={"ignore_unknown_options": True},
    help=N_("Search, and show the answer with marked words."),
)  # a query may begin with a dash
@click.argument("query")
@option("--limit", "--size", "size", type=int, default=10, help=N_("Hits on a page (default: 10)."))
@option("--page", type=int, default=1, help=N_("Which page (default: 1)."))
@option(
    "--sort",
    default="relevance",
    type=click.Choice([order.value for order in Sort]),
    help=N_("Order (default: relevance)."),
)
@_index
@_json
@_told
def search(query: str, size: int, page: int, sort: str, index: Path | None, as_json: bool) -> None:
    from search.searching.as_json import as_dict

    if not query.strip():
        raise BadRequest("The query is empty: give it a word.", "query")
    settings = Settings.from_env(index=index)
    answer = _searcher(settings).search(SearchRequest(query, page=page, size=size, sort=Sort(sort)))
    if as_json:
        click.echo(output.as_json(as_dict(answer, language(settings))))
    else:
        click.echo(output.answer(answer, language(settings)))


@main.command(help=N_("Print every article of the index, for spreadsheets, programs or references."))
@option(
    "--format",
    "name",
    default="jsonl",
    type=click.Choice(list(FORMATS)),
    help=N_("What to print (default: jsonl); reindex reads csv and jsonl."),
)
@_index
@_told
def export(name: Name, index: Path | None) -> None:
    articles = _searcher(Settings.from_env(index=index)).articles()
    for piece in written(name, ([article] for article in articles)):
        click.echo(piece, nl=False)


@main.command(help=N_("Serve the page and the API."))
@_index
@option("--host", help=N_("Address to serve on (default: 127.0.0.1)."))
@option("--port", type=int, help=N_("Port to serve on (default: 8000)."))
@option("--workers", type=int, help=N_("Processes that serve (default: 2)."))
@_told
def serve(index: Path | None, host: str | None, port: int | None, workers: int | None) -> None:
    from web.serve import serve as run

    run(Settings.from_env(index=index, host=host, port=port, workers=workers))


@main.command(
    help=N_("Be the tools of a language model, by the Model Context Protocol on standard input and output.")
)
@_index
@_told
def mcp(index: Path | None) -> None:
    try:
        from search.cli.mcp import server
    except ImportError as error:
        told = "`fihris mcp` needs the package mcp: pip install '.[mcp]' ({error})."
        raise NotFound(told, error=error) from error

    settings = Settings.from_env(index=index)
    server(_searcher(settings), settings.site_name).run()


@main.command(help=N_("Show the five levels of each word of TEXT."))
@click.argument("text")
@_json
@_told
def analyze(text: str, as_json: bool) -> None:
    from search.searching.analyze import table
    from search.store.analyzer import load_analyzer

    rows = table(text, load_analyzer(Settings.from_env().lexicon)[0])
    click.echo(output.as_json(rows) if as_json else output.levels(rows))


@main.command(
    "eval",
    help=N_("Measure nDCG@10, MRR@10 and recall@100 on COLLECTION (corpus.jsonl, queries.jsonl, qrels.tsv)."),
)
@click.argument("collection", type=click.Path(path_type=Path))
@option("--run", type=click.Path(path_type=Path), help=N_("Write the ranking: query, article, rank, score."))
@_engine
@_json
@_told
def evaluate(collection: Path, run: Path | None, engine: str | None, as_json: bool) -> None:
    from search.evaluation.evaluate import evaluate as measure

    scores = asdict(measure(collection, Settings.from_env(engine=engine), run))
    if as_json:
        click.echo(output.as_json(scores))
    else:
        for name, value in scores.items():
            click.echo(f"{name:<12}{value:.4f}" if isinstance(value, float) else f"{name:<12}{value}")


@main.command(
    help=N_(
        "Show what people asked, by the query log LOG (default: FIHRIS_QUERY_LOG): most often, in vain, by "
        "day; and propose equivalents."
    )
)
@click.argument("log", required=False, type=click.Path(path_type=Path))
@option("--limit", type=click.IntRange(1, 1000), default=20, help=N_("Queries in a list (default: 20)."))
@_json
@_told
def queries(log: Path | None, limit: int, as_json: bool) -> None:
    from search.evaluation.queries import Queries

    settings = Settings.from_env()
    if (log := log or settings.query_log) is None:
        raise NotFound("There is no query log: give its file, or set FIHRIS_QUERY_LOG.")
    try:
        with log.open("rb") as lines:
            figures = Queries(lines).as_json(limit)
    except OSError as error:
        raise NotFound(
            "{file} cannot be read: {reason}.", file=log, reason=error.strerror or error
        ) from error
    click.echo(output.as_json(figures) if as_json else output.queries(figures, language(settings)))


@main.command(help=N_("Show what the index holds."))
@_index
@option(
    "--left-out",
    "is_left_out",
    is_flag=True,
    help=N_("List instead what it lacks of the files it was made of: file, line, reason."),
)
@_json
@_told
def stats(index: Path | None, is_left_out: bool, as_json: bool) -> None:
    from search.store import left_out
    from search.store.choose import generations_of

    settings = Settings.from_env(index=index)
    if is_left_out:
        known = left_out.known(generations_of(settings))
        click.echo(output.as_json(known.as_json()) if as_json else output.left_out(known, language(settings)))
        return
    figures = asdict(_searcher(settings).stats())
    click.echo(output.as_json(figures) if as_json else output.stats(figures, language(settings)))


@main.command(help=N_("Verify the index: every file's checksum, every article, every word."))
@_index
@_told
def check(index: Path | None) -> None:
    from search.store.check import check as verify
    from search.store.choose import generations_of

    settings = Settings.from_env(index=index)
    articles = verify(generations_of(settings))
    click.echo(say(language(settings), "sound", articles=articles))


def _searcher(settings: Settings) -> Searcher:
    """The index of the settings, open. Raises NoIndex, OtherIndex."""
    from search.searching.searcher import Searcher
    from search.store.choose import generations_of

    return Searcher(settings, generations_of(settings))


if __name__ == "__main__":
    main()
