"""Text that is typed and not entered: shown again after a kill, judged never, over once entered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.session.conftest import NOON
from wizard.engine import CompiledChecklist
from wizard.model.answers import NOTHING, Answer, Cell, Evidence, Row
from wizard.plans.claim import lock_file
from wizard.plans.unfinished import note_file, read_note
from wizard.session import Session
from wizard.session.unfinished import Place, followed, read_place

Killed = Callable[[Session], Session]


@pytest.fixture
def killed(
    compiled: CompiledChecklist, tmp_path: Path, clock: Callable[[], dt.datetime]
) -> Iterator[Killed]:
    """What a session leaves when its program is killed now, opened again elsewhere."""
    opened: list[Session] = []

    def kill(session: Session) -> Session:
        session.plan.flush()
        session.unfinished.close()
        folder = tmp_path / f"after-{len(opened)}"
        folder.mkdir()
        for one in session.path.parent.glob(f"{session.path.name}*"):
            if one != lock_file(session.path):
                (folder / one.name).write_bytes(one.read_bytes())
        opened.append(Session.open(folder / session.path.name, compiled, clock=clock))
        return opened[-1]

    yield kill
    for one in opened:
        one.close()


def test_a_half_typed_number_is_there_again_and_is_no_answer(
    session: Session, killed: Killed
) -> None:
    session.answer("hours", "12")
    session.unfinished.keep("hours", "345")
    again = killed(session)
    assert again.unfinished.left == {"hours": "345"}
    assert str(again.current("hours").value) == "12"
    assert "345" not in str(again.evaluation.answers)


def test_what_was_entered_is_over(session: Session, killed: Killed) -> None:
    session.unfinished.keep("hours", "12")
    session.answer("hours", "12")
    assert killed(session).unfinished.left == {}


def test_what_was_entered_after_the_last_note_is_over(session: Session, killed: Killed) -> None:
    """The power may go after the answer is safe and before the note says so."""
    session.unfinished.keep("hours", "12")
    session.unfinished.keep("minors.note", "问过")
    session.unfinished.close()
    session.answer("hours", "12")
    assert killed(session).unfinished.left == {"minors.note": "问过"}


@pytest.mark.parametrize(
    "answer_otherwise",
    [
        lambda session: session.set_not_sure("hours"),
        lambda session: session.answer("hours", "9"),
        lambda session: session.unfinished.drop("hours"),
        lambda session: session.unfinished.keep("hours", ""),
    ],
    ids=["not sure", "another answer", "not wanted", "typed away"],
)
def test_a_left_text_is_over_when_its_question_is_answered(
    session: Session, killed: Killed, answer_otherwise: Callable[[Session], object]
) -> None:
    session.unfinished.keep("hours", "34")
    again = killed(session)
    answer_otherwise(again)
    assert again.unfinished.left == {}
    again.unfinished.close()
    assert not note_file(again.path).exists()


def test_a_left_text_outlives_what_is_said_elsewhere(session: Session, killed: Killed) -> None:
    for place in ("hours", "hours.note", "platforms.1.name"):
        session.unfinished.keep(place, "半句")
    again = killed(session)
    again.set_later("hours", later=True)
    again.set_note("hours", "说完了")
    again.answer(Cell("platforms", 0, "verified"), "是")
    assert again.unfinished.left == {"hours": "半句", "platforms.1.name": "半句"}
    once_more = killed(again)
    assert once_more.unfinished.left == {"hours": "半句", "platforms.1.name": "半句"}


def test_a_text_goes_with_its_row(session: Session, killed: Killed) -> None:
    for row, name in enumerate("甲乙丙"):
        session.answer(Cell("platforms", row, "name"), name)
    session.unfinished.keep("platforms.2.verified", "半句")
    again = killed(session)
    again.move_row("platforms", 1, 0)
    assert set(again.unfinished.left) == {"platforms.1.verified"}
    again.undo()
    assert set(again.unfinished.left) == {"platforms.2.verified"}
    again.remove_row("platforms", 0)
    assert set(again.unfinished.left) == {"platforms.1.verified"}
    again.remove_row("platforms", 0)
    assert again.unfinished.left == {}


def test_a_clause_is_a_place_too(session: Session, killed: Killed) -> None:
    session.unfinished.keep("clause:terms:UA-03", "甲方应")
    again = killed(session)
    assert again.unfinished.left_at("clause:terms:UA-03") == "甲方应"
    again.rewrite_clause("terms", "UA-03", "甲方应当退款。")
    again.unfinished.drop("clause:terms:UA-03")
    assert killed(again).unfinished.left == {}


@pytest.mark.parametrize(
    "typed", ["11010519491231002X", "身份证１１０１０５１９４９１２３１", "110105194912310021"]
)
def test_the_beginning_of_an_identity_card_number_is_never_kept(
    session: Session, typed: str
) -> None:
    session.unfinished.keep("hours", "110105")
    session.unfinished.keep("hours", typed)
    session.unfinished.close()
    assert not note_file(session.path).exists()


def test_a_phone_number_is_kept(session: Session, killed: Killed) -> None:
    session.unfinished.keep("hours.note", "问 13812345678")
    assert killed(session).unfinished.left == {"hours.note": "问 13812345678"}


def test_a_plan_that_is_only_read_keeps_and_shows_nothing(
    session: Session, compiled: CompiledChecklist
) -> None:
    session.unfinished.keep("hours", "34")
    reading = Session.open(session.path, compiled, clock=lambda: NOON)
    assert reading.read_only
    reading.unfinished.keep("hours", "999")
    assert reading.unfinished.left == {}
    reading.close()
    session.unfinished.close()
    assert read_note(session.path, session.plan.plan_id).texts == {"hours": "34"}


def test_who_takes_the_plan_over_has_the_note_to_himself(
    session: Session, compiled: CompiledChecklist
) -> None:
    reading = Session.open(session.path, compiled, clock=lambda: NOON)
    reading.take_over()
    reading.unfinished.keep("hours", "12")
    session.unfinished.keep("hours", "999")
    session.unfinished.close()
    reading.unfinished.close()
    assert read_note(reading.path, reading.plan.plan_id).texts == {"hours": "12"}
    reading.close()


PLACES = st.builds(
    Place,
    st.one_of(
        st.builds(Cell, st.sampled_from(["hours", "goods"])),
        st.builds(
            Cell,
            st.sampled_from(["platforms", "budget_lines"]),
            st.integers(0, 30),
            st.sampled_from(["name", "amount"]),
        ),
    ),
    st.sampled_from(["", "note", "low", "high", "find_out", "evidence.2.where"]),
)


@given(PLACES)
def test_a_place_reads_as_it_is_written(place: Place) -> None:
    assert read_place(str(place)) == place


def table(rows: tuple[Row, ...]) -> dict[str, Answer]:
    return {"t": Answer(value=rows or None)}


NAMES = st.lists(st.text("甲乙丙丁戊", min_size=1, max_size=3), unique=True, max_size=6)


@given(names=NAMES, data=st.data())
@settings(max_examples=60)
def test_wherever_rows_go_each_text_is_at_the_row_it_was_typed_at(
    names: list[str], data: st.DataObject
) -> None:
    later = data.draw(st.permutations(names))
    left = data.draw(st.integers(0, len(later)))
    gone = set(later[left:])
    before: tuple[Row, ...] = tuple({"name": Answer(value=one)} for one in names)
    after: tuple[Row, ...] = tuple({"name": Answer(value=one)} for one in later[:left])
    texts = {f"t.{row + 1}.remark": name for row, name in enumerate(names)}
    found = followed(texts, table(before), table(after))
    expected = {f"t.{row + 1}.remark": name for row, name in enumerate(later[:left])}
    assert found == expected
    assert not gone & set(found.values())


def test_what_stands_in_the_empty_row_moves_with_the_end_of_the_table() -> None:
    before: tuple[Row, ...] = ({"name": Answer(value="甲")}, {"name": Answer(value="乙")})
    found = followed({"t.3.name": "丙", "hours": "3"}, table(before), table(before[1:]))
    assert found == {"t.2.name": "丙", "hours": "3"}
    assert followed({"t.3.name": "丙"}, table(before), table(before)) == {"t.3.name": "丙"}
    assert followed({"t.1.name": "丙"}, {}, {"t": NOTHING}) == {"t.1.name": "丙"}


def test_a_row_that_comes_back_by_undo_comes_above_the_empty_one(
    session: Session, killed: Killed
) -> None:
    for row, name in enumerate("甲乙"):
        session.answer(Cell("platforms", row, "name"), name)
    session.remove_row("platforms", 1)
    session.unfinished.keep("platforms.2.name", "丙")
    again = killed(session)
    again.undo()
    assert again.unfinished.left == {"platforms.3.name": "丙"}
    again.redo()
    assert again.unfinished.left == {"platforms.2.name": "丙"}


def papers(session: Session, *names: str) -> None:
    for name in names:
        session.attach_paper("hours", Evidence(name, where="抽屉"))


def test_a_text_goes_with_its_piece_of_evidence(session: Session, killed: Killed) -> None:
    papers(session, "甲", "乙")
    session.unfinished.keep("hours.evidence.2.name", "乙方")
    session.unfinished.keep("hours.evidence.2.valid_until", "2027-0")
    again = killed(session)
    again.describe_evidence("hours", 0, Evidence("甲", where="柜子"))
    again.detach("hours", 0)
    place = "hours.evidence.1"
    assert again.unfinished.left == {f"{place}.name": "乙方", f"{place}.valid_until": "2027-0"}
    again.describe_evidence("hours", 0, Evidence("乙方", where="抽屉"))
    assert again.unfinished.left == {f"{place}.valid_until": "2027-0"}
    again.detach("hours", 0)
    assert again.unfinished.left == {}


def test_a_paper_that_is_being_added_is_over_once_one_was(session: Session) -> None:
    papers(session, "甲")
    session.unfinished.keep("hours.evidence.where", "蓝色文")
    session.describe_evidence("hours", 0, Evidence("甲方", where="柜子"))
    session.unfinished.set_down("hours.evidence.where")
    assert session.unfinished.left_at("hours.evidence.where") == "蓝色文"
    papers(session, "乙")
    assert session.unfinished.left == {}
