"""How fast the worked example becomes a PDF, against stock platypus and typst.

    python tests/bench/bench_pdf.py [--rounds N] [--typst PYTHON]

All three print the same headings, paragraphs and tables with the same fonts and a table of
contents; ours also draws the charts, tags everything and attaches the plan. ``--typst``
names an interpreter that can import typst; without one it is left out. Rounds take turns,
so that a busy machine troubles everyone alike; each figure is the least of all rounds.
"Again" is the same plan in the same process: typst and ours then use what they kept.
"""

from __future__ import annotations

import argparse
import io
import json
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "assets" / "fonts"
WARM_PRINTS = 10
Print = Callable[[], bytes]

TYPST = """
#let blocks = json("blocks.json")
#set document(title: "plan", date: none)
#set text(font: "Launch Sans", size: 10.5pt, lang: "zh", region: "cn")
#set page(paper: "a4", margin: 25mm, footer: context [#counter(page).display("1 / 1", both: true)])
#set par(justify: true)
#outline(depth: 1)
#for block in blocks {
  if block.kind == "heading" { heading(level: block.level, block.text) }
  else if block.kind == "text" { par(block.text) }
  else {
    set text(9.5pt)
    let head = block.rows.first()
    table(columns: head.len(), stroke: (y: 0.5pt + gray),
      table.header(..head.map(cell => strong(cell))), ..block.rows.slice(1).flatten())
  }
}
"""


def worked_example() -> Any:
    """Compose the plan of the worked example."""
    from wizard import packs, resources
    from wizard.documents.plan import compose_plan
    from wizard.engine import evaluate

    compiled = packs.built_in()
    folder = resources.pack_folder(packs.BUILT_IN)
    personas, _ = packs.read_personas(folder, compiled.checklist)
    example = next(one for one in personas if one.id == "xiaolin")
    return compose_plan(
        evaluate(compiled, example.answers, example.as_of),
        name=example.name,
        edition="draft",
        language="zh",
        plan_id="0" * 32,
        carried=b'{"answers": "' + b"0123456789abcdef" * 1000 + b'"}',
    )


def flat(blocks: Any) -> Iterator[dict[str, Any]]:
    """Yield headings, texts and tables in the order they are printed."""
    from wizard.documents.blocks import Heading, Table, plain, walk

    for block in walk(blocks):
        if isinstance(block, Heading):
            yield {"kind": "heading", "level": block.level, "text": block.plain_text()}
        elif isinstance(block, Table):
            head = [column.title for column in block.columns]
            rows = [[plain(cell) for cell in row.cells] for row in block.rows]
            yield {"kind": "table", "rows": [head, *rows]}
        else:
            for line in block.plain_text().splitlines():
                if line.strip():
                    yield {"kind": "text", "text": line}


def prepare_ours(folder: Path) -> Print:
    """Return what prints the plan with this program."""
    sys.path.insert(0, str(ROOT))
    document = pickle.loads((folder / "document.pickle").read_bytes())  # noqa: S301 - our own
    from wizard.documents import pdf

    return lambda: pdf.render(document)


def prepare_platypus(folder: Path) -> Print:
    """Return what prints the same blocks with stock platypus."""
    from xml.sax.saxutils import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph
    from reportlab.platypus import Table as PlainTable
    from reportlab.platypus.tableofcontents import TableOfContents

    for name in ("LaunchSans-Regular", "LaunchSans-Bold"):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    body = ParagraphStyle(
        "body", fontName="LaunchSans-Regular", fontSize=10.5, leading=17, wordWrap="CJK"
    )
    cell = ParagraphStyle("cell", body, fontSize=9.5, leading=14.5)
    head = ParagraphStyle("head", body, fontName="LaunchSans-Bold", keepWithNext=1)
    blocks = json.loads((folder / "blocks.json").read_text("utf-8"))

    class Heading(Paragraph):
        """A heading of the first level, which the contents name."""

    class Template(BaseDocTemplate):
        def afterFlowable(self, flowable: Any) -> None:  # noqa: N802
            if isinstance(flowable, Heading):
                title = flowable.getPlainText()
                self.canv.bookmarkPage(title)
                self.notify("TOCEntry", (0, escape(title), self.page, title))

    def story() -> Iterator[Any]:
        yield TableOfContents(levelStyles=[body])
        for block in blocks:
            if block["kind"] == "heading":
                kind = Heading if block["level"] == 1 else Paragraph
                yield kind(escape(block["text"]), head)
            elif block["kind"] == "text":
                yield Paragraph(escape(block["text"]), body)
            else:
                rows = [[Paragraph(escape(text), cell) for text in row] for row in block["rows"]]
                yield PlainTable(rows, repeatRows=1, colWidths=[454 / len(rows[0])] * len(rows[0]))

    def printed() -> bytes:
        out = io.BytesIO()
        template = Template(out, pagesize=A4, invariant=1)
        template.addPageTemplates(PageTemplate(frames=[Frame(70, 70, 455, 700)]))
        template.multiBuild(list(story()))
        return out.getvalue()

    return printed


def prepare_typst(folder: Path) -> Print:
    """Return what prints the same blocks with typst."""
    import typst

    source = folder / "plan.typ"
    source.write_text(TYPST, "utf-8")
    return lambda: typst.compile(
        str(source), root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True
    )


def prepare_weasyprint(folder: Path) -> Print:
    """Return what prints the same blocks with weasyprint, as HTML."""
    from html import escape

    from weasyprint import HTML

    faces = "".join(
        f"@font-face{{font-family:Launch;font-weight:{weight};src:url({(FONTS / name).as_uri()})}}"
        for name, weight in (("LaunchSans-Regular.ttf", 400), ("LaunchSans-Bold.ttf", 700))
    )
    style = f"{faces}@page{{size:A4;margin:25mm}}body{{font:10.5pt Launch;text-align:justify}}"

    def page() -> Iterator[str]:
        yield f"<html lang=zh><style>{style}</style><body>"
        for block in json.loads((folder / "blocks.json").read_text("utf-8")):
            if block["kind"] == "heading":
                yield f"<h{block['level']}>{escape(block['text'])}</h{block['level']}>"
            elif block["kind"] == "text":
                yield f"<p>{escape(block['text'])}</p>"
            else:
                cells = ("".join(f"<td>{escape(one)}</td>" for one in row) for row in block["rows"])
                yield "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"

    html = "".join(page())
    return lambda: bytes(HTML(string=html).write_pdf())


def prepare_fpdf2(folder: Path) -> Print:
    """Return what prints the same blocks with fpdf2."""
    from fpdf import FPDF

    blocks = json.loads((folder / "blocks.json").read_text("utf-8"))

    def printed() -> bytes:
        pdf = FPDF(format="A4")
        for style, name in (("", "LaunchSans-Regular"), ("B", "LaunchSans-Bold")):
            pdf.add_font("Launch", style, str(FONTS / f"{name}.ttf"))
        pdf.add_page()
        for block in blocks:
            pdf.set_font("Launch", "B" if block["kind"] == "heading" else "", 10.5)
            if block["kind"] == "table":
                with pdf.table() as table:
                    for row in block["rows"]:
                        table.row(row)
            else:
                pdf.multi_cell(0, 6, block["text"], new_x="LMARGIN", new_y="NEXT")
        return bytes(pdf.output())

    return printed


PEERS = {"typst": "typst", "weasyprint": "weasyprint", "fpdf2": "fpdf"}
"""Printers that are compared where they are installed, and the module that tells."""
PRINTERS: dict[str, Callable[[Path], Print]] = {
    "ours": prepare_ours,
    "platypus": prepare_platypus,
    "typst": prepare_typst,
    "weasyprint": prepare_weasyprint,
    "fpdf2": prepare_fpdf2,
}


def forget() -> None:
    """Drop what this program keeps of earlier prints."""
    from wizard.documents.typesetting import embedding, fonts, shaping

    codes = [fonts.font(name).code for name in fonts.NAMES]
    for kept in (embedding.cut, shaping.measured, shaping.lines, *codes):
        kept.cache_clear()


def child(name: str, folder: Path, count: int) -> None:
    """Print ``count`` times more after the first; report seconds of CPU and size."""
    from time import process_time

    made = PRINTERS[name](folder)
    data = made()
    warm, fresh = [], []
    for _ in range(count):
        start = process_time()
        made()
        warm.append(process_time() - start)
        if name == "ours":
            forget()
            start = process_time()
            made()
            fresh.append(process_time() - start)
    (folder / f"{name}.pdf").write_bytes(data)
    print(json.dumps({"warm": warm, "fresh": fresh}))


def run(python: str, name: str, folder: Path, count: int) -> dict[str, Any]:
    """Run a child process; add the wall-clock seconds of the whole of it."""
    start = time.perf_counter()
    command = [python, str(Path(__file__)), "--child", name, str(folder), str(count)]
    made = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return {**json.loads(made.stdout), "wall": time.perf_counter() - start}


def compare(rounds: int, pythons: dict[str, str]) -> None:
    """Print the figures of every printer and their ratio to ours."""
    from pypdf import PdfReader

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        document = worked_example()
        (folder / "document.pickle").write_bytes(pickle.dumps(document))
        blocks = json.dumps(list(flat(document.blocks)), ensure_ascii=False)
        (folder / "blocks.json").write_text(blocks, "utf-8")
        cold: dict[str, list[float]] = {name: [] for name in pythons}
        warm: dict[str, list[float]] = {name: [] for name in pythons}
        fresh: list[float] = []
        for _ in range(rounds):
            for name, python in pythons.items():
                cold[name].append(run(python, name, folder, 0)["wall"])
                found = run(python, name, folder, WARM_PRINTS)
                warm[name] += found["warm"]
                fresh += found["fresh"]
        files = {name: (folder / f"{name}.pdf").read_bytes() for name in pythons}
    print("                    cold process, ms    again, ms CPU       KB  pages")
    for name in pythons:
        first, again = min(cold[name]), min(warm[name])
        ratios = first / min(cold["ours"]), again / min(warm["ours"])
        print(
            f"{name:18}{first * 1000:8.0f} ({ratios[0]:5.2f} x){again * 1000:9.1f} "
            f"({ratios[1]:5.2f} x){len(files[name]) / 1000:9.0f}"
            f"{len(PdfReader(io.BytesIO(files[name])).pages):7}"
        )
    print(f"ours, nothing kept from an earlier print: {min(fresh) * 1000:.1f} ms CPU")


def main() -> None:
    """Compare, or be one of the compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--typst", metavar="PYTHON", default="")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        name, folder, count = options.child
        child(name, Path(folder), int(count))
        return
    sys.path.insert(0, str(ROOT))
    pythons = {"ours": sys.executable, "platypus": sys.executable}
    here = {name for name, module in PEERS.items() if find_spec(module) is not None}
    pythons |= dict.fromkeys(sorted(here), sys.executable)
    if options.typst:
        pythons["typst"] = options.typst
    for name in PEERS.keys() - pythons.keys():
        print(f"{name}: not installed, not compared")
    compare(options.rounds, pythons)


if __name__ == "__main__":
    main()
