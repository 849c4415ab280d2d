"""Lint: everything at once, each thing at its place, and nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_pack import AREA, PACK, RULES, SOURCES, VALUES, judged, write_pack
from wizard import packs, resources
from wizard.authoring import Report, lint
from wizard.authoring.literals import repeated
from wizard.errors import PackError, Problem
from wizard.text import LANGUAGES, words

SOUND_PACK = PACK.replace("languages: [zh, en]", "languages: [zh]")
SOUND_AREA = (
    AREA.replace('say: "{hours} 太少"', 'say: "{hours} 太少", do: 多留时间')
    .replace("say: 缺告知", "say: 缺告知, do: 补上")
    .replace('start_up_cap}"', 'start_up_cap}", do: 砍预算')
    .replace('say: "{name} 查不到"', 'say: "{name} 查不到", do: 换一家')
)
SOUND: dict[str, str | None] = {
    "area": SOUND_AREA,
    "rules": RULES.replace("say: 两处矛盾", "say: 两处矛盾, do: 改一处"),
    "translations/en": None,
    "pack": SOUND_PACK,
}


def checked(folder: Path, **changed: str | None) -> Report:
    report = lint(write_pack(folder, **{**SOUND, **changed}))
    for one in (*report.problems, *report.remarks):
        for language in LANGUAGES:
            assert words(language)(one.key, **one.params)
            assert one.hint is None or words(language)(one.hint, **one.params)
    return report


def keys(problems: list[Problem]) -> list[str]:
    return [one.key for one in problems]


def lines(problems: list[Problem]) -> set[tuple[str, int, str]]:
    return {(Path(one.place.file).name, one.place.line, one.key) for one in problems}


def test_a_sound_pack_has_no_problems(tmp_path: Path) -> None:
    report = checked(tmp_path)
    assert report.problems == []
    assert report.compiled is not None


@pytest.mark.parametrize("name", ["shop_launch", "_gallery"])
def test_our_own_packs_leave_nothing_to_say(name: str) -> None:
    """Every choice is seen by a rule or a document, every source and value is used."""
    report = lint(resources.pack_folder(name))
    said = [f"{one.place} {one.key} {one.params}" for one in (*report.problems, *report.remarks)]
    assert said == []


def test_all_problems_come_at_once_and_none_is_a_mere_consequence(tmp_path: Path) -> None:
    area = (
        SOUND_AREA.replace("id: hours, kind: number", "id: hours, kind: numbr")
        .replace("none_of(goods, [cracked])", "none_of(goods, [crakced])")
        .replace("sources: [law]", "sources: [lwa]")
        .replace("computed: commission + payment_fee", "computed: commission + annual_fee")
    )
    report = checked(tmp_path, area=area, values=VALUES.replace("unit: money", "unit: coins"))
    assert keys(report.problems) == [
        "packs.not_one_of",
        "rules.unknown_option",
        "packs.unknown_source",
        "rules.units",
        "packs.not_one_of",
    ]
    assert report.compiled is None


def test_who_names_a_question_that_does_not_fit_made_no_mistake(tmp_path: Path) -> None:
    report = checked(tmp_path, area=SOUND_AREA.replace("id: hours, kind", "id: hours, kin"))
    assert {one.place.line for one in report.problems} == {7}


def test_a_file_that_cannot_be_read_does_not_make_its_names_unknown(tmp_path: Path) -> None:
    for name, text in (("values", "values: [\n"), ("sources", "a: &x 1\n"), ("area", "id: [\n")):
        (found,) = checked(tmp_path / name, **{name: text}).problems
        assert found.key.startswith("yaml.")


def test_a_circle_of_computed_questions_is_named(tmp_path: Path) -> None:
    area = SOUND_AREA.replace(
        "      - {id: launch_date,",
        "      - {id: one, kind: money, ask: 一, computed: two + 1}\n"
        "  - id: third\n    title: 三\n    questions:\n"
        "      - {id: two, kind: money, ask: 二, computed: one + 1}\n"
        "      - {id: launch_date,",
    )
    area = area.replace(
        "      - {id: one,", "  - id: fourth\n    title: 四\n    questions:\n      - {id: one,"
    )
    (found,) = checked(tmp_path, area=area).problems
    assert found.key == "rules.circle"
    assert "one" in found.params["circle"]


def test_computed_questions_may_stand_in_any_order(tmp_path: Path) -> None:
    area = SOUND_AREA.replace(
        "  - id: second\n",
        "  - id: sums\n    title: 和\n    questions:\n"
        "      - {id: one, kind: number, unit: hours, ask: 一, computed: two + 1}\n"
        "      - {id: two, kind: number, unit: hours, ask: 二, computed: hours + 1}\n"
        "  - id: second\n",
    )
    compiled = packs.load(write_pack(tmp_path, **{**SOUND, "area": area}))
    assert str(judged(compiled, "{hours: 4}").computed["one"]) == "6"


def test_conditions_may_be_lists_and_mistakes_in_them_have_their_place(tmp_path: Path) -> None:
    rule = (
        "rules:\n  - id: listed\n    severity: watch\n    when:\n      all:\n"
        "        - hours < 5\n        - not: verified_goods\n"
        "    questions: [hours]\n    say: 说\n    do: 做\n"
    )
    (found,) = checked(tmp_path / "bad", rules=rule).problems
    assert (found.place.line, found.place.column, found.key) == (7, 16, "rules.unknown_name")
    assert checked(tmp_path / "good", rules=rule.replace("verified_goods", "minors")).problems == []


def test_a_number_that_cannot_be_reached_is_noticed(tmp_path: Path) -> None:
    area = SOUND_AREA.replace("unit: hours, must", "unit: hours, min: 4, must")
    (found,) = checked(tmp_path, area=area).problems
    assert (found.key, found.params["name"]) == ("packs.always_true", "warn")


def test_a_question_no_topic_ever_shows_is_unreachable(tmp_path: Path) -> None:
    more = (
        "  - id: third\n    title: 三\n    when: cards in goods\n    questions:\n"
        "      - {id: never, kind: yes_no, ask: 问, when: not cards in goods}\n"
    )
    (found,) = checked(tmp_path, area=SOUND_AREA + more).problems
    assert found.key == "authoring.unreachable"
    assert found.params == {"name": "never", "topic": "third"}


def test_a_finding_without_advice_is_a_problem_where_something_has_to_be_done(
    tmp_path: Path,
) -> None:
    report = checked(tmp_path, rules=RULES)
    assert keys(report.problems) == ["authoring.no_advice"]
    watch = checked(tmp_path / "watch", area=SOUND_AREA.replace(", do: 多留时间", ""))
    assert watch.problems == []
    assert "authoring.no_advice" in keys(watch.remarks)


def test_what_is_not_used_and_what_nobody_sees_are_remarks(tmp_path: Path) -> None:
    report = checked(
        tmp_path,
        values=VALUES + "  spare: {value: 1, title: 备用}\n",
        sources=SOURCES + "  old: {title: 旧法, kind: law, grade: A, checked: 2026-11-22}\n",
        terms="terms: {word: {term: 词, meaning: 义}}\n",
        area=SOUND_AREA.replace("不能卖{goods}", "不能卖"),
    )
    assert report.problems == []
    said = {(one.key, one.params["name"]) for one in report.remarks}
    assert {("authoring.unused", name) for name in ("spare", "old", "word")} <= said
    assert ("authoring.choice_unseen", "software") in said
    assert ("authoring.choice_unseen", "cards") not in said


def test_a_text_that_is_too_long_is_a_remark_at_its_place(tmp_path: Path) -> None:
    area = SOUND_AREA.replace("ask: 几小时", f"ask: {'几' * 33}")
    report = checked(tmp_path, area=area)
    assert ("area.yaml", 7, "authoring.text_too_long") in lines(report.remarks)
    latin = checked(tmp_path / "latin", area=SOUND_AREA.replace("ask: 几小时", f"ask: {'a' * 64}"))
    assert "authoring.text_too_long" not in keys(latin.remarks)


def test_templates_have_to_be_there_and_ask_for_what_is_asked(tmp_path: Path) -> None:
    pack = SOUND_PACK
    pack += "agreements: [{id: deal, title: 约定, template: deal}]\n"
    assert keys(checked(tmp_path, pack=pack).problems) == ["authoring.template_missing"]
    folder = tmp_path / "templates"
    folder.mkdir()
    template = folder / "deal.zh.md.j2"
    template.write_text(
        "# 约定\n\n## A\n\n{{ hours }} {{ hour }}\n{% for one in platforms %}{{ one.nam }}{% endfor %}\n",
        "utf-8",
    )
    assert lines(checked(tmp_path, pack=pack).problems) == {
        ("deal.zh.md.j2", 5, "authoring.template_unknown"),
        ("deal.zh.md.j2", 6, "authoring.template_unknown"),
    }
    template.write_text("# {{ ''.__class__ }}\n", "utf-8")
    assert keys(checked(tmp_path, pack=pack).problems) == ["documents.template_forbids"]


def test_personas_are_checked_with_what_their_author_expects(tmp_path: Path) -> None:
    persona = "as_of: 2026-11-22\nanswers: {hours: 4}\nexpect: {verdict: ready, silent: [hours]}\n"
    found = checked(tmp_path, **{"personas/one": persona}).problems
    assert [one.params["what"] for one in found] == ["verdict", "silent"]
    slip = checked(tmp_path, **{"personas/one": persona.replace("[hours]", "[hors]")}).problems
    assert "authoring.persona_rule" in keys(slip)
    assert words("en")(slip[0].hint or "", **slip[0].params) == 'Did you mean "hours"?'


def test_a_persona_is_not_blamed_for_a_question_that_does_not_fit(tmp_path: Path) -> None:
    persona = "as_of: 2026-11-22\nanswers: {hours: 4}\nexpect: {findings: [hours]}\n"
    area = SOUND_AREA.replace("id: hours, kind", "id: hours, kin")
    report = checked(tmp_path, area=area, **{"personas/one": persona})
    assert {Path(one.place.file).name for one in report.problems} == {"area.yaml"}


def test_no_pack_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        lint(tmp_path)


def test_a_template_is_told_where_it_is_wrong_and_what_was_meant(tmp_path: Path) -> None:
    pack = SOUND_PACK + "agreements: [{id: deal, title: 约定, template: deal}]\n"
    folder = tmp_path / "templates"
    folder.mkdir()
    template = folder / "deal.zh.md.j2"
    for text, place, key in (
        ("# 约定\n\n  {{ hours() }}\n", (3, 3), "documents.template_forbids"),
        ("# 约定\n\n{% if hours %}\n", (3, 1), "documents.template_unclosed"),
        ("# 约定\n\n是 {% if goods < 7 %}x{% endif %}\n", (3, 3), "documents.template_compares"),
        ("# 约定\n\n是 {{ huors }}\n", (3, 6), "authoring.template_unknown"),
        ("# 约\u202e定\n", (1, 4), "yaml.character"),
    ):
        template.write_text(text, "utf-8")
        (found,) = checked(tmp_path, pack=pack).problems
        assert (found.key, found.place.line, found.place.column) == (key, *place)
        assert found.place.file == str(template)
    template.write_bytes(b"# \n\xff\n")
    found = checked(tmp_path, pack=pack).problems[0]
    assert (found.key, found.place.line) == ("packs.template_encoding", 2)


def test_files_among_the_templates_have_to_be_templates(tmp_path: Path) -> None:
    pack = SOUND_PACK + "agreements: [{id: deal, title: 约定, template: deal}]\n"
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "deal.zh.md.j2").write_text("# 约定\n\n## UA-01 一\n\n{{ hours }}\n", "utf-8")
    (folder / "dael.zh.md.j2").write_text("# 约定\n", "utf-8")
    (folder / "deal.fr.md.j2").write_text("# accord\n", "utf-8")
    (folder / "deal.zh.txt").write_text("x", "utf-8")
    (folder / ".hidden").write_text("x", "utf-8")
    report = checked(tmp_path, pack=pack)
    assert keys(report.problems) == ["packs.template_language", "packs.template_name"]
    (unused,) = [one for one in report.remarks if one.key == "packs.template_unused"]
    assert words("zh")(unused.hint or "", **unused.params) == "是不是「deal」？"


def test_a_word_no_answer_can_be_is_found_in_a_template(tmp_path: Path) -> None:
    """A clause that hangs on a misspelt choice would never be printed, and nobody would know."""
    pack = SOUND_PACK + "agreements: [{id: deal, title: 约定, template: deal}]\n"
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "deal.zh.md.j2").write_text(
        "# 约定\n\n{% if 'x' in goods or 'crakced' in goods %}甲{% endif %}\n"
        "{% if 'cards' in goods and minors == 'yes' %}乙{% endif %}\n"
        "{% if minors in ['yes', 'ja'] %}丙{% endif %}\n"
        "{% for one in platforms %}{% if one.name == '甲' %}丁{% endif %}{% endfor %}\n",
        "utf-8",
    )
    found = [one for one in checked(tmp_path, pack=pack).problems if "choice" in one.key]
    assert [(one.place.line, one.place.column, one.params["name"]) for one in found] == [
        (3, 7, "x"),
        (3, 23, "crakced"),
        (5, 25, "ja"),
    ]
    said = [words("en")(one.hint or "", **one.params) for one in found]
    assert said[1] == 'Did you mean "cracked"?'
    assert said[2] == "It can be: yes, no."


EXTENDING = "id: local\nversion: 1\ntitle: 本班\nlanguages: [zh, en]\nextends: shop_launch\n"


def starved(folder: Path, changes: str) -> tuple[Report, set[tuple[str, str]]]:
    (folder / "pack.yaml").write_text(EXTENDING, "utf-8")
    (folder / "changes.yaml").write_text(changes, "utf-8")
    report = lint(folder)
    found = [one for one in report.problems if one.key == "authoring.starved_must"]
    assert all(one.place.file.endswith("changes.yaml") for one in found)
    return report, {(one.params["name"], one.params["needs"]) for one in found}


def test_hiding_what_a_must_have_rests_on_is_a_problem(tmp_path: Path) -> None:
    _, found = starved(tmp_path, "questions: {budget_lines: {hide: true}}\n")
    assert found == {("startup_budget", "budget_lines")}
    both = "questions: {budget_lines: {hide: true}, startup_budget: {hide: true}}\n"
    assert starved(tmp_path, both)[1] == set()


def test_hiding_a_whole_topic_hides_its_questions(tmp_path: Path) -> None:
    report, found = starved(tmp_path, "topics: {candidates: {hide: true}}\n")
    assert found == set()
    rests = [one.params["needs"] for one in report.remarks if one.key == "authoring.starved"]
    assert {"platforms", "chosen_platform"} <= set(rests)


def test_hiding_the_candidates_leaves_nothing_to_choose(tmp_path: Path) -> None:
    changes = "questions: {platforms: {hide: true}, cash_available: {hide: true}}\n"
    report, found = starved(tmp_path, changes)
    assert ("chosen_platform", "platforms") in found
    # Only advice rests on the cash: it is silent, no plan is held back.
    assert "authoring.starved" in keys(report.remarks)


def test_a_file_nobody_reads_is_a_remark(tmp_path: Path) -> None:
    for name in ("ruls.yaml", "persona/a.yaml", "translations/fr.yaml", "notes.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a: 1\n", "utf-8")
    (tmp_path / "README.md").write_text("words for people\n", "utf-8")
    (tmp_path / ".hidden.yaml").write_text("a: 1\n", "utf-8")
    report = checked(tmp_path)
    unread = [one for one in report.remarks if one.key == "authoring.file_unread"]
    assert [one.params["name"] for one in unread] == [
        "notes.yml", "persona/a.yaml", "ruls.yaml", "translations/fr.yaml",
    ]  # fmt: skip
    assert unread[2].params["near"] == "rules.yaml"


def test_a_text_that_repeats_a_threshold_is_a_remark(tmp_path: Path) -> None:
    area = SOUND_AREA.replace("do: 砍预算", "do: '砍到 5,000 元以内'").replace(
        "ask: 几小时", "ask: 几小时, why: '上限是 5000 元，不是 50,000 元，也不是 5,000.5 元'"
    )
    report = checked(tmp_path, area=area)
    said = {(one.key, one.params["number"]) for one in report.remarks if "number" in one.params}
    assert said == {("authoring.repeated_say", "5,000"), ("authoring.repeated", "5000")}


def test_small_numbers_are_told_only_where_they_judge() -> None:
    values = packs.built_in().checklist.values
    assert list(repeated("不到 10 小时", values)) == []
    assert list(repeated("不到 10 小时", values, ["weekly_hours_enough"])) == [
        ("weekly_hours_enough", "10")
    ]
    assert list(repeated("{weekly_hours_enough} 和 10 个", values, ["weekly_hours_enough"])) == []
    assert list(repeated("{within_10} 10 小时", values, ["weekly_hours_enough"])) == []
