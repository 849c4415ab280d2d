"""Documents: from blocks to files people read, print and sign.

``blocks`` says what a document is made of, ``render`` turns one into the bytes of a format
of ``FORMATS``. Importing this package loads no renderer.
"""

from __future__ import annotations

from wizard.documents.formats import FORMATS, Format, render

__all__ = ["FORMATS", "Format", "render"]
