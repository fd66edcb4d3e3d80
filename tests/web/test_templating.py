"""Templates compiled by language: what is known of it stands in them, the rest is asked for and escaped."""

from __future__ import annotations

import pytest
from flask import Flask

from web.templating import environment

CALLER = (
    '{% macro twice(n) %}{{ n }}{{ caller(n) }}{% endmacro %}{% call(n) twice("<") %}{{ n }}{% endcall %}'
)

ROWS = [
    ('{{ _("Search") }}', "ابحث", "Search"),
    ('{{ language() }}{{ "!" if language() == "ar" }}', "ar!", "en"),
    ('{{ _("Page {n}", n="<b>") }}', "الصفحة &lt;b&gt;", "Page &lt;b&gt;"),
    ('{{ "<b>" }}{{ "<b>" if shown }}', "&lt;b&gt;", "&lt;b&gt;"),
    (CALLER, "&lt;&lt;", "&lt;&lt;"),
    ("{% for n in (1, 2) %}{{ number(n) }}{% endfor %}", "12", "12"),
]


@pytest.mark.parametrize(("source", "arabic", "english"), ROWS)
def test_templates_say_it_in_their_language(app: Flask, source: str, arabic: str, english: str) -> None:
    for language, said in (("ar", arabic), ("en", english)):
        assert environment(app, language).from_string(source).render(number=str, shown=False) == said


@pytest.mark.parametrize(
    "source", ['{{ _("Search") }}', "{{ language() }}", '{{ "yes" if language() == "ar" }}']
)
def test_what_is_known_of_the_language_is_no_call(app: Flask, source: str) -> None:
    compiled = environment(app, "ar").compile(source, raw=True)
    assert "call(" not in compiled
    assert "cond_expr_undefined(" not in compiled
