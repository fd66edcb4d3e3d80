"""The sentences and names of the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from search.messages import LANGUAGES, N_, Message
from search.settings import Settings, variable

_SAY: Mapping[str, str] = {
    "removed": N_("Articles taken down: {count}."),
    "restored": N_("Entries restored: {count}; they come back at the next reindex."),
    "none_down": N_("Nothing that was taken down is named so."),
    "sound": N_("The index is sound; articles: {articles}."),
    "found": N_("Results: {total}, partial: {partial} ({took} ms)"),
    "nothing": N_("Nothing was found."),
    "partial": N_("partial: a word of the query is missing"),
    "inferred": N_("inferred"),
    "try": N_("Try {query} ({total})"),
    "reading": N_("Reading"),
    "rate": N_("{rate}/s"),
    "slow": N_("{name} has been read for more than {seconds} seconds."),
    "would": N_("Dry run, nothing was changed."),
    "done": N_(
        "Added {added}, changed {changed}, removed {removed};\n"
        "unchanged files {unchanged}, left out {skipped}.\n"
        "Articles in all: {articles} (generation {generation}, {engine}); {seconds:.1f} s, {rate:.0f}/s"
    ),
    # Of a dry run where there is no index.
    "first": N_("Added {added}; left out {skipped}.\nThere is no index yet; {seconds:.1f} s, {rate:.0f}/s"),
    "unnamed": N_("Left out and not named here: {unnamed}; `fihris stats --left-out` lists them."),
    "left_out": N_("Left out: {count}; named here: {named}."),
    "surveyed": N_("Files {files}, articles {articles}, left out {skipped}."),
    # Findings of a survey.
    "same_id": N_("with the id of another"),
    "no_title": N_("without a title"),
    "no_date": N_("without a date"),
    "date_inferred": N_("with an inferred date"),
    "short": N_("very short"),
    "foreign": N_("mostly not in Arabic letters"),
    "stopped": N_("stopped; the index is as it was."),
    "watching": N_("Watching; Ctrl-C ends it."),
    "watched": N_("Watching has ended."),
    "more": N_("{names} and {more} more"),
    "left": N_(", {left} left"),
    "ignored": N_("Files of other kinds, not read: {kinds}"),
    "no_ending": N_("without an ending"),
    "special": N_("pipes or devices"),
    "mapped": N_(
        "Unchanged files keep the field names they were read with; --full applies --map to them as well."
    ),
    "no_tantivy": N_(
        "Whoosh holds more articles than it suits, as tantivy is not installed: searches take longer. Where "
        "there is a wheel of it, `pip install tantivy` and `fihris reindex` mend that."
    ),
    "repaired": N_("Repaired: {repairs}"),
    # Fields of an article.
    "id": N_("id"),
    "title": N_("title"),
    "date": N_("date"),
    "source": N_("source"),
    "author": N_("author"),
    "url": N_("url"),
    "tags": N_("tags"),
    "repairs": N_("repaired"),
    # Kinds of repairs.
    "controls": N_("control characters"),
    "presentation": N_("presentation forms"),
    "lam_alef": N_("swapped lam-alef"),
    "visual_order": N_("reversed lines"),
    "hyphenation": N_("words cut at line ends"),
    "mojibake": N_("garbled encoding (mojibake)"),
    "encoding": N_("encodings other than UTF-8"),
    # Figures of an index.
    "articles": N_("articles"),
    "words": N_("distinct words"),
    "bytes": N_("bytes on disk"),
    "engine": N_("engine"),
    "generation": N_("generation"),
    "sources": N_("sources"),
    "first_date": N_("first date"),
    "last_date": N_("last date"),
    "undated": N_("undated articles"),
    "last_reindex": N_("last reindex"),
    # What a query log tells.
    "asked": N_("Searches {searches}, without a full match {missed}; lines that could not be read {unread}."),
    "most_asked": N_("Asked most often"),
    "most_missed": N_("Without a full match"),
    "days": N_("By day"),
    "equivalents": N_("Proposed for the list of equivalents; keep what means the same"),
    "asked_query": N_("query"),
    "asked_times": N_("times"),
    "asked_total": N_("results"),
    "asked_day": N_("day"),
    "asked_searches": N_("searches"),
    "asked_missed": N_("in vain"),
    "asked_line": N_("line"),
    "asked_by": N_("because of"),
    "asked_next": N_("asked next"),
    "asked_spelling": N_("spelling"),
}


def language(settings: Settings | None = None) -> str:
    """The language of messages: the setting, else the locale's; ar or en.

    A setting that is neither is told of in the language of the locale.
    """
    chosen = settings.language if settings is not None else os.environ.get(variable("language"), "").strip()
    if chosen in LANGUAGES:
        return chosen
    # Asked of the variables, not of the system's locales: a small installation has none but C.
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "ar" if next(filter(None, named), "").startswith("ar") else "en"


def say(language: str, key: str, **values: Any) -> str:
    """A sentence or a name of the command line in `language`."""
    return Message(_SAY[key], values).text(language)
