"""Where lines end."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.documents.sample import SENTENCE
from wizard.documents.typesetting.breaking import NO_END, NO_START, break_lines


def _broken(words: str, width: float, first: float | None = None) -> list[str]:
    edges = list(accumulate((1.0 if char > "\u2e80" else 0.5 for char in words), initial=0.0))
    lines = break_lines(words, edges, width if first is None else first, width)
    return [words[start:end] for start, end in lines]


_PROSE = st.lists(
    st.sampled_from(
        [
            "人工客服",
            "十",
            "，",
            "。",
            "「",
            "」",
            "（见",
            "）",
            "《规则》",
            "“好”",
            "50 元",
            "：",
            "——",
            "Steam ",
            "10%",
        ]
    ),
    min_size=1,
    max_size=60,
).map("".join)


@given(_PROSE, st.integers(12, 60))
def test_no_line_starts_or_ends_with_a_forbidden_mark(prose: str, width: int) -> None:
    # More marks in a row than a line is wide leave no lawful place.
    lines = _broken("始" + prose, width)
    runs = sum(char in NO_START | NO_END for char in prose)
    if runs >= width - 8:
        return
    for line in lines[1:]:
        assert line[0] not in NO_START, lines
    for line in lines[:-1]:
        assert line[-1] not in NO_END, lines


@pytest.mark.parametrize("width", range(8, 62))
def test_ordinary_prose_keeps_the_rules_at_every_width(width: int) -> None:
    lines = _broken(SENTENCE * 8, width)
    assert not [line for line in lines[1:] if line[0] in NO_START]
    assert not [line for line in lines[:-1] if line[-1] in NO_END]
    assert all(sum(1.0 if c > "\u2e80" else 0.5 for c in line) <= width for line in lines)


@given(
    st.text(st.sampled_from("中文，。「」（）ab c1-/.\n　“”—…"), max_size=120), st.integers(1, 40)
)
def test_nothing_but_spaces_at_breaks_is_lost(words: str, width: int) -> None:
    joined = "".join(_broken(words, width))
    assert joined.replace(" ", "") == words.replace(" ", "").replace("\n", "")


@given(st.text(st.sampled_from("中，「a "), max_size=60), st.integers(1, 20))
def test_every_line_makes_progress(words: str, width: int) -> None:
    assert len(_broken(words, width)) <= len(words) + 1


def test_latin_words_and_numbers_stay_whole() -> None:
    assert _broken("用 Photoshop 做图", 5) == ["用", "Photoshop", "做图"]
    assert _broken("一共要付 3,860.00 元", 8) == ["一共要付", "3,860.00 元"]


def test_a_long_address_breaks_after_its_marks() -> None:
    lines = _broken("https://example.com/path/to/a-long-page?id=12345&x=6", 12)
    assert all(line[-1] in "/?&=-._" for line in lines[:-1])


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert [len(line) for line in _broken("x" * 200, 20)] == [40] * 5


def test_line_ends_as_typed_are_kept() -> None:
    assert _broken("一\n\n二\n", 10) == ["一", "", "二", ""]


def test_ideographic_spaces_are_kept() -> None:
    assert _broken("1　项目", 10) == ["1　项目"]


def test_a_dash_pair_is_not_torn() -> None:
    assert not [
        line
        for width in range(4, 12)
        for line in _broken("说明——说明" * 6, width)
        if line[0] == "—"
    ]


def test_the_last_line_is_no_lone_character() -> None:
    words = "中" * 41
    assert [len(line) for line in _broken(words, 40)] == [39, 2]
