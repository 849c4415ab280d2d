"""What differs between two states of a plan, as data and in words."""

from __future__ import annotations

from tests.small_pack import judged
from wizard.engine import CompiledChecklist
from wizard.engine.changes import Changes, changes, is_substantive
from wizard.model.answers import NOTHING, Answer
from wizard.model.findings import Verdict
from wizard.session.wording import ChangeWords
from wizard.text import Language, words

BEFORE = """{hours: 2, goods: [cards], minors: false, chosen_platform: 甲,
  platforms: [{name: 甲, verified: true, annual_fee: 480}, {name: 乙}],
  budget_lines: [{item: 进货, amount: 2400, kind: one_off}]}"""
AFTER = """{hours: 12, goods: [cards], minors: {value: false, note: 问过}, chosen_platform: not_sure,
  platforms: [{name: 丙, annual_fee: 10}, {name: 甲, verified: true, annual_fee: 600}],
  budget_lines: none}"""


def differ(compiled: CompiledChecklist, before: str, after: str) -> Changes:
    return changes(judged(compiled, before), judged(compiled, after))


def lines(
    compiled: CompiledChecklist, before: str, after: str, language: Language = "zh"
) -> list[str]:
    states = judged(compiled, before), judged(compiled, after)
    return ChangeWords(*states, words(language)).lines(changes(*states))


def test_equal_states_do_not_differ(compiled: CompiledChecklist) -> None:
    assert not differ(compiled, BEFORE, BEFORE)
    assert lines(compiled, BEFORE, BEFORE) == []


def test_every_changed_answer_is_named_cell_by_cell(compiled: CompiledChecklist) -> None:
    found = [
        (one.question, one.row, one.column, one.kind, one.substantive)
        for one in differ(compiled, BEFORE, AFTER).answers
    ]
    assert found == [
        ("hours", None, "", "changed", True),
        ("minors", None, "", "changed", False),
        ("platforms", "甲", "annual_fee", "changed", True),
        ("platforms", "乙", "", "cleared", True),
        ("platforms", "丙", "", "added", True),
        ("chosen_platform", None, "", "changed", True),
        ("budget_lines", "进货", "", "cleared", True),
    ]


def test_rows_with_one_name_are_told_apart_by_their_order(compiled: CompiledChecklist) -> None:
    rows = "{{platforms: [{{name: 甲, annual_fee: 1}}, {{name: 甲, annual_fee: {}}}]}}"
    (only,) = differ(compiled, rows.format(2), rows.format(3)).answers
    assert (only.row, only.column) == ("甲", "annual_fee")


def test_findings_come_go_and_change_their_weight(compiled: CompiledChecklist) -> None:
    found = differ(compiled, BEFORE, "{hours: 4, goods: [cracked]}")
    gone = {one.before.rule for one in found.findings if one.before and not one.after}
    new = {one.after.rule for one in found.findings if one.after and not one.before}
    assert gone == {"minors", "hours_and_minors"}
    assert new == {"goods"}
    assert found.verdict == (Verdict.FIX_FIRST, Verdict.NOT_ADVISED)


def test_figures_are_compared_as_they_are_shown(compiled: CompiledChecklist) -> None:
    figures = {
        one.after.name: (one.before.shown, one.after.shown)
        for one in differ(compiled, BEFORE, AFTER).figures
    }
    assert figures["startup_total"] == (288_000, 0)
    assert "startup_known" not in figures


def test_an_answer_that_never_applied_is_no_change(compiled: CompiledChecklist) -> None:
    before = "{goods: [software], minors: true}"
    after = "{goods: [software], minors: false}"
    assert not differ(compiled, before, after)


def test_in_words(compiled: CompiledChecklist) -> None:
    said = lines(compiled, BEFORE, AFTER)
    assert "改了的答案（6）" in said
    assert "  1.1 几小时：2 小时 → 12 小时" in said
    assert "  1.4 平台「甲」年费：480 元 → 600 元" in said
    assert "  1.4 平台「丙」：（没填） → 名称 丙、年费 10 元" in said
    assert "  1.5 选哪家：甲 → 还不确定" in said
    assert "  启动总额：2,880 元 → 0 元" in said
    english = lines(compiled, BEFORE, AFTER, "en")
    assert "  1.1 How many hours: 2 hours → 12 hours" in english


def test_as_data(compiled: CompiledChecklist) -> None:
    states = judged(compiled, BEFORE), judged(compiled, AFTER)
    row = ChangeWords(*states, words("zh")).as_json(changes(*states))
    assert row["answers"][0]["before"] == 2
    assert row["answers"][0]["after_text"] == "12 小时"
    assert row["answers"][1]["after"] == {"value": False, "note": "问过"}
    assert row["figures"]["headroom"] == [212_000, 500_000]
    assert [one["rule"] for one in row["findings"]["gone"]][:1] == ["hours_and_minors"]


def test_notes_and_flags_are_not_substantive() -> None:
    answer = Answer(value="甲")
    assert not is_substantive(answer, Answer(value="甲", note="x", later=True, sure="quoted"))
    assert is_substantive(answer, NOTHING)
    row = Answer(value=({"name": Answer(value="甲")},))
    assert not is_substantive(row, Answer(value=({"name": Answer(value="甲", note="x")},)))
    assert is_substantive(row, Answer(value=({"name": Answer(value="乙")},)))
