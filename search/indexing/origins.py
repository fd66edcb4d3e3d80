"""Origins of articles as the engine keeps them, one line each, and the articles of such lines."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from itertools import islice

from search.engines.base import Engine
from search.model import Article, Origin
from search.query.plan import Value

PAGE = 1_000
MANY = 10_000
"""For more articles, or more than one in FEW, a pass over the whole index costs less than pages of answers,
whose cost grows with the square. Measured with Tantivy on 9,000 articles: 65 µs each, and 20 ms a page for
every thousand before it, against 10 µs for each article of the index."""
FEW = 6


def articles_of(engine: Engine, origins: Collection[str]) -> Iterator[Article]:
    """The articles of encoded origins."""
    left = iter(origins)
    total = 0
    plans = []
    while page := tuple(islice(left, PAGE)):
        plans.append(Value("origin", page))
        total += engine.search(plans[-1], limit=0).total
    if total > MANY or total * FEW > engine.count():
        wanted = frozenset(origins)
        yield from (article for article in engine.articles() if encode_origin(article.origin) in wanted)
        return
    for plan in plans:
        for offset in range(0, engine.search(plan, limit=0).total, PAGE):
            for _, article in engine.search(plan, offset=offset, limit=PAGE).hits:
                yield article


def located(engine: Engine) -> Iterator[tuple[str, str]]:
    """Every origin of the index, encoded, after the place of its file."""
    encoded = (origin for origin, _ in engine.values("origin"))
    return ((origin.location, line) for line in encoded if (origin := decode_origin(line)))


def encode_origin(origin: Origin | None) -> str:
    """An origin as one line of JSON, root and path first so that a root's files sort together."""
    if origin is None:
        return ""
    return json.dumps(
        [origin.root, origin.path, origin.size, origin.modified, origin.digest], ensure_ascii=True
    )


def decode_origin(line: str) -> Origin | None:
    """What `encode_origin` encoded."""
    return Origin(*json.loads(line)) if line else None
