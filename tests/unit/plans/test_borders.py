"""The last value that is taken and the first that is refused, and what is said of that one."""

from __future__ import annotations

import errno
import os
import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from tests.unit.plans.samples import NOW, PLAN_ID, at, new_plan
from wizard.errors import OutputError, PlanError
from wizard.plans import contents as plan_contents
from wizard.plans import library, reading, schema
from wizard.plans.checking import check_contents
from wizard.plans.claim import claim
from wizard.plans.contents import UNDATED, Evidence, PlanContents, dated, duplicate, is_plan_id
from wizard.plans.log import Log, check_change, is_timestamp, timestamp
from wizard.plans.store import PlanFile
from wizard.text import LANGUAGES, words

AT = timestamp(NOW)
SIZE = "evidence ffffffffffff has a size no evidence has"


def made(**changes: str) -> PlanContents:
    return plan_contents.new_plan(
        plan_id=changes.get("plan_id", PLAN_ID),
        name=changes.get("name", "店"),
        pack=("shop_launch", 3),
        answers={"a": "1"},
        now=NOW,
        author=changes.get("author", ""),
    )


@pytest.mark.parametrize(
    ("plan_id", "fits"),
    [
        ("a" * 7, False),
        ("a" * 8, True),
        ("0-------", True),
        ("-aaaaaaa", False),
        ("z" * 64, True),
        ("z" * 65, False),
        ("A" * 8, False),
        ("aaaaaaaa\n", False),
        ("../../aa", False),
    ],
)
def test_a_plan_id(plan_id: str, fits: bool) -> None:
    assert is_plan_id(plan_id) == fits
    if fits:
        assert made(plan_id=plan_id).plan_id == plan_id
    else:
        with pytest.raises(ValueError) as caught:
            made(plan_id=plan_id)
        assert str(caught.value) == f"no plan id: {plan_id!r}"


def test_a_name_and_an_author_have_a_length() -> None:
    assert made(name="长" * 500).name == "长" * 500
    with pytest.raises(ValueError, match="the name is longer than 500 characters"):
        made(name="长" * 501)
    with pytest.raises(UnicodeEncodeError):
        made(name="\ud800")
    assert made(author="长" * 200).revisions[0].author == "长" * 200
    for author in ("长" * 201, "a\nb", "a\x7f", "a\x9f", "\x00"):
        with pytest.raises(ValueError) as caught:
            made(author=author)
        said = f"author {author[:40]!r} is too long or holds a control character"
        assert str(caught.value) == said
    with pytest.raises(ValueError, match="the summary is a JSON object"):
        plan_contents.check_summary("[]")


def test_a_question_and_a_value_have_a_size() -> None:
    check_change("a" * 200, "[" * 16 + "]" * 16)
    check_change("a", '"' + "[" * 40 + '"')
    check_change("a", None)
    for question in ("", "a" * 201, "a\nb", "a\x1f", "a\x80"):
        with pytest.raises(ValueError) as caught:
            check_change(question, "1")
        assert str(caught.value) == f"no question id: {question[:40]!r}"
    for value in ("[" * 17 + "]" * 17, '{"a":' * 17 + "1" + "}" * 17, "[" * 100_000):
        with pytest.raises(ValueError, match="nested too deeply"):
            check_change("a", value)
    check_change("a", "[" + "[[]]," * 40 + "[]]")
    for value in ("NaN", "Infinity", "-Infinity"):
        with pytest.raises(ValueError, match=f"^{value} is not JSON$"):
            check_change("a", value)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("2026-11-22T14:32:05.120Z", True),
        ("1900-01-01T00:00:00.000Z", True),
        ("2999-12-31T23:59:59.999Z", True),
        ("1899-12-31T23:59:59.999Z", False),
        ("3000-01-01T00:00:00.000Z", False),
        ("2026-02-29T00:00:00.000Z", False),
        ("2026-11-22T24:00:00.000Z", False),
        ("2026-11-22T14:32:05Z", False),
        ("2026-11-22T14:32:05.120", False),
        ("2026-11-22T14:32:05.120Z\n", False),
    ],
)
def test_a_moment(text: str, fits: bool) -> None:
    assert is_timestamp(text) == fits


def test_moments_are_stored_in_one_time_zone() -> None:
    china = timezone(timedelta(hours=8))
    assert timestamp(datetime(2026, 1, 1, 7, 59, 59, 999_999, china)) == "2025-12-31T23:59:59.999Z"
    with pytest.raises(ValueError) as caught:
        timestamp(datetime(2026, 1, 1))  # noqa: DTZ001  that is the point
    assert "give `now` a time zone" in str(caught.value)


def test_a_plan_without_dates_is_given_one_day() -> None:
    undated = plan_contents.new_plan(
        plan_id=PLAN_ID, name="店", pack=("p", 1), answers={"a": "1", "b": "2"}, now=UNDATED
    )
    moment = "2026-03-04T12:00:00.000Z"
    found = dated(undated, date(2026, 3, 4))
    assert found.created == moment
    assert [(one.at, one.value) for one in found.revisions] == [(moment, "1"), (moment, "2")]
    assert found.log.answers == {"a": "1", "b": "2"}
    assert dated(found, date(2026, 5, 6)) is found


def test_another_plan_of_the_same_answers() -> None:
    original = made()
    copy = duplicate(original, plan_id="another-plan", name="二", now=at(5))
    assert (copy.plan_id, copy.name, copy.created) == ("another-plan", "二", timestamp(at(5)))
    assert copy.log.answers == original.log.answers
    assert copy.revisions[0].at == original.revisions[0].at
    assert copy.revisions[0].sum != original.revisions[0].sum
    with pytest.raises(ValueError, match="longer"):
        duplicate(original, plan_id="another-plan", name="长" * 501, now=NOW)


def test_what_a_log_is_made_of() -> None:
    log = Log(PLAN_ID)
    log.append("answer", {"a": "1"}, at=timestamp(at(1)), author="甲")
    log.append("clear", {"a": None}, at=timestamp(at(2)), author="乙")
    log.undo(at=timestamp(at(3)), author="丙")
    log.redo(at=timestamp(at(4)), author="丁")
    log.rename("新", at=timestamp(at(5)), author="戊")
    lines = [
        (one.number, one.step, one.at, one.author, one.kind, one.question, one.value, one.undoes)
        for one in log.revisions
    ]
    assert lines == [
        (1, 1, timestamp(at(1)), "甲", "answer", "a", "1", None),
        (2, 2, timestamp(at(2)), "乙", "clear", "a", None, None),
        (3, 3, timestamp(at(3)), "丙", "undo", "a", "1", 2),
        (4, 4, timestamp(at(4)), "丁", "redo", "a", None, 2),
        (5, 5, timestamp(at(5)), "戊", "rename", "", '"新"', None),
    ]
    assert [one.moment for one in log.revisions] == [at(minute) for minute in range(1, 6)]
    assert [(one.number, one.at, one.author, one.kind, one.undoes) for one in log.steps] == [
        (step, moment, author, kind, undoes)
        for _, step, moment, author, kind, _, _, undoes in lines
    ]
    assert Log(PLAN_ID, log.revisions).steps == log.steps
    assert log.latest == {"a": 4, "": 5}
    with pytest.raises(ValueError) as caught:
        log.append("start", {"a": "1"}, at=timestamp(NOW), author="")
    assert str(caught.value) == "kind 'start' is not for commit()"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("SQLITE_FULL", "plans.output_disk_full"),
        ("SQLITE_READONLY_DIRECTORY", "plans.output_read_only"),
        ("SQLITE_IOERR", "plans.output_cannot_write"),
        ("", "plans.output_cannot_write"),
    ],
)
def test_why_a_copy_could_not_be_written(
    plan: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, key: str
) -> None:
    def broken(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("the stick is out")
        if name:
            error.sqlite_errorname = name
        raise error

    target = tmp_path / "copy.shopplan"
    target.write_bytes(b"precious")
    monkeypatch.setattr(schema, "create_tables", broken)
    with pytest.raises(OutputError) as caught:
        plan.save_copy(target)
    reason = {"reason": "the stick is out"} if key.endswith("cannot_write") else {}
    assert (caught.value.key, caught.value.params) == (key, {"path": str(target), **reason})
    assert target.read_bytes() == b"precious"
    assert reading._system_reason(sqlite3.OperationalError("x")) == (errno.EIO, "x")


def looked_at(path: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(PlanError) as caught:
        schema.peek(path)
    for language in LANGUAGES:
        assert path.name in words(language)(caught.value.key, **caught.value.params)
    assert caught.value.params["path"] == str(path)
    return caught.value.key, caught.value.params


def test_what_the_list_says_of_a_file_it_cannot_read(path: Path) -> None:
    new_plan(path, a="1").close()
    assert schema.peek(path)["name"] == "小林的软件授权店"
    whole = path.read_bytes()
    for script, key in (
        ("PRAGMA user_version=2", "plans.newer"),
        ("PRAGMA application_id=7", "plans.not_a_plan"),
        ("DROP TABLE print", "plans.tampered"),
    ):
        path.write_bytes(whole)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute(script)
        connection.close()
        assert looked_at(path) == (key, {"path": str(path)})
    path.write_bytes(b"<html>" * 200)
    assert looked_at(path) == ("plans.not_a_plan", {"path": str(path)})
    path.write_bytes(whole[:5_000])
    key, params = looked_at(path)
    assert (key, bool(params["detail"])) == ("plans.damaged", True)
    path.unlink()
    assert looked_at(path)[0] == "errors.cannot_read"


def test_a_file_another_program_holds_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_plan(path, a="1").close()
    connect = sqlite3.connect

    def impatient(*arguments: object, **options: object) -> sqlite3.Connection:
        return connect(*arguments, **(options | {"timeout": 0}))  # type: ignore[call-overload, no-any-return]

    other = connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(sqlite3, "connect", impatient)
    assert looked_at(path) == ("plans.busy", {"path": str(path)})
    other.execute("ROLLBACK")
    other.close()


def test_a_plan_that_stands_somewhere_is_not_written_over(plan: PlanFile, tmp_path: Path) -> None:
    for name in ("taken", "link"):
        target = tmp_path / name
        if name == "link":
            target.symlink_to(tmp_path / "nowhere")
        else:
            target.write_bytes(b"")
        with pytest.raises(PlanError) as caught:
            PlanFile.adopt(plan.contents(), target)
        assert (caught.value.key, caught.value.params) == ("plans.exists", {"path": str(target)})


def test_a_plan_open_in_another_window_is_named(path: Path) -> None:
    new_plan(path, a="1").close()
    other = claim(path)
    assert other is not None
    for action in (library.delete, lambda path: library.rename(path, "x", now=NOW)):
        with pytest.raises(PlanError) as caught:
            action(path)
        assert (caught.value.key, caught.value.params) == (
            "plans.open_elsewhere",
            {"path": str(path)},
        )
    other.release()


def test_evidence_that_is_too_much_is_named(
    plan: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MAX_EVIDENCE_BYTES", 10)
    monkeypatch.setattr(schema, "MAX_ALL_EVIDENCE_BYTES", 15)
    first = plan.add_evidence("a.png", "image/png", b"a" * 10, now=NOW)
    for name, content, key in (("大.png", b"b" * 11, "too_big"), ("多.png", b"c" * 6, "full")):
        with pytest.raises(PlanError) as caught:
            plan.add_evidence(name, "image/png", content, now=NOW)
        assert (caught.value.key, caught.value.params) == (f"plans.evidence_{key}", {"name": name})
    plan.add_evidence("b.png", "image/png", b"b" * 5, now=NOW)
    plan.purge_evidence([])
    # What was let go leaves room, and takes it again when it comes back.
    plan.add_evidence("c.png", "image/png", b"c" * 10, now=NOW)
    assert [one.present for one in plan.evidence_list()] == [False, False, True]
    with pytest.raises(PlanError, match="evidence_full"):
        plan.add_evidence("a.png", "image/png", b"a" * 10, now=NOW)
    assert plan.evidence_list()[0].sha256 == first.sha256


@pytest.mark.skipif(os.name == "nt", reason="no permission bits")
def test_where_a_plan_is_made_it_is_private(plan: PlanFile, tmp_path: Path) -> None:
    with PlanFile.adopt(plan.contents(), tmp_path / "own.shopplan") as own:
        assert own.path.stat().st_mode & 0o777 == 0o600


def test_an_empty_plan_is_printed_and_named(path: Path) -> None:
    with new_plan(path) as plan:
        assert plan.revision == 0
        plan.record_print("{}", now=NOW)
        plan.name_version("空的", now=NOW)
    contents = reading.read_own(path)
    assert [one.revision for one in contents.prints] == [0]
    assert [one.revision for one in contents.versions] == [0]
    for changed, told in (
        (replace(contents.prints[0], revision=-1), "is out of place"),
        (replace(contents.prints[0], revision=1), "is out of place"),
        (replace(contents.prints[0], number=2), "is out of place"),
        (replace(contents.prints[0], at="today"), "has no date"),
    ):
        with pytest.raises(ValueError) as caught:
            check_contents(replace(contents, prints=(changed,)))
        assert str(caught.value) == f"{changed!r:.80} {told}"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"plan_id": "../climbing"}, "malformed plan id"),
        ({"created": "today"}, "malformed date of creation"),
        ({"name": "长" * 501}, "the name is longer than 500 characters"),
        ({"summary": "[]"}, "the summary is a JSON object"),
        ({"evidence": [Evidence("0" * 63, "a", "b", 1, AT)]}, "malformed evidence"),
        ({"evidence": [Evidence("0" * 64, "a", "b", 1, "today")]}, "malformed evidence"),
        ({"evidence": [Evidence("f" * 64, "a", "b", -1, AT)]}, SIZE),
        ({"evidence": [Evidence("f" * 64, "a", "b", 9_500_001, AT)]}, SIZE),
    ],
)
def test_what_no_plan_holds(changes: dict[str, Any], told: str) -> None:
    check_contents(made())
    check_contents(replace(made(), evidence=[Evidence("f" * 64, "", "", 9_500_000, AT)]))
    check_contents(replace(made(), evidence=[Evidence("f" * 64, "", "", 0, AT)]))
    with pytest.raises(ValueError) as caught:
        check_contents(replace(made(), **changes))
    assert str(caught.value) == told
