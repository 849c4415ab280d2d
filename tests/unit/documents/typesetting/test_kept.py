"""What is kept from print to print: it changes no byte and never grows without end."""

from __future__ import annotations

import gc
import hashlib
import json
import subprocess
import sys

import pytest

from tests.unit.documents.sample import SENTENCE, document, sample
from wizard.documents import pdf
from wizard.documents.blocks import Column, Document, Heading, Paragraph, Table, row, text
from wizard.documents.typesetting import embedding, fonts, shaping
from wizard.documents.typesetting.styles import Style

CODE = """
import hashlib, json, sys
from tests.unit.documents.sample import sample
from tests.unit.documents.typesetting.test_kept import plan
from wizard.documents import pdf
made = {
    "a": lambda: sample(),
    "b": lambda: plan("乙", 3),
    "c": lambda: sample(kind="agreement", language="en"),
}
hashes = [hashlib.sha256(pdf.render(made[name]())).hexdigest() for name in sys.argv[1]]
print(json.dumps(hashes))
"""


def plan(name: str, number: int) -> Document:
    """Return a document that shares most words with others, and has some of its own."""
    return document(
        Heading(text(f"{name}的计划"), 1),
        Paragraph(text(SENTENCE * 3, f"第 {number} 份，{name}。𠮷")),
        Table((Column("甲"), Column("乙")), tuple(row(f"{at}", SENTENCE) for at in range(9))),
    )


def _printed(order: str) -> list[str]:
    made = subprocess.run(
        [sys.executable, "-c", CODE, order], capture_output=True, text=True, check=True
    )
    hashes: list[str] = json.loads(made.stdout)
    return hashes


def test_what_was_printed_before_changes_no_byte() -> None:
    first, second, again, third = _printed("abac")
    assert first == again
    assert _printed("cba") == [third, second, first]
    assert len({first, second, third}) == 3


def test_a_print_leaves_nothing_to_the_collector_of_cycles() -> None:
    # Whoever prints many plans in a row would spend a tenth of the time on it.
    printed = sample()
    pdf.render(printed)
    gc.collect()
    gc.disable()
    try:
        pdf.render(printed)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_what_is_kept_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [
        embedding.cut,
        shaping.measured,
        shaping.lines,
        *(fonts.font(name).code for name in fonts.NAMES),
    ]
    for one in kept:
        most = one.cache_info().maxsize
        assert most is not None
        assert most <= 4096
    _print_many(60)
    assert embedding.cut.cache_info().currsize <= 16
    assert all(one.cache_info().currsize <= 4096 for one in kept)


def _print_many(count: int) -> None:
    for number in range(count):
        rare = "".join(chr(0x4E00 + number * 50 + at) for at in range(50))
        pdf.render(document(Paragraph(text(f"{number} {rare}"))))


def test_a_text_as_long_as_a_book_is_not_kept() -> None:
    before = shaping.measured.cache_info().misses, shaping.lines.cache_info().misses
    long = text("很长的话" * 10_000)
    style = Style(justify=True)
    first = shaping.set_lines(shaping.shape(long, style), 400.0)
    assert shaping.set_lines(shaping.shape(long, style), 400.0) == first
    assert (shaping.measured.cache_info().misses, shaping.lines.cache_info().misses) == before
    digest = hashlib.sha256(pdf.render(document(Paragraph(long)))).digest()
    assert hashlib.sha256(pdf.render(document(Paragraph(long)))).digest() == digest
