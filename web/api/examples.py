"""An answer of each path, as a small collection gives it: a test asks again and compares."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).parent / "examples.json"

EXAMPLES: dict[str, Any] = json.loads(RECORDED.read_text("utf-8"))
"""The answers by the names of their endpoints: JSON as it is, an export as text."""
