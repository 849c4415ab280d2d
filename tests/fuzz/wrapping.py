"""The smallest PDF around what is being tried, so that a change of a byte reaches it.

In a PDF of ours the plan and the fields stand compressed: a fuzzer that changes bytes
there meets only the decompressor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_HEAD = b"%PDF-1.7\n"


def with_attachment(content: bytes, name: str) -> bytes:
    """Return a PDF without pages that carries ``content`` as the attachment ``name``."""
    title = _text(name)
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 3 0 R >> >>",
            b"<< /Type /Pages /Kids [] /Count 0 >>",
            b"<< /Names [" + title + b" 4 0 R] >>",
            b"<< /Type /Filespec /F " + title + b" /UF " + title + b" /EF << /F 5 0 R >> >>",
            b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%b\nendstream"
            % (len(content), content),
        ]
    )


def with_fields(fields: Iterable[tuple[str, str]]) -> bytes:
    """Return a PDF of one page whose text fields hold ``fields``."""
    widgets = [
        b"<< /Subtype /Widget /FT /Tx /T " + _text(name) + b" /V " + _text(value) + b" >>"
        for name, value in fields
    ]
    refs = b" ".join(b"%d 0 R" % (number + 4) for number in range(len(widgets)))
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [" + refs + b"] >>",
            *widgets,
        ]
    )


def _text(text: str) -> bytes:
    encoded = b"\xfe\xff" + text.encode("utf-16-be", "replace")
    return b"<" + encoded.hex().encode() + b">"


def _pdf(objects: Sequence[bytes]) -> bytes:
    out = bytearray(_HEAD)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
