"""Parses a query into a tree. Lenient: any string gives a tree, and warnings for what was ignored.

NOT binds closest, then AND (written or not), then OR. Operators of letters (و, أو, AND …) that do not
stand between two words are words themselves.
"""

from __future__ import annotations

from search.analysis.tokenise import tokens
from search.model import Remark
from search.query.language.leaves import joined
from search.query.language.lexer import Kind, Lexeme, Lexer
from search.query.language.tree import (
    And,
    Dates,
    Field,
    Leaf,
    Node,
    Not,
    Nothing,
    Or,
    Word,
    all_of,
    any_of,
    negated,
    required,
)
from search.value import value

MAX_BRACKETS = 20
"""Brackets within brackets, at most."""


@value
class Parsed:
    """A query understood: its tree, and what was ignored or bounded, in order of place."""

    tree: Node
    warnings: tuple[Remark, ...] = ()


def parse(text: str) -> Parsed:
    """The tree of any string and the warnings about it, in time linear in its length."""
    lexer = Lexer(text)
    tree = _Parser(lexer).tree()
    if tree != Nothing() and not _positive(tree):
        lexer.warn("only_negations", 0, len(text))
    if tree == Nothing() and text.strip() and not lexer.warnings:
        lexer.warn("no_words", 0, len(text))
    return Parsed(tree, tuple(sorted(lexer.warnings, key=lambda remark: (remark.start, remark.end))))


def parse_plain(text: str) -> Parsed:
    """The words of `text`, all wanted; quotes, dashes, operators and field names are text."""
    return Parsed(all_of([Word(token.text) for token in tokens(text)]))


def _positive(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(_positive, node.children))
    return not isinstance(node, Not)


class _Parser:
    """Recursive descent over lexemes, at most MAX_BRACKETS brackets deep."""

    def __init__(self, lexer: Lexer) -> None:
        self._lexer = lexer
        self._lexemes = lexer.lexemes
        self._at = 0
        self._depth = 0
        self._ignored_brackets = 0

    def tree(self) -> Node:
        return self._any("")

    def _peek(self, ahead: int = 0) -> Lexeme | None:
        at = self._at + ahead
        return self._lexemes[at] if at < len(self._lexemes) else None

    def _take(self) -> Lexeme:
        self._at += 1
        return self._lexemes[self._at - 1]

    def _warn(self, code: str, lexeme: Lexeme, limit: int = 0) -> None:
        self._lexer.warn(code, lexeme.start, lexeme.end, limit)

    def _any(self, field: str) -> Node:
        """Alternatives up to a closing bracket."""
        nodes = [self._all(field)]
        while (lexeme := self._peek()) and lexeme.kind is Kind.OR:
            self._take()
            nodes.append(self._all(field))
        return any_of(nodes)

    def _all(self, field: str) -> Node:
        """What must all be there, up to an OR or a closing bracket."""
        nodes: list[Node] = []
        while lexeme := self._peek():
            if lexeme.kind is Kind.CLOSE:
                if self._depth and not self._ignored_brackets:
                    break
                self._close_nothing(self._take())
            elif lexeme.kind in (Kind.AND, Kind.OR):
                if self._is_operator(bool(nodes)):
                    if lexeme.kind is Kind.OR:
                        break
                    self._take()
                else:
                    nodes += self._stray(field, bool(nodes))
            else:
                nodes.append(self._operand(field))
        return all_of(nodes)

    def _close_nothing(self, lexeme: Lexeme) -> None:
        if self._ignored_brackets:
            self._ignored_brackets -= 1
        else:
            self._warn("unbalanced_bracket", lexeme)

    def _is_operator(self, after_operand: bool) -> bool:
        following = self._peek(1)
        return (
            after_operand and following is not None and following.kind in (Kind.LEAVES, Kind.OPEN, Kind.NOT)
        )

    def _stray(self, field: str, after_operand: bool) -> list[Node]:
        """An AND or OR that joins nothing: a word, unless it is a sign or another operator follows."""
        lexeme = self._take()
        following = self._peek()
        doubled = after_operand and following and following.kind in (Kind.AND, Kind.OR)
        return [self._as_word(lexeme, field, bool(doubled))]

    def _as_word(self, lexeme: Lexeme, field: str, ignored: bool) -> Node:
        if ignored or not lexeme.leaves:
            self._warn("ignored_operator", lexeme)
            return Nothing()
        return Nothing() if self._lexer.too_many(lexeme) else _signed("", lexeme.leaves, field)

    def _operand(self, field: str) -> Node:
        lexeme = self._take()
        if lexeme.kind is Kind.NOT:
            return self._not(lexeme, field)
        if lexeme.kind is Kind.OPEN:
            return self._group(lexeme, field)
        return _signed(lexeme.sign, lexeme.leaves, field)

    def _not(self, lexeme: Lexeme, field: str) -> Node:
        following = self._peek()
        if following is None or following.kind not in (Kind.LEAVES, Kind.OPEN):
            return self._as_word(lexeme, field, following is not None and following.kind is Kind.NOT)
        if following.kind is Kind.OPEN or following.sign:
            return negated(self._operand(field))
        return _signed("-", self._take().leaves, field)

    def _group(self, lexeme: Lexeme, field: str) -> Node:
        if self._depth == MAX_BRACKETS:
            self._warn("too_deep", lexeme, MAX_BRACKETS)
            self._ignored_brackets += 1
            return Nothing()
        self._depth += 1
        node = self._any(lexeme.field or field)
        self._depth -= 1
        if self._peek():
            self._take()
        else:
            self._warn("unbalanced_bracket", lexeme)
        if lexeme.sign == "-":
            return negated(node)
        return required(node) if lexeme.sign == "+" else node


def _signed(sign: str, leaves: tuple[Leaf | Field | Dates, ...], field: str) -> Node:
    """A chunk's leaves under its sign, each in `field`; what is excluded, or in a field, is one phrase."""
    if sign == "-" or field:
        leaves = joined(leaves)
    nodes = [Field(field, leaf) if field and not isinstance(leaf, Field | Dates) else leaf for leaf in leaves]
    if sign == "-":
        return all_of([negated(node) for node in nodes])
    return all_of([required(node) if sign == "+" else node for node in nodes])
