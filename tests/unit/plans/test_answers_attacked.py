"""Answers nobody would type: each is read or refused with a sentence, by every question."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.small_pack import small_pack
from wizard.engine import CompiledChecklist
from wizard.errors import AnswersError, PlanError, WizardError
from wizard.model.questions import Table
from wizard.session.phrasing import problem_line
from wizard.session.source import read_source
from wizard.text import words

TODAY = dt.date(2026, 11, 22)
ODD = {
    "long number": "9" * 5_000,
    "huge number": 10**400,
    "far below": -(10**30),
    "huge exponent": "1e999999999",
    "tiny exponent": "0.1e-99999",
    "long text": "x" * 300_000,
    "steering": "店\u202e",
    "control": "a\x00b",
    "lines": "店\n名\t\r\n",
    "tag": "<img src=x onerror=1>{{7*7}}{% raw %}",
    "other digits": "٣٣",
    "list": ["a"] * 5_000,
    "map": {"low": 1, "likely": "9" * 400, "high": 3},
    "nothing": None,
    "empty": {},
    "said": {"value": "9" * 3_000, "note": "n" * 90_000, "sure": "quoted"},
}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> CompiledChecklist:
    return small_pack(tmp_path_factory.mktemp("pack"))


def is_read(text: bytes, compiled: CompiledChecklist, folder: Path) -> bool:
    """Tell whether the answers are read and judged; a refusal has its sentence."""
    path = folder / "a.json"
    path.write_bytes(text)
    refused: WizardError | None = None
    try:
        read_source(path, compiled).evaluation(TODAY, simulated=False)
    except WizardError as error:
        refused = error
    for one in refused.problems if isinstance(refused, AnswersError) else ():
        line = problem_line(one, words("zh"))
        assert len(line.splitlines()) == 1
        assert len(line) < 1_500
    assert refused is None or words("zh")(refused.key, **refused.params)
    return refused is None


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_every_question_reads_or_refuses(
    odd: Any, compiled: CompiledChecklist, tmp_path: Path
) -> None:
    for question in compiled.checklist.questions.values():
        values = [odd]
        if isinstance(question, Table):
            values += [[{column.id: odd}] for column in question.columns]
        for value in values:
            text = json.dumps({"small": 2, "answers": {question.id: value}})
            is_read(text.encode(), compiled, tmp_path)


@pytest.mark.parametrize(
    "odd", ["店\n名", "店\u202e名", "a\x07b", "\ufeff店", "店\u200b名", "名" * 999]
)
def test_a_name_that_would_break_a_line_is_refused_or_cleaned(
    odd: str, compiled: CompiledChecklist, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"small": 2, "name": odd, "answers": {}}), "utf-8")
    try:
        name = read_source(path, compiled).name
    except WizardError:
        return
    assert name.isprintable()
    assert len(name) <= 200


@pytest.mark.parametrize("coding", ["gbk", "utf-16", "utf-16-le", "utf-32", "big5"])
def test_another_coding_is_told_apart(
    coding: str, compiled: CompiledChecklist, tmp_path: Path
) -> None:
    text = "small: 2\nname: 小店\nanswers: {hours: 12}\n"
    assert not is_read(text.encode(coding), compiled, tmp_path)


def test_a_mark_of_byte_order_is_no_mistake(compiled: CompiledChecklist, tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf" + json.dumps({"small": 2, "answers": {"hours": 12}}).encode()
    assert is_read(text, compiled, tmp_path)


def test_a_path_longer_than_any_is_one_sentence(
    compiled: CompiledChecklist, tmp_path: Path
) -> None:
    for name in ("n" * 300, "/".join(["d" * 200] * 30)):
        with pytest.raises((PlanError, WizardError)) as refused:
            read_source(tmp_path / name, compiled)
        assert words("zh")(refused.value.key, **refused.value.params)
