"""Answers searches: parse, expand, ask the engine for full and then partial hits, show what matched."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from search.errors import NoIndex, NotFound, OtherIndex
from search.messages import Enumeration
from search.model import MAX_QUERY, Article, Fold, SearchPage, SearchRequest, Sort, Suggestion
from search.query.expansion.equivalents import Equivalents
from search.query.expansion.expand import Expanded, Expander
from search.query.expansion.questions import ends_as_question
from search.query.expansion.terms import Lookup
from search.query.language.parser import Parsed, parse, parse_plain
from search.query.language.tree import Nothing
from search.query.language.warnings import distinct, out_of_time
from search.query.plan import Everything
from search.searching.cache import Answers, key_of
from search.searching.deadline import Deadline
from search.searching.matching.matcher import Matcher
from search.searching.overview import Overview
from search.searching.ranking.collapse import similar_to
from search.searching.ranking.find import Finder
from search.searching.ranking.rerank import Reranker
from search.searching.related import related
from search.searching.request import check, check_query, filters_of, lists_all
from search.searching.showing.hits import marked, show
from search.searching.showing.sections import Section
from search.searching.snapshot import Snapshot
from search.searching.stats import Stats, collect
from search.searching.suggesting.completion import Completions
from search.searching.suggesting.examples import Examples
from search.searching.suggesting.probe import Probe
from search.searching.suggesting.suggestions import suggestions
from search.settings import Settings
from search.store.analyzer import load_analyzer
from search.store.check import damaged
from search.store.generations import Generations

REFRESH_SECONDS = 0.3
"""How often, at most, a searcher looks whether the index has changed."""


class Searcher:
    """Search over the index in `store`; safe to share between threads.

    Processes that name the same folder `shared` have the words of the index in memory once.
    Raises NoIndex when there is none, OtherIndex when it was made by another version.
    """

    def __init__(self, settings: Settings, store: Generations, shared: Path | None = None) -> None:
        self.settings = settings
        self.analyzer, self._fingerprint = load_analyzer(settings.lexicon)
        self._lookup = Lookup(self.analyzer)
        self._equivalents = Equivalents.load(settings.equivalents)
        self._store, self._shared = store, shared
        self._looked = time.monotonic()
        self._snapshot = self._open()

    @property
    def generation(self) -> int:
        """The number of the generation that answers."""
        return self._snapshot.generation.number

    def version(self) -> str:
        """A name of the commit that answers; differs after every change of the index."""
        return f"{self.generation}-{self._snapshot.engine.version()}"

    def count(self) -> int:
        """How many articles can be found."""
        return self._snapshot.engine.count()

    def warm(self) -> None:
        """Read what completions and corrections need of this commit, so that nobody has to wait for it."""
        self._snapshot.warm()

    def refresh(self) -> bool:
        """Take in a new generation or commit, and tell whether there was one.

        Cheap enough to call before every request.
        """
        now = time.monotonic()
        if now - self._looked < REFRESH_SECONDS:
            return False
        self._looked = now
        if self._store.current_number() != self.generation:
            old, self._snapshot = self._snapshot, self._open()
            old.held.close()
        elif self._snapshot.engine.refresh():
            self._snapshot = replace(self._snapshot, answers=Answers(self.settings.answers_kept))
        else:
            return False
        return True

    def check(self) -> None:
        """Find one article where the index is now. Raises NoIndex where it is gone or visibly damaged."""
        if self._store.current() is None:
            raise _none(self._store.place)
        if files := self._store.visibly_damaged():
            raise damaged(self._store, Enumeration.bounded(files))
        self._snapshot.engine.search(Everything(), limit=1)

    def close(self) -> None:
        """Free the index's files."""
        self._snapshot.held.close()

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request. Raises QueryTooLong, or BadRequest for a page out of reach or a wrong date.

        Without a query it is answered with all that its filters leave. Where no text is looked for, the
        newest come first in place of the nearest, and the page's request says so.
        """
        began = time.perf_counter()
        check(request)
        snapshot, key = self._snapshot, key_of(request)
        page = snapshot.answers.get(key)
        if page is None:
            deadline = Deadline(self.settings.search_ms)
            page = self._answer(snapshot, request, deadline)
            if not deadline.is_missed:  # else there may be more time for the next one
                snapshot.answers.keep(key, page)
        return replace(page, took_ms=round((time.perf_counter() - began) * 1000, 2))

    def _answer(self, snapshot: Snapshot, request: SearchRequest, deadline: Deadline) -> SearchPage:
        expander, filters = self._expander(snapshot), filters_of(request)
        if lists_all(request):
            parsed, expanded = Parsed(Nothing()), Expanded(Everything(), None, ())
        else:
            parsed = parse_plain(request.query) if request.plain else parse(request.query)
            expanded = expander.expand(parsed.tree, asks=ends_as_question(request.query))
        if not expanded.needles and request.sort is Sort.RELEVANCE:
            request = replace(request, sort=Sort.NEWEST)  # no word makes one hit nearer than another
        matcher = Matcher(expanded.needles, self.analyzer)
        reranker = Reranker(matcher, request.query, expanded.asks, expanded.answer)
        page = Finder(snapshot.engine, request, expanded, filters, deadline).page(reranker)
        hits, cut = show(page.hits, matcher, request, page.copies, deadline)
        suggestible = not request.plain and request.page == 1 and parsed.tree != Nothing()
        others: Sequence[Suggestion] = ()
        if suggestible and not deadline.is_over():
            probe = Probe(snapshot.engine, expander, filters, deadline)
            others = suggestions(request.query, parsed.tree, page.total, probe)
        late = (out_of_time(),) if deadline.is_missed else ()
        return SearchPage(
            request=request,
            total=page.total,
            total_partial=page.total_partial,
            generation=snapshot.generation.number,
            took_ms=0.0,
            hits=hits,
            facets=page.facets,
            suggestions=others,
            warnings=distinct((*parsed.warnings, *expanded.warnings, *cut, *late)),
            folded=page.folded,
        )

    def article(self, id: str) -> Article:
        """The article with this id; raises NotFound."""
        articles = self._snapshot.engine.fetch([id])
        if not articles:
            raise NotFound("There is no article {id!r}.", id=id)
        return articles[0]

    def articles(self) -> Iterator[Article]:
        """Every article, in no particular order."""
        return self._snapshot.engine.articles()

    def marked(self, article: Article, query: str, section: Section | None = None) -> tuple[str, str]:
        """Title and body of an article, or a section of its body, escaped, with the query's words marked as
        far into it as one query may look. Raises QueryTooLong.
        """
        check_query(query)
        expanded = self._expander(self._snapshot).expand(parse(query).tree)
        return marked(article, Matcher(expanded.needles, self.analyzer), section)

    def related(self, id: str, limit: int = 5) -> list[Article]:
        """The articles nearest to this one. Raises NotFound."""
        snapshot = self._snapshot
        return related(snapshot.engine, self.article(id), self.analyzer, snapshot.words.vocabulary, limit)

    def similar(self, id: str, fold: Fold) -> list[Article]:
        """Other articles with the same body, or nearly so, oldest first. Raises NotFound."""
        return similar_to(self._snapshot.engine, self.article(id), fold)

    def suggest(self, typed: str, limit: int = 8) -> Completions:
        """What `typed` may become: its last word completed, frequent words first; and whole titles."""
        return self._snapshot.completer.complete(typed[:MAX_QUERY], limit)

    def examples(self) -> Examples:
        """Words of which help pages make queries that find something."""
        return self._snapshot.examples

    def overview(self) -> Overview:
        """The days of the collection, and the values of its fields."""
        return self._snapshot.overview

    def ids(self, first: int, count: int) -> list[str]:
        """At most `count` ids of articles from the place `first` on in the order of all."""
        return self._snapshot.listing.part(first, count)

    def stats(self) -> Stats:
        """What the index holds, in figures."""
        return collect(self._snapshot.engine, self._snapshot.generation, self._store)

    def _expander(self, snapshot: Snapshot) -> Expander:
        return Expander(self._lookup, snapshot.words, self._equivalents)

    def _open(self) -> Snapshot:
        for _ in range(20):
            generation = self._store.current()
            if generation is None:
                raise _none(self._store.place)
            if generation.fingerprint != self._fingerprint:
                raise OtherIndex(
                    "The index was made by another version or other tables: run `fihris reindex --full`."
                )
            held = ExitStack()
            try:
                held.enter_context(self._store.using(generation))
                engine = self._store.open(generation)
            except NoIndex:
                held.close()
                if self._store.current_number() == generation.number:
                    raise
                continue  # swapped between the look and the lock: look again
            held.callback(engine.close)
            return Snapshot(
                generation, engine, self.analyzer, Answers(self.settings.answers_kept), held, self._shared
            )
        raise NoIndex("The index keeps changing: try again.")


def _none(place: str) -> NoIndex:
    return NoIndex("There is no index in {place}: run `fihris reindex FOLDER` first.", place=place)
