"""Runs of plain text and how any string is made safe to print."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Severity = Literal["red_line", "fix", "watch", "info", "broken", "ok", "not_sure"]
Mark = Literal["filled", "blank", "changed", "code", Severity]

REPLACEMENT = "□"
_KEPT = 4096  # short texts: those of several plans
_LONGEST_KEPT = 100  # characters

# C0 (but tab and newline) and C1 controls, bidi controls, lone surrogates, noncharacters,
# and U+FFFC, which typesetting keeps for itself.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffc\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_LINK = re.compile(r"#\S+|https?://[^\s/]\S*|mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)


def clean(text: str) -> str:
    r"""Make text safe to print anywhere without losing sight of what was there.

    Control characters, bidi controls, lone surrogates and noncharacters become ``□``,
    every kind of line end becomes ``\n``, a tab becomes a space.
    """
    if text.isprintable() and "\ufffc" not in text:
        return text
    return _UNSAFE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text).replace("\t", " "))


def safe_link(target: str) -> str:
    """Return ``target`` if it is internal (``#key``), http(s) or mailto; else nothing.

    Control characters and whitespace disqualify the whole target.
    """
    return target if _LINK.fullmatch(target) and clean(target) == target else ""


def clean_fields(instance: object, *names: str) -> None:
    """Clean string fields, or tuples of strings, of a frozen ``instance`` in place."""
    for name in names:
        value = getattr(instance, name)
        cleaned = clean(value) if isinstance(value, str) else tuple(clean(part) for part in value)
        if cleaned != value:
            object.__setattr__(instance, name, cleaned)


@dataclass(frozen=True, slots=True)
class Run:
    r"""A stretch of plain text with one look.

    Attributes:
        text: what is printed; ``\n`` breaks the line.
        bold: printed bold.
        link: ``#key`` of a block, an http(s) or a mailto address; any other target is
            dropped and only the text stays.
        mark: ``filled`` (an answer in an agreement), ``blank`` (a ruled place still to
            fill in), ``changed`` (since the last print), ``code``, or a severity, which
            puts its shape before the text.
        alt: what a shape without text means; where only the shape is seen, those who read
            or hear the document without seeing it are told this.
    """

    text: str
    bold: bool = False
    link: str = ""
    mark: Mark | None = None
    alt: str = ""

    def __hash__(self) -> int:
        # Looked up by the thousand to find what was measured; looks seldom differ alone.
        return hash(self.text)

    def __post_init__(self) -> None:
        cleaned = clean(self.text)
        if cleaned is not self.text:
            object.__setattr__(self, "text", cleaned)
        if self.link and not safe_link(self.link):
            object.__setattr__(self, "link", "")

    def plain_text(self) -> str:
        """Return the text itself, or what a shape without text means."""
        return self.text or self.alt


Runs = tuple[Run, ...]


def text(*parts: str | Run, bold: bool = False) -> Runs:
    """Build runs from strings and runs; strings become plain (or bold) runs.

    Short ones are kept: most words of a plan are those of every plan, and what is the very
    same is found sooner among what was measured.
    """
    if len(parts) == 1 and isinstance(one := parts[0], str) and len(one) <= _LONGEST_KEPT:
        return _kept(one, bold)
    return tuple([part if isinstance(part, Run) else Run(part, bold) for part in parts])


@lru_cache(maxsize=_KEPT)
def _kept(said: str, bold: bool) -> Runs:
    return (Run(said, bold),)


def plain(runs: Runs) -> str:
    """Return the text of ``runs`` put together."""
    return "".join([run.text or run.alt for run in runs])


def joined(parts: Iterable[str], separator: str = "\n") -> str:
    """Join the parts that are not empty."""
    return separator.join(part for part in parts if part)
