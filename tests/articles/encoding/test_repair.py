"""Repair of extraction damage, case by case, and what must hold for any text."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import FILES
from waiting import check_linear

from search.articles.encoding.repair import repair


def _shown(cell: str) -> str:
    first, *others = cell.replace("\\n", "\n").split("\\u")
    return first + "".join(chr(int(each[:4], 16)) + each[4:] for each in others)


ROWS = [
    tuple(map(_shown, line.split("\t")))
    for line in (FILES / "repairs.tsv").read_text("utf-8").splitlines()
    if line[0] != "#"
]


@pytest.mark.parametrize(("kind", "count", "damaged", "repaired"), ROWS)
def test_repair(kind: str, count: str, damaged: str, repaired: str) -> None:
    counts: Counter[str] = Counter()
    assert repair(damaged, counts) == repaired
    assert dict(counts) == ({kind: int(count)} if kind != "-" else {})


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("المدرسةىأإآ ـ\n\r-()«»12\u200c\u200f\u00ad\ufefb\ufe93\ufdf2Ø§Ù„طظ\u064e\u0651"),
        st.characters(),
    ),
    max_size=80,
)


@given(TEXTS)
def test_any_text_is_repaired_once_and_for_all(text: str) -> None:
    counts: Counter[str] = Counter()
    repaired = repair(text, counts)
    repaired.encode("utf-8")
    assert unicodedata.is_normalized("NFC", repaired)
    assert "\x00" not in repaired and "\u202e" not in repaired
    assert all(number > 0 for number in counts.values())


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", max_size=60))
def test_plain_letters_come_back_as_they_are(text: str) -> None:
    if "اال" in text:
        return
    counts: Counter[str] = Counter()
    assert repair(text, counts) == text and not counts


@pytest.mark.parametrize(
    "piece",
    [
        "ط§ظ„",
        "Ø§",
        "Çá",
        "\u00c3\u0098",
        "اال",
        "ا\u200c",
        "\u200c",
        "1 ",
        "َ",
        "\n",
        "اـ\n",
        " ةب",
        "\ufe93 ",
        "x-\n",
        "\x00",
    ],
)
def test_time_is_linear(piece: str) -> None:
    check_linear(lambda letters: repair("ةب " + piece * (letters // len(piece)), Counter()), 30_000)
