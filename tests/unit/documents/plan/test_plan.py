from __future__ import annotations

import itertools
import re
from decimal import Decimal

import pytest

from tests.snapshot import Snapshot
from tests.unit.documents.founders import (
    HOSTILE,
    changed,
    checklist,
    nobody,
    persona,
    personas,
    unsure_of_everything,
)
from tests.unit.documents.plan.composing import composed, keys, runs
from tests.unit.documents.sample import document as sheet
from tests.unit.documents.sample import squeezed
from wizard.documents import render
from wizard.documents.agreements import compose_agreement, readiness
from wizard.documents.blocks import (
    Bullets,
    Callout,
    Chart,
    Cover,
    Fields,
    Heading,
    PageBreak,
    Paragraph,
    Stamp,
    Table,
    plain,
    text,
    walk,
)
from wizard.documents.opened import OpenedPdf
from wizard.documents.pdf import render_placed
from wizard.documents.plan.actions import grounds
from wizard.documents.voice import Voice
from wizard.engine import Evaluation, evaluate
from wizard.model.answers import Answer
from wizard.money.simulation import simulate
from wizard.session.pages import changed_pages, fingerprints, page_texts
from wizard.text import Language, words


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("persona_id", ["xiaolin", "red_lines", "unsure"])
def test_the_plan_of_a_persona(persona_id: str, language: Language, snapshot: Snapshot) -> None:
    evaluation = persona(persona_id)
    name = personas()[persona_id].name
    snapshot(composed(evaluation, language, name=name).plain_text())


@pytest.mark.parametrize("persona_id", sorted(personas()))
def test_every_persona_has_a_plan_whose_links_lead_somewhere(persona_id: str) -> None:
    document = composed(persona(persona_id))
    known = keys(document)
    links = {run.link[1:] for run in runs(document) if run.link.startswith("#")}
    assert links
    assert links <= known


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("make", [nobody, unsure_of_everything])
def test_a_plan_with_nothing_known_is_honest(make: type, language: Language) -> None:
    evaluation = make()
    text = composed(evaluation, language).plain_text()
    w = words(language)
    assert w("documents.verdict.undecided") in text
    assert not re.search(r"\b(NaN|inf|Infinity|None)\b", text)
    for question_id in evaluation.missing:
        question = evaluation.question(question_id)
        assert question is not None
        assert question.ask.say(language) in text


def test_unsure_answers_stand_on_the_call_sheet_with_words_to_say() -> None:
    evaluation = unsure_of_everything()
    text = composed(evaluation).plain_text()
    asked = [evaluation.question(one) for one in evaluation.not_sure]
    said = [one.ask_them.say("zh") for one in asked if one is not None and one.ask_them]
    assert said
    assert all(one in text for one in said)


def _number(said: str) -> Decimal:
    """Return the number at the beginning of a measured value."""
    return Decimal(said.split(" ", maxsplit=1)[0].replace(",", ""))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("persona_id", sorted(personas()))
def test_the_figures_are_those_of_the_engine(persona_id: str, language: Language) -> None:
    evaluation = persona(persona_id)
    voice = Voice(evaluation, language)
    document = composed(evaluation, language)
    table = next(
        block
        for block in walk(document.blocks)
        if isinstance(block, Table) and block.key == "figures"
    )
    printed = {one.key: one.cells[1][0].text for one in table.rows}
    for name, figure in evaluation.figures.items():
        key = f"figure-{name}"
        whole = evaluation.figures["startup_total"].value is not None
        if not voice.has_figure(name) or (name == "startup_known" and whole):
            assert key not in printed
        elif figure.unit == "money":
            assert _number(printed[key]) * 100 == figure.shown
        elif figure.unit == "count":
            assert _number(printed[key]) == figure.shown
        elif figure.unit == "date":
            assert printed[key] == figure.shown


def test_a_reserve_for_no_cost_told_yet_is_a_dash_that_says_what_is_missing() -> None:
    lines = [{"item": "首批进货", "amount": 4200, "kind": "one_off"}]
    silent = Voice(changed("xiaolin", budget_lines=lines, owner_wage=None), "zh")
    told = Voice(changed("xiaolin", budget_lines=lines, owner_wage=0), "zh")
    assert silent.figure("reserve_needed") == "—"
    assert silent.figure_note("reserve_needed") == "还没填店主工资"
    assert told.figure("reserve_needed") == "0 元"


def test_a_start_up_total_that_is_not_whole_is_told_as_far_as_it_is_known() -> None:
    lines = [
        {"item": "首批进货", "amount": 4200, "kind": "one_off"},
        {"item": "推广", "amount": "not_sure", "kind": "one_off"},
    ]
    document = composed(changed("xiaolin", budget_lines=lines, chosen_platform=None))
    totals = [
        plain(value)
        for block in walk(document.blocks)
        if isinstance(block, Fields)
        for label, value in block.rows
        if label == "启动总额"
    ]
    assert totals[0] == "至少 4,200 元（上限 5,000 元）"


def _parts(said: str, printed: str) -> int:
    """Return in how many parts a text stands in another one; a page's end parts it."""
    count = 0
    while said:
        low, high = 0, len(said)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if said[:middle] in printed else (low, middle - 1)
        assert low, f"{said!r} is not printed"
        said, count = said[low:], count + 1
    return count


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("persona_id", ["xiaolin", "red_lines", "unsure"])
def test_all_the_plan_says_can_be_read_from_its_pdf(persona_id: str, language: Language) -> None:
    document = composed(persona(persona_id), language)
    printed = squeezed("".join(page_texts(render(document, "pdf"))))
    for line in document.plain_text().split("\n"):
        for said in line.split("\t"):
            assert _parts(squeezed(said), printed) <= 2


def test_no_figure_is_printed_where_none_is_defined() -> None:
    voice = Voice(nobody(), "zh")
    for name, figure in voice.evaluation.figures.items():
        if figure.value is None:
            assert voice.figure(name) == "—"
            assert voice.figure_note(name)


def test_the_verdict_stands_on_the_cover_and_on_page_two() -> None:
    document = composed(persona("red_lines"))
    cover = document.blocks[0]
    assert isinstance(cover, Cover)
    assert cover.stamp is not None
    stamps = [block for block in walk(document.blocks) if isinstance(block, Stamp)]
    assert [one.verdict for one in (cover.stamp, *stamps)] == ["not_advised"] * 2


def test_red_lines_come_before_every_action() -> None:
    evaluation = persona("red_lines")
    document = composed(evaluation)
    heading = next(
        place
        for place, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.key == "action-list"
    )
    before = [one for one in document.blocks[:heading] if isinstance(one, Callout)]
    assert len(before) == len(evaluation.blockers)
    assert {one.severity for one in before} <= {"red_line", "broken"}


def test_the_name_is_on_the_cover_exactly_as_typed() -> None:
    name = "  林记 «Soft» 店\u3000(v2)  "
    cover = composed(nobody(), name=name).blocks[0]
    assert isinstance(cover, Cover)
    assert cover.title == name


def test_an_answer_that_does_not_apply_is_never_printed() -> None:
    evaluation = changed("xiaolin", registration_status="unregistered")
    assert "uscc" not in evaluation.visible
    number = personas()["xiaolin"].answers["uscc"].value
    assert isinstance(number, str)
    assert number not in composed(evaluation).plain_text()


def test_a_shop_on_its_own_site_is_not_told_to_choose_a_platform() -> None:
    said = "还没选定平台"
    assert said not in composed(persona("own_site_half_filed")).plain_text()
    assert said in composed(persona("no_platform_chosen")).plain_text()


def test_a_rejected_platform_stands_in_the_annex_with_its_reasons() -> None:
    evaluation = persona("xiaolin")
    text = composed(evaluation).plain_text()
    annex = text[text.index(words("zh")("documents.rejected_lead")) :]
    against = [one for one in evaluation.findings if not one.counts]
    assert against
    assert all(one.message.say(words("zh")) in annex for one in against)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_answers_are_plain_text(typed: str) -> None:
    evaluation = changed("xiaolin", shop_legal_name=typed, traffic_sources=None)
    document = composed(evaluation, name=typed)
    links = {run.link for run in runs(document) if run.link and not run.link.startswith("#")}
    assert not {one for one in links if not one.startswith(("https://", "mailto:"))}
    cover = document.blocks[0]
    assert isinstance(cover, Cover)
    assert cover.title.replace("□", "") in typed.replace("\x00", "").replace("\u202e", "")


def test_the_carried_plan_travels_as_an_attachment() -> None:
    document = composed(nobody(), carried=b"{}")
    assert [(one.name, one.content) for one in document.attachments] == [("plan.json", b"{}")]


def test_the_spread_of_the_simulation_is_drawn() -> None:
    evaluation = persona("xiaolin")
    simulated = simulate(evaluation.inputs, 200)
    assert simulated is not None
    evaluated = evaluate(
        checklist(), evaluation.answers, evaluation.today, seed="test", simulated=simulated
    )
    with_fan = composed(evaluated)
    kinds = [block.kind for block in walk(with_fan.blocks) if isinstance(block, Chart)]
    assert "fan" in kinds
    assert with_fan.plain_text() != composed(evaluation).plain_text()
    assert all(block.alt for block in walk(with_fan.blocks) if isinstance(block, Chart))


def test_equal_plans_are_equal_documents() -> None:
    assert composed(persona("xiaolin")) == composed(persona("xiaolin"))


def test_the_english_plan_holds_chinese_only_as_typed_or_in_brackets() -> None:
    text = composed(persona("may_open"), "en").plain_text()
    texts = words("zh")
    own = [texts(f"documents.section.{key}") for key in ("actions", "money", "cash", "service")]
    assert not any(one in text for one in own)


def test_forty_thousand_characters_are_printed_whole() -> None:
    long = "长" * 40_000
    evaluation = changed("xiaolin", license_scope=long)
    assert long in composed(evaluation).plain_text()


def test_a_budget_over_the_cap_says_what_fits_and_what_brings_a_line_back() -> None:
    over = persona("over_cap")
    document = composed(over)
    [table] = [one for one in walk(document.blocks) if isinstance(one, Table) and one.key == "cut"]
    cells = [[plain(cell) for cell in line.cells] for line in table.rows]
    assert {line[2] for line in cells[:-1]} <= {"留", "开业后再买", "先不花", "平台收费"}
    paid = [int(line[3].replace(",", "")) for line in cells]
    assert sum(paid[:-1]) == paid[-1] <= over.inputs.cap // 100
    for line in cells[:-1]:
        assert (line[4] != "") == (line[2] in {"开业后再买", "先不花"})
    ways = next(
        one
        for before, one in itertools.pairwise(walk(document.blocks))
        if isinstance(one, Bullets)
        and isinstance(before, Paragraph)
        and "改动最小" in plain(before.runs)
    )
    assert "够了" in plain(ways.items[0])


def test_a_budget_within_the_cap_is_not_cut() -> None:
    found = walk(composed(persona("xiaolin")).blocks)
    assert not any(isinstance(one, Table) and one.key == "cut" for one in found)


def pages_of(evaluation: Evaluation, language: Language = "zh") -> list[str]:
    """Return the text of each page of the PDF, with the simulation in it."""
    simulated = simulate(evaluation.inputs, 200)
    document = composed(evaluation, language, simulated=simulated)
    with OpenedPdf(render(document, "pdf")) as opened:
        return opened.texts()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("persona_id", ["red_lines", "xiaolin", "unsure"])
def test_page_two_stands_alone_on_one_page(persona_id: str, language: Language) -> None:
    pages = pages_of(persona(persona_id), language)
    w = words(language)
    assert w("documents.section.summary") in pages[1]
    assert w("documents.contents") in pages[2]


@pytest.mark.parametrize(("persona_id", "most"), [("may_open", 16), ("xiaolin", 30)])
def test_a_plan_is_no_longer_than_somebody_reads(persona_id: str, most: int) -> None:
    assert len(pages_of(persona(persona_id))) <= most


def test_a_judged_answer_carries_a_shape_that_leads_to_the_finding() -> None:
    evaluation = persona("fix_list")
    finding = next(
        one
        for one in evaluation.findings
        if one.counts and one.place is None and one.rule in evaluation.checklist.questions
    )
    tables = [block for block in walk(composed(evaluation).blocks) if isinstance(block, Table)]
    answer = next(
        one for table in tables for one in table.rows if one.key == f"question-{finding.rule}"
    )
    assert [(run.mark, run.link) for run in answer.cells[3]] == [
        (finding.severity.value, f"#finding-{finding.rule}")
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_glossary_explains_only_what_is_printed(language: Language) -> None:
    text = composed(persona("may_open"), language).plain_text()
    body, _, glossary = text.rpartition(words(language)("documents.section.glossary") + "\n")
    terms = [line.partition("\t")[0] for line in glossary.splitlines()]
    assert terms
    assert all(one.partition(" (")[0].casefold() in body.casefold() for one in terms)


def test_many_products_are_set_a_few_at_a_time() -> None:
    rows = [
        {"name": f"商品{number}", "price": 20 + number, "cost": 10, "share": "10%"}
        for number in range(10)
    ]
    text = composed(changed("xiaolin", products=rows)).plain_text()
    heads = [line.split("\t") for line in text.splitlines() if line.startswith("每单\t商品")]
    assert [name for head in heads for name in head[1:]] == [
        *(f"商品{number}" for number in range(10)),
        words("zh")("documents.mean_order"),
    ]


def test_an_area_that_is_only_unsure_is_not_called_complete() -> None:
    text = composed(unsure_of_everything()).plain_text()
    w = words("zh")
    assert w("documents.area_state.not_sure") in text
    assert w("documents.area_state.complete") not in text


def test_what_candidates_keep_is_drawn_where_there_are_two_to_compare() -> None:
    def drawn(evaluation: Evaluation) -> list[tuple[str, ...]]:
        blocks = walk(composed(evaluation).blocks)
        charts = [one for one in blocks if isinstance(one, Chart)]
        return [one.labels for one in charts if one.key == "chart-platform-costs"]

    evaluation = persona("xiaolin")
    table = evaluation.table(evaluation.checklist.candidates)
    assert table is not None
    both = evaluation.rows(table.id)
    assert drawn(evaluation) == [tuple(table.row_name(one) for one in both)]
    answers = {**evaluation.answers, table.id: Answer(value=both[:1])}
    assert drawn(evaluate(checklist(), answers, evaluation.today, seed="test")) == []


def test_an_agreement_in_own_words_lacks_nothing_there() -> None:
    evaluation = changed("xiaolin", shop_legal_name=None)
    made = {
        one: compose_agreement(evaluation, one, name="", edition="draft", language="zh")
        for one in evaluation.agreements
    }
    own = {
        one: {blank.clause: "自己的话" for blank in agreement.blanks if blank.clause}
        for one, agreement in made.items()
    }
    assert any(own.values())
    before, after = Voice(evaluation, "zh"), Voice(evaluation, "zh", own_clauses=own)
    for one, agreement in made.items():
        assert readiness(before, one).blanks == len(agreement.blanks)
        rewritten = compose_agreement(
            evaluation, one, name="", edition="draft", language="zh", own_text=own[one]
        )
        assert readiness(after, one).blanks == len(rewritten.blanks)
    assert composed(evaluation).plain_text() != composed(evaluation, own_clauses=own).plain_text()


def test_a_single_thing_has_a_word_of_its_own() -> None:
    voice = Voice(nobody(), "en")
    assert voice.measured(1, "orders") == "1 order"
    assert voice.measured(Decimal("0.96"), "months", "0.1") == "1 month"
    assert voice.measured(Decimal("1.5"), "hours") == "1.5 hours"
    assert Voice(nobody(), "zh").measured(1, "orders") == "1 单"
    for one in personas():
        assert not re.search(
            r"(?<![\d.,])1 (orders|months|days|hours)\b", composed(persona(one), "en").plain_text()
        )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_began_a_page_does_so_again_whatever_comes_before_it(language: Language) -> None:
    before = persona("xiaolin")
    printed = render_placed(composed(before, language))
    assert len(printed.opened) <= printed.pages
    assert len(set(printed.opened)) == len(printed.opened)
    assert {"section-summary", "section-cash"} <= set(printed.opened)
    # A watch and a fix push what stands behind them, in the first and in the fifth section.
    after = changed("xiaolin", weekly_hours=8, registration_status="unregistered")
    free, kept = (
        render_placed(composed(after, language, previous=before, opened=one))
        for one in ((), printed.opened)
    )
    pages = fingerprints(printed.pdf)
    anew, reprinted = (len(changed_pages(pages, fingerprints(one.pdf))) for one in (free, kept))
    assert reprinted + 3 <= anew
    still = set(printed.opened) & set(kept.opened)
    assert len(still) > len(set(printed.opened) & set(free.opened))
    # What is left out began a page with words that changed.
    assert len(set(printed.opened) - still) <= 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_with_nothing_to_mend_yet_the_overview_names_whom_to_ask_first(language: Language) -> None:
    evaluation = nobody()
    first = evaluation.checklist.asked(evaluation.missing[0])
    assert first is not None
    (listed,) = [
        block.items
        for block in walk(composed(evaluation, language).blocks)
        if isinstance(block, Bullets) and first.ask.say(language) in plain(block.items[0])
    ]
    assert len(listed) == 3
    assert first.whom.say(language) in plain(listed[0])


def test_what_is_known_of_a_sum_that_is_not_complete_is_told() -> None:
    partly = persona("known_part_over_cap")
    known = partly.figures["startup_known"].shown
    assert isinstance(known, int)
    assert partly.figures["startup_total"].value is None
    said = Voice(partly, "zh").figure("startup_total")
    assert said == f"至少 {Voice(partly, 'zh').money(known)}"
    page_two = pages_of(partly)[1]
    assert said in page_two
    assert words("zh")("money.reason.amount_missing") in page_two
    assert "至少" not in pages_of(nobody())[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sources_stand_by_grade_and_name_their_common_place_once(language: Language) -> None:
    evaluation = persona("red_lines")
    w, voice = words(language), Voice(evaluation, language)
    (table,) = (
        one
        for one in walk(composed(evaluation, language).blocks)
        if isinstance(one, Table) and one.key == "sources"
    )
    used = {source for one in evaluation.findings for source in one.sources}
    assert {one.key for one in table.rows if one.key} == {f"source-{one}" for one in used}
    grade, placed = "", set()
    for one in table.rows:
        if not one.key:
            grade = plain(one.cells[0])
            continue
        source = evaluation.checklist.sources[one.key.removeprefix("source-")]
        assert grade == w(f"documents.badge.{source.badge}")
        if voice.say(source.lookup) not in plain(one.cells[1]):
            placed.add(source.lookup.say(""))
    (common,) = placed
    assert common == "国家法律法规数据库 flk.npc.gov.cn"
    notes = [plain(one) for one in table.notes]
    assert len(notes) == 2
    assert "flk.npc.gov.cn" in notes[0]
    (day,) = {evaluation.checklist.sources[one].checked for one in used}
    assert day.isoformat() in notes[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_source_says_since_when_it_is_in_force(language: Language) -> None:
    evaluation = persona("red_lines")
    (table,) = (
        one
        for one in walk(composed(evaluation, language).blocks)
        if isinstance(one, Table) and one.key == "sources"
    )
    assert table.columns[-1].title == words(language)("documents.column.effective")
    said = {one.key: plain(one.cells[-1]) for one in table.rows if one.key}
    for key, day in said.items():
        since = evaluation.checklist.sources[key.removeprefix("source-")].effective
        assert day == (since.isoformat() if since is not None else "—")
    assert len({*said.values()} - {"—"}) > 3


def test_a_law_named_for_several_articles_is_named_once() -> None:
    evaluation = persona("red_lines")
    voice = Voice(evaluation, "zh")
    laws = [
        id_
        for id_, one in evaluation.checklist.sources.items()
        if one.title.say("zh") == "中华人民共和国刑法"
    ]
    line = grounds(voice, laws)
    assert len(laws) > 2
    assert plain(line).count("中华人民共和国刑法") == 1
    assert [run.link for run in line if run.link] == [f"#source-{one}" for one in laws]
    for one in laws:
        assert evaluation.checklist.sources[one].article.say("zh") in plain(line)


def test_the_english_plan_is_hardly_longer_than_the_chinese() -> None:
    longest = persona("red_lines")
    assert len(pages_of(longest, "en")) <= len(pages_of(longest)) * 1.12


def test_the_longest_short_plan_leaves_room_on_its_last_page() -> None:
    assert len(pages_of(persona("may_open"))[-1].split("\n")) < 60


def test_a_page_that_changes_sides_stays_the_same_page() -> None:
    said = [block for block in composed(persona("red_lines")).blocks if isinstance(block, Callout)]
    assert said[0].question
    alone, behind = (
        fingerprints(render(sheet(*before, said[0]), "pdf"))
        for before in ((), (Paragraph(text("x")), PageBreak()))
    )
    assert alone[0] == behind[1]
    other = fingerprints(render(sheet(said[1]), "pdf"))
    assert other != alone
