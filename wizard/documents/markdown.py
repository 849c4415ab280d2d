"""A document as CommonMark with pipe tables; nothing in its text can become markup."""

from __future__ import annotations

import re

from wizard.documents.blocks import (
    Block,
    Blocks,
    Bullets,
    Callout,
    Chart,
    Columns,
    Contents,
    Cover,
    Document,
    Fields,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Run,
    Runs,
    Signature,
    Spacer,
    Stamp,
    Table,
)
from wizard.documents.chart_tables import as_table
from wizard.documents.editions import edition_line
from wizard.text import words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)])(?=\s|$))", re.MULTILINE)
_INSIDE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_AUTOLINK = re.compile(r"(?<=\w)(://|@)|(?<=www)(\.)", re.IGNORECASE)


def render(document: Document) -> bytes:
    """Return the document as UTF-8 Markdown."""
    body = _blocks(document, document.blocks)
    return f"{body}\n\n---\n\n{_escape(edition_line(document))}\n".encode()


def _escape(text: str) -> str:
    r"""Escape everything Markdown could read as markup; ``\n`` is a hard break."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    escaped = _AUTOLINK.sub(lambda found: "\\" + found.group(), escaped)
    escaped = _LINE_START.sub(
        lambda m: m[1] + (f"\\{m[2]}" if m[2] else f"{m[3]}\\{m[4]}"), escaped
    )
    return escaped.replace("\n", "\\\n")


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    inner = _escape(run.plain_text())
    if run.mark == "blank" and not inner.strip():
        inner = "\\_\\_\\_\\_"
    if run.bold:
        inner = _bold(run.plain_text())
    if run.link and not run.link.startswith("#"):
        target = run.link.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
        return f"[{inner}](<{target}>)"
    return inner


def _bold(text: str) -> str:
    """Return text in bold, the marks at its ends outside.

    ``**完。**又`` is no bold to CommonMark, which wants a space behind the full stop.
    """
    found = _INSIDE.search(text)
    if found is None:
        return _escape(text)
    before, after = text[: found.start()], text[found.end() :]
    return f"{_escape(before)}**{_escape(found.group())}**{_escape(after)}"


def _cell(runs: Runs) -> str:
    return _runs(runs).replace("\\\n", "<br>")


def _blocks(document: Document, blocks: Blocks) -> str:
    parts = (_block(document, block) for block in blocks)
    return "\n\n".join(part for part in parts if part)


def _block(document: Document, block: Block) -> str:  # noqa: C901, PLR0911, PLR0912 - one case per type
    match block:
        case Heading():
            number = _escape(block.number) + " " if block.number else ""
            return "#" * (block.level + 1) + " " + number + _runs(block.runs).replace("\\\n", " ")
        case Paragraph():
            return _runs(block.runs)
        case Bullets():
            return _bullets(block)
        case Fields():
            colon = "：" if document.language == "zh" else ": "
            rows = (f"- {_escape(name)}{colon}{_cell(value)}" for name, value in block.rows)
            return "\n".join(rows)
        case Table():
            return _table(block)
        case Callout():
            word = words(document.language)(f"print.severity_{block.severity}")
            inner = f"**{word}** {_runs(block.title)}"
            if block.blocks:
                inner += "\n\n" + _blocks(document, block.blocks)
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        case Chart():
            said = f"**{_escape(block.title)}** {_escape(block.alt)}".rstrip()
            return f"{said}\n\n{_table(as_table(block))}"
        case Picture():
            return f"*{_escape(block.caption)}*"
        case Stamp():
            return f"**【{_escape(block.text)}】**"
        case Signature():
            return "\n\n".join(f"{_escape(line)} \\_\\_\\_\\_\\_\\_\\_\\_" for line in block.lines)
        case Contents():
            return _contents(document, block)
        case Cover():
            return _cover(document, block)
        case Columns():
            return _blocks(document, block.left + block.right)
        case Rule():
            return "---"
        case PageBreak() | Spacer():
            return ""


def _contents(document: Document, block: Contents) -> str:
    lines = [
        "  " * (heading.level - 1) + "- " + _escape(heading.plain_text()).replace("\\\n", " ")
        for heading in document.headings()
        if heading.level <= block.depth
    ]
    return f"## {_escape(block.title)}\n\n" + "\n".join(lines)


def _cover(document: Document, block: Cover) -> str:
    parts = [f"# {_escape(block.title)}", _escape(block.subtitle)]
    parts.append(_block(document, block.stamp) if block.stamp else "")
    parts += [_block(document, block.fields), _escape(block.note)]
    return "\n\n".join(part for part in parts if part)


def _bullets(block: Bullets) -> str:
    lines = []
    for at, item in enumerate(block.items):
        marker = f"{at + 1}." if block.ordered else "- [ ]" if block.checkbox else "-"
        lines.append(f"{marker} {_cell(item)}")
    return "\n".join(lines)


def _table(block: Table) -> str:
    rules = {"left": "---", "right": "---:", "center": ":---:"}
    lines = [
        "| " + " | ".join(_escape(column.title) for column in block.columns) + " |",
        "| " + " | ".join(rules[column.align] for column in block.columns) + " |",
    ]
    lines += ["| " + " | ".join(map(_cell, row.cells)) + " |" for row in block.rows]
    parts = [f"**{_escape(block.caption)}**" if block.caption else "", "\n".join(lines)]
    parts += [_runs(note) for note in block.notes]
    return "\n\n".join(part for part in parts if part)
