"""The compiled conditions and texts of one question, column or rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wizard.model.localised import Localised
from wizard.rules import Expression


@dataclass(frozen=True, slots=True)
class CompiledText:
    """A text of the pack with the expressions of its placeholders.

    Attributes:
        text: the text in each language.
        values: expression by placeholder, as written between the braces.
        choices: texts of choices by placeholder, where a placeholder names a question with
            choices.
        units: unit by placeholder, where a placeholder names a question or a value.
    """

    text: Localised
    values: Mapping[str, Expression] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Localised]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The compiled conditions and texts of one question, column or rule.

    For a question, ``passes`` and ``warns`` judge its answer; for a rule, ``when`` is the
    condition under which it speaks and ``fail_say`` what it says.
    """

    when: Expression | None = None
    computed: Expression | None = None
    passes: Expression | None = None
    warns: Expression | None = None
    warn_say: CompiledText | None = None
    warn_do: CompiledText | None = None
    fail_say: CompiledText | None = None
    fail_do: CompiledText | None = None
