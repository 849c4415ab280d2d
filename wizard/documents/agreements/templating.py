"""Templates are text of strangers: parsed, checked against an allow-list, then rendered.

A value never meets Markdown. Where a template writes a value, one private-use character
stands in for it; the Markdown is parsed with these characters in place, and only then are
they replaced by plain-text runs. So no answer can become markup, and every place that is
still empty is known with its question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Self

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wizard.errors import PackError

FIRST_TOKEN: Final = 0xF0000
LAST_TOKEN: Final = 0xFFFFD
LARGEST_TEMPLATE: Final = 200_000
LARGEST_RESULT: Final = 2_000_000
_MOST_NODES: Final = 5_000
_DEEPEST: Final = 30
_MOST_LOOPS: Final = 2
# What jinja calls the file of a template it was given as text.
_COMPILED_AS: Final = "<template>"
# How jinja begins to say that an if or a for has no end.
_UNCLOSED: Final = "Unexpected end of template"
_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.List,
    nodes.Getattr,
    nodes.If,
    nodes.For,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands behind one token.

    Attributes:
        question: id of the question or column whose answer it is.
        shown: the answer in words; empty for a blank.
        label: of the question.
        link: address the words lead to, if they are one.
    """

    question: str
    shown: str = ""
    label: str = ""
    link: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the place is still to be filled in."""
        return not self.shown


class Value(str):
    """An answer inside a template: compares as its plain value, prints as its token."""

    __slots__ = ("token",)

    token: str

    def __new__(cls, plain: str, token: str) -> Self:
        """Hold the plain value and the token to print."""
        value = super().__new__(cls, plain)
        value.token = token
        return value


class Truth(Value):
    """An answer to a yes-or-no question: holds where it is yes, as a condition of a rule does.

    Compares with ``"yes"`` and ``"no"``, and with true and false; unanswered equals neither.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        """Whether the answer is yes."""
        return str.__eq__(self, "yes")

    def __eq__(self, other: object) -> bool:
        """Whether the answer is the word, or the truth, ``other``."""
        return str.__eq__(self, ("no", "yes")[other] if isinstance(other, bool) else str(other))

    def __ne__(self, other: object) -> bool:
        """Whether the answer is another word, or another truth, than ``other``."""
        return not self == other

    __hash__ = str.__hash__


class Values(tuple[str, ...]):  # noqa: SLOT001 - a tuple has no room for slots
    """Several chosen ones: ``in`` looks for a choice, printing prints the token."""

    token: str

    def __new__(cls, chosen: Sequence[str], token: str) -> Self:
        """Hold the chosen ids and the token to print."""
        values = super().__new__(cls, chosen)
        values.token = token
        return values


class Figure(Decimal):
    """A number inside a template: compares as a number, prints as its token."""

    token: str

    def __new__(cls, number: Decimal, token: str) -> Self:
        """Hold the number and the token to print."""
        value = super().__new__(cls, number)
        value.token = token
        return value


class Rows(list[Mapping[str, Any]]):
    """The rows of a table: a loop goes through them, printing prints the token."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], token: str) -> None:
        super().__init__(rows)
        self.token = token


@dataclass(slots=True)
class Slots:
    """Hands out tokens and remembers what each one stands for."""

    slots: list[Slot] = field(default_factory=list)

    def token(self, slot: Slot) -> str:
        """Return the character that stands for ``slot``.

        Raises:
            OverflowError: there are more values than private-use characters: our bug.
        """
        if FIRST_TOKEN + len(self.slots) > LAST_TOKEN:
            raise OverflowError(len(self.slots))
        self.slots.append(slot)
        return chr(FIRST_TOKEN + len(self.slots) - 1)

    def of(self, character: str) -> Slot | None:
        """Return what a character of a rendered template stands for, if it is a token."""
        place = ord(character) - FIRST_TOKEN
        return self.slots[place] if 0 <= place < len(self.slots) else None


class _Environment(ImmutableSandboxedEnvironment):
    """No globals, no filters, no calls; attributes are keys of plain maps."""

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined, finalize=_finalize, trim_blocks=True, lstrip_blocks=True
        )
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def is_safe_attribute(self, *_: Any, **__: Any) -> bool:
        """Refuse: maps are read by ``getattr`` below and nothing else has attributes."""
        return False

    def is_safe_callable(self, *_: Any, **__: Any) -> bool:
        """Refuse: nothing can be called."""
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read a key of a plain map; everything else is undefined."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return self.undefined(obj=obj, name=attribute)


def _finalize(value: Any) -> Any:
    """Print the token of a value; anything that is none would let text past the tokens."""
    token = getattr(value, "token", None)
    if token is not None:
        return token
    if isinstance(value, StrictUndefined):
        return value
    raise TemplateError(f"only values can be printed, not {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A fixed word that a template compares an answer with.

    Attributes:
        name: of the answer; ``row.column`` for a cell.
        word: it is compared with.
        line: in the template, from 1.
    """

    name: str
    word: str
    line: int


def comparisons(source: str) -> tuple[Comparison, ...]:
    """Return every word that a template compares an answer with, in the order of the text.

    Raises:
        PackError: it does not parse.
    """
    found: list[Comparison] = []
    try:
        tree = _Environment().parse(source)
    except (TemplateError, RecursionError) as error:
        raise _unusable(error, "") from error
    for compare in tree.find_all(nodes.Compare):
        parts = [compare.expr, *(one.expr for one in compare.ops)]
        names = [name for part in parts if (name := _name(part))]
        words = [one for part in parts for one in _words(part)]
        found += [Comparison(name, one.value, one.lineno) for name in names for one in words]
    return tuple(found)


def _name(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return f"{node.node.name}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""


def _words(node: nodes.Node) -> list[nodes.Const]:
    parts = node.items if isinstance(node, nodes.List) else [node]
    return [one for one in parts if isinstance(one, nodes.Const) and isinstance(one.value, str)]


def render(source: str, values: Mapping[str, Any], name: str) -> str:
    """Render a template to Markdown with tokens: a pure function of its arguments.

    Args:
        source: text of the template.
        values: by question id: ``Value``, ``Values`` or a list of maps of them.
        name: of the template, for the message when it cannot be used.

    Raises:
        PackError: the template asks for more than it may, or for a value nobody knows.
    """
    template = _compiled(source, name)
    pieces: list[str] = []
    length = 0
    try:
        for piece in template.generate(dict(values)):
            length += len(piece)
            if length > LARGEST_RESULT:
                raise PackError("documents.template_too_long", name=name)
            pieces.append(piece)
    except (TemplateError, TypeError) as error:
        raise _unusable(error, name) from error
    return "".join(pieces)


def _unusable(error: Exception, name: str) -> PackError:
    """Return what to say of an error in a template, with its line as far as jinja knows it."""
    line = getattr(error, "lineno", None) or 1
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == _COMPILED_AS:
            line = step.tb_lineno
        step = step.tb_next
    reason = str(error)
    if isinstance(error, TypeError):
        return PackError("documents.template_compares", name=name, line=line)
    if reason.startswith(_UNCLOSED):
        return PackError("documents.template_unclosed", name=name, line=line)
    return PackError("documents.template_unusable", name=name, reason=reason, line=line)


@lru_cache(maxsize=32)
def _compiled(source: str, name: str) -> Template:
    tree, _ = _checked(source, name)
    # Compiled from the very tree that was checked: reading it takes as long as all the rest.
    return _Environment().from_string(tree)


def check(source: str, name: str) -> frozenset[str]:
    """Check a template against the allow-list.

    Returns:
        The names of the values it asks for.

    Raises:
        PackError: it is too long, does not parse, or holds what a template may not hold.
    """
    return _checked(source, name)[1]


@lru_cache(maxsize=32)
def _checked(source: str, name: str) -> tuple[nodes.Template, frozenset[str]]:
    if len(source) > LARGEST_TEMPLATE:
        raise PackError("documents.template_too_long", name=name)
    if any(FIRST_TOKEN <= ord(character) <= LAST_TOKEN for character in source):
        raise PackError("documents.template_unusable", name=name, reason="U+F0000")
    try:
        tree = _Environment().parse(source)
    except (TemplateError, RecursionError) as error:
        raise _unusable(error, name) from error
    return tree, _walk(tree, name)


def _walk(tree: nodes.Template, name: str) -> frozenset[str]:
    read: set[str] = set()
    bound: set[str] = set()
    todo: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
    seen = 0
    while todo:
        node, depth, loops = todo.pop()
        seen += 1
        if not isinstance(node, _ALLOWED) or seen > _MOST_NODES or depth > _DEEPEST:
            raise _refused(node, name)
        if isinstance(node, nodes.For):
            loops += 1
            plain = isinstance(node.iter, (nodes.Name, nodes.Getattr)) and not node.recursive
            if not plain or loops > _MOST_LOOPS or not isinstance(node.target, nodes.Name):
                raise _refused(node, name)
            bound.add(node.target.name)
        elif isinstance(node, nodes.Getattr):
            if node.attr.startswith("_"):
                raise _refused(node, name)
        elif isinstance(node, nodes.Name) and node.ctx == "load":
            read.add(node.name)
        todo += [(child, depth + 1, loops) for child in node.iter_child_nodes()]
    return frozenset(read - bound)


def _refused(node: nodes.Node, name: str) -> PackError:
    kind = type(node).__name__
    return PackError("documents.template_forbids", name=name, line=node.lineno, kind=kind)
