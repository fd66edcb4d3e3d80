"""A searcher of a dozen articles that looks for letters: what the web layer is tested against."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from search.errors import NotFound
from search.model import (
    FACETS,
    Article,
    Fold,
    Highlight,
    Hit,
    Match,
    Remark,
    SearchPage,
    SearchRequest,
    Sort,
    Suggestion,
    Why,
)
from search.query.language.warnings import warning
from search.searching.overview import Overview
from search.searching.request import check, lists_all
from search.searching.showing.sections import Section
from search.searching.suggesting.completion import Completions
from search.searching.suggesting.examples import Examples

LIBRARY = (
    "افتُتحت المكتبة العامة في المدينة القديمة بعد ترميم دام ثلاث سنوات.\n"
    "وتضم المكتبة أربعين ألف كتاب، وقاعة للأطفال، وركنا للمخطوطات."
)
HARVEST = "بدأ موسم قطف الزيتون في الجبال.\nويقول المزارعون إن المحصول أفضل من العام الماضي."


def _library(number: int) -> Article:
    return Article(
        f"library-{number}",
        f"قال مدير المكتبة رقم {number} إن الزوار زادوا هذا الشهر.\nوأضاف أن المكتبة تفتح أبوابها كل يوم.",
        title=f"أخبار المكتبة {number}",
        date=f"20{18 + number % 4}-{1 + number % 12:02}-15",
        source="صحيفة النهار الجديد" if number % 2 else "وكالة البريد",
    )


ARTICLES = (
    Article(
        "a1",
        LIBRARY,
        title="المكتبة العامة تفتح أبوابها",
        date="2021-03-11",
        source="صحيفة النهار الجديد",
        author="ليلى حداد",
        tags=("ثقافة", "كتب"),
        url="https://example.org/library",
    ),
    Article("a2", LIBRARY, title="نسخة من خبر المكتبة", date="2021-03-12", source="وكالة البريد"),
    Article("a3", HARVEST, title="موسم الزيتون", date="2020-10-20", source="وكالة البريد", tags=("زراعة",)),
    Article("a4", "وصل الوفد إلى المدينة القديمة مساء أمس.", date="2021-02-26", date_inferred=True),
    Article(
        "a5",
        'قالت شركة <script>alert("1")</script> & Co إنها تبيع الكتب في المدينة.',
        title='BBC: كتب "رخيصة" <b>& جديدة</b>',
        date="2019-01-05",
        source="A & B <i>",
        author="O'Neil",
        url="javascript:alert(1)",
    ),
    Article("a6", "The museum opened its doors in the old city.", title="A museum opens", date="2021-06-05"),
    *(_library(number) for number in range(1, 19)),
)

COMPLETIONS = ("المكتبة", "المكتبة العامة", "المدينة", "المدينة القديمة", "موسم الزيتون")


class FakeSearcher:
    """Finds articles that hold all words (full) or some of them (partial), letter for letter."""

    def __init__(self, articles: Iterable[Article] = ARTICLES) -> None:
        self._given = {article.id: article for article in articles}
        self.reset()

    def reset(self) -> None:
        """As new: what a test put in place of a method goes, too."""
        given = self._given
        vars(self).clear()
        self._given, self.articles = given, dict(given)
        self.generation = 3
        self.suggestions = [Suggestion("spelling", "المكتبة", 20)]
        self.fails: Exception | None = None

    def version(self) -> str:
        return f"{self.generation}-1"

    def refresh(self) -> bool:
        if self.fails:
            raise self.fails
        return False

    def warm(self) -> None:
        pass

    def check(self) -> None:
        self.refresh()

    def count(self) -> int:
        return len(self.articles)

    def search(self, request: SearchRequest) -> SearchPage:
        check(request)
        words = request.query.split()
        if lists_all(request):
            return self._listed(request)
        found = [(article, self._matched(article, words)) for article in self._filtered(request)]
        full = [article for article, matched in found if words and len(matched) == len(set(words))]
        partial = [article for article, matched in found if matched and len(matched) < len(set(words))]
        if request.fold is not Fold.OFF:
            full = [a for a in full if a.id != "a2"] if any(a.id == "a1" for a in full) else full
        ordered = [(each, Match.FULL) for each in _sorted(full, request.sort)]
        ordered += [(each, Match.PARTIAL) for each in _sorted(partial, request.sort)]
        if request.full_only:
            ordered = [pair for pair in ordered if pair[1] is Match.FULL]
        start = (request.page - 1) * request.size
        return SearchPage(
            request=request,
            total=len(full),
            total_partial=0 if request.full_only else len(partial),
            generation=self.generation,
            took_ms=1.234,
            hits=[self._hit(a, match, words, request) for a, match in ordered[start : start + request.size]],
            facets={name: _counts(name, full) for name in request.facets},
            suggestions=() if full or not words else self.suggestions,
            warnings=_warnings(request.query),
        )

    def _listed(self, request: SearchRequest) -> SearchPage:
        if request.sort is Sort.RELEVANCE:
            request = replace(request, sort=Sort.NEWEST)
        found = _sorted(self._filtered(request), request.sort)
        start = (request.page - 1) * request.size
        return SearchPage(
            request=request,
            total=len(found),
            total_partial=0,
            generation=self.generation,
            took_ms=1.234,
            hits=[self._hit(a, Match.FULL, [], request) for a in found[start : start + request.size]],
            facets={name: _counts(name, found) for name in request.facets},
        )

    def article(self, id: str) -> Article:
        if id not in self.articles:
            raise NotFound("There is no article {id!r}.", id=id)
        return self.articles[id]

    def marked(self, article: Article, query: str, section: Section | None = None) -> tuple[str, str]:
        title = article.title or article.text.split(".")[0]
        start, end = section or (0, None)
        return _mark(title, query.split()), _mark(article.text[start:end], query.split())

    def related(self, id: str, limit: int = 5) -> list[Article]:
        self.article(id)
        return [article for article in self.articles.values() if article.id != id][:limit]

    def similar(self, id: str, fold: Fold) -> list[Article]:
        text = self.article(id).text
        return [
            article
            for article in self.articles.values()
            if fold is not Fold.OFF and article.id != id and article.text == text
        ]

    def suggest(self, typed: str, limit: int = 8) -> Completions:
        titles = [article for article in self.articles.values() if typed and article.title.startswith(typed)]
        return Completions(
            [each for each in COMPLETIONS if typed and each.startswith(typed)][:limit], titles[:3]
        )

    def ids(self, first: int, count: int) -> list[str]:
        return sorted(self.articles)[first : first + count]

    def examples(self) -> Examples:
        is_own = "a1" in self.articles
        return Examples(
            ("المكتبة", "العامة", "تفتح"), "الزيتون", "وكالة البريد", "ليلى حداد", "", is_own=is_own
        )

    def overview(self) -> Overview:
        articles = list(self.articles.values())
        days = sorted(article.date for article in articles if article.date)
        first, last = (days[0], days[-1]) if days else (None, None)
        return Overview(first, last, {name: _counts(name, articles) for name in FACETS})

    def _filtered(self, request: SearchRequest) -> list[Article]:
        first, last = request.date_from or "", (request.date_to or "9") + "~"
        dated = bool(request.date_from or request.date_to)
        return [
            a
            for a in self.articles.values()
            if (not request.sources or a.source in request.sources)
            and (not request.authors or a.author in request.authors)
            and (not request.tags or set(a.tags) & set(request.tags))
            and (not dated or (a.date and first <= a.date <= last))
        ]

    @staticmethod
    def _matched(article: Article, words: list[str]) -> set[str]:
        return {word for word in words if word in article.title or word in article.text}

    def _hit(self, article: Article, match: Match, words: list[str], request: SearchRequest) -> Hit:
        title, _ = self.marked(article, " ".join(words))
        places = [(m.start(), m.end()) for word in words for m in re.finditer(re.escape(word), article.text)]
        return Hit(
            article,
            score=2.5,
            match=match,
            title_html=title,
            snippet_html=_mark(article.text[: request.snippet], words) if request.snippet else "",
            highlights=[Highlight("body", start, end) for start, end in places],
            why=[Why(word, word, "lemma", "inflection") for word in sorted(self._matched(article, words))],
            copies=self.similar(article.id, request.fold),
        )


def _mark(text: str, words: list[str]) -> str:
    if not words:
        return html.escape(text)
    parts = re.split("(" + "|".join(re.escape(word) for word in words) + ")", text)
    return "".join(
        f"<mark>{html.escape(part)}</mark>" if index % 2 else html.escape(part)
        for index, part in enumerate(parts)
    )


def _sorted(articles: list[Article], sort: Sort) -> list[Article]:
    if sort is Sort.RELEVANCE:
        return articles
    newest = sorted(articles, key=lambda a: a.date or "", reverse=sort is Sort.NEWEST)
    return [a for a in newest if a.date] + [a for a in newest if not a.date]


def _counts(name: str, articles: list[Article]) -> list[tuple[str, int]]:
    if name == "month":
        return sorted(Counter(a.date[:7] for a in articles if a.date).items(), reverse=True)
    if name == "day":
        days = Counter(a.date for a in articles if a.date)
        return sorted(days.items(), reverse=True) if len({day[:4] for day in days}) == 1 else []
    if name == "tag":
        return Counter(tag for a in articles for tag in a.tags).most_common()
    return Counter(value for a in articles if (value := getattr(a, name))).most_common()


def _warnings(query: str) -> list[Remark]:
    if not re.search(r"\w", query):
        return [warning("no_words", 0, len(query))]
    if '"' not in query:
        return []
    return [warning("unbalanced_quote", 0, 1, '"')]
