"""The page, the JSON endpoint and what operators need, as one Flask application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_compress import Compress

from search.settings import Settings
from web.limits.rate import Rate
from web.limits.shares import Shares
from web.live import Live, Searching

__all__ = ["create_app"]


class _App(Flask):
    """What answers here is no coroutine: Flask would look whether it is at each request, eleven times."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is."""
        return func


def create_app(
    settings: Settings | None = None, searcher: Searching | None = None, shares: Shares | None = None
) -> Flask:
    """The application. Without `searcher` it opens the index of `settings` when it is first asked; without
    `shares` it counts what clients ask of this process alone.

    Raises BadSetting for a setting that cannot be used, EngineUnavailable without the engine's package.
    """
    from web import assets, errors, hosts, language, metrics, security, templating
    from web.api.docs import docs
    from web.api.views import api
    from web.embed import embed
    from web.health import operations
    from web.limits import counting
    from web.pages import crawlers
    from web.pages import views as pages
    from web.pages.feeds import feeds
    from web.pages.links import Id

    settings = settings or Settings.from_env()
    app = _App(__name__)
    templating.init_app(app)
    app.url_map.converters["default"] = Id  # of <id>
    app.config.update(FIHRIS=settings, LIVE=Live(settings, searcher))
    # An answer of 16 KB becomes one of 3.2 KB in 45 to 120 µs; a level more saves 4 % for a third more time.
    app.config.update(COMPRESS_ALGORITHM=["zstd", "br", "gzip"])
    app.config.update(COMPRESS_ZSTD_LEVEL=3, COMPRESS_BR_LEVEL=3, COMPRESS_LEVEL=4)
    app.config.update(COMPRESS_ALGORITHM_STREAMING=["zstd", "br", "gzip"])  # static files
    assets.init_app(app)
    counting.init_app(app, settings, shares or Shares(Rate.of(settings.rate_limit), settings.client_searches))
    Compress(app)
    metrics.init_app(app, app.config["LIVE"])
    hosts.init_app(app, settings)
    security.init_app(app, settings)
    language.init_app(app)
    errors.init_app(app)
    pages.init_app(app)
    crawlers.init_app(app)
    for blueprint in (api, docs, embed, feeds, operations):
        app.register_blueprint(blueprint)
    return app
