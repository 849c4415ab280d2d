"""From rendered Markdown to clauses: headings, paragraphs, lists and tables of plain runs.

A template writes a clause as a heading of level 2 that begins with its number in the list
of clauses (``## UA-03 交付``), its legal ground as a quote (``> 电子商务法第五十一条``) and
answers that contradict it as a line ``%% question_id``. Everything else is CommonMark
without HTML, images and code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from wizard.documents.agreements.templating import FIRST_TOKEN, LAST_TOKEN, Slot, Slots
from wizard.documents.blocks import Block, Bullets, Column, Heading, Paragraph, Row, Table
from wizard.documents.runs import Run, Runs, clean, plain
from wizard.text import Words

_CODE = re.compile(r"([A-Z]{2}-\d{2})\s+")
_CLAUSE = re.compile(rf"#+\s+{_CODE.pattern}")
_TOKEN = re.compile(f"[{chr(FIRST_TOKEN)}-{chr(LAST_TOKEN)}]")
_CONFLICT = "%%"
_WIDE = ("W", "F", "A")  # East Asian widths of letters and marks that stand without spaces


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Read asterisks as emphasis also where Chinese stands without spaces.

    CommonMark (6.2) tells by the spaces around a full stop whether bold ends after it, so
    that in ``**不退货。**每次`` it never does and the asterisks would be printed.
    """
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, canSplitWord=marker == "*")
    end = state.pos + scanned.length
    before, after = state.src[state.pos - 1 : state.pos], state.src[end : end + 1]
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        opens = opens or (_is_wide(before) and bool(after.strip()))
        closes = closes or (_is_wide(after) and bool(before.strip()))
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        place = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(ord(marker), scanned.length, place, end=-1, open=opens, close=closes)
        )
    state.pos = end
    return True


def _is_wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in _WIDE


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKDOWN.disable(["image", "code", "fence", "html_block", "html_inline", "backticks", "autolink"])
_MARKDOWN.inline.ruler.at("emphasis", _emphasis)


@dataclass(slots=True)
class Part:
    """One clause while it is read, or what stands before the first one (no ``code``).

    Attributes:
        code: number in the list of clauses.
        title: its heading.
        blocks: what it says.
        grounds: its legal grounds.
        slots: every place of an answer in it, blanks included.
        conflicts: ids of questions whose answers contradict it.
    """

    code: str = ""
    title: Runs = ()
    blocks: list[Block] = field(default_factory=list)
    grounds: list[Runs] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def parts(markdown: str, slots: Slots, words: Words) -> tuple[Part, ...]:
    """Return the clauses of a rendered template, in order."""
    reader = _Reader(slots, words)
    reader.read(_MARKDOWN.parse(markdown))
    return tuple(reader.parts)


@dataclass(slots=True)
class Count:
    """What a rendered template holds, counted without setting it.

    Attributes:
        clauses: their number.
        blanks: question and clause of each place still to be filled in.
        conflicts: question and clause of each answer that contradicts it.
    """

    clauses: int = 0
    blanks: set[tuple[str, str]] = field(default_factory=set)
    conflicts: set[tuple[str, str]] = field(default_factory=set)


def count(markdown: str, slots: Slots) -> Count:
    """Count what ``parts`` would return, which takes a fraction of the time."""
    counted, code = Count(), ""
    for line in markdown.splitlines():
        if line.startswith(_CONFLICT):
            asked = line.replace(_CONFLICT, " ").split()
            counted.conflicts.update((question_id, code) for question_id in asked)
            continue
        if found := _CLAUSE.match(line):
            code = found.group(1)
            counted.clauses += 1
        for token in _TOKEN.findall(line):
            slot = slots.of(token)
            if slot is not None and slot.is_blank:
                counted.blanks.add((slot.question, code))
    return counted


class _Reader:
    """Walks the flat list of Markdown tokens once."""

    def __init__(self, slots: Slots, words: Words) -> None:
        self.slots = slots
        self.words = words
        self.parts = [Part()]

    def read(self, tokens: Sequence[Token]) -> None:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            end = _closing(tokens, position)
            inner = tokens[position + 1 : end]
            self._block(token, inner)
            position = end + 1

    def _block(self, token: Token, inner: Sequence[Token]) -> None:
        part = self.parts[-1]
        if token.type == "heading_open":
            self._heading(token, inner)
        elif token.type == "paragraph_open":
            self._paragraph(inner)
        elif token.type == "blockquote_open":
            part.grounds += [self._runs(one) for one in inner if one.type == "inline"]
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            items = tuple(self._runs(one) for one in inner if one.type == "inline")
            part.blocks.append(Bullets(items, ordered=token.type.startswith("ordered")))
        elif token.type == "table_open":
            part.blocks.append(self._table(inner))

    def _heading(self, token: Token, inner: Sequence[Token]) -> None:
        found = _CODE.match(inner[0].content)
        if found:
            self.parts.append(Part(code=found.group(1)))
        runs = self._runs(inner[0])
        if found:
            first = runs[0]
            runs = (Run(first.text[found.end() :], bold=first.bold), *runs[1:])
            self.parts[-1].title = runs
        elif token.tag == "h1":
            self.parts[-1].title = runs
        else:
            self.parts[-1].blocks.append(Heading(runs, level=3))

    def _paragraph(self, inner: Sequence[Token]) -> None:
        content = inner[0].content
        if content.startswith(_CONFLICT):
            self.parts[-1].conflicts += content.replace(_CONFLICT, " ").split()
            return
        runs = self._runs(inner[0])
        if plain(runs).strip():
            self.parts[-1].blocks.append(Paragraph(runs, style="clause"))

    def _table(self, inner: Sequence[Token]) -> Table:
        rows: list[list[Runs]] = []
        for token in inner:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._runs(token))
        head = [Column(plain(cell), weight=1) for cell in rows[0]]
        return Table(tuple(head), tuple(Row(tuple(cells)) for cells in rows[1:]))

    def _runs(self, inline: Token) -> Runs:
        return tuple(self._inline(inline.children or []))

    def _inline(self, children: Sequence[Token]) -> Iterator[Run]:
        bold, link = 0, ""
        for child in children:
            if child.type == "strong_open":
                bold += 1
            elif child.type == "strong_close":
                bold -= 1
            elif child.type == "link_open":
                link = str(child.attrs.get("href", ""))
            elif child.type == "link_close":
                link = ""
            elif child.type in ("softbreak", "hardbreak"):
                yield Run(_break(self.words, hard=child.type == "hardbreak"))
            elif child.content:
                yield from self._filled(child.content, bold=bool(bold), link=link)

    def _filled(self, content: str, *, bold: bool, link: str) -> Iterator[Run]:
        """Split text at its tokens; what stood behind them comes in as plain text."""
        start = 0
        for place, character in enumerate(content):
            slot = self.slots.of(character)
            if slot is None:
                continue
            if content[start:place]:
                yield Run(content[start:place], bold=bold, link=link)
            self.parts[-1].slots.append(slot)
            yield run_of(slot, self.words, bold=bold)
            start = place + 1
        if content[start:]:
            yield Run(content[start:], bold=bold, link=link)


def run_of(slot: Slot, words: Words, *, bold: bool = False) -> Run:
    """Return an answer as a plain run marked filled, or a ruled blank with its label."""
    if slot.is_blank:
        return Run(words("documents.blank", label=clean(slot.label)), bold=bold, mark="blank")
    return Run(slot.shown, bold=bold, link=slot.link, mark="filled")


def _break(words: Words, *, hard: bool) -> str:
    if hard:
        return "\n"
    return "" if words.language == "zh" else " "


def _closing(tokens: Sequence[Token], position: int) -> int:
    """Return the place of the token that closes the block opened at ``position``."""
    if tokens[position].nesting <= 0:
        return position
    depth = 0
    for place in range(position, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens) - 1
