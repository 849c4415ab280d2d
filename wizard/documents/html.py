"""A document as one HTML page: no script, nothing loaded, ready to read, print or paste."""

from __future__ import annotations

from base64 import b64encode
from html import escape

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
from wizard.documents.editions import edition_line, heading_keys
from wizard.text import Words, words

_CSS = """
@page{size:A4;margin:25mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46em;padding:2.5em 1.5em;color:#1e2320;background:#fff;
overflow-wrap:break-word;
font:16px/1.7 "Noto Sans SC","Microsoft YaHei UI","PingFang SC",sans-serif}
body.agreement{font-family:"Noto Serif SC","SimSun","Songti SC",serif}
body.agreement p.body,body.agreement p.clause{text-indent:2em}
h1,h2,h3,h4,h5{line-height:1.4;margin:1.8em 0 .5em;break-after:avoid}
h1,h2{color:#0b6e5b}body.agreement h2{text-align:center}
p{margin:.6em 0}a{color:#0b6e5b}
.lead{font-size:1.12em;color:#565c57}.small,.note,footer{font-size:.88em}
.note,footer,dt,.q{color:#565c57}.center{text-align:center}
table{border-collapse:collapse;width:100%;margin:1em 0}
caption{text-align:left;font-weight:700;padding:.3em 0}
th,td{padding:.4em .6em;text-align:left;border-bottom:1px solid #dedbd2;vertical-align:top}
.right{text-align:right;font-variant-numeric:tabular-nums}
tr.total td{font-weight:700;border-top:2px solid #8c897f}
tbody.zebra tr:nth-child(even){background:#f7f6f2}tr{break-inside:avoid}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1.2em}dd{margin:0}
aside{border-left:5px solid #626762;background:#f7f6f2;padding:.6em 1em;margin:1em 0}
.red_line{border-color:#b3261e}.fix{border-color:#8a4b00}.watch{border-color:#7a5a00}
.info{border-color:#225e9c}.ok{border-color:#1b6e3c}.not_sure{border-color:#6a3d9a}
.stamp{display:inline-block;border:3px double;padding:.3em 1em;font-weight:700}
.blank{border-bottom:1px solid;color:#565c57}.filled{border-bottom:1px dotted #8c897f}
.changed{font-weight:700;border-bottom:2px solid}
.columns{display:flex;gap:1.5em}.columns>*{flex:1;min-width:0}
.sign{border-bottom:1px solid #8c897f;display:inline-block;min-width:14em}
.box{list-style:"☐ "}.break{break-before:page}
th{color:#565c57}thead th{border-bottom:2px solid #0b6e5b;vertical-align:bottom}
tbody th{font-weight:400}
.wide{overflow-x:auto}
footer{margin-top:3em;border-top:1px solid #dedbd2;padding-top:.6em}
@media(max-width:40em){body{padding:1em}.columns{display:block}table{font-size:.88em}
dl{grid-template-columns:1fr;gap:0}dt{margin-top:.5em}th,td{padding:.4em .3em;overflow-wrap:anywhere}}
""".strip()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LANG = {"zh": "zh-CN", "en": "en-US"}


def render(document: Document) -> bytes:
    """Return the document as a UTF-8 HTML page."""
    page = _Page(document)
    meta = document.meta
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{_LANG[document.language]}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{escape(document.title)}</title>",
        f"<style>{_CSS}</style></head>",
        f'<body class="{meta.kind}">',
    ]
    foot = f"<footer>{escape(edition_line(document))}</footer></body></html>\n"
    return "\n".join([*head, page.blocks(document.blocks), foot]).encode()


class _Page:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._keys = heading_keys(document)
        self._words: Words = words(document.language)

    def blocks(self, blocks: Blocks) -> str:
        return "\n".join(part for part in map(self._block, blocks) if part)

    def _block(self, block: Block) -> str:  # noqa: C901, PLR0911, PLR0912 - one case per type of block
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                tail = _question(block.question)
                return f'<p class="{block.style}"{_id(block.key)}>{tail}{_runs(block.runs)}</p>'
            case Bullets():
                return _bullets(block)
            case Fields():
                return _fields(block)
            case Table():
                return _table(block)
            case Callout():
                return self._callout(block)
            case Chart():
                return _chart(block)
            case Picture():
                return _picture(block)
            case Stamp():
                return f'<p class="stamp">{escape(block.text)}</p>'
            case Signature():
                lines = (f'<p>{escape(one)} <span class="sign"></span></p>' for one in block.lines)
                return "\n".join(lines)
            case Contents():
                return self._contents(block)
            case Cover():
                return self._cover(block)
            case Columns():
                left, right = self.blocks(block.left), self.blocks(block.right)
                return f'<div class="columns"><div>{left}</div><div>{right}</div></div>'
            case PageBreak():
                return '<div class="break"></div>'
            case Rule():
                return "<hr>"
            case Spacer():
                return ""

    def _heading(self, block: Heading) -> str:
        level = block.level + 1
        number = escape(block.number) + " " if block.number else ""
        key = self._keys[id(block)]
        words = _question(block.question) + number + _runs(block.runs)
        return f"<h{level}{_id(key)}>{words}</h{level}>"

    def _callout(self, block: Callout) -> str:
        word = self._words(f"print.severity_{block.severity}")
        title = f"<p><strong>{escape(word)}</strong> <strong>{_runs(block.title)}</strong></p>"
        inner = self.blocks(block.blocks)
        tail = _question(block.question)
        return f'<aside class="{block.severity}"{_id(block.key)}>{tail}{title}{inner}</aside>'

    def _contents(self, block: Contents) -> str:
        lines = [
            f'<li style="margin-left:{heading.level - 1}.2em">'
            f'<a href="#{escape(self._keys[id(heading)])}">{escape(heading.plain_text())}</a></li>'
            for heading in self._document.headings()
            if heading.level <= block.depth
        ]
        items = "".join(lines)
        return f'<nav><h2>{escape(block.title)}</h2><ul style="list-style:none">{items}</ul></nav>'

    def _cover(self, block: Cover) -> str:
        parts = [f"<h1>{escape(block.title)}</h1>"]
        if block.subtitle:
            parts.append(f'<p class="lead">{escape(block.subtitle)}</p>')
        if block.stamp:
            parts.append(f'<p class="stamp">{escape(block.stamp.text)}</p>')
        if block.fields.rows:
            parts.append(_fields(block.fields))
        if block.note:
            parts.append(f'<p class="note">{escape(block.note)}</p>')
        return "<header>" + "\n".join(parts) + "</header>"


def _id(key: str) -> str:
    return f' id="{escape(key)}"' if key else ""


def _question(number: str) -> str:
    return f'<span class="q">{escape(number)}</span> ' if number else ""


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    inner = escape(run.plain_text()).replace("\n", "<br>")
    if run.mark:
        inner = f'<span class="{run.mark}">{inner}</span>'
    if run.bold:
        inner = f"<strong>{inner}</strong>"
    if run.link:
        inner = f'<a href="{escape(run.link)}" rel="noreferrer">{inner}</a>'
    return inner


def _bullets(block: Bullets) -> str:
    tag = "ol" if block.ordered else "ul"
    style = ' class="box"' if block.checkbox else ""
    items = "".join(f"<li>{_runs(item)}</li>" for item in block.items)
    return f"<{tag}{style}>{items}</{tag}>"


def _fields(block: Fields) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{_runs(value)}</dd>" for name, value in block.rows)
    return f"<dl>{rows}</dl>"


def _table(block: Table) -> str:
    caption = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
    classes = [f' class="{column.align}"' for column in block.columns]
    head = "".join(
        f'<th scope="col"{style}>{escape(column.title)}</th>'
        for style, column in zip(classes, block.columns, strict=True)
    )
    rows = []
    for row in block.rows:
        cells = "".join(
            f'<th scope="row"{style}>{_runs(cell)}</th>'
            if column.names
            else f"<td{style}>{_runs(cell)}</td>"
            for style, column, cell in zip(classes, block.columns, row.cells, strict=True)
        )
        total = ' class="total"' if row.total else ""
        rows.append(f"<tr{total}{_id(row.key)}>{cells}</tr>")
    zebra = ' class="zebra"' if block.zebra else ""
    notes = "".join(f'<p class="note">{_runs(note)}</p>' for note in block.notes)
    top = f"<thead><tr>{head}</tr></thead>" if any(one.title for one in block.columns) else ""
    body = f"{top}<tbody{zebra}>{''.join(rows)}</tbody>"
    table = f"<table{_id(block.key)}>{caption}{body}</table>"
    return f'<div class="wide">{table}</div>{notes}'


def _picture(block: Picture) -> str:
    caption, coded = escape(block.caption), b64encode(block.photo.jpeg).decode()
    shown = f'<img src="data:image/jpeg;base64,{coded}" alt="{caption}" style="max-width:100%">'
    return f"<figure{_id(block.key)}><figcaption>{caption}</figcaption>{shown}</figure>"


def _chart(block: Chart) -> str:
    caption = f"<figcaption><strong>{escape(block.title)}</strong> {escape(block.alt)}</figcaption>"
    return f"<figure{_id(block.key)}>{caption}{_table(as_table(block))}</figure>"
