"""What is wrong with an answers file is told in full sentences, each at its place."""

from __future__ import annotations

import hashlib
import uuid
from decimal import Decimal
from pathlib import Path

import pytest

from wizard import packs
from wizard.errors import AnswersError
from wizard.plans.answers_file import (
    LONGEST_CLAUSE,
    LONGEST_NAME,
    OwnClauses,
    encoded,
    name_in,
    parse_answers,
    plan_id_of,
    writable,
    write_answers,
)
from wizard.text import words

CHECKLIST = packs.built_in().checklist
AGREEMENTS = ", ".join(sorted(one.id for one in CHECKLIST.agreements))
OURS = CHECKLIST.version
SAY = words("zh")


def told(text: str, file: str = "a.yaml") -> list[str]:
    """Return what a person reads about a file that is refused."""
    with pytest.raises(AnswersError) as refused:
        parse_answers(text, file, CHECKLIST)
    assert SAY(refused.value.key, **refused.value.params) == (
        f"这个答案文件有问题，没有读入：{file}。"
    )
    return [
        " ".join(
            [f"{one.place}:", SAY(one.key, **one.params)]
            + ([SAY(one.hint, **one.params)] if one.hint else [])
        )
        for one in refused.value.problems
    ]


HEAD = "shop_launch: 1\nname: 店\n"
REFUSED = {
    "no-map": (
        "- 1\n",
        ["a.yaml:1:1: 答案文件的开头要写成「shop_launch: 1」，接着写 name 和 answers。"],
    ),
    "no-pack": (
        "name: 店\nanswers: {}\n",
        ["a.yaml:1:1: 缺少「shop_launch: 1」这一行，不知道这是哪份清单的答案。"],
    ),
    "another-pack": (
        "name: 店\ncoffee: 1\nanswers: {}\n",
        ["a.yaml:2:1: 这是清单「coffee」的答案，这里需要「shop_launch」的。"],
    ),
    "version-word": (
        "shop_launch: new\nname: 店\n",
        ["a.yaml:1:14: 「shop_launch」后面要写版本号，比如 1。"],
    ),
    "version-yes": (
        "shop_launch: true\nname: 店\n",
        ["a.yaml:1:14: 「shop_launch」后面要写版本号，比如 1。"],
    ),
    "version-zero": (
        "shop_launch: 0\nname: 店\n",
        ["a.yaml:1:14: 「shop_launch」后面要写版本号，比如 1。"],
    ),
    "version-newer": (
        "name: 店\nshop_launch: 999\n",
        [f"a.yaml:2:14: 这些答案是清单第 999 版的，这里只有第 {OURS} 版。更新程序后再读。"],
    ),
    "key-misspelt": (
        HEAD + "anwsers: {}\n",
        [
            "a.yaml:3:1: 不认识「anwsers」这一项，最外层只有 name、answers、retired 和 clauses。 是不是「answers」？"
        ],
    ),
    "key-like-none": (
        HEAD + "zzz: {}\n",
        ["a.yaml:3:1: 不认识「zzz」这一项，最外层只有 name、answers、retired 和 clauses。"],
    ),
    "name-no-text": (
        "shop_launch: 1\nname: [店]\n",
        ["a.yaml:2:7: name 要写成文字。"],
    ),
    "name-yes": (
        "shop_launch: 1\nname: true\n",
        ["a.yaml:2:7: name 要写成文字。"],
    ),
    "name-of-blanks": (
        'shop_launch: 1\nname: "  "\n',
        [f"a.yaml:2:7: name 要有 1 到 {LONGEST_NAME} 个字。"],
    ),
    "name-too-long": (
        f"shop_launch: 1\nname: {'长' * (LONGEST_NAME + 1)}\n",
        [f"a.yaml:2:7: name 要有 1 到 {LONGEST_NAME} 个字。"],
    ),
    "clauses-no-map": (
        HEAD + "clauses: [1]\n",
        ["a.yaml:3:10: clauses 要写成「协议: 条款编号: 文字」。"],
    ),
    "agreement-unknown": (
        HEAD + "clauses:\n  lease: {UA-01: 文字}\n",
        [f"a.yaml:4:3: 这份清单没有协议「lease」，有的是：{AGREEMENTS}。"],
    ),
    "agreement-of-text": (
        HEAD + "clauses:\n  user_agreement: 文字\n",
        [f"a.yaml:4:3: 这份清单没有协议「user_agreement」，有的是：{AGREEMENTS}。"],
    ),
    "clause-code": (
        HEAD + "clauses:\n  user_agreement:\n    第三条: 文字\n",
        ["a.yaml:5:5: 「第三条」不是条款编号，要写成 UA-03 这样。"],
    ),
    "clause-too-long": (
        HEAD + f"clauses:\n  user_agreement:\n    UA-03: {'长' * (LONGEST_CLAUSE + 1)}\n",
        [f"a.yaml:5:12: 条款的文字要有 1 到 {LONGEST_CLAUSE} 个字。"],
    ),
    "clause-of-blanks": (
        HEAD + 'clauses:\n  user_agreement:\n    UA-03: " "\n',
        [f"a.yaml:5:12: 条款的文字要有 1 到 {LONGEST_CLAUSE} 个字。"],
    ),
    "everything-in-order": (
        "shop_launch: 1\nname: [1]\nzzz: 1\nclauses:\n  lease: {}\n  user_agreement: {x: 字}\n",
        [
            "a.yaml:2:7: name 要写成文字。",
            "a.yaml:3:1: 不认识「zzz」这一项，最外层只有 name、answers、retired 和 clauses。",
            f"a.yaml:5:3: 这份清单没有协议「lease」，有的是：{AGREEMENTS}。",
            "a.yaml:6:20: 「x」不是条款编号，要写成 UA-03 这样。",
        ],
    ),
}


@pytest.mark.parametrize(("text", "sentences"), REFUSED.values(), ids=REFUSED)
def test_each_mistake_is_told_at_its_place(text: str, sentences: list[str]) -> None:
    assert told(text) == sentences


def test_the_longest_name_and_clause_are_read() -> None:
    text = (
        f"shop_launch: 1\nname: ' {'长' * LONGEST_NAME} '\n"
        f"clauses: {{user_agreement: {{UA-03: {'长' * LONGEST_CLAUSE}}}}}\n"
    )
    file = parse_answers(text, "a.yaml", CHECKLIST)
    assert file.name == "长" * LONGEST_NAME
    assert file.clauses == {"user_agreement": {"UA-03": "长" * LONGEST_CLAUSE}}


def test_a_version_in_quotes_or_wide_digits_is_a_version() -> None:
    for version in ('"1"', "１"):
        file = parse_answers(f"shop_launch: {version}\nname: 店\n", "a.yaml", CHECKLIST)
        assert (file.name, file.pack, file.answers) == ("店", "shop_launch", {})


def test_a_plan_without_a_name_is_called_as_its_file() -> None:
    unnamed = "shop_launch: 1\nanswers: {weekly_hours: 10}\n"
    assert parse_answers(unnamed, "a.yaml", CHECKLIST, fallback="小林的店").name == "小林的店"
    assert parse_answers("shop_launch: 1\nname: 7\n", "a.yaml", CHECKLIST).name == "7"


def test_numbers_are_written_without_an_exponent() -> None:
    plain = {"whole": Decimal("1E+3"), "small": Decimal("1E-7"), "exact": Decimal("0.10")}
    assert encoded(plain) == '{"whole":1000,"small":"0.0000001","exact":"0.10"}'
    assert encoded(Decimal("1234567890.05")) == '"1234567890.05"'
    with pytest.raises(TypeError, match="set is no plain value"):
        encoded({1, 2})


def test_what_the_drawer_holds_is_written_in_a_form_that_is_read_again() -> None:
    deep: object = "底"
    for _ in range(20):
        deep = [deep]
    retired = {
        "a\u200d b\n c": 1.5,
        " ": 10**18,
        "长" * 300: -(10**18),
        "large": 10**18 - 1,
        "deep": deep,
        "no": None,
    }
    kept = writable(retired)
    assert kept == {
        "a b c": "1.5",
        "_": str(10**18),
        "长" * 200: str(-(10**18)),
        "large": 10**18 - 1,
        "deep": kept["deep"],
        "no": None,
    }
    assert "底" in str(kept["deep"])
    again = parse_answers(write_answers(CHECKLIST, "店", {}, retired), "a.yaml", CHECKLIST)
    assert again.retired == kept


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("小林的店.yaml", "小林的店"),
        ("a.tar.yaml", "a.tar"),
        (" \u202e店 .yaml", "店"),
        ("\u202e.yaml", ".yaml"),
        ("长" * 80 + ".yaml", "长" * 80),
        ("a" * 240 + ".yaml", "a" * 200),
        ("\udcff.yaml", "\ufffd"),
        ("\u202e", ""),
    ],
)
def test_the_name_of_a_file_as_text(name: str, text: str) -> None:
    assert name_in(Path(name)) == text


def test_the_ending_says_how_a_file_is_read() -> None:
    """Whatever case it is written in; YAML takes what JSON does not."""
    for file in ("a.json", "a.JSON", "A.Json"):
        with pytest.raises(AnswersError) as refused:
            parse_answers("shop_launch: 1\n", file, CHECKLIST)
        assert [one.place.file for one in refused.value.problems] == [file]
        assert parse_answers('{"shop_launch": 1, "name": "店"}', file, CHECKLIST).name == "店"
    assert parse_answers("shop_launch: 1\n", "a.yml", CHECKLIST, fallback="店").name == "店"


def test_a_checklist_that_extends_another_takes_the_answers_of_both() -> None:
    ours = CHECKLIST.model_copy(
        update={"id": "my_class", "version": 4, "extends": "shop_launch", "base_version": OURS}
    )
    for head, pack in (
        ("shop_launch: 1", "shop_launch"),
        ("my_class: 4", "my_class"),
        ("my_class: 4\nshop_launch: 1", "my_class"),
    ):
        if pack == "my_class" and "shop_launch" in head:
            with pytest.raises(AnswersError) as refused:
                parse_answers(f"{head}\n", "a.yaml", ours)
            (problem,) = refused.value.problems
            assert (problem.key, problem.params["name"]) == ("answers.unknown_key", "shop_launch")
        else:
            assert parse_answers(f"{head}\n", "a.yaml", ours).pack == pack
    for head, newest in (("my_class: 5", 4), (f"shop_launch: {OURS + 1}", OURS)):
        with pytest.raises(AnswersError) as refused:
            parse_answers(f"{head}\n", "a.yaml", ours)
        (problem,) = refused.value.problems
        version = int(head.partition(" ")[2])
        assert (problem.key, problem.params) == (
            "answers.newer_pack",
            {"version": version, "ours": newest},
        )


def test_only_clauses_of_agreements_there_are_are_written() -> None:
    first, *_ = (one.id for one in CHECKLIST.agreements)
    said = {first: {"UA-02": "二", "UA-01": "一"}, "gone": {"UA-01": "x"}}
    text = write_answers(CHECKLIST, "店", {}, None, said)
    assert parse_answers(text, "a.yaml", CHECKLIST).clauses == {
        first: {"UA-01": "一", "UA-02": "二"}
    }
    assert text.index("UA-01") < text.index("UA-02")
    without: list[OwnClauses | None] = [None, {}, {first: {}}, {"gone": {"UA-01": "x"}}]
    for clauses in without:
        assert "clauses" not in write_answers(CHECKLIST, "店", {}, None, clauses)
    assert "retired" not in write_answers(CHECKLIST, "店", {}, {})


def test_a_plan_takes_its_id_from_its_answers() -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    found = plan_id_of(b"x")
    assert uuid.UUID(found).version == 5
    assert uuid.UUID(found).variant == uuid.RFC_4122
    assert found.replace("-", "")[:12] == digest[:12]
    assert found[-12:] == digest[20:32]
    assert plan_id_of(b"y") != found
