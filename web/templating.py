"""Templates, compiled once for each language: what they say without values is put in then, not looked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from functools import lru_cache, partial
from gettext import NullTranslations
from typing import Any

from flask import Flask, current_app
from flask.templating import Environment
from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from search.messages import LANGUAGES, catalogue
from web.language import language


def init_app(app: Flask) -> None:
    """Compile the application's templates by language."""
    app.jinja_environment = Localised
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}


def rendered(template: str, **values: Any) -> str:
    """What a template makes of the values, in the language of this request."""
    current_app.update_template_context(values)
    return environment(current_app, language()).get_template(template).render(values)


def environment(app: Flask, language: str) -> Localised:
    """The application's templates in "ar" or "en"."""
    every: dict[str, Localised] = app.extensions.setdefault("templates", {})
    if not every:  # not before all is known that templates may use
        every.update({name: localised(app.jinja_env, name) for name in LANGUAGES})
    return every[language]


def localised(templates: Environment, language: str) -> Localised:
    """The same templates in "ar" or "en"."""
    made = templates.overlay()
    assert isinstance(made, Localised)  # noqa: S101 - so is what it is made of
    made.language, made.catalogue = language, catalogue(language)
    texts = {"_": partial(_html, made.catalogue), "ngettext": partial(_html_plural, made.catalogue)}
    made.globals = {**templates.globals, **texts, "language": lambda: language}
    return made


class Plain(Context):
    """A context that calls functions as they are: none of ours asks for the context."""

    def call(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        _block_vars: object = None,
        _loop_vars: object = None,
        **values: Any,
    ) -> Any:
        """What the function answers."""
        return function(*args, **values)


class Localised(Environment):
    """Templates in `language`."""

    context_class = Plain
    language = ""
    catalogue = NullTranslations()

    def text(self, text: str, **values: object) -> str:
        """A text in the language, not yet for a page."""
        return self.catalogue.gettext(text).format_map(values)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One table, which is copied at once for each page: a chain of two is walked name by name."""
        return {**self.globals, **(d or {})}

    def compile(self, source: str | nodes.Template, *names: Any, **options: Any) -> Any:
        """As its parent does, with what is known of the language."""
        tree = self.parse(source, *names) if isinstance(source, str) else source
        return super().compile(_Known(self.globals).visit(tree), *names, **options)


class _Known(NodeTransformer):
    """Puts constants where the language, or a text without values, is asked for; and for what is said `if`
    something is true, and otherwise nothing: else Jinja makes an object that would explain why.
    """

    def __init__(self, functions: Mapping[str, Any]) -> None:
        self._functions = functions

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - what the visitor looks for
        """A constant, or the call."""
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "language") and not call.kwargs:
            with suppress(nodes.Impossible):
                known = self._functions[call.node.name](*(each.as_const() for each in call.args))
                return nodes.Const(known, lineno=call.lineno)
        return self.generic_visit(call)

    def visit_CondExpr(self, choice: nodes.CondExpr) -> nodes.Node:  # noqa: N802
        """The same with both sides."""
        choice.expr2 = choice.expr2 or nodes.Const("", lineno=choice.lineno)
        return self.generic_visit(choice)


def _html(said: NullTranslations, text: str, **values: object) -> Markup:
    """A text for a page; values are escaped, the text itself is ours."""
    return _filled(said.gettext(text), values)


@lru_cache(maxsize=1_000)
def _html_plural(said: NullTranslations, singular: str, plural: str, number: int, **values: object) -> Markup:
    """A text that counts, for a page."""
    return _filled(said.ngettext(singular, plural, number), values)


def _filled(text: str, values: Mapping[str, object]) -> Markup:
    """As `Markup.format`, at a fifth of its cost: a page says some ninety things."""
    if values:
        text = text.format(**{name: escape(value) for name, value in values.items()})
    return Markup(text)  # noqa: S704 - escaped
