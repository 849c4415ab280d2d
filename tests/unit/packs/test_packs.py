from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_pack import AREA, EN, FILES, VALUES, judged, small_pack, write_pack
from wizard import packs
from wizard.errors import PackError, Problem
from wizard.text import words


def problems(folder: Path, **changed: str | None) -> list[Problem]:
    """Return what is wrong with the small pack after some files are changed."""
    compiled, reading = packs.read(write_pack(folder, **changed))
    assert (compiled is None) == bool(reading.problems)
    for problem in reading.problems:
        for language in ("zh", "en"):
            say = words(language)
            assert say(problem.key, **problem.params)
            if problem.hint:
                assert say(problem.hint, **problem.params)
    return reading.problems


def at(problem: Problem) -> tuple[str, int, int, str]:
    return (
        Path(problem.place.file).name,
        problem.place.line,
        problem.place.column,
        problem.key,
    )


def test_the_small_pack_is_clean(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_texts_come_in_both_languages_and_fall_back(tmp_path: Path) -> None:
    pack = small_pack(tmp_path).checklist
    assert pack.questions["hours"].ask.say("en") == "How many hours"
    assert pack.questions["goods"].ask.say("en") == "卖什么"


def test_what_is_not_translated_or_belongs_to_nothing_is_a_remark(tmp_path: Path) -> None:
    en = EN + "rules: {gone: {say: x}}\n"
    _, reading = packs.read(write_pack(tmp_path, **{"translations/en": en}))
    assert reading.problems == []
    said = {(one.key, one.params["name"]) for one in reading.remarks}
    assert ("packs.untranslated", "questions.goods.ask") in said
    assert ("packs.unused_text", "rules.gone") in said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("pass: hours >=", "pass: hour >=", ("area.yaml", 7, 76, "rules.unknown_name")),
        ("[cracked]", "[crackd]", None),
        ("kind: number,", "kind: numbr,", ("area.yaml", 7, 27, "packs.not_one_of")),
        ("must: true, ask: 几", "must: maybe, ask: 几", None),
        ("when: cards in goods", "when: verified", None),
        ("sources: [law]", "sources: [laws]", None),
        ('severity: red_line, say: "不能', 'severity: fatal, say: "不能', None),
        ("id: minors, kind", "id: goods, kind", None),
        ("id: hours, kind", "id: Hours, kind", None),
        ("hours >= 3", "hours >= 3 and hours < 2", None),
        ('say: "{hours} 太少"', 'say: "{houres} 太少"', None),
        ("computed: startup_total", "computed: hours", None),
        ("on_fail: {severity: fix, say: 缺告知}", "hint: x", None),
        ("warn: hours >= 3,", "colour: red, warn: hours >= 3,", None),
    ],
)
def test_an_authors_mistake_is_found_at_its_place(
    tmp_path: Path, old: str, new: str, expected: tuple[str, int, int, str] | None
) -> None:
    assert old in AREA
    found = problems(tmp_path, area=AREA.replace(old, new, 1))
    assert found
    if expected is not None:
        assert expected in [at(one) for one in found]
    line = AREA[: AREA.index(old)].count("\n") + 1
    assert any(abs(one.place.line - line) <= 2 for one in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("area", "must: true, ask: 几", "must: maybe, ask: 几", "packs.wants_truth"),
        ("area", "days: 7", "days: soon", "packs.wants_number"),
        ("area", "days: 7", "days: -1", "packs.out_of_range"),
        ("area", "on_warn: {say", "on_warn: 5, x: {say", "packs.not_a_map"),
        ("area", "sources: [law]", "sources: law", "packs.wants_list"),
        ("area", "choices: {one_off: 一次性, monthly: 每月, yearly: 每年, deposit: 押金}", "choices: {}",
         "packs.wants_more"),
        ("area", "unit: hours", "unit: hour", "packs.not_one_of"),
        ("area", "pass: minors", "pass: 5", "packs.wants_text"),
        ("sources", "grade: A", "grade: E", "packs.not_one_of"),
        ("sources", "checked: 2026-11-22", "checked: lately", "packs.wants_date"),
        ("values", "value: 10", "value: ten", "packs.wants_number"),
        ("values", "unit: hours", "unit: hour", "packs.not_one_of"),
        ("pack", "version: 2", "version: two", "packs.wants_number"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_in_our_own_words(
    tmp_path: Path, file: str, old: str, new: str, key: str
) -> None:
    text = FILES[f"{file}.yaml"]
    assert old in text
    found = problems(tmp_path, **{file: text.replace(old, new, 1)})
    assert key in [one.key for one in found]
    assert "packs.does_not_fit" not in [one.key for one in found]
    assert len({one.place for one in found}) == len(found)
    if key == "packs.not_one_of" and "unit" in new:
        assert [one.params["near"] for one in found if one.key == key] == ["hours"]


def test_the_first_column_names_the_row_and_no_column_comes_twice(tmp_path: Path) -> None:
    area = AREA.replace("{id: item, kind: text,", "{id: item, kind: long_text,")
    assert [one.key for one in problems(tmp_path / "a", area=area)] == ["packs.name_column"]
    area = AREA.replace("{id: item, kind: text,", "{id: amount, kind: text,")
    assert "packs.twice" in [one.key for one in problems(tmp_path / "b", area=area)]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("{id: amount, kind: money,", "{id: amount, kind: text,", "packs.money_kind"),
        ("{id: annual_fee, kind: money,", "{id: annual_fee, kind: number,", "packs.money_kind"),
        ("deposit: 押金}", "deposit: 押金, rent: 租金}", "packs.money_choices"),
        ("{id: launch_date, kind: date, ask: 哪天开业, default_days: 30}",
         "{id: service_hours, kind: number, unit: minutes, ask: 几点}", "packs.money_unit"),
    ],
)  # fmt: skip
def test_a_name_of_the_money_model_cannot_be_made_something_else(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    assert old in AREA
    found = problems(tmp_path, area=AREA.replace(old, new))
    assert key in [one.key for one in found]


def test_a_typing_slip_gets_a_suggestion(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, area=AREA.replace("sources: [law]", "sources: [lwa]"))
    assert found.key == "packs.unknown_source"
    assert words("en")(found.hint or "", **found.params) == 'Did you mean "law"?'


def test_a_condition_may_not_look_ahead(tmp_path: Path) -> None:
    area = AREA.replace("when: cards in goods", "when: chosen_platform == '甲'")
    assert [one.key for one in problems(tmp_path, area=area)] == ["packs.when_looks_ahead"]


def test_thresholds_change_judgement_and_words_alike(tmp_path: Path) -> None:
    values = VALUES.replace("value: 5000", "value: 6000")
    pack = packs.load(write_pack(tmp_path, values=values))
    line = "{budget_lines: [{item: 货, amount: %s, kind: one_off}]}"
    assert judged(pack, line % "5500").red_lines == ()
    (red,) = judged(pack, line % "6500").red_lines
    assert red.message.say(words("zh")) == "启动预算 6,500 元，超出 500 元"


@pytest.mark.parametrize("name", ["area", "pack"])
def test_a_missing_or_broken_file_is_one_clear_problem(tmp_path: Path, name: str) -> None:
    broken = problems(tmp_path / "broken", **{name: "id: [area\n"})
    assert broken
    assert all(one.place.line <= 2 for one in broken)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, area=None)
    assert found.key == "packs.file_missing"


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no_pack"):
        packs.load(tmp_path)


def test_loading_a_pack_with_problems_carries_them_in_order(tmp_path: Path) -> None:
    area = AREA.replace("sources: [law]", "sources: [lwa]").replace("hours >= 3", "hour >= 3")
    with pytest.raises(PackError) as caught:
        packs.load(write_pack(tmp_path, area=area))
    places = [one.place for one in caught.value.problems]
    assert len(places) == 2
    assert places == sorted(places)


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['x']",
        "a: &a [*a]",
        "[" * 5000,
        "a: 1\na: 2",
        "a: \u202eevil",
        "- " * 40 + "x",
    ],
)
def test_hostile_yaml_in_any_file_is_a_problem_and_nothing_more(tmp_path: Path, text: str) -> None:
    for name in FILES:
        changed = {name.removesuffix(".yaml"): text}
        assert problems(tmp_path / name.replace("/", "_"), **changed)


def test_a_topic_holds_five_questions_at_most(tmp_path: Path) -> None:
    more = "".join(f"      - {{id: more_{n}, kind: yes_no, ask: 问}}\n" for n in range(4))
    area = AREA.replace("  - id: second\n", f"{more}  - id: second\n")
    assert "packs.too_many_questions" in [one.key for one in problems(tmp_path, area=area)]


def test_personas_build_on_each_other(tmp_path: Path) -> None:
    folder = write_pack(
        tmp_path,
        **{
            "personas/one": "as_of: 2026-11-22\nanswers: {hours: 4, goods: [software]}\n",
            "personas/two": (
                "based_on: one\nas_of: 2026-11-22\nanswers: {hours: null, goods: [cards]}\n"
                "expect: {verdict: undecided, findings: [hours]}\n"
            ),
        },
    )
    personas, found = packs.read_personas(folder, packs.load(folder).checklist)
    assert found == []
    two = personas[1]
    assert list(two.answers) == ["goods"]
    assert two.expect.findings == ("hours",)


def test_what_a_persona_expects_has_to_have_its_shape(tmp_path: Path) -> None:
    expect = "{verdict: 5, can_print_final: x, findings: z, silent: [1], figures: []}"
    folder = write_pack(
        tmp_path,
        **{
            "personas/one": f"as_of: 2026-11-22\nanswers: {{}}\nexpect: {expect}\n",
            "personas/two": "as_of: 2026-11-22\nanswers: {}\nexpect: [ready]\n",
        },
    )
    _, found = packs.read_personas(folder, packs.load(folder).checklist)
    assert [one.key for one in found] == [
        "packs.wants_text",
        "packs.wants_truth",
        "packs.wants_list",
        "packs.wants_list",
        "packs.not_a_map",
        "packs.not_a_map",
    ]


def test_a_personas_mistakes_are_problems(tmp_path: Path) -> None:
    folder = write_pack(
        tmp_path,
        **{"personas/one": "based_on: nobody\nas_of: soon\ncolour: x\nanswers: {hour: 4}\n"},
    )
    _, found = packs.read_personas(folder, packs.load(folder).checklist)
    keys = {one.key for one in found}
    assert keys == {
        "packs.unknown_persona",
        "packs.persona_day",
        "packs.unknown_key",
        "model.unknown_question",
    }


@pytest.mark.parametrize(
    ("old", "new", "spot", "key"),
    [
        ("id: hours, kind", "id: hours, was: [gone, goods], kind", "goods], kind", "was_is_asked"),
        ("cracked: 破解}", "cracked: 破解}, was_choices: {old: softwear}", "softwear",
         "was_choice_unknown"),
        ("cracked: 破解}", "cracked: 破解}, was_choices: {cards: software}", "cards: software",
         "was_choice_offered"),
        ("deposit: 押金}", "deposit: 押金}, was_choices: {rent: monthy}", "monthy",
         "was_choice_unknown"),
        ("id: hours, kind", "id: hours, revised: 3, kind", "3, kind", "revised_later"),
        ("id: hours, kind", "id: hours, changed: 换了问法, kind", "changed", "nothing_succeeded"),
        ("id: hours, kind", "id: hours, was_ask: 多久, kind", "was_ask", "nothing_succeeded"),
    ],
)  # fmt: skip
def test_what_leads_an_old_answer_nowhere_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, spot: str, key: str
) -> None:
    assert old in AREA
    area = AREA.replace(old, new, 1)
    (problem,) = problems(tmp_path, area=area)
    before = area[: area.index(spot)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert at(problem) == ("area.yaml", line, column, f"packs.{key}")
    if key == "was_choice_unknown":
        assert problem.params["near"] in ("software", "monthly")


def test_an_old_answer_may_be_led_on(tmp_path: Path) -> None:
    area = AREA.replace(
        "id: hours, kind", "id: hours, was: [week], was_ask: 一周几小时, changed: 按净工时算, kind"
    ).replace("cracked: 破解}", "cracked: 破解}, was_choices: {codes: cards}, revised: 2")
    assert problems(tmp_path, area=area) == []
