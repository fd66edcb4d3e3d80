"""Commands that make an index agree with files, and look at both."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from search.articles.content.names import pairs
from search.articles.result import printable
from search.cli import DONE, SKIPPED, options, output
from search.cli.help import command, option
from search.cli.messages import language, say
from search.cli.options import store_of
from search.errors import NotFound
from search.messages import N_
from search.settings import Settings
from search.store.generations import Generations


@command(help=N_("Make the index agree with PATHS (default: seeds/): new, changed and removed files only."))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@options.index
@options.engine
@option("--full", is_flag=True, help=N_("Build the whole index again beside the old one."))
@option("--dry-run", is_flag=True, help=N_("Say what would happen, change nothing."))
@option("--yes", "confirmed", is_flag=True, help=N_("Allow the removal of more than half of the articles."))
@option("--workers", type=int, help=N_("Processes that read and analyse (default: 2)."))
@options.mapping
@option("--watch", is_flag=True, help=N_("Go on, and reindex whenever a file changes; Ctrl-C ends it."))
@options.json
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

    settings = Settings.from_env(index=index, engine=engine, workers=workers)
    store = store_of(settings)
    wanted = Options(full, confirmed, dry_run, pairs(mapping))
    runs.end_on_sigterm()
    if watch:
        runs.after_every_change(settings, store, list(paths) or [settings.seeds], wanted, as_json)
    else:
        report = runs.once(settings, store, list(paths) or [settings.seeds], wanted)
        runs.tell(report, report.skipped, settings, as_json, bool(mapping))
        sys.exit(SKIPPED if report.faults else DONE)


@command(
    help=N_(
        "Read PATHS (default: seeds/) as reindex would and say what is missing, was repaired, is doubtful."
    )
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@options.mapping
@options.json
def doctor(paths: Sequence[Path], mapping: Sequence[str], as_json: bool) -> None:
    from search.cli import runs

    settings = Settings.from_env()
    survey = runs.survey(settings, list(paths) or [settings.seeds], pairs(mapping))
    runs.tell_skipped(survey.skipped, settings, as_json)
    click.echo(output.as_json(survey.as_json()) if as_json else output.survey(survey, language(settings)))
    sys.exit(SKIPPED if survey.skipped else DONE)


@command(help=N_("Show what reindex would read from FILE: title, date, source, text, repairs."))
@click.argument("file", type=click.Path(path_type=Path))
@options.mapping
@option("--json", "as_json", is_flag=True, help=N_("Print JSON lines: an object a line for each article."))
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


@command(
    help=N_(
        "Take articles down now, by file or id, and keep their text down, whatever files say or are called."
    )
)
@click.argument("targets", nargs=-1, required=True, metavar="PATH|ID...")
@options.index
def remove(targets: Sequence[str], index: Path | None) -> None:
    from search.indexing.takedown import remove as run

    _tell_count(run, targets, index, "removed")


@command(help=N_("Let articles taken down come back at the next reindex."))
@click.argument("targets", nargs=-1, required=True, metavar="PATH|ID...")
@options.index
def restore(targets: Sequence[str], index: Path | None) -> None:
    from search.indexing.takedown import restore as run

    _tell_count(run, targets, index, "restored")


@command(
    help=N_(
        "List what was taken down, an id and its file or a path a line; with TEXT what has it in its name."
    )
)
@click.argument("text", default="")
@options.index
@options.json
def removed(text: str, index: Path | None, as_json: bool) -> None:
    from search.indexing.takedown import removed as find

    settings = Settings.from_env(index=index)
    entries = find(store_of(settings), text)
    if as_json:
        click.echo(output.as_json([entry._asdict() for entry in entries]))
    elif entries:
        click.echo("\n".join("\t".join(map(printable, filter(None, entry))) for entry in entries))
    else:
        click.echo(say(language(settings), "none_down"), err=True)


@command(help=N_("Verify the index: every file's checksum, every article, every word."))
@options.index
def check(index: Path | None) -> None:
    from search.store.check import check as verify

    settings = Settings.from_env(index=index)
    articles = verify(store_of(settings))
    click.echo(say(language(settings), "sound", articles=articles))


def _tell_count(
    run: Callable[[Generations, Sequence[str]], int], targets: Sequence[str], index: Path | None, told: str
) -> None:
    """Do something to `targets` of an index, and say in the sentence `told` to how many."""
    settings = Settings.from_env(index=index)
    click.echo(say(language(settings), told, count=run(store_of(settings), targets)))
