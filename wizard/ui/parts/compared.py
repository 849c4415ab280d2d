"""Two texts as one, word against word, for the screen; every word escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from wizard.session.clauses import Piece
from wizard.text import Words
from wizard.ui.style.theme import Look


def compared_text(look: Look, words: Words, pieces: Sequence[Piece]) -> str:
    """Return two texts as one, what is new underlined, what is gone struck; and in words."""
    looks = {
        "same": "",
        "new": f"text-decoration: underline; color: {look.color('ok').name()}",
        "gone": f"text-decoration: line-through; color: {look.color('danger').name()}",
    }
    text = "".join(f'<span style="{looks[one.kind]}">{_lines(one.text)}</span>' for one in pieces)
    lines = "<br/>".join(escape(line) for line in _in_words(words, pieces))
    small = f"color: {look.color('text2').name()}; font-size: {look.px(14)}px"
    return f'<p style="line-height: 150%">{text}</p><p style="{small}">{lines}</p>'


def _in_words(words: Words, pieces: Sequence[Piece]) -> Iterator[str]:
    yield words("life.compare_legend")
    for one in pieces:
        if one.kind != "same" and one.text.strip():
            key = "life.piece_new" if one.kind == "new" else "life.piece_gone"
            yield words(key, text=" ".join(one.text.split()))


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br/>")
