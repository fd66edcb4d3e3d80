"""Commands that ask an index, or serve it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from search.cli import options, output
from search.cli.help import command, option
from search.cli.messages import language
from search.cli.options import store_of
from search.errors import BadRequest, NotFound
from search.export.formats import FORMATS, Name, written
from search.messages import N_
from search.model import SearchRequest, Sort
from search.settings import Settings

if TYPE_CHECKING:
    from search.searching.searcher import Searcher


@command(
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
@options.index
@options.json
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


@command(help=N_("Print every article of the index, for spreadsheets, programs or references."))
@option(
    "--format",
    "name",
    default="jsonl",
    type=click.Choice(list(FORMATS)),
    help=N_("What to print (default: jsonl); reindex reads csv and jsonl."),
)
@options.index
def export(name: Name, index: Path | None) -> None:
    articles = _searcher(Settings.from_env(index=index)).articles()
    for piece in written(name, ([article] for article in articles)):
        click.echo(piece, nl=False)


@command(help=N_("Serve the page and the API."))
@options.index
@option("--host", help=N_("Address to serve on (default: 127.0.0.1)."))
@option("--port", type=int, help=N_("Port to serve on (default: 8000)."))
@option("--workers", type=int, help=N_("Processes that serve (default: 2)."))
def serve(index: Path | None, host: str | None, port: int | None, workers: int | None) -> None:
    from web.server.serve import serve as run

    run(Settings.from_env(index=index, host=host, port=port, workers=workers))


@command(
    help=N_("Be the tools of a language model, by the Model Context Protocol on standard input and output.")
)
@options.index
def mcp(index: Path | None) -> None:
    try:
        from search.cli.mcp import server
    except ImportError as error:
        told = "`fihris mcp` needs the package mcp: pip install '.[mcp]' ({error})."
        raise NotFound(told, error=error) from error

    settings = Settings.from_env(index=index)
    server(_searcher(settings), settings.site_name).run()


@command(help=N_("Show the five levels of each word of TEXT."))
@click.argument("text")
@options.json
def analyze(text: str, as_json: bool) -> None:
    from search.searching.analyze import table
    from search.store.analyzer import load_analyzer

    rows = table(text, load_analyzer(Settings.from_env().lexicon)[0])
    click.echo(output.as_json(rows) if as_json else output.levels(rows))


@command(
    "eval",
    help=N_("Measure nDCG@10, MRR@10 and recall@100 on COLLECTION (corpus.jsonl, queries.jsonl, qrels.tsv)."),
)
@click.argument("collection", type=click.Path(path_type=Path))
@option("--run", type=click.Path(path_type=Path), help=N_("Write the ranking: query, article, rank, score."))
@options.engine
@options.json
def evaluate(collection: Path, run: Path | None, engine: str | None, as_json: bool) -> None:
    from search.evaluation.evaluate import evaluate as measure

    scores = asdict(measure(collection, Settings.from_env(engine=engine), run))
    if as_json:
        click.echo(output.as_json(scores))
    else:
        for name, value in scores.items():
            click.echo(f"{name:<12}{value:.4f}" if isinstance(value, float) else f"{name:<12}{value}")


@command(
    help=N_(
        "Show what people asked, by the query log LOG (default: FIHRIS_QUERY_LOG): most often, in vain, by "
        "day; and propose equivalents."
    )
)
@click.argument("log", required=False, type=click.Path(path_type=Path))
@option("--limit", type=click.IntRange(1, 1000), default=20, help=N_("Queries in a list (default: 20)."))
@options.json
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


@command(help=N_("Show what the index holds."))
@options.index
@option(
    "--left-out",
    "is_left_out",
    is_flag=True,
    help=N_("List instead what it lacks of the files it was made of: file, line, reason."),
)
@options.json
def stats(index: Path | None, is_left_out: bool, as_json: bool) -> None:
    from search.store import left_out

    settings = Settings.from_env(index=index)
    if is_left_out:
        known = left_out.known(store_of(settings))
        click.echo(output.as_json(known.as_json()) if as_json else output.left_out(known, language(settings)))
        return
    figures = asdict(_searcher(settings).stats())
    click.echo(output.as_json(figures) if as_json else output.stats(figures, language(settings)))


def _searcher(settings: Settings) -> Searcher:
    """The index of the settings, open. Raises NoIndex, OtherIndex."""
    from search.searching.searcher import Searcher

    return Searcher(settings, store_of(settings))
