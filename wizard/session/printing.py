"""Print an edition of a plan: compose the document, render it, carry the plan inside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Literal

from wizard.engine import Evaluation
from wizard.errors import WizardError
from wizard.model.questions import Severity
from wizard.plans.carried import carry
from wizard.plans.contents import PlanContents, dated
from wizard.session.feedback import feedback, feedback_blocks
from wizard.session.own_clauses import own_clauses
from wizard.text import Language, Words, words

if TYPE_CHECKING:
    from wizard.documents.blocks import Document, Photo

Edition = Literal["draft", "final"]


class NotFinalError(WizardError):
    """The final edition is held back; the evaluation says by what."""

    def __init__(self, evaluation: Evaluation) -> None:
        super().__init__("session.not_final", count=len(obstacles(evaluation)))
        self.evaluation = evaluation


def obstacles(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    """Return everything that holds back the final edition, strongest first.

    Returns:
        Pairs of a code and the id it is about: ``red_line`` and ``broken`` with a rule,
        ``missing`` and ``not_sure`` with a question.
    """
    found = [
        ("red_line" if one.severity is Severity.RED_LINE else "broken", one.rule)
        for one in evaluation.blockers
    ]
    found += [("missing", question) for question in evaluation.missing]
    found += [
        ("not_sure", question)
        for question in evaluation.not_sure
        if (asked := evaluation.question(question)) is not None and asked.must
    ]
    return tuple(found)


def obstacle_lines(evaluation: Evaluation, say: Words) -> list[str]:
    """Write every obstacle of the final edition as one line, with the question's number."""
    checklist = evaluation.checklist
    lines = []
    findings = {one.rule: one for one in reversed(evaluation.blockers)}
    for code, name in obstacles(evaluation):
        if code in ("red_line", "broken"):
            finding = findings[name]
            text = finding.message.say(say)
            number = checklist.number(finding.questions[0])
        else:
            question = evaluation.question(name)
            text = question.title.say(say.language) if question is not None else name
            number = checklist.number(name)
        line = say(f"session.obstacle.{code}", number=number, text=text, name=checklist.id)
        if line not in lines:
            lines.append(line)
    return lines


def print_plan(  # noqa: PLR0913  one argument per thing that is printed
    evaluation: Evaluation,
    contents: PlanContents,
    *,
    name: str,
    edition: Edition,
    language: Language,
    with_plan: bool = True,
    number: int = 0,
    previous: Evaluation | None = None,
) -> bytes:
    """Return one printed edition as PDF; ``compose_edition`` says what is what.

    Raises:
        NotFinalError: the final edition is held back.
    """
    from wizard.documents import render

    document = compose_edition(
        evaluation,
        contents,
        name=name,
        edition=edition,
        language=language,
        with_plan=with_plan,
        number=number,
        previous=previous,
    )
    return render(document, "pdf")


def compose_edition(  # noqa: PLR0913  one argument per thing that is printed
    evaluation: Evaluation,
    contents: PlanContents,
    *,
    name: str,
    edition: Edition,
    language: Language,
    with_plan: bool = True,
    number: int = 0,
    previous: Evaluation | None = None,
    opened: Collection[str] = (),
    record: str = "",
    photos: Mapping[str, Photo | None] | None = None,
) -> Document:
    """Return what one edition says, ready to be rendered.

    Args:
        evaluation: what is printed.
        contents: the plan the PDF carries inside.
        name: the plan's name, exactly as typed.
        edition: a draft prints at any time.
        language: of the document.
        with_plan: whether the PDF carries the plan, so that it can be opened again.
        number: of the print; 0 for one the plan does not count.
        previous: what the print before this one was made from.
        opened: marks of what began a page in it.
        record: what the plan keeps of this print, carried along.
        photos: pictures among the evidence to be printed, by checksum; None for unreadable.

    Raises:
        NotFinalError: the final edition is held back.
    """
    if edition == "final" and not evaluation.can_print_final:
        raise NotFinalError(evaluation)
    from wizard.documents import compose_plan

    said = feedback(contents.summary)
    return compose_plan(
        evaluation,
        name=name,
        edition=edition,
        language=language,
        plan_id=contents.plan_id,
        version=f"v{number}" if number else "",
        previous=previous,
        opened=opened,
        own_clauses=own_clauses(contents.answers),
        carried=carry(dated(contents, evaluation.today), number, record) if with_plan else None,
        photos=photos,
        remarks=feedback_blocks(said, evaluation, words(language)) if said.printed else (),
    )
