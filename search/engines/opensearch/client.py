"""Requests to an OpenSearch cluster: where it is, how long to wait for it, what its errors mean."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConflictError,
    ConnectionError,
    ConnectionTimeout,
    NotFoundError,
    SSLError,
    TransportError,
)

from search.errors import BadRequest, BadSetting, CannotIndex, EngineUnavailable, FihrisError, NoIndex
from search.settings import Settings, variable

PATIENCE = 2.0
"""Seconds that a reader waits for a cluster that does not answer."""
LONG_PATIENCE = 90.0
"""Seconds that a writer waits: a lost node is replaced in less."""
TIMEOUT, LONG_TIMEOUT = 10.0, 30.0
"""Seconds for one request of a reader, and of a writer."""

_TOO_MANY_REQUESTS, _SERVER_ERROR = 429, 500
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0

# Without a handler of their own, the client's warnings (a traceback for each lost connection) go to stderr.
logging.getLogger("opensearch").addHandler(logging.NullHandler())


class Conflict(Exception):
    """Someone else has written the document meanwhile."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where the cluster is and how to sign in; the password is in no repr and no message."""

    urls: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    ca: Path | None = None
    prefix: str = "fihris"
    shards: int = 1
    replicas: int = 1

    @classmethod
    def of(cls, settings: Settings) -> Access:
        """What settings say; raises BadSetting without a URL or where the password cannot be read."""
        if not settings.opensearch_url:
            name = variable("opensearch_url")
            raise BadSetting("The engine opensearch needs {name}, as https://host:9200.", name=name)
        return cls(
            urls=tuple(url.strip() for url in settings.opensearch_url.split(",") if url.strip()),
            user=settings.opensearch_user,
            password=_password(settings),
            ca=settings.opensearch_ca,
            prefix=settings.opensearch_prefix,
            shards=settings.opensearch_shards,
            replicas=settings.opensearch_replicas,
        )


class Cluster:
    """A cluster, as the engine and the generations use it; safe to share between threads."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self._process = 0
        self._client: OpenSearch

    def _open(self) -> OpenSearch:
        """The client of this process: after a fork, connections are not shared with the parent."""
        if self._process != os.getpid():
            access = self.access
            secure: dict[str, Any] = {}
            if any(url.startswith("https:") for url in access.urls):
                secure = {"verify_certs": True, "ca_certs": str(access.ca) if access.ca else None}
            self._client = OpenSearch(
                list(access.urls),
                http_auth=(access.user, access.password) if access.user else None,
                max_retries=len(access.urls),
                pool_maxsize=20,
                **secure,
            )
            self._process = os.getpid()
        return self._client

    @property
    def name(self) -> str:
        """The cluster's addresses, for messages."""
        return ", ".join(self.access.urls)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        patience: float = PATIENCE,
        writing: bool = False,
        missing: Any = None,
        **params: Any,
    ) -> Any:
        """The answer to a request, tried again for `patience` seconds while the cluster cannot give one.

        `missing` is the answer where there is no such index or document; without it NoIndex is raised. Raises
        Conflict, EngineUnavailable, BadRequest, and CannotIndex (`writing`) or NoIndex for all else.
        """
        data = body if body is None or isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        # A lone surrogate has no form in UTF-8; documents are written with the same replacement.
        sent = data and data.encode("utf-8", "replace")
        limit = LONG_TIMEOUT if patience > PATIENCE else TIMEOUT
        until = time.monotonic() + patience
        pause = _FIRST_PAUSE
        while True:
            try:
                return self._open().transport.perform_request(
                    method, path, params=params, body=sent, timeout=limit
                )
            except NotFoundError as error:
                if not _is_search(error):
                    if missing is not None:
                        return missing
                    raise _missing(path) from error
                if time.monotonic() + pause > until:
                    raise self._told(error, writing) from error
            except ConflictError as error:
                raise Conflict from error
            except TransportError as error:
                if not _may_pass(error) or time.monotonic() + pause > until:
                    raise self._told(error, writing) from error
            except Exception as error:
                # urllib3 and the client's serializer have errors of their own.
                raise _unavailable(self.name, type(error).__name__) from error
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def create_index(self, index: str, body: Mapping[str, Any], copies: int) -> None:
        """Make an index and wait until each shard has `copies`, or as many as there are nodes.

        What is written before the copies are there is lost with the one node that has it.
        """
        nodes = self.call("GET", "/_cluster/health", patience=LONG_PATIENCE)["number_of_data_nodes"]
        self.call(
            "PUT",
            f"/{index}",
            body,
            patience=LONG_PATIENCE,
            writing=True,
            wait_for_active_shards=min(copies, nodes),
            timeout=f"{LONG_TIMEOUT / 2:.0f}s",
        )

    def _told(self, error: TransportError, writing: bool) -> FihrisError:
        if isinstance(error, AuthenticationException | AuthorizationException):
            return _refused(self.name)
        if isinstance(error, SSLError):
            return _unavailable(self.name, "its certificate is not trusted")
        if isinstance(error, ConnectionTimeout):
            return _unavailable(self.name, "timeout")
        if isinstance(error, ConnectionError):
            return _unavailable(self.name, "no connection")
        detail = _detail(error)
        if "too_many" in detail and "clause" in detail:
            return _too_many_words()
        if _may_pass(error):
            return _unavailable(self.name, detail)
        return failed(self.name, detail) if writing else _unreadable(self.name, detail)


@lru_cache(maxsize=16)
def connect(access: Access) -> Cluster:
    """The cluster at `access`; its connections are shared by all that ask for it."""
    return Cluster(access)


def failed(cluster: str, detail: str) -> CannotIndex:
    """The cluster refused to write."""
    return CannotIndex(
        "OpenSearch at {cluster} refused to write ({detail}); what the index held before is unchanged.",
        cluster=cluster,
        detail=detail,
    )


def _may_pass(error: TransportError) -> bool:
    """Whether another attempt may do better: a node has gone or is busy, another can take its place.

    A search that has begun on a node fails with it (500; 404 where its half-finished state is missed).
    """
    if isinstance(error, SSLError):
        return False
    if isinstance(error, ConnectionError) or _is_search(error):
        return True
    status = error.status_code
    return isinstance(status, int) and (status == _TOO_MANY_REQUESTS or status >= _SERVER_ERROR)


def _is_search(error: TransportError) -> bool:
    if error.status_code != 404 or not isinstance(error.info, dict):
        return False
    cause = error.info.get("error")
    return isinstance(cause, dict) and cause.get("type") == "search_phase_execution_exception"


def _detail(error: TransportError) -> str:
    """The kind of error and the beginning of its reason, on one line."""
    info = error.info if isinstance(error.info, dict) else {}
    cause = info.get("error")
    if isinstance(cause, dict):
        root = (cause.get("root_cause") or [cause])[0]
        nested = cause.get("caused_by") or {}
        parts = (root.get("type"), root.get("reason"), nested.get("type"))
        return " ".join(" ".join(str(part) for part in parts if part).split())[:200]
    return f"status {error.status_code}"


def _unavailable(cluster: str, detail: str) -> EngineUnavailable:
    return EngineUnavailable(
        "OpenSearch at {cluster} does not answer ({detail}); check that it runs, then try again.",
        cluster=cluster,
        detail=detail,
    )


def _refused(cluster: str) -> EngineUnavailable:
    user, password = variable("opensearch_user"), variable("opensearch_password")
    return EngineUnavailable(
        "OpenSearch at {cluster} refuses this user or password; check {user} and {password}.",
        cluster=cluster,
        user=user,
        password=password,
    )


def _missing(path: str) -> NoIndex:
    name = path.strip("/").split("/")[0]
    return NoIndex(
        "There is no index {name} on the OpenSearch cluster; build one with `fihris reindex`.", name=name
    )


def _unreadable(cluster: str, detail: str) -> NoIndex:
    return NoIndex(
        "The index on OpenSearch at {cluster} cannot be read ({detail}); build it again with"
        " `fihris reindex --full`.",
        cluster=cluster,
        detail=detail,
    )


def _too_many_words() -> BadRequest:
    return BadRequest(
        "The query stands for more words than the cluster allows; use fewer words or wildcards.", "q"
    )


def _password(settings: Settings) -> str:
    path = settings.opensearch_password_file
    if path is None:
        return settings.opensearch_password
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(
            "{file} names {path}, which cannot be read.", file=variable("opensearch_password_file"), path=path
        ) from error
