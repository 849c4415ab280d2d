"""Documents: from blocks to files people read, print and sign.

``blocks`` says what a document is made of, ``render`` turns one into the bytes of a format
of ``FORMATS``. ``compose_plan`` and ``compose_agreement`` make documents from an
evaluation, ``kit`` makes every file of the kit. Importing this package loads no renderer
and no template engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from wizard.documents.formats import FORMATS, Format, render

if TYPE_CHECKING:
    from wizard.documents.agreements import AgreementDocument, compose_agreement
    from wizard.documents.kit_files import KitFile, kit
    from wizard.documents.plan import compose_plan

__all__ = [
    "FORMATS",
    "AgreementDocument",
    "Format",
    "KitFile",
    "compose_agreement",
    "compose_plan",
    "kit",
    "render",
]
_LATE = {
    "KitFile": "wizard.documents.kit_files",
    "kit": "wizard.documents.kit_files",
    "AgreementDocument": "wizard.documents.agreements",
    "compose_agreement": "wizard.documents.agreements",
    "compose_plan": "wizard.documents.plan",
}


def __getattr__(name: str) -> Any:
    """Load what composes documents when it is first asked for."""
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(name)
