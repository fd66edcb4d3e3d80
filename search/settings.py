"""Every setting, once: a field here is a FIHRIS_* variable and a row of the README's table."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from search.errors import BadSetting
from search.messages import N_, Enumeration, Message
from search.model import MAX_HITS


def _setting(default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"help": help_text})


def _secret(help_text: str) -> Any:
    return field(default="", repr=False, metadata={"help": help_text})


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside; `Settings.from_env()` reads the FIHRIS_* variables."""

    index: Path = _setting(Path("index"), "folder that holds the built index")
    seeds: Path = _setting(Path("seeds"), "folder that `fihris reindex` reads when no path is given")
    engine: str = _setting("auto", "auto, whoosh, tantivy or opensearch")
    auto_limit: int = _setting(100, "articles up to which `auto` takes Whoosh")
    file_seconds: int = _setting(20, "processor seconds that reading an article may take; 0 for any number")
    file_memory: int = _setting(600, "megabytes that reading an article may take; 0 for any number")
    search_ms: int = _setting(
        1000, "processor milliseconds after which a search answers with what it has; 0 for any number"
    )
    workers: int = _setting(2, "processes that serve, and that read and analyse articles")
    host: str = _setting("127.0.0.1", "address to serve on")
    port: int = _setting(8000, "port to serve on")
    lexicon: Path | None = _setting(None, "editor's table of lemmas, see README")
    equivalents: Path | None = _setting(None, "editor's table of equivalents, see README")
    language: str = _setting("", "ar or en everywhere; empty: by locale on a terminal, Arabic on the page")
    rate_limit: str = _setting("300/minute", "requests per client, dear ones counted as more, or off")
    client_searches: int = _setting(2, "requests of a client under way, fewer than workers; 0 for any number")
    site_name: str = _setting("فهرس", "name shown on the page")
    cors: str = _setting("", "origins whose pages may read the API, separated by commas, or *")
    trusted_proxies: int = _setting(0, "reverse proxies in front, whose X-Forwarded headers are believed")
    hosts: str = _setting("", "host names the page is asked under, separated by commas; empty: any")
    fold: str = _setting("near", "what pages, feeds and the box fold under one hit: near, identical or off")
    crawlers: str = _setting("allow", "allow or refuse: whether search engines may collect the articles")
    query_log: Path | None = _setting(None, "file that keeps queries and their counts; no addresses")
    export_limit: int = _setting(1000, "articles of an export of search results; 0 turns it off")
    answers_kept: int = _setting(200, "answers each worker keeps until the index changes; 0 for none")
    log_level: str = _setting("warning", "debug, info (every request), warning or error")

    opensearch_url: str = _setting("", "addresses of the cluster's nodes, separated by commas")
    opensearch_user: str = _setting("", "user name on the cluster")
    opensearch_password: str = _secret("password on the cluster")
    opensearch_password_file: Path | None = _setting(None, "file that holds the password instead")
    opensearch_ca: Path | None = _setting(None, "certificate authority of the cluster, a PEM file")
    opensearch_prefix: str = _setting("fihris", "first part of all names on the cluster")
    opensearch_shards: int = _setting(1, "shards of a new index; sizes in docs/cluster.md")
    opensearch_replicas: int = _setting(1, "further copies of each shard, on other nodes")

    def __post_init__(self) -> None:
        """Check the values; raises BadSetting naming the variable."""
        _one_of("engine", self.engine, ("auto", "whoosh", "tantivy", "opensearch"))
        _one_of("fold", self.fold, ("near", "identical", "off"))
        _one_of("language", self.language, ("", "ar", "en"))
        _one_of("crawlers", self.crawlers, ("allow", "refuse"))
        _between("auto_limit", self.auto_limit, 0, 10_000_000)
        _between("workers", self.workers, 1, 256)
        _between("file_seconds", self.file_seconds, 0, 86_400)
        _between("file_memory", self.file_memory, 0, 1_000_000)
        _between("search_ms", self.search_ms, 0, 3_600_000)
        _between("export_limit", self.export_limit, 0, MAX_HITS)
        _between("answers_kept", self.answers_kept, 0, 100_000)
        _between("client_searches", self.client_searches, 0, 256)
        _between("port", self.port, 1, 65_535)
        _one_of("log_level", self.log_level, ("debug", "info", "warning", "error"))
        _between("trusted_proxies", self.trusted_proxies, 0, 10)
        _between("opensearch_shards", self.opensearch_shards, 1, 1_024)
        _between("opensearch_replicas", self.opensearch_replicas, 0, 20)
        _fits("opensearch_prefix", self.opensearch_prefix, r"[a-z0-9][a-z0-9_-]{0,99}", "a-z 0-9 _ -")
        # Never shown, as it may hold a password: a password in an address would end up in messages and logs.
        if self.opensearch_url and not all(map(_is_address, self.opensearch_url.split(","))):
            raise _bad(
                "opensearch_url",
                "…",
                Message("addresses as https://host:9200, without user or password"),
            )

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
        """Settings from FIHRIS_* variables, overridden by those of `overrides` that are not None.

        Raises BadSetting for a value that cannot be used.
        """
        environ = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        for setting in fields(cls):
            text = environ.get(variable(setting.name), "").strip()
            if text:
                values[setting.name] = _parse(setting.name, str(setting.type), text)
        values.update({name: value for name, value in overrides.items() if value is not None})
        return cls(**values)


def variable(name: str) -> str:
    """The environment variable of a setting: index -> FIHRIS_INDEX."""
    return "FIHRIS_" + name.upper()


def unreadable(name: str, path: Path, error: Exception, kind: type[BadSetting] = BadSetting) -> BadSetting:
    """The error of a setting that names a table which cannot be read as UTF-8 text."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return kind(
        N_("{variable} names {path}, which cannot be read as UTF-8 text: {reason}."),
        variable=variable(name),
        path=path,
        reason=reason,
    )


def _parse(name: str, kind: str, text: str) -> Any:
    if kind.startswith("Path"):
        return Path(text).expanduser()
    if kind == "int":
        try:
            return int(text)
        except ValueError:
            raise _bad(name, text, Message("a whole number")) from None
    return text


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        listed = Enumeration(tuple(value or '""' for value in allowed))
        raise _bad(name, value, Message("one of {listed}", {"listed": listed}))


def _between(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise _bad(name, str(value), Message("from {low} to {high}", {"low": low, "high": high}))


def _fits(name: str, value: str, pattern: str, signs: str) -> None:
    if not re.fullmatch(pattern, value):
        raise _bad(name, value, Message("a short name of {signs}", {"signs": signs}))


def _is_address(text: str) -> bool:
    return re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+(/[^@?#]*)?", text.strip()) is not None


def _bad(name: str, value: str, wanted: Message) -> BadSetting:
    return BadSetting(
        "{variable} is {shown!r}; it must be {wanted}.",
        variable=variable(name),
        shown=value[:80],
        wanted=wanted,
    )
