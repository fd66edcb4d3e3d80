"""The price of reading one letter as another: how rarely writers make that slip, in decimal logarithms."""

from search.analysis.letters import ALEFS

_SLIPS: dict[tuple[str, str], float] = {("ه", "ة"): 1.2, ("ة", "ه"): 2.0, ("ى", "ي"): 0.4, ("ي", "ى"): 0.6}
_SLIPS["\u06cc", "ى"] = _SLIPS["ي", "ى"]  # Farsi yeh
for _alef in ALEFS:
    _SLIPS["ا", _alef] = 0.3
    _SLIPS[_alef, "ا"] = 0.8
    for _other in ALEFS:
        if _other != _alef:
            _SLIPS[_alef, _other] = 2.0 if "آ" in (_alef, _other) else 3.0  # إعداد is not أعداد
for _seat in "ؤئء":
    _SLIPS["أ", _seat] = _SLIPS[_seat, "أ"] = 0.1
    _SLIPS["ا", _seat] = 0.5


def slips(written: str, spelling: str) -> float:
    """What it costs to read letters as others, one by one: other letters, and other lengths, cost nothing."""
    cost = 0.0
    if len(written) == len(spelling):
        for letter, other in zip(written, spelling, strict=True):
            if letter != other:
                cost += _SLIPS.get((letter, other), 0.0)
    return cost
