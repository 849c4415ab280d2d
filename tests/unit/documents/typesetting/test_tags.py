"""The structure tree as PDF/UA wants it: nothing untagged, nothing without its place.

ISO 14289-1 (PDF/UA-1), the parts a program can check: 7.1 (all content tagged or artifact,
language, title shown), 7.3 (figures have a text), 7.4 (headings without a gap), 7.5 (heads of
tables with a scope) and 7.18 (annotations in the tree, with contents).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from pypdf.generic import ContentStream

from tests.unit.documents.founders import changed, persona
from tests.unit.documents.sample import sample
from wizard.documents import compose_plan, render
from wizard.documents.agreements import compose_agreement
from wizard.documents.blocks import Document

_PAINTS = {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"Do", b"sh"}
_BLOCKS = {"P", "H1", "H2", "H3", "H4", "L", "Table", "Figure", "TOC", "Sect", "Title"}
_HOLDS = {
    "Document": _BLOCKS,
    "Sect": _BLOCKS,
    "Table": {"TR", "Caption", "P"},
    "TR": {"TH", "TD"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI"},
}
MADE = ("sample", "plan-zh", "plan-en", "record", "agreement")


@cache
def _made(name: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render(_document(name), "pdf")))


def _document(name: str) -> Document:
    if name == "sample":
        return sample()
    before = persona("xiaolin")
    if name == "agreement":
        made = compose_agreement(before, "refund_rules", language="zh", name="店", edition="draft")
        return made.document
    after = changed("xiaolin", owner_wage="800 元", phone="400-111-2222")
    return compose_plan(
        after if name == "record" else before,
        name="店",
        edition="draft",
        language="en" if name == "plan-en" else "zh",
        plan_id="plan-1",
        previous=before if name == "record" else None,
    )


def _root(reader: pypdf.PdfReader) -> Any:
    return reader.trailer["/Root"]


def _tree(reader: pypdf.PdfReader) -> Any:
    return _root(reader)["/StructTreeRoot"]["/K"].get_object()


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    found = list(kids) if isinstance(kids, list) else [kids]
    return [one.get_object() for one in found]


def _elements(node: Any) -> list[Any]:
    return [one for one in _kids(node) if isinstance(one, dict) and "/S" in one]


def _walk(node: Any) -> Iterator[Any]:
    yield node
    for kid in _elements(node):
        yield from _walk(kid)


def _kind(node: Any) -> str:
    return str(node["/S"])[1:]


def _parents(reader: pypdf.PdfReader) -> dict[int, Any]:
    nums = _root(reader)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    return {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}


def _marks(page: Any, reader: pypdf.PdfReader) -> list[int]:
    """Return the marked contents of a page; every painting operator is in one or an artifact."""
    found: list[int] = []
    depth: list[str] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BMC", b"BDC"):
            kind = str(operands[0])
            assert not depth, "marked content within marked content"
            depth.append(kind)
            if operator == b"BDC":
                found.append(int(operands[1]["/MCID"]))
        elif operator == b"EMC":
            depth.pop()
        elif operator in _PAINTS:
            assert depth, f"{operator!r} outside tags and artifacts on page {page.page_number}"
    assert not depth
    return found


@pytest.mark.parametrize("name", MADE)
def test_the_document_says_its_language_and_shows_its_title(name: str) -> None:
    reader = _made(name)
    root = _root(reader)
    assert root["/Lang"] == ("en-US" if name == "plan-en" else "zh-CN")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.title in reader.xmp_metadata.dc_title.values()  # type: ignore[union-attr]
    assert {str(page["/Tabs"]) for page in reader.pages} == {"/S"}


@pytest.mark.parametrize("name", MADE)
def test_all_content_is_in_the_tree_or_an_artifact(name: str) -> None:
    reader = _made(name)
    parents = _parents(reader)
    placed: dict[tuple[int, int], Any] = {}
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    for element in _walk(_tree(reader)):
        for kid in _kids(element):
            if isinstance(kid, int):
                where = (numbers[element.raw_get("/Pg").idnum], int(kid))
            elif kid.get("/Type") == "/MCR":
                where = (numbers[kid.raw_get("/Pg").idnum], int(kid["/MCID"]))
            else:
                continue
            assert where not in placed
            placed[where] = element
    for at, page in enumerate(reader.pages):
        marks = _marks(page, reader)
        assert marks == list(range(len(marks)))
        owners = parents[int(str(page["/StructParents"]))].get_object()
        assert len(owners) == len(marks)
        for mark, owner in enumerate(owners):
            assert placed.pop((at, mark)) is owner.get_object()
    assert not placed


@pytest.mark.parametrize("name", MADE)
def test_every_element_is_where_it_may_be_and_knows_its_parent(name: str) -> None:
    for element in _walk(_tree(_made(name))):
        allowed = _HOLDS.get(_kind(element))
        for kid in _elements(element):
            assert kid["/P"].get_object() is element
            assert allowed is None or _kind(kid) in allowed, f"{_kind(kid)} in {_kind(element)}"


@pytest.mark.parametrize("name", MADE)
def test_headings_nest_without_a_gap(name: str) -> None:
    kinds = [_kind(one) for one in _walk(_tree(_made(name)))]
    levels = [int(kind[1:]) for kind in kinds if kind in {"H1", "H2", "H3", "H4"}]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", MADE)
def test_tables_have_heads_with_a_scope_and_rows_of_one_length(name: str) -> None:
    for table in _walk(_tree(_made(name))):
        if _kind(table) != "Table":
            continue
        rows = [_elements(one) for one in _elements(table) if _kind(one) == "TR"]
        assert len({len(cells) for cells in rows}) == 1
        for cell in (cell for cells in rows for cell in cells if _kind(cell) == "TH"):
            assert cell["/A"]["/Scope"] in {"/Column", "/Row"}
        assert any(_kind(cell) == "TH" for cells in rows for cell in cells)


@pytest.mark.parametrize("name", MADE)
def test_figures_have_a_text(name: str) -> None:
    figures = [one for one in _walk(_tree(_made(name))) if _kind(one) == "Figure"]
    assert all(str(one["/Alt"]).strip() for one in figures)
    assert figures or name == "agreement"


@pytest.mark.parametrize("name", MADE)
def test_links_are_in_the_tree_and_say_where_they_lead(name: str) -> None:
    reader = _made(name)
    parents = _parents(reader)
    count = 0
    for page in reader.pages:
        for note in page.get("/Annots", []):
            link = note.get_object()
            assert str(link["/Contents"]).strip()
            owner = parents[int(link["/StructParent"])].get_object()
            assert _kind(owner) == "Link"
            inside = [kid["/Obj"].get_object() for kid in _kids(owner) if "/Obj" in _of(kid)]
            assert any(one is link for one in inside)
            count += 1
    assert count or name == "agreement"


def _of(kid: Any) -> dict[str, Any]:
    return kid if isinstance(kid, dict) else {}


@pytest.mark.parametrize("name", MADE)
def test_every_kind_of_element_is_one_that_readers_of_pdf_1_7_know(name: str) -> None:
    reader = _made(name)
    kinds = {_kind(one) for one in _walk(_tree(reader))}
    roles = {str(kind)[1:] for kind in _root(reader)["/StructTreeRoot"].get("/RoleMap", {})}
    known = _BLOCKS - {"Title"} | {"Document", "TR", "TH", "TD", "LI", "Lbl", "LBody", "TOCI"}
    assert kinds - roles <= known | {"Link", "Caption"}
