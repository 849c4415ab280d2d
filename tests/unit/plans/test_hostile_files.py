"""Whatever is in a file: one clear sentence, at once, and nothing in it is executed."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.plans.samples import NOW, PLAN_ID, at, new_plan
from wizard.errors import PlanError
from wizard.plans import reading, schema
from wizard.plans.log import Log, Revision, rechained, timestamp
from wizard.plans.store import PlanFile
from wizard.text import words

FLIPS = 400


@pytest.fixture
def sound(path: Path) -> Path:
    with new_plan(path, weekly_hours="10") as plan:
        for number in range(40):
            plan.commit({f"q{number % 12}": f'"{number} 一百平米"'}, now=at(number))
        plan.record_print('{"edition": "draft"}', now=at(50))
        plan.add_evidence("a.pdf", "application/pdf", b"%PDF", now=at(50))
        plan.name_version("找房东前", now=at(51))
    return path


def refused(path: Path, reader: Callable[[Path], object] = reading.read_foreign) -> str:
    with pytest.raises(PlanError) as caught:
        reader(path)
    error = caught.value
    assert error.params["path"] == str(path)
    for language in ("zh", "en"):
        assert path.name in words(language)(error.key, **error.params)
    return error.key


def detail(path: Path, reader: Callable[[Path], object] = reading.read_foreign) -> str:
    """Return what a crash report says of a plan that is damaged."""
    with pytest.raises(PlanError) as caught:
        reader(path)
    assert (caught.value.key, caught.value.params["path"]) == ("plans.damaged", str(path))
    return str(caught.value.params["detail"])


def sql(path: Path, script: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(script)
    finally:
        connection.close()


def database(path: Path, script: str) -> Path:
    path.unlink(missing_ok=True)
    head = f"PRAGMA application_id={schema.APPLICATION_ID}; PRAGMA user_version=1;"
    sql(path, head + script)
    return path


@pytest.mark.parametrize("reader", [reading.read_foreign, reading.read_own, PlanFile.open])
@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "plans.empty"),
        (b"<!DOCTYPE html><title>404</title>" * 40, "plans.not_a_plan"),
        (b"%PDF-1.7\n" * 200, "plans.not_a_plan"),
        (random.Random(1).randbytes(8192), "plans.not_a_plan"),
        (b"SQLite format 3\0", "plans.damaged"),
        (b"SQLite format 3\0" + bytes(4080), "plans.not_a_plan"),
    ],
    ids=["empty", "html", "pdf", "random", "header only", "zeros"],
)
def test_what_is_no_plan(
    path: Path, content: bytes, key: str, reader: Callable[[Path], object]
) -> None:
    path.write_bytes(content)
    assert refused(path, reader) == key
    assert path.read_bytes() == content


def test_a_foreign_database(path: Path) -> None:
    sql(path, "CREATE TABLE answer(a)")
    assert refused(path) == "plans.not_a_plan"


def test_a_truncated_plan(sound: Path) -> None:
    content = sound.read_bytes()
    for size in (600, 4096, len(content) // 2, len(content) - 4096, len(content) - 1):
        sound.write_bytes(content[:size])
        assert refused(sound) == "plans.damaged"


def test_a_plan_of_a_newer_program(sound: Path) -> None:
    sql(sound, "PRAGMA user_version=2")
    assert refused(sound) == refused(sound, PlanFile.open) == "plans.newer"


def test_a_link_and_a_folder(sound: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.shopplan"
    link.symlink_to(sound)
    assert refused(link) == "plans.not_regular"
    assert refused(tmp_path) == "errors.is_folder"
    assert refused(tmp_path / "nowhere") == "errors.not_found"


def test_a_file_too_big(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MAX_FILE_BYTES", 8_000)
    assert refused(sound) == "plans.too_big"


TRIGGER = "CREATE TRIGGER t AFTER INSERT ON revision BEGIN DELETE FROM answer; END"
TABLES = ";\n".join(schema.TABLES) + ";"
ENDLESS = """
CREATE VIEW answer AS
WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c)
SELECT x AS question, '1' AS value, sum(x) AS revision FROM c
"""


@pytest.mark.parametrize(
    "script",
    [
        ENDLESS,
        "CREATE VIEW answer AS SELECT 'a', hex(zeroblob(400000000)) AS value, 1",
        "CREATE VIEW answer AS SELECT load_extension('./evil.so') AS question, '1', 1",
        TABLES + TRIGGER,
        TABLES + "CREATE VIEW v AS SELECT 1",
        TABLES + "CREATE INDEX i ON answer(value)",
        TABLES + "CREATE VIRTUAL TABLE x USING fts5(a)",
        TABLES.replace("value TEXT NOT NULL, revision", "value ANY, revision"),
        TABLES.replace(
            "value TEXT NOT NULL, revision",
            "value TEXT GENERATED ALWAYS AS (hex(zeroblob(300000000))), revision",
        ),
        "",
    ],
)
def test_another_schema_is_never_evaluated(path: Path, script: str) -> None:
    database(path, script)
    assert refused(path) == refused(path, PlanFile.open) == "plans.tampered"


ANSWERS = "the answers are not what the log says"
META = "['created', 'language', 'name', 'pack', 'pack_version', 'plan']"
EVIDENCE = hashlib.sha256(b"%PDF").hexdigest()
PRINT = "Print(number=1, revision=41, at='2026-11-22T15:22:00.000Z', record="
CHANGED = {
    "UPDATE answer SET value='11' WHERE question='weekly_hours'": ANSWERS,
    "DELETE FROM answer WHERE question='q1'": ANSWERS,
    "INSERT INTO answer VALUES('planted', '1', 1)": ANSWERS,
    "UPDATE answer SET revision=revision+1 WHERE question='q1'": ANSWERS,
    "UPDATE revision SET value='11' WHERE revision=1": "revision 1 does not match its checksum",
    "UPDATE revision SET at='2020-01-01T00:00:00.000Z' WHERE revision=3": (
        "revision 3 does not match its checksum"
    ),
    "UPDATE revision SET author='x' WHERE revision=3": "revision 3 does not match its checksum",
    "UPDATE revision SET kind='surprise' WHERE revision=3": "revision 3 is malformed",
    "UPDATE revision SET at='today' WHERE revision=4": "revision 4 is malformed",
    "DELETE FROM revision WHERE revision=5": f'{PRINT}\'{{"edition":  is out of place',
    "DELETE FROM revision": f'{PRINT}\'{{"edition":  is out of place',
    "UPDATE revision SET sum=zeroblob(16) WHERE revision=41": (
        "revision 41 does not match its checksum"
    ),
    "UPDATE meta SET value='别人的店' WHERE key='name'": "meta 'name' does not match its checksum",
    "UPDATE meta SET value='99' WHERE key='pack_version'": (
        "meta 'pack_version' does not match its checksum"
    ),
    "DELETE FROM meta WHERE key='summary'": f"meta holds {META}",
    "INSERT INTO meta VALUES('more', '1', x'00')": "meta 'more' does not match its checksum",
    "UPDATE print SET record='{}'": f"{PRINT}'{{}}') does not match its checksum",
    "UPDATE version SET name='x'": (
        "Version(number=1, revision=41, at='2026-11-22T15:23:00.000Z', name='x')"
        " does not match its checksum"
    ),
    "UPDATE evidence SET name='别的.pdf'": (
        f"Evidence(sha256='{EVIDENCE[:-1]} does not match its checksum"
    ),
    "UPDATE evidence SET bytes=x'00'": f"evidence {EVIDENCE[:12]} has another size",
}


@pytest.mark.parametrize(("script", "told"), CHANGED.items())
def test_a_changed_row_is_noticed(sound: Path, script: str, told: str) -> None:
    sql(sound, script)
    assert detail(sound) == detail(sound, PlanFile.open) == told


def test_what_a_crash_report_says_of_a_file_cut_short(sound: Path) -> None:
    content = sound.read_bytes()
    for size in (99, 100, 511):
        sound.write_bytes(content[:size])
        assert detail(sound) == "shorter than its header"
    sound.write_bytes(content[:512])
    assert detail(sound) != "shorter than its header"
    sound.write_bytes(content[:60] + bytes(4) + content[64:])
    assert detail(sound) == "format 0"


def test_a_plan_is_as_large_as_it_may_be(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = sound.stat().st_size
    monkeypatch.setattr(schema, "MAX_FILE_BYTES", size)
    assert reading.read_foreign(sound).name
    monkeypatch.setattr(schema, "MAX_FILE_BYTES", 3_000_000)
    with sound.open("r+b") as file:
        file.truncate(3_000_001)
    with pytest.raises(PlanError) as caught:
        reading.read_foreign(sound)
    assert words("zh")(caught.value.key, **caught.value.params) == (
        f"{sound} 超过 3 MB，不像一份开店计划，没有打开。"
    )


@pytest.mark.parametrize(
    ("limit", "rows", "told"),
    [
        ("MAX_ANSWERS", 13, "more than 12 rows: SELECT * FROM answer"),
        ("MAX_REVISIONS", 41, "more than 40 rows: SELECT * FROM revision ORDER BY 1"),
        (
            "MAX_RECORDS",
            2,
            "more than 1 rows: SELECT print, revision, at, record, sum FROM print ORDER BY 1",
        ),
    ],
)
def test_a_table_holds_as_many_rows_as_it_may(
    sound: Path, monkeypatch: pytest.MonkeyPatch, limit: str, rows: int, told: str
) -> None:
    with PlanFile.open(sound) as plan:
        plan.record_print("{}", now=at(60))
    monkeypatch.setattr(reading, limit, rows)
    assert len(reading.read_foreign(sound).revisions) == 41
    monkeypatch.setattr(reading, limit, rows - 1)
    assert detail(sound) == told


def test_a_plan_holds_as_much_evidence_as_it_may(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PlanFile.open(sound) as plan:
        plan.add_evidence("b.pdf", "application/pdf", b"%PDF-1", now=at(60))
    monkeypatch.setattr(schema, "MAX_ALL_EVIDENCE_BYTES", 10)
    assert len(reading.read_foreign(sound).evidence) == 2
    monkeypatch.setattr(schema, "MAX_ALL_EVIDENCE_BYTES", 9)
    assert detail(sound) == "more evidence than a plan may hold"
    monkeypatch.setattr(schema, "MAX_EVIDENCE_BYTES", 6)
    monkeypatch.setattr(schema, "MAX_ALL_EVIDENCE_BYTES", 10)
    assert len(reading.read_foreign(sound).evidence) == 2
    monkeypatch.setattr(schema, "MAX_EVIDENCE_BYTES", 5)
    assert detail(sound).endswith("has a size no evidence has")


def test_changed_bytes_of_evidence_are_never_handed_out(sound: Path) -> None:
    contents = reading.read_foreign(sound)
    sha256 = contents.evidence[0].sha256
    assert contents.blobs(sha256) == reading.read_evidence(sound, sha256) == b"%PDF"
    assert contents.blobs("0" * 64) is reading.read_evidence(sound, "0" * 64) is None
    sql(sound, "UPDATE evidence SET bytes=x'25504447'")
    for reader in (contents.blobs, lambda sha256: reading.read_evidence(sound, sha256)):
        with pytest.raises(PlanError) as caught:
            reader(sha256)
        assert caught.value.params == {
            "path": str(sound),
            "detail": f"evidence {sha256[:12]} does not match its checksum",
        }


def test_a_strangers_plan_cannot_be_written_and_no_query_runs_for_ever(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(schema.connect_foreign(sound)) as connection:
        for refused_script in ("DELETE FROM answer", "CREATE TEMP TABLE t(a)"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                connection.execute(refused_script)
        with pytest.raises(sqlite3.OperationalError, match="attached"):
            connection.execute("ATTACH ':memory:' AS other")
        with pytest.raises((sqlite3.OperationalError, sqlite3.DataError), match="too big"):
            connection.execute(f"SELECT zeroblob({schema.MAX_ROW_BYTES + 1})")
        assert connection.execute(f"SELECT length(zeroblob({schema.MAX_ROW_BYTES}))").fetchone()
        for pragma, value in (("trusted_schema", 0), ("cell_size_check", 1), ("mmap_size", 0)):
            assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,), pragma
    monkeypatch.setattr(schema, "FOREIGN_SECONDS", -1.0)
    with closing(schema.connect_foreign(sound)) as connection:
        endless = (
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT sum(x) FROM c"
        )
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            connection.execute(endless).fetchone()


def test_a_plan_of_our_own_is_written_durably(sound: Path) -> None:
    with closing(schema.connect(sound)) as connection:
        for pragma, value in (
            ("journal_mode", "truncate"),
            ("synchronous", 2),
            ("locking_mode", "normal"),
            ("trusted_schema", 0),
            ("cell_size_check", 1),
            ("mmap_size", 0),
        ):
            assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,), pragma
        with pytest.raises(sqlite3.OperationalError, match="attached"):
            connection.execute("ATTACH ':memory:' AS other")
    sound.unlink()
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        schema.connect(sound)
    assert not sound.exists()


def test_how_many_answers_a_damaged_plan_says_were_changed(sound: Path, tmp_path: Path) -> None:
    with PlanFile.open(sound) as plan:
        plan.rename("改名", now=at(60))
    assert reading.changed_after(sound, 0) == 13
    assert reading.changed_after(sound, 1) == 12
    assert reading.changed_after(sound, 39) == 2
    assert reading.changed_after(sound, 41) == 0
    assert reading.changed_after(tmp_path / "nowhere", 0) is None


def crafted(path: Path, *rows: tuple[str, str, str | None, int | None], at: str = "") -> None:
    """Write a plan with a sound chain around hostile rows (kind, question, value, undoes)."""
    moment = at or timestamp(NOW)
    entries = [
        Revision(number, number, moment, "", kind, question, value, undoes, b"")
        for number, (kind, question, value, undoes) in enumerate(rows, start=1)
    ]
    with new_plan(path) as plan:
        assert plan.revision == 0
    connection = sqlite3.connect(path, isolation_level=None)
    for entry in rechained(PLAN_ID, entries):
        reading.insert_revision(connection, entry)
        if entry.value is not None:
            connection.execute(
                "INSERT OR REPLACE INTO answer VALUES(?,?,?)",
                (entry.question, entry.value, entry.number),
            )
    connection.close()


def test_the_crafting_itself_is_sound(path: Path) -> None:
    crafted(path, ("answer", "a", "1", None), ("answer", "a", "2", None))
    assert reading.read_foreign(path).answers == {"a": "2"}


@pytest.mark.parametrize(
    "row",
    [
        ("answer", "a", "[" * 50_000, None),
        ("answer", "a", "{", None),
        ("answer", "a", "Infinity", None),
        ("answer", "a\x00", "1", None),
        ("answer", "a" * 300, "1", None),
        ("answer", "", "1", None),
        ("answer", "a", "1", 1),
        ("undo", "a", "1", 7),
        ("undo", "a", "1", None),
        ("rename", "a", "1", None),
        ("surprise", "a", "1", None),
    ],
)
def test_a_sound_chain_around_hostile_rows(
    path: Path, row: tuple[str, str, str | None, int | None]
) -> None:
    crafted(path, row)
    assert refused(path) == "plans.damaged"


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-40T99:99:99.000Z", "x" * 5_000])
def test_a_sound_chain_around_impossible_moments(path: Path, moment: str) -> None:
    crafted(path, ("answer", "a", "1", None), at=moment)
    assert refused(path) == "plans.damaged"


def test_a_value_beyond_all_limits(path: Path) -> None:
    crafted(path, ("answer", "a", "1", None))
    sql(path, "UPDATE answer SET value = hex(zeroblob(6000000))")
    assert refused(path) == "plans.damaged"


def give_id(path: Path, plan_id: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("REPLACE INTO meta VALUES(?,?,?)", reading.meta_row("plan", plan_id))
    connection.close()


def test_a_history_of_another_plan(sound: Path) -> None:
    give_id(sound, "another-plan")
    assert refused(sound) == "plans.damaged"


def test_a_plan_id_that_climbs_out_of_its_folder(sound: Path) -> None:
    give_id(sound, "../../climbing")
    assert refused(sound) == "plans.damaged"


def test_a_contradicting_history_is_not_adopted(sound: Path, tmp_path: Path) -> None:
    contents = reading.read_foreign(sound)
    forged = replace(contents, revisions=contents.revisions[1:])
    with pytest.raises(PlanError, match=r"plans\.damaged"):
        PlanFile.adopt(forged, tmp_path / "adopted.shopplan")
    assert not (tmp_path / "adopted.shopplan").exists()


def test_a_journal_planted_beside_a_foreign_plan_is_ignored(sound: Path) -> None:
    expected = reading.read_foreign(sound)
    schema.journal(sound).write_bytes(bytes.fromhex("d9d505f920a163d7") + os.urandom(4096))
    assert reading.read_foreign(sound) == expected
    assert schema.journal(sound).exists()


def test_bit_flips_are_noticed_or_harmless(sound: Path, tmp_path: Path) -> None:
    expected = reading.read_foreign(sound)
    content, chance = sound.read_bytes(), random.Random(400)
    flipped = tmp_path / "flipped.shopplan"
    written = [place for place, byte in enumerate(content) if byte]
    noticed = 0
    for _ in range(FLIPS):
        place, bit = chance.choice(written), 1 << chance.randrange(8)
        flipped.write_bytes(content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :])
        try:
            found = reading.read_foreign(flipped)
        except PlanError:
            noticed += 1
        else:
            assert found == expected, f"bit {bit} of byte {place} changes the plan in silence"
    assert noticed > FLIPS // 2


def test_reading_leaves_a_foreign_plan_as_it_is(sound: Path) -> None:
    before, listing = sound.read_bytes(), sorted(sound.parent.iterdir())
    shutil.copystat(sound, sound)
    modified = sound.stat().st_mtime_ns
    reading.read_foreign(sound)
    assert (sound.read_bytes(), sound.stat().st_mtime_ns) == (before, modified)
    assert sorted(sound.parent.iterdir()) == listing


def test_a_log_with_a_question_twice_in_a_step() -> None:
    log = Log(PLAN_ID)
    first = log.append("answer", {"a": "1"}, at=timestamp(NOW), author="")[0]
    second = Revision(2, 1, first.at, "", "answer", "a", "2", None, b"")
    with pytest.raises(ValueError, match="twice"):
        Log(PLAN_ID, rechained(PLAN_ID, [first, second]))
