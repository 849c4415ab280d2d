"""Many printed plans as one PDF with a bookmark for each, for one run of a printer."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from wizard.errors import PlanError, unreadable

_PRODUCER = "Shop Launch Wizard"


def merge(parts: Sequence[tuple[str, Path]], *, duplex: bool = False) -> bytes:
    """Return one PDF of several, in order; equal parts give equal bytes.

    Args:
        parts: the bookmark and the PDF of each part; what a part carries inside stays behind.
        duplex: add an empty page where a part would end on the front of a sheet.

    Raises:
        WizardError: a part cannot be read.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    writer = PdfWriter()
    for title, path in parts:
        try:
            writer.append(
                PdfReader(io.BytesIO(path.read_bytes())), outline_item=title, import_outline=False
            )
        except OSError as error:
            raise unreadable(path, error) from error
        except PyPdfError as error:
            raise PlanError("carried.pdf_unreadable", path=str(path)) from error
        if duplex and len(writer.pages) % 2:
            writer.add_blank_page()
    writer.add_metadata({"/Producer": _PRODUCER, "/Creator": _PRODUCER})
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()
