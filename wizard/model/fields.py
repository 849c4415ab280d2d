"""What every kind of question has, and what a judgement of its answer leads to."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from wizard.model.answers import Value
from wizard.model.localised import EMPTY, Localised
from wizard.model.reading import Invalid, Misread
from wizard.text import Words

Effort = Literal["think", "at_hand", "work_out", "ask"]
Workload = Literal["S", "M", "L"]


def _as_written(condition: object) -> object:
    return str(condition).lower() if isinstance(condition, bool) else condition


Condition = Annotated[str | dict[str, Any], BeforeValidator(_as_written)]
"""One line of the rules language, or ``all:``, ``any:``, ``not:`` around such lines."""


class Severity(StrEnum):
    """How much a finding weighs, strongest first."""

    RED_LINE = "red_line"
    BROKEN = "broken"
    FIX = "fix"
    WATCH = "watch"
    INFO = "info"


class PackModel(BaseModel):
    """A part of a pack: frozen, and refusing every key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Consequence(PackModel):
    """What is said and advised when a judgement is not a pass.

    Attributes:
        severity: only for a fail: what it weighs.
        say: what is wrong and why it matters; may hold ``{expressions}``.
        do: what to do about it.
        effort: S under an hour, M up to a day, L longer.
        days: within how many days; None means before opening.
    """

    severity: Severity | None = None
    say: Localised
    do: Localised = EMPTY
    effort: Workload | None = None
    days: int | None = Field(default=None, ge=0, le=3650)


class QuestionFields(PackModel):
    """What every kind of question has.

    Attributes:
        id: ASCII snake_case, for ever.
        code: number in the catalogue of checks, for example ``COG-01``.
        must: whether the final edition waits for an answer.
        was: earlier ids; stored answers are renamed by them. An id two questions name was
            split, a question that names two merges them.
        revised: version of the pack since which the question asks something else, so that
            an earlier answer is to be looked at again.
        was_ask: how it was asked before, shown beside today's wording when an answer has
            to be looked at again.
        changed: what is different since ``revised``, or since it was split or merged, and
            what to look at.
        when: condition under which the question applies.
        label: a few words for tables and lists, where the whole question is too long.
        computed: expression that derives the value; such a question is never asked.
        pass_condition, warn_condition: the judgement; neither true means fail.
        whom, ask_them: whom to ask if unsure, and what to say to them.
        effort: what it takes to answer.
        terms: ids of the terms explained beside the question.
        sources: ids of the laws, articles and rules of thumb behind it.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")
    code: str = Field(default="", max_length=20)
    must: bool = False
    was: tuple[str, ...] = ()
    revised: int = Field(default=0, ge=0)
    was_ask: Localised = EMPTY
    changed: Localised = EMPTY
    when: Condition = ""
    computed: str = ""
    ask: Localised
    label: Localised = EMPTY
    hint: Localised = EMPTY
    why: Localised = EMPTY
    example: Localised = EMPTY
    whom: Localised = EMPTY
    ask_them: Localised = EMPTY
    placeholder: Localised = EMPTY
    effort: Effort = "think"
    terms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    pass_condition: Condition = Field(default="", alias="pass")
    warn_condition: Condition = Field(default="", alias="warn")
    on_warn: Consequence | None = None
    on_fail: Consequence | None = None
    ranged: ClassVar[bool] = False
    group: str = Field(default="", max_length=40)
    unsure: bool = True

    @property
    def title(self) -> Localised:
        """The label, or the whole question where there is none."""
        return self.label or self.ask

    @property
    def judged(self) -> bool:
        """Whether the answer is judged at all."""
        return bool(self.pass_condition)

    @property
    def blocks(self) -> bool:
        """Whether a fail of this question is a red line."""
        return self.on_fail is not None and self.on_fail.severity is Severity.RED_LINE

    def read(self, raw: object) -> Value | Invalid:
        """Turn raw input into a value, or say why it is none."""
        message = f"{type(self).__name__} reads no values"
        raise TypeError(message)

    def read_plain(self, plain: object) -> Value | None:
        """Turn the stored form into a value.

        Raises:
            Misread: some part of it cannot be read; its path tells which.
        """
        value = self.read(plain)
        if isinstance(value, Invalid):
            raise Misread((), value)
        return value

    def plain(self, value: Any) -> object:
        """Return the stored and exported form of ``value``."""
        return value

    def show(self, value: Any, say: Words) -> str:
        """Write ``value`` for people."""
        return str(value)
