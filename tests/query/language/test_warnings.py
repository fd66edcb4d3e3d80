"""What is said about a query reads rightly among Arabic letters, too."""

import re

import pytest

from search.query.language.warnings import CODES, warning

DATE = re.compile(r"\d{4}-[\d.-]*\d")
ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")


@pytest.mark.parametrize("code", CODES)
def test_signs_and_dates_of_arabic_messages_are_isolated(code: str) -> None:
    around = ISOLATED.sub("", warning(code, 0, 7, "2021-13", 3).message.text("ar"))
    assert not DATE.search(around), "it would read 13-2021"
