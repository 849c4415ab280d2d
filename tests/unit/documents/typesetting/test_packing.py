"""The file put together: every object found where the table says, nothing left dangling."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from tests.unit.documents.sample import sample
from wizard.documents import pdf


def _references(one: Any) -> Iterator[IndirectObject]:
    if isinstance(one, IndirectObject):
        yield one
    elif isinstance(one, DictionaryObject):
        for value in one.values():
            yield from _references(value)
    elif isinstance(one, ArrayObject):
        for value in one:
            yield from _references(value)


def _objects(data: bytes) -> dict[int, Any]:
    """Return every object that can be reached, by number; strict reading raises for damage."""
    reader: Any = pypdf.PdfReader(io.BytesIO(data), strict=True)
    found: dict[int, Any] = {}
    waiting = list(_references(reader.trailer))
    while waiting:
        reference = waiting.pop()
        if reference.idnum not in found:
            one = reader.get_object(reference)
            assert one is not None, f"object {reference.idnum} is nowhere"
            found[reference.idnum] = one
            waiting += _references(one)
    return found


def test_every_object_is_where_the_table_says() -> None:
    data = pdf.render(sample())
    reader: Any = pypdf.PdfReader(io.BytesIO(data), strict=True)
    found = _objects(data)
    assert reader.trailer["/Size"] == max(found) + len(_packed(reader)) + 2
    kinds = {one.get("/Type") for one in found.values() if isinstance(one, DictionaryObject)}
    assert {"/Catalog", "/Page", "/Font", "/StructTreeRoot", "/Annot"} <= kinds


def _packed(reader: Any) -> set[int]:
    return {place[0] for place in reader.xref_objStm.values()}


def test_small_objects_are_packed_and_streams_are_not() -> None:
    data = pdf.render(sample())
    reader: Any = pypdf.PdfReader(io.BytesIO(data), strict=True)
    packed = set(reader.xref_objStm)
    for number, one in _objects(data).items():
        assert (number in packed) == (not isinstance(one, pypdf.generic.StreamObject)), number
    sizes = Counter(place[0] for place in reader.xref_objStm.values())
    assert max(sizes.values()) == 100


def test_no_structure_element_is_written_twice() -> None:
    found = _objects(pdf.render(sample()))
    tagged = [one for one in found.values() if isinstance(one, DictionaryObject) and "/S" in one]
    kids = [kid for one in tagged for kid in _references(one.get("/K"))]
    numbers = [kid.idnum for kid in kids if "/S" in found[kid.idnum]]
    assert len(numbers) == len(set(numbers)) == len([one for one in tagged if "/P" in one]) - 1
