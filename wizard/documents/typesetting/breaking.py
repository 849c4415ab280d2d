"""Where a line may end.

Rules for Chinese: W3C clreq 3.1.3, no closing mark at a line start and no opening mark at
a line end (禁则). Latin words and numbers stay whole; a word longer than a line is broken
after ``/ ? & = - . _`` if it has one there, else where it must.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

NO_START = frozenset("，。、；：？！）」』】〕》〉”’…—～·％‰℃/!),.:;?]}%°′″〗〞﹚﹞•、ー々〜")
NO_END = frozenset("（「『【〔《〈“‘([{〖￥＄$£#№")
SHAPE = "\ufffc"  # stands for a small drawn shape inside a line
_NOT_LATIN = NO_END | frozenset("“”‘’…—·" + SHAPE)
_URL_BREAKS = frozenset("/?&=-._")
_TWINS = frozenset("—…")
_SLACK = 0.01
_LONG_LINE = 20  # characters; a shorter line gives none away
_EMPTY_SHARE = 0.35  # of a line that may stay empty before a long word is cut instead


def latin(char: str) -> bool:
    """Tell whether a character belongs to a word that stays whole."""
    return " " < char < "\u2e80" and char not in _NOT_LATIN


def may_break(text: str, at: int) -> bool:
    """Tell whether a line may end before ``text[at]`` and the next one start there."""
    left, right = text[at - 1], text[at]
    if right == " " or right in NO_START or left in NO_END or left == SHAPE:
        return False
    if left == " ":
        return True
    if left == right and left in _TWINS:
        return False
    if left == "’" and right.isascii():
        return False
    return not (latin(left) and latin(right))


def break_lines(
    text: str, edges: Sequence[float], first: float, rest: float
) -> list[tuple[int, int]]:
    r"""Cut ``text`` into lines.

    Args:
        text: what to set; ``\n`` ends a line.
        edges: ``len(text) + 1`` positions: the width of ``text[:i]`` at index ``i``.
        first: width of the first line, in the unit of ``edges``.
        rest: width of all other lines.

    Returns:
        (start, end) of every line; spaces at a break belong to no line.
    """
    lines: list[tuple[int, int]] = []
    begin, length, limit = 0, len(text), first
    forced = text.find("\n")
    while begin <= length:
        stop = forced if forced >= 0 else length
        while True:
            end, begin_next = _next_line(text, edges, begin, stop, limit)
            lines.append((begin, end))
            limit = rest
            begin = begin_next
            if begin >= stop:
                break
        if forced < 0:
            break
        begin = forced + 1
        forced = text.find("\n", begin)
    _save_orphan(text, lines)
    return lines


def _next_line(
    text: str, edges: Sequence[float], begin: int, stop: int, limit: float
) -> tuple[int, int]:
    """Return the end of the line that starts at ``begin`` and the start of the next."""
    reach = bisect_right(edges, edges[begin] + limit + _SLACK, begin, stop + 1) - 1
    if reach >= stop:
        return _trim(text, begin, stop), stop
    following = _skip(text, reach, stop)
    if following >= stop:
        return _trim(text, begin, reach), stop
    if following > reach and may_break(text, following):
        return _trim(text, begin, reach), following
    reach = max(reach, begin + 1)
    cut = reach
    while cut > begin and not may_break(text, cut):
        cut -= 1
    if cut <= begin or (
        edges[reach] - edges[cut] > limit * _EMPTY_SHARE and _is_long(text, edges, cut, stop, limit)
    ):
        cut = _cut_inside(text, begin, cut, reach)
    return _trim(text, begin, cut), _skip(text, cut, stop)


def _is_long(text: str, edges: Sequence[float], at: int, stop: int, limit: float) -> bool:
    """Tell whether the word at ``at`` is an address or wider than a line."""
    end = at
    while end < stop and latin(text[end]):
        end += 1
    return "/" in text[at:end] or edges[end] - edges[at] > limit


def _cut_inside(text: str, begin: int, cut: int, reach: int) -> int:
    """Cut a long word: after a mark of an address if there is one, else where it must."""
    for at in range(reach, max(cut, begin), -1):
        if text[at - 1] in _URL_BREAKS and text[at] not in NO_START and text[at] != " ":
            return at
    if cut > begin:
        return cut
    for at in range(reach, begin, -1):
        if text[at] not in NO_START and text[at - 1] not in NO_END and text[at - 1] != SHAPE:
            return at
    return reach


def _save_orphan(text: str, lines: list[tuple[int, int]]) -> None:
    """Give a last line that holds one lone Chinese character company from the line above."""
    if len(lines) < 2:
        return
    (above, above_end), (begin, end) = lines[-2], lines[-1]
    lone = sum(char not in NO_START for char in text[begin:end]) == 1
    cut = begin - 1
    roomy = above_end == begin and cut - above > _LONG_LINE
    if lone and roomy and "\u4e00" <= text[cut] < "\ua000" and may_break(text, cut):
        lines[-2:] = [(above, cut), (cut, end)]


def _skip(text: str, at: int, stop: int) -> int:
    while at < stop and text[at] == " ":
        at += 1
    return at


def _trim(text: str, begin: int, end: int) -> int:
    while end > begin and text[end - 1] == " ":
        end -= 1
    return end
