"""Where the index of these settings lives: in a folder, or on a cluster."""

from __future__ import annotations

from search.engines.choose import not_installed
from search.settings import Settings
from search.store.folder import FolderGenerations
from search.store.generations import Generations


def generations_of(settings: Settings) -> Generations:
    """Where the index of `settings` lives: on the cluster for the engine opensearch, else in its folder.

    Raises BadSetting without the cluster's address, EngineUnavailable when its package is not installed.
    """
    if settings.engine != "opensearch":
        return FolderGenerations(settings.index)
    try:
        from search.store.cluster import ClusterGenerations
    except ImportError as error:
        raise not_installed("opensearch", error) from error
    return ClusterGenerations(settings)
