"""Which template an agreement takes, and what comes of it with the answers in place.

The program's own templates are rendered at once; one that a pack brings along is text of a
stranger and is rendered apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from wizard import resources
from wizard.documents.agreements.apart import render_apart
from wizard.documents.agreements.templating import Slots, check, render
from wizard.documents.agreements.values import template_values
from wizard.documents.blocks import Language
from wizard.documents.voice import Voice
from wizard.engine import CompiledChecklist, TemplateText
from wizard.errors import PackError
from wizard.model.checklist import Agreement


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered template.

    Attributes:
        markdown: with a token in place of each value; empty where the template is broken.
        broken: what is wrong with a template of the pack's own.
    """

    markdown: str
    broken: PackError | None = None


def rendered(voice: Voice, agreement: Agreement, slots: Slots) -> Rendered:
    """Render the template of an agreement.

    Raises:
        PackError: a template that comes with the program cannot be used: our bug.
    """
    compiled = voice.evaluation.compiled
    own = compiled.template(agreement.template, voice.language)
    if own is None:
        source = template_source(agreement.template, voice.language)
        asked = check(source, agreement.template)
        return Rendered(render(source, template_values(voice, asked, slots), agreement.template))
    try:
        asked = check(own.text, own.file)
        values = template_values(voice, asked, slots)
        return Rendered(render_apart(own.text, values, own.file, owner=compiled.digest))
    except PackError as error:
        return Rendered("", error)


def names_asked(compiled: CompiledChecklist, agreement: Agreement) -> frozenset[str]:
    """Return the names a template asks for, none where a pack's own is broken.

    Raises:
        PackError: a template that comes with the program cannot be used: our bug.
    """
    own = compiled.template(agreement.template, "zh")
    if own is None:
        return check(template_source(agreement.template, "zh"), agreement.template)
    try:
        return check(own.text, own.file)
    except PackError:
        return frozenset()


def text_of(compiled: CompiledChecklist, agreement: Agreement, language: Language) -> TemplateText:
    """Return the template an agreement takes: the pack's own, else the program's.

    Raises:
        PackError: there is none in this language.
    """
    own = compiled.template(agreement.template, language)
    if own is not None:
        return own
    name = f"{agreement.template}.{language}.md.j2"
    return TemplateText(name, template_source(agreement.template, language))


@cache
def template_source(template: str, language: Language) -> str:
    """Return the text of a template that comes with the program.

    Raises:
        PackError: there is none in this language.
    """
    path = resources.template_folder() / f"{template}.{language}.md.j2"
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise PackError("documents.template_missing", name=template) from error
