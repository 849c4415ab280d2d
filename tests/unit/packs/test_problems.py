"""What a pack author is told, word for word and at which place: one mistake at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_pack import FILES, write_pack
from tests.snapshot import Snapshot
from wizard import packs
from wizard.session.phrasing import problem_line
from wizard.text import words

GOODS = "must: true, ask: 卖什么"
SUM, ROUND = "commission + payment_fee", "annual_fee + payment_fee"
FEES = (
    "{id: annual_fee, kind: money, ask: 年费}\n"
    "          - {id: take, kind: percent, ask: 合计, computed: commission + payment_fee"
)
LAST = "{id: launch_date, kind: date, ask: 哪天开业, default_days: 30}\n"
RATES = (
    "      - {{id: first_rate, kind: percent, ask: 一, computed: {0}}}\n"
    "  - id: third\n    title: 三\n    questions:\n"
    "      - {{id: second_rate, kind: percent, ask: 二, computed: {1}}}\n"
)
MISTAKES = (
    # file, what stands there, what the author wrote instead
    ("pack", "id: small", "id: Small"),
    ("pack", "version: 2", "version: 0"),
    ("pack", "title: 小清单\n", ""),
    ("pack", "languages: [zh, en]", "languages: [zh, xx]"),
    ("pack", "languages: [zh, en]", "languages: []"),
    ("pack", "areas: [area]", "areas: []"),
    ("pack", "areas: [area]", "areas: [Area]"),
    ("pack", "areas: [area]", "areas: [area, area]"),
    ("pack", "areas: [area]", "areas: [area, other]"),
    ("pack", "areas: [area]", "areas: area"),
    ("pack", "areas: [area]", "areaz: [area]"),
    ("pack", "candidates: platforms", "candidates: platform"),
    ("pack", "candidates: platforms", "candidates: hours"),
    ("pack", "chosen: chosen_platform", "chosen: chosen"),
    ("area", "id: area", "id: other"),
    ("area", "title: 区域\n", ""),
    ("area", "topics:", "topic:"),
    ("area", "  - id: first\n", "  - 5\n  - id: first\n"),
    ("area", "id: second", "id: first"),
    ("area", "id: hours, kind", "id: Hours, kind"),
    ("area", "id: hours, kind", "kind"),
    ("area", "id: minors, kind", "id: goods, kind"),
    ("area", "id: minors, kind", "id: startup_total, kind"),
    ("area", "id: minors, kind", "id: hours_enough, kind"),
    ("area", "id: minors, kind", "id: true, kind"),
    ("area", "id: minors, kind", "id: count, kind"),
    ("area", "kind: number, unit: hours", "kind: numbr, unit: hours"),
    ("area", "kind: number, unit: hours", "unit: hours"),
    ("area", "kind: number, unit: hours", "knd: number, unit: hours"),
    ("area", "unit: hours", "unit: hour"),
    ("area", FILES["area.yaml"], "- 1\n"),
    ("area", "id: minors, kind", "id: none, kind"),
    ("area", "id: minors, kind", "id: own_site, kind"),
    ("area", "{id: take, kind: percent, ask: 合计,", "{id: today, kind: percent, ask: 合计,"),
    ("area", "unit: hours", "unit: hours, min: 5, max: 3"),
    ("area", "kind: percent, ask: 佣金", "kind: percent, max: -1, ask: 佣金"),
    ("area", GOODS, "must: maybe, ask: 卖什么"),
    ("area", GOODS, "must: true, aks: 卖什么"),
    ("area", GOODS, "must: true, ask: 5"),
    ("area", GOODS, "must: true, ask: 卖什么, terms: [nobody]"),
    ("area", "choices: {software: 软件, cards: 点卡, cracked: 破解}", "choices: {software: 软件}"),
    ("area", "choices: {software: 软件,", "choices: {Software: 软件,"),
    ("area", "[cracked]", "[craked]"),
    ("area", "when: cards in goods", "when: platforms"),
    ("area", "when: cards in goods", "when: verified"),
    ("area", "when: cards in goods", "when: hours > 3 and hours < 2"),
    ("area", "pass: hours >= hours_enough", "pass: hours >= 0 or hours < 0"),
    ("area", "hours >= hours_enough", "chosen_platform == hours_enough"),
    ("area", "pass: hours >= hours_enough, warn", "warn"),
    ("area", ', on_fail: {severity: watch, say: "{hours} 太少"}', ""),
    ("area", '\n         on_warn: {say: "只有 {hours}", days: 7},', "\n        "),
    ("area", "on_warn: {say", "on_warn: {severity: red_line, say"),
    ("area", "severity: watch", "severity: fatal"),
    ("area", '"{hours} 太少"', '"{houres} 太少"'),
    ("area", '"{hours} 太少"', '"{goods.x} 太少"'),
    ("area", '"{hours} 太少"', '"{hours 太少"'),
    ("area", "days: 7", "days: soon"),
    ("area", "days: 7", "days: -1"),
    ("area", "effort: S", "effort: XXL"),
    ("area", "sources: [law]", "sources: [laws]"),
    ("area", "sources: [law]", "sources: law"),
    ("area", "{id: name, kind: text, ask: 名称}", "{id: name, kind: yes_no, ask: 名称}"),
    ("area", "{id: item, kind: text,", "{id: item, kind: long_text,"),
    ("area", "{id: item, kind: text,", "{id: amount, kind: text,"),
    ("area", "{id: amount, kind: money,", "{id: amount, kind: number,"),
    ("area", "choices: {one_off: 一次性, monthly", "choices: {once: 一次性, monthly"),
    ("area", "computed: commission + payment_fee", "computed: commission + annual_fee"),
    ("area", "computed: commission + payment_fee", "computed: commission +"),
    ("area", "computed: startup_total", "computed: hours"),
    (
        "area",
        FEES,
        FEES.replace("kind: money", "kind: percent, computed: take").replace(SUM, ROUND),
    ),
    ("area", LAST, f"{LAST}{RATES.format('second_rate', 'first_rate')}"),
    ("area", LAST, f"{LAST}{RATES.format('no_such_rate', 'first_rate')}"),
    ("pack", "candidates: platforms\nchosen: chosen_platform\n", "candidates: budget_line\n"),
    ("pack", "id: small", "id: small\nauthor: [1]"),
    ("pack", "id: small", "id: small\nagreements: [{id: deal}, 5]"),
    (
        "pack",
        "id: small",
        "id: small\nagreements: [{id: deal, title: 约, template: Deal, when: hourz > 1}]",
    ),
    ("pack", "id: small", "id: small\nextends: nobody"),
    ("pack", "id: small", "id: small\nextends: 5"),
    ("pack", FILES["pack.yaml"], "- 1\n"),
    ("rules", FILES["rules.yaml"], "rules: 5\n"),
    ("rules", "  - {id", "  - 5\n  - {id"),
    ("rules", "say: 两处矛盾", "say: '{hourz} 矛盾'"),
    ("rules", "when: hours < 5 and not minors", "when: hours < 5 and not minor"),
    ("rules", "when: hours < 5 and not minors, ", ""),
    ("rules", "id: hours_and_minors", "id: hours"),
    ("sources", FILES["sources.yaml"], "sources: [1]\n"),
    ("sources", "law:", "Law:"),
    ("values", "hours_enough:", "hours:"),
    ("values", "hours_enough:", "today:"),
    ("values", "title: 够用", "title: 够用, sources: [lawe]"),
    ("area", '"合计 {take}"', '"合计 {takes}"'),
    ("area", '"{name} 查不到"', '"{nam} 查不到"'),
    ("area", "pass: take <= 5", "pass: tak <= 5"),
    ("area", "ask: 平台\n", "ask: 平台\n        when: hours > 1 and hours < 1\n"),
    ("area", "title: 第二题\n", "title: 第二题\n    when: hours > 2 and launch_date\n"),
    ("translations/en", "{hours} is", "{hours is"),
    ("translations/en", "Only {hours}", "Only {hours + 1 +}"),
    ("area", "{id: chosen_platform, kind: text", "{id: chosen_platform, kind: text, was: hours"),
    ("rules", "id:", "ids:"),
    ("rules", "severity:", "severty:"),
    ("rules", "severity: fix,", "severity: fix, table: platfroms,"),
    ("rules", "severity: fix,", "severity: fix, table: goods,"),
    ("rules", "questions: [hours, minors]", "questions: [hours, minor]"),
    ("sources", "grade: A", "grade: E"),
    ("sources", "checked: 2026-11-22", "checked: lately"),
    ("values", "value: 10", "value: ten"),
    ("values", "unit: hours", "unit: hour"),
    (
        "values",
        "  hours_enough",
        "  default_refund_rat: {value: 3, unit: percent, title: 退}\n  hours_enough",
    ),
    (
        "values",
        "  hours_enough",
        "  default_refund_rate: {value: 3, unit: hours, title: 退}\n  hours_enough",
    ),
    ("values", FILES["values.yaml"], "- 1\n"),
    ("translations/en", "  hours:", "  hour:"),
    ("translations/en", "ask: How", "aks: How"),
    ("translations/en", "{hours} is", "{hour} is"),
    ("translations/en", "questions:", "question:"),
)


def told(folder: Path, file: str, old: str, new: str) -> str:
    text = FILES[f"{file}.yaml"]
    assert old in text, (file, old)
    compiled, reading = packs.read(write_pack(folder, **{file: text.replace(old, new, 1)}))
    assert (compiled is None) == bool(reading.problems)
    say = words("zh")
    # Of the remarks, every pack in one language has those about translations.
    remarks = [one for one in reading.remarks if one.key != "packs.untranslated"]
    lines = [problem_line(one, say) for one in (*reading.problems, *remarks)]
    shown = f"{file}: {old.strip()[:60]!r} -> {new.strip()[:60]!r}"
    return "\n".join([shown, *(line.replace(f"{folder}/", "") for line in lines)])


PERSONA = """\
name: 小林
about: 一个人开店
as_of: 2026-11-22
answers: {hours: 12, goods: [cards]}
expect: {verdict: undecided, findings: [minors], missing: [chosen_platform]}
"""
OF_PERSONAS = (
    ("name: 小林", "nmae: 小林"),
    ("as_of: 2026-11-22", "as_of: lately"),
    ("as_of: 2026-11-22\n", ""),
    ("as_of: 2026-11-22", "as_of: 2026-11-22\nbased_on: nobody"),
    ("hours: 12", "hour: 12"),
    ("[cards]", "[card]"),
    ("{verdict", "[1]\nother: {verdict"),
    ("{verdict", "{verdct"),
    ("undecided", "undecidd"),
    ("undecided", "5"),
    ("[minors]", "minors"),
    ("[minors]", "[5]"),
    (PERSONA, "- 1\n"),
    (PERSONA, "name: [\n"),
)


def told_of_persona(folder: Path, old: str, new: str) -> str:
    assert old in PERSONA, old
    changed = {"personas/xiaolin": PERSONA.replace(old, new, 1)}
    pack = write_pack(folder, **changed)
    _, problems = packs.read_personas(pack, packs.load(pack).checklist)
    lines = [problem_line(one, words("zh")) for one in problems]
    shown = f"{old.strip()[:40]!r} -> {new.strip()[:40]!r}"
    return "\n".join([shown, *(line.replace(f"{folder}/", "") for line in lines)])


def test_a_persona_without_mistakes_is_read_whole(tmp_path: Path) -> None:
    nameless = PERSONA.replace("name: 小林\n", "")
    more = {"personas/a": PERSONA, "personas/b": nameless}
    pack = write_pack(tmp_path, **more)
    (first, second), problems = packs.read_personas(pack, packs.load(pack).checklist)
    assert not problems
    assert (first.id, first.name, second.name) == ("a", "小林", "b")
    assert first.as_of.isoformat() == "2026-11-22"
    assert (first.expect.verdict, first.expect.findings) == ("undecided", ("minors",))
    place = first.expected_at("findings", "minors")
    assert (place.line, place.column) == (5, 41)


def test_each_mistake_of_a_persona_is_told_at_its_place(tmp_path: Path, snapshot: Snapshot) -> None:
    found = [told_of_persona(tmp_path / str(n), *one) for n, one in enumerate(OF_PERSONAS)]
    snapshot("\n\n".join(found) + "\n")


TEMPLATES = (
    ("deal.zh.md.j2", "# 约定\n".encode()),
    ("deal.zn.md.j2", b"x\n"),
    ("deal.xx.md.j2", b"x\n"),
    ("Deal.zh.md.j2", b"x\n"),
    ("deal.md", b"x\n"),
    ("daal.zh.md.j2", b"x\n"),
    ("deal.zh.md.j2", b"one\r\ntwo\xff\n"),
    ("deal.zh.md.j2", "一\n二\u202e三\n".encode()),
    (".hidden", b"\xff"),
)


def test_each_mistake_about_a_template_is_told_at_its_place(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    head = FILES["pack.yaml"] + "agreements: [{id: deal, title: 约定, template: deal}]\n"
    found = []
    for number, (name, data) in enumerate(TEMPLATES):
        folder = write_pack(tmp_path / str(number), pack=head)
        (folder / "templates").mkdir()
        (folder / "templates" / name).write_bytes(data)
        reading = packs.read(folder)[1]
        remarks = [one for one in reading.remarks if one.key != "packs.untranslated"]
        lines = [problem_line(one, words("zh")) for one in (*reading.problems, *remarks)]
        found.append("\n".join([name, *(line.replace(f"{folder}/", "") for line in lines)]))
    snapshot("\n\n".join(found) + "\n")


def test_each_mistake_is_told_at_its_place(tmp_path: Path, snapshot: Snapshot) -> None:
    found = [told(tmp_path / str(number), *one) for number, one in enumerate(MISTAKES)]
    snapshot("\n\n".join(found) + "\n")


@pytest.mark.parametrize("file", ["rules", "values", "sources", "terms"])
def test_a_part_nobody_reads_is_no_silence(tmp_path: Path, file: str) -> None:
    """A block under another name would be lost without a word."""
    text = FILES.get(f"{file}.yaml", f"{file}: {{}}\n")
    _, reading = packs.read(write_pack(tmp_path, **{file: f"{text}\nfigures: {{all: 1}}\n"}))
    (found,) = [one for one in reading.problems if one.key == "packs.unknown_key"]
    assert (found.params["name"], found.hint) == ("figures", "packs.keys_are")
    assert found.params["keys"] == file
    assert found.place.line == text.count("\n") + 2


def test_a_text_of_digits_has_its_translation(tmp_path: Path) -> None:
    area = FILES["area.yaml"].replace("ask: 有告知吗", "ask: 2026")
    english = 'questions:\n  minors: {ask: "In 2026?"}\n'
    files = {"area": area, "translations/en": english}
    compiled, reading = packs.read(write_pack(tmp_path, **files))
    assert compiled is not None
    asked = compiled.checklist.questions["minors"].ask
    assert (asked.say("zh"), asked.say("en")) == ("2026", "In 2026?")
    assert "packs.unused_text" not in {one.key for one in reading.remarks}


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("value: 10", "value: 10%", "packs.bare_percent"),
        ("value: 10", "value: ten", None),
    ],
)
def test_a_number_that_is_none_is_told_by_its_name(
    tmp_path: Path, old: str, new: str, hint: str | None
) -> None:
    values = FILES["values.yaml"].replace(old, new)
    _, reading = packs.read(write_pack(tmp_path, values=values))
    (found,) = [one for one in reading.problems if one.key == "packs.wants_number"]
    assert (found.params["name"], found.hint) == ("value", hint)
