"""Signs that are read as words: ﷺ, ﷻ and ﷽. They stand beside what is said and break no phrase.

A text's sign has no place among the folded words; it is found by the lemmas of its words, and by itself.
"""

from __future__ import annotations

from collections.abc import Mapping

READ: Mapping[str, str] = {
    "\ufdfa": "صلى الله عليه وسلم",
    "\ufdfb": "جل جلاله",
    "\ufdfd": "بسم الله الرحمن الرحيم",
}
"""What each says."""

RIAL = "\ufdfc"
"""The sign of a currency: one word, and no letter to Unicode."""
