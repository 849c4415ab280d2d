"""Conditions written as lists: ``all:``, ``any:`` and ``not:`` around one-line expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final, TypeAlias

from wizard.rules.error import RuleError
from wizard.rules.expression import Expression
from wizard.rules.grammar import compile_expression
from wizard.rules.operand import Facts, Run, every, negation, some
from wizard.rules.types import YES_NO, Scope, Type

PARTS: Final = 50
LEVELS: Final = 4

_Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One expression inside a condition.

    Attributes:
        source: its text.
        path: keys and indexes from the condition to it.
    """

    source: str
    path: tuple[str | int, ...]


def join(node: object) -> list[Part]:
    """Return the expressions of ``node`` in reading order.

    Args:
        node: text, ``true`` or ``false``, or a map with one of the keys ``all`` and
            ``any`` (a list of conditions) and ``not`` (one condition).

    Raises:
        RuleError: it has another shape; its ``path`` tells where.
    """
    parts: list[Part] = []
    _walk(node, (), 0, lambda source, path: parts.append(Part(source, path)))
    return parts


def compile_condition(node: object, scope: Scope, *, wants: Type = YES_NO) -> Expression:
    """Compile a condition written as text or as lists of conditions.

    Args:
        node: as for ``join``.
        scope: the names it may read.
        wants: the type of the result where ``node`` is one expression; lists are
            always yes or no.

    Raises:
        RuleError: the shape is wrong or one of the expressions is; its ``path`` tells
            which, from ``node`` down.
    """
    count = len(join(node))
    if count > PARTS:
        raise RuleError("rules.too_many_parts", limit=PARTS)
    return _compile(node, scope, wants, ())


def _compile(node: object, scope: Scope, wants: Type, path: _Path) -> Expression:
    source = _source(node)
    if source is not None:
        try:
            return compile_expression(source, scope, wants=wants)
        except RuleError as error:
            error.path = path
            raise
    if not isinstance(node, dict):
        raise _shape(path, "rules.condition_shape")
    word, inner = next(iter(node.items()))
    if word == "not":
        part = _compile(inner, scope, YES_NO, (*path, word))
        return _combined(f"not ({part.source})", [part], negation(part.run))
    parts = [_compile(item, scope, YES_NO, (*path, word, at)) for at, item in enumerate(inner)]
    runs = [part.run for part in parts]
    sign = " and " if word == "all" else " or "
    text = sign.join(f"({part.source})" for part in parts)
    return _combined(text, parts, every(runs) if word == "all" else some(runs))


def _combined(source: str, parts: list[Expression], run: Run) -> Expression:
    names: Iterator[str] = (name for part in parts for name in part.names)
    facts = reduce(or_, (part.facts for part in parts), Facts())
    return Expression(source, YES_NO, names, run, facts)


def _source(node: object) -> str | None:
    if isinstance(node, bool):
        return "true" if node else "false"
    return node if isinstance(node, str) else None


def _walk(node: object, path: _Path, level: int, take: Callable[[str, _Path], None]) -> None:
    source = _source(node)
    if source is not None:
        take(source, path)
        return
    word = next(iter(node)) if isinstance(node, dict) and len(node) == 1 else None
    if word not in ("all", "any", "not") or not isinstance(node, dict):
        raise _shape(path, "rules.condition_shape")
    if level >= LEVELS:
        raise _shape(path, "rules.condition_deep", limit=LEVELS)
    inner = node[word]
    if word == "not":
        _walk(inner, (*path, word), level + 1, take)
    elif not isinstance(inner, list) or not inner:
        raise _shape((*path, word), "rules.condition_list", word=word)
    else:
        for at, item in enumerate(inner):
            _walk(item, (*path, word, at), level + 1, take)


def _shape(path: _Path, key: str, **params: Any) -> RuleError:
    error = RuleError(key, **params)
    error.path = path
    return error
