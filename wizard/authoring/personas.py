"""Whether a persona's answers lead where its author expects."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.engine import CompiledChecklist, evaluate
from wizard.errors import Problem
from wizard.packs import Persona


def unmet(compiled: CompiledChecklist, persona: Persona) -> list[Problem]:
    """Return every expectation of a persona that its answers do not meet."""
    found = evaluate(compiled, persona.answers, persona.as_of)
    expect = persona.expect
    problems: list[Problem] = []

    def miss(what: str, expected: object, got: object) -> None:
        params = {"what": what, "expected": str(expected), "got": str(got)}
        path = ("figures", what) if what in expect.figures else (what,)
        place = persona.expected_at(*path)
        problems.append(Problem(place, "authoring.persona_differs", params))

    if expect.verdict and found.verdict != expect.verdict:
        miss("verdict", expect.verdict, found.verdict)
    if expect.can_print_final not in (None, found.can_print_final):
        miss("can_print_final", expect.can_print_final, found.can_print_final)
    spoken = {one.rule for one in found.findings}
    counted = {one.rule for one in found.findings if one.counts}
    if not set(expect.findings) <= spoken:
        miss("findings", _list(set(expect.findings) - spoken), "—")
    if counted & set(expect.silent):
        miss("silent", "—", _list(counted & set(expect.silent)))
    for what, wanted, got in (
        ("missing", expect.missing, found.missing),
        ("not_sure", expect.not_sure, found.not_sure),
    ):
        if wanted is not None and set(wanted) != set(got):
            miss(what, _list(wanted), _list(got))
    for name, value in expect.figures.items():
        figure = found.figures.get(name)
        if figure is None or str(figure.shown) != str(value):
            miss(name, value, figure.shown if figure is not None else "—")
    return problems


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "—"
