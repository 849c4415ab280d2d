"""Tables about a pack for its documentation, generated so that they are never out of date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wizard.errors import PackError, Problem
from wizard.model.checklist import Checklist
from wizard.model.questions import QuestionFields, Table
from wizard.strict_yaml import Document

_QUESTIONS = """\
# {title}：全部题目

由 `launch-wizard lint PACK --docs DIR` 生成，不要手改。「不合格时」一栏：red_line 是红线，fix 要先整改，watch 只提醒；★ 是必答题。

| 编号 | id | 题目 | 类型 | 不合格时 | 选项 | 依据 |
|---|---|---|---|---|---|---|
"""
_COVERAGE = """\
# 种子文章的 {count} 条主张，各由哪些题目和规则回应

由 `launch-wizard lint PACK --docs DIR` 按 `claims.yaml` 生成，不要手改。

| 主张 | 题目 | 规则 |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class _Entry:
    question: QuestionFields
    table: str = ""


def questions_table(checklist: Checklist) -> str:
    """Return a Markdown table of every question and column of a pack."""
    lines = []
    for entry in _entries(checklist):
        question = entry.question
        name = f"{entry.table}.{question.id}" if entry.table else question.id
        kind = f"{question.kind}（算出来的）" if question.computed else str(question.kind)  # type: ignore[attr-defined]
        cells = (
            question.code,
            f"`{name}`" + (" ★" if question.must else ""),
            question.ask.say(checklist.languages[0]),
            kind,
            _severity(question),
            "、".join(getattr(question, "choices", {})),
            "、".join(question.sources),
        )
        lines.append(_row(cells))
    title = checklist.title.say(checklist.languages[0])
    return _QUESTIONS.format(title=title) + "\n".join(lines) + "\n"


def coverage_table(checklist: Checklist, claims: Document) -> str:
    """Return a Markdown table from claims to the questions and rules that answer them.

    Args:
        checklist: the pack.
        claims: a file with a list ``claims`` of maps with ``claim`` and ``by``, a list of
            catalogue codes, or of ids of questions, rules and areas.

    Raises:
        PackError: the file is written otherwise, or names something the pack does not have;
            the error carries every such place.
    """
    value = claims.value if isinstance(claims.value, dict) else {}
    listed = value.get("claims")
    if not isinstance(listed, list):
        raise PackError("packs.unusable", [_misshapen(claims, ())], path=claims.file)
    lines: list[str] = []
    problems: list[Problem] = []
    for index, one in enumerate(listed):
        by = one.get("by") if isinstance(one, dict) else None
        if not isinstance(one, dict) or "claim" not in one or not isinstance(by, list):
            problems.append(_misshapen(claims, ("claims", index)))
            continue
        questions: list[str] = []
        rules: list[str] = []
        for place, name in enumerate(map(str, by)):
            found, ruled = _answering(name, checklist)
            if not found and not ruled:
                path = ("claims", index, "by", place)
                problems.append(claims.problem(path, "authoring.claim_unknown", name=name))
            questions += found
            rules += ruled
        rules += [
            rule.id
            for rule in checklist.rules
            if rule.id not in rules and set(rule.questions) & set(questions)
        ]
        cells = (str(one["claim"]), _list(questions), _list(rules))
        lines.append(_row(cells))
    if problems:
        raise PackError("packs.unusable", problems, path=claims.file)
    return _COVERAGE.format(count=len(lines)) + "\n".join(lines) + "\n"


def _misshapen(claims: Document, path: tuple[str | int, ...]) -> Problem:
    return claims.problem(path, "authoring.claims_shape")


def _answering(name: str, checklist: Checklist) -> tuple[list[str], list[str]]:
    """Return the questions or areas, and the rules, that ``name`` stands for.

    It is an id, or a catalogue code, of which one row may be several questions.
    """
    if any(area.id == name for area in checklist.areas):
        return [name], []
    if any(rule.id == name for rule in checklist.rules):
        return [], [name]
    entries = list(_entries(checklist))
    if any(entry.question.id == name for entry in entries):
        return [name], []
    return [entry.question.id for entry in entries if entry.question.code == name], []


def _entries(checklist: Checklist) -> Iterator[_Entry]:
    for question in checklist.questions.values():
        yield _Entry(question)
        if isinstance(question, Table):
            for column in question.columns:
                yield _Entry(column, question.id)


def _severity(question: QuestionFields) -> str:
    if not question.judged or question.on_fail is None:
        return "watch" if question.on_warn is not None else "—"
    return str(question.on_fail.severity or "fix")


def _list(names: Sequence[str]) -> str:
    return "、".join(f"`{name}`" for name in names) or "—"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") or "—" for cell in cells) + " |"
