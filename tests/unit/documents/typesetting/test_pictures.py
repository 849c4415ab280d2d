"""Pictures in every format: shown with their words, never larger than they are, same bytes."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pypdf

from tests.unit.documents.sample import photo
from wizard.documents import render
from wizard.documents.blocks import (
    Blocks,
    Document,
    DocumentMeta,
    Heading,
    Paragraph,
    Picture,
    text,
)


def document(*pictures: Picture) -> Document:
    blocks: Blocks = (Heading(text("图")), Paragraph(text("前面的话。")), *pictures)
    return Document("凭证", "zh", blocks, DocumentMeta(plan="店", date=date(2026, 11, 22)))


def test_a_picture_is_in_the_file_with_its_words() -> None:
    shown = photo(400, 300)
    pdf = render(document(Picture(shown, "3.2 授权书 <扫描>")), "pdf")
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    (image,) = page.images
    assert image.image is not None
    assert image.image.size == (400, 300)
    assert "授权书 <扫描>" in page.extract_text()
    figures = [one for one in _elements(pdf) if one.get("/S") == "/Figure"]
    assert [one.get("/Alt") for one in figures] == ["3.2 授权书 <扫描>"]


def _elements(pdf: bytes) -> list[pypdf.generic.DictionaryObject]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    left = [reader.root_object["/StructTreeRoot"]]
    found = []
    while left:
        one = left.pop().get_object()
        if not isinstance(one, pypdf.generic.DictionaryObject):
            continue
        found.append(one)
        kids = one.get("/K", [])
        left += list(kids) if isinstance(kids, list) else [kids]
    return found


def test_a_picture_never_leaves_its_page() -> None:
    for size in ((4000, 10), (10, 4000), (3, 2), (1600, 1600)):
        pdf = render(document(*[Picture(photo(*size), "图")] * 3), "pdf")
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
            left, bottom, right, top = (float(one) for one in page.mediabox)
            for matrix in _drawn(page):
                assert left <= matrix[4] <= matrix[4] + matrix[0] <= right
                assert bottom <= matrix[5] <= matrix[5] + matrix[3] <= top


def _drawn(page: pypdf.PageObject) -> list[list[float]]:
    found = []
    content = pypdf.generic.ContentStream(page["/Contents"].get_object(), page.pdf)
    last: list[float] = []
    for operands, operator in content.operations:
        if operator == b"cm":
            last = [float(one) for one in operands]
        if operator == b"Do" and last:
            found.append(last)
    return found


def test_one_photo_shown_twice_is_kept_once_and_bytes_are_the_same() -> None:
    twice = document(Picture(photo(50, 50), "甲"), Picture(photo(50, 50), "乙"))
    pdf = render(twice, "pdf")
    assert pdf == render(twice, "pdf")
    assert pdf.count(photo(50, 50).jpeg) == 1
    other = document(Picture(photo(50, 50, "red"), "甲"), Picture(photo(50, 50), "乙"))
    assert render(other, "pdf") != pdf


def test_other_formats_show_it_too(tmp_path: Path) -> None:
    shown = document(Picture(photo(40, 30), "一张 <图>"))
    page = render(shown, "html").decode()
    assert 'src="data:image/jpeg;base64,' in page
    assert 'alt="一张 &lt;图&gt;"' in page
    word = docx.Document(io.BytesIO(render(shown, "docx")))
    assert len(word.inline_shapes) == 1
    assert "一张 <图>" in "\n".join(one.text for one in word.paragraphs)
    assert "一张" in render(shown, "md").decode()
    assert "一张 <图>" in render(shown, "txt").decode()
    assert tmp_path.exists()
