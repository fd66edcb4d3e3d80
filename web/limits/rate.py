"""How much a client may ask for: a setting such as 300/minute."""

from __future__ import annotations

import re
from typing import NamedTuple

from search.errors import BadSetting

SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}

COSTS = 0.02
"""Seconds of a worker that count as one request; a request that takes longer counts for as many as fit."""


class Rate(NamedTuple):
    """So many requests in so many seconds."""

    quota: int
    window: int

    @classmethod
    def of(cls, setting: str) -> Rate | None:
        """The rate that FIHRIS_RATE_LIMIT names; None for off. Raises BadSetting."""
        if setting.lower() == "off":
            return None
        named = re.fullmatch(r"([1-9]\d{0,8})/(second|minute|hour|day)", setting, re.ASCII)
        if not named:
            raise BadSetting(
                "FIHRIS_RATE_LIMIT is {setting!r}; it must be like 300/minute, or off.", setting=setting[:80]
            )
        return cls(int(named[1]), SECONDS[named[2]])

    @property
    def each(self) -> float:
        """Seconds after which a request that was made is given back."""
        return self.window / self.quota
