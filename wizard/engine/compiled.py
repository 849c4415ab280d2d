"""A checklist with its conditions compiled: what ``evaluate`` runs on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wizard.engine.judgement import CompiledText, Judgement
from wizard.engine.stoppers import launch_stoppers
from wizard.model.checklist import Checklist
from wizard.rules import Expression


@dataclass(frozen=True, slots=True)
class TemplateText:
    """The template of an agreement that a pack brings along: text of a stranger.

    Attributes:
        file: where it stands, for the place of what is wrong with it.
        text: what it says, unchecked.
    """

    file: str
    text: str


@dataclass(frozen=True)
class CompiledChecklist:
    """A checklist and everything compiled from it.

    Attributes:
        checklist: the checklist.
        questions: judgement by question id.
        columns: judgement by table id and column id.
        topics: condition by topic id, where a topic has one.
        rules: judgement by rule id.
        agreements: condition by agreement id, where an agreement has one.
        digest: sha256 of the pack's files, in hex.
        order: computed questions, and tables with computed columns, each after what it reads.
        column_order: computed columns by table id, each after what it reads.
        templates: templates of agreements that the pack brings along, by name and language;
            one of these takes the place of the program's own of the same name.
    """

    checklist: Checklist
    questions: Mapping[str, Judgement]
    columns: Mapping[tuple[str, str], Judgement] = field(default_factory=dict)
    topics: Mapping[str, Expression] = field(default_factory=dict)
    rules: Mapping[str, Judgement] = field(default_factory=dict)
    agreements: Mapping[str, Expression] = field(default_factory=dict)
    digest: str = ""
    order: tuple[str, ...] = ()
    column_order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    templates: Mapping[tuple[str, str], TemplateText] = field(default_factory=dict)

    def template(self, name: str, language: str) -> TemplateText | None:
        """Return a template of the pack's own, in the author's language if in no other."""
        own = self.templates
        return own.get((name, language)) or own.get((name, self.checklist.languages[0]))

    @cached_property
    def stoppers(self) -> frozenset[str]:
        """Ids of the questions, and of the candidates' columns, that can stop a launch."""
        return launch_stoppers(self.checklist, self.questions, self.columns)


__all__ = ["CompiledChecklist", "CompiledText", "Judgement", "TemplateText"]
