"""A pack that extends another: it adds, hides, rewords and changes values."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_pack import TODAY
from tests.snapshot import Snapshot
from tests.unit.packs.extending import CHANGES, overlay, problems
from wizard import packs, resources
from wizard.engine import evaluate
from wizard.model.answers import State
from wizard.session.phrasing import problem_line
from wizard.text import words

BASE = packs.load(resources.pack_folder("_gallery"))


def test_everything_that_is_not_changed_stays(tmp_path: Path) -> None:
    compiled = packs.load(overlay(tmp_path, changes=None))
    assert compiled.checklist.id == "local"
    assert compiled.checklist.questions == BASE.checklist.questions
    assert compiled.checklist.rules == BASE.checklist.rules
    assert compiled.checklist.candidates == BASE.checklist.candidates
    assert compiled.digest != BASE.digest


def test_a_question_is_reworded_and_keeps_its_judgement(tmp_path: Path) -> None:
    compiled = packs.load(overlay(tmp_path))
    question = compiled.checklist.questions["open_at_weekend"]
    base = BASE.checklist.questions["open_at_weekend"]
    assert question.ask.root == {"zh": "这个周末出摊吗？", "en": "Is the stall open this weekend?"}
    assert question.pass_condition == base.pass_condition
    assert question.on_fail is not None
    assert base.on_fail is not None
    assert question.on_fail.say.root == {"zh": "本班要求周末出摊。"}
    assert question.on_fail.do == base.on_fail.do


def test_an_old_translation_is_not_put_under_new_words(tmp_path: Path) -> None:
    _, reading = packs.read(overlay(tmp_path))
    missing = {str(one.params["name"]): one.place for one in reading.remarks}
    assert missing["questions.open_at_weekend.on_fail.say"].file.endswith("changes.yaml")


def test_hidden_questions_are_never_shown_and_hidden_rules_never_speak(tmp_path: Path) -> None:
    compiled = packs.load(overlay(tmp_path))
    found = evaluate(compiled, {}, TODAY)
    assert "rain_plan" not in found.visible
    assert found.states["rain_plan"] is State.NOT_APPLICABLE
    assert "weekday_only_note" not in {rule.id for rule in compiled.checklist.rules}
    assert "weekday_only_note" in {rule.id for rule in BASE.checklist.rules}


def test_topics_and_questions_are_added_where_they_are_wanted(tmp_path: Path) -> None:
    checklist = packs.load(overlay(tmp_path)).checklist
    stall = next(area for area in checklist.areas if area.id == "stall")
    assert stall.topics[-1].id == "class_topic"
    writing = next(topic for topic in stall.topics if topic.id == "choices")
    ids = [question.id for question in writing.questions]
    assert ids.index("class_question") == ids.index("open_at_weekend") + 1


def test_a_value_is_changed_and_everything_follows(tmp_path: Path) -> None:
    name, threshold = next(iter(BASE.checklist.values.items()))
    values = f"values:\n  {name}: {{value: {threshold.value + 7}}}\n"
    checklist = packs.load(overlay(tmp_path, values=values)).checklist
    assert checklist.values[name].value == threshold.value + 7
    assert checklist.values[name].unit == threshold.unit
    assert checklist.values[name].title == threshold.title


@pytest.mark.parametrize(
    ("changes", "key", "line"),
    [
        ("questions: {open_at_weekendd: {ask: 问}}", "packs.nothing_to_change", 1),
        ("questions: {open_at_weekend: {kind: number}}", "packs.fixed_key", 1),
        ("questions:\n  open_at_weekend: {pass: open_at_weekendd}", "rules.unknown_name", 2),
        ("questions:\n  open_at_weekend: {colour: red}", "packs.unknown_key", 2),
        ("questions: {open_at_weekend: 5}", "packs.not_a_map", 1),
        ("question: {}", "packs.unknown_key", 1),
        ("rules: {gone: {hide: true}}", "packs.nothing_to_change", 1),
        ("add: [{topic: nowhere, questions: []}]", "packs.nothing_to_change", 1),
        ("add:\n  - {topic: choices, after: nobody, questions: [{id: a}]}", "packs.missing_key", 2),
        ("[]", "packs.not_a_map", 1),
    ],
)
def test_a_mistake_is_found_in_the_file_that_made_it(
    tmp_path: Path, changes: str, key: str, line: int
) -> None:
    found = problems(overlay(tmp_path, changes=changes))
    spots = [(one.key, Path(one.place.file).name, one.place.line) for one in found]
    assert (key, "changes.yaml", line) in spots


SLIPS = (
    "questions: {open_at_weekendd: {ask: 问}}",
    "questions:\n  rain_plan: {kind: number}\n  open_at_weekend: {id: other, hied: true, hide: 1}",
    "questions: {open_at_weekend: {on_fail: {say: 本班, seevrity: fix}}}",
    "questions: {open_at_weekend: {on_fail: {severity: fatal}}}",
    "questions: {open_at_weekend: {on_fail: 5}}",
    "questions: {open_at_weekend: {pass: null, on_fail: null, why: null}}",
    "questions: {open_at_weekend: {ask: null}}",
    "questions: {open_at_weekend: 5}",
    "questions: [open_at_weekend]",
    "topics: {choice: {title: 题}}\nareas: {stal: {title: 区}}",
    "topics: {choices: {questions: []}}\nareas: {stall: {topics: [], hide: true}}",
    "columns: {venues: {allowd: {ask: 问}}}",
    "columns: {venue: {allowed: {ask: 问}}}",
    "columns: {venues: {allowed: {hide: true}}}",
    "columns: {venues: 5}",
    "columns: 5\nrules: [1]\nadd: {topic: choices}",
    "add: [{topic: choices, questions: {id: a}}, {area: stall, topics: 5}]",
    "topics: {choices: {hide: 1}}\nquestions: {rain_plan: {hide: false}}",
    "rules: {weekday_only_not: {hide: true}}",
    "rules: {weekday_only_note: {severity: fatal}}",
    "rules: {weekday_only_note: {when: open_at_weekendd}}",
    "agreements: {gone: {hide: true}}",
    "question: {}",
    "5",
    "add: [{topic: choises, questions: []}]",
    "add: [{area: stal, topics: []}]",
    "add: [5]",
    "add: [{topic: choices, afer: open_at_weekend, questions: []}]",
    "add: [{topic: choices, after: open_at_weekendd, questions: [{id: a, kind: yes_no, ask: 问}]}]",
    "add: [{topic: choices, questions: [5]}]",
    "add: [{topic: choices, questions: [{id: rain_plan, kind: yes_no, ask: 问}]}]",
    "add: [{area: stall, topics: [{id: choices, title: 题, questions: []}]}]",
    "add: [{area: stall, topics: [{id: more, questions: [{id: a, kind: yes_no, ask: 问}]}]}]",
)
VALUES = (
    "values:\n  hours_bearablex: {value: 3}\n",
    "values:\n  quite_new: {value: 3}\n",
    "values:\n  quite_new: {value: 3, unit: count, title: 新}\n",
    "values:\n  hours_bearable: {value: ten}\n",
    "values:\n  hours_bearable: {valu: 3}\n",
    "values:\n  hours_bearable: 3\n",
    "values: 3\n",
    "value: {}\n",
)


def test_each_slip_in_a_change_is_told_at_its_place(tmp_path: Path, snapshot: Snapshot) -> None:
    gallery = f"{resources.pack_folder('_gallery')}/"
    made = [*((one, None) for one in SLIPS), *((None, one) for one in VALUES)]
    found = []
    for number, (changes, values) in enumerate(made):
        folder = overlay(tmp_path / str(number), changes=changes, values=values)
        lines = [problem_line(one, words("zh")) for one in problems(folder)]
        shown = (changes or values or "").strip()
        lines = [line.replace(f"{folder}/", "").replace(gallery, "gallery/") for line in lines]
        found.append("\n".join([shown, *lines]))
    snapshot("\n\n".join(found) + "\n")


def test_an_added_question_may_not_take_an_id_that_is_taken(tmp_path: Path) -> None:
    changes = CHANGES.replace("id: class_question", "id: rain_plan")
    assert "packs.twice" in [one.key for one in problems(overlay(tmp_path, changes=changes))]


def test_only_packs_of_the_program_can_be_extended(tmp_path: Path) -> None:
    for name in ("../shop_launch", "/etc", "nothing", "[]"):
        folder = overlay(tmp_path / str(len(name)), extends=name)
        keys = {one.key for one in problems(folder)}
        assert keys <= {"packs.unknown_base", "packs.no_areas"}
        assert keys


def test_an_extending_pack_travels_as_one_file(tmp_path: Path) -> None:
    folder = overlay(tmp_path / "local")
    one_file = tmp_path / "local.shoppack"
    one_file.write_bytes(packs.bundle(folder))
    assert packs.load(one_file).checklist == packs.load(folder).checklist


def test_the_built_in_pack_can_be_extended(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(
        "id: class_a\nversion: 1\ntitle: 甲班\nlanguages: [zh, en]\nextends: shop_launch\n"
    )
    (tmp_path / "values.yaml").write_text("values: {start_up_cap: {value: 3000}}\n")
    compiled = packs.load(tmp_path)
    assert compiled.checklist.values["start_up_cap"].value == 3000
    assert compiled.checklist.questions == packs.built_in().checklist.questions


def test_a_slip_in_a_change_names_what_was_meant(tmp_path: Path) -> None:
    values = "values:\n  hours_bearablex: {value: 3}\n"
    (found,) = problems(overlay(tmp_path / "a", changes=None, values=values))
    assert (found.key, found.params["near"]) == ("packs.nothing_to_change", "hours_bearable")
    assert (found.place.line, found.place.column) == (2, 3)
    changes = "questions:\n  open_at_weekend: {hied: true}\n"
    (found,) = problems(overlay(tmp_path / "b", changes=changes))
    assert (found.key, found.params["near"]) == ("packs.unknown_key", "hide")
