"""The plan inside a printed PDF, whole and damaged."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from pypdf import PdfWriter

from wizard.errors import PlanError
from wizard.plans.carried import ATTACHMENT, carry, read_pdf
from wizard.plans.contents import PlanContents, new_plan


@pytest.fixture
def contents() -> PlanContents:
    return new_plan(
        plan_id="00000000-0000-4000-8000-000000000000",
        name="店",
        pack=("shop_launch", 1),
        answers={"address": '"示例路于东"'},
        now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
    )


def pdf(path: Path, attachment: bytes) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment(ATTACHMENT, attachment)
    written = io.BytesIO()
    writer.write(written)
    path.write_bytes(written.getvalue())
    return path


def test_what_was_carried_is_read_again(contents: PlanContents, tmp_path: Path) -> None:
    carried = read_pdf(pdf(tmp_path / "a.pdf", carry(contents, 3)))
    assert carried.print_number == 3
    assert carried.contents.answers == contents.answers
    assert carried.contents.name == "店"


@pytest.mark.parametrize(("was", "now"), [("于", "争"), ('"店"', '"厂"')])
def test_a_plan_in_which_a_character_changed_is_refused(
    was: str, now: str, contents: PlanContents, tmp_path: Path
) -> None:
    """Readers unpack a damaged stream as far as they can: the answers still make sense."""
    damaged = carry(contents).decode().replace(was, now).encode()
    assert damaged != carry(contents)
    with pytest.raises(PlanError) as refused:
        read_pdf(pdf(tmp_path / "a.pdf", damaged))
    assert refused.value.key == "carried.unusable"
