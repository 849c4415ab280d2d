"""Clauses as rich text for the screen: every word escaped, every field a link to its question.

Nothing of what a person typed is ever taken for markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from wizard.documents.agreements import Clause
from wizard.documents.blocks import Block, Bullets, Fields, Heading, Paragraph, Runs, Table
from wizard.text import Words
from wizard.ui.style.theme import Look

QUESTION = "question:"


class ClauseText:
    """Writes clauses in the colours and sizes of the look in force."""

    def __init__(self, look: Look, words: Words) -> None:
        self._look, self._words = look, words

    def clause(self, clause: Clause) -> str:
        """Return a clause: its heading, and its text with links to the questions it asks."""
        slots = iter(clause.slots)
        body = "".join(self._block(one, slots) for one in clause.blocks)
        return self._heading(f"{clause.number} {clause.title}") + body

    def whole(self, title: str, clauses: Iterable[Clause]) -> str:
        """Return all clauses under the title of the agreement."""
        return self._heading(title) + "".join(self.clause(one) for one in clauses)

    def _heading(self, text: str) -> str:
        size = self._look.px(17)
        style = f"font-size: {size}px; font-weight: 700; margin: 6px 0"
        return f'<p style="{style}">{escape(text)}</p>'

    def _block(self, block: Block, slots: Iterator[str]) -> str:
        if isinstance(block, Heading):
            return f"<p><b>{self._runs(block.runs, slots)}</b></p>"
        if isinstance(block, Paragraph):
            return f'<p style="line-height: 150%">{self._runs(block.runs, slots)}</p>'
        if isinstance(block, Bullets):
            tag = "ol" if block.ordered else "ul"
            items = "".join(f"<li>{self._runs(one, slots)}</li>" for one in block.items)
            return f"<{tag}>{items}</{tag}>"
        if isinstance(block, Table):
            return self._table(block, slots)
        return f"<p>{_lines(block.plain_text())}</p>" if isinstance(block, Fields) else ""

    def _table(self, table: Table, slots: Iterator[str]) -> str:
        line = self._look.color("line_strong").name()
        head = "".join(f'<th align="left">{escape(one.title)}</th>' for one in table.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{self._runs(one, slots)}</td>" for one in row.cells) + "</tr>"
            for row in table.rows
        )
        style = f"border-collapse: collapse; border-color: {line}"
        return (
            f'<table border="1" cellpadding="5" cellspacing="0" width="100%" style="{style}">'
            f"<tr>{head}</tr>{rows}</table>"
        )

    def _runs(self, runs: Runs, slots: Iterator[str]) -> str:
        color = self._look.color
        out = []
        for run in runs:
            text = _lines(run.text)
            if run.mark in ("filled", "blank"):
                question = next(slots, "")
                ink = color("accent" if run.mark == "filled" else "warn").name()
                style = f"color: {ink}; text-decoration: underline"
                if run.mark == "blank":
                    style += f"; background-color: {color('warn_soft').name()}"
                if question:
                    target = escape(QUESTION + question, quote=True)
                    text = f'<a href="{target}" style="{style}">{text}</a>'
            out.append(f"<b>{text}</b>" if run.bold else text)
        return "".join(out)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br/>")
