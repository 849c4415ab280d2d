"""Characters no file may hold: they are invisible, or make a line read differently.

Sources: Unicode TR 36 and TR 39 (bidirectional controls, default ignorable code
points); XML 1.0 and PDF text strings cannot carry the control characters either.
"""

from __future__ import annotations

import re
from typing import Final

_REFUSED_IN_TEXT: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls except tab and line ends
    "\xad\u061c\u180e"  # soft hyphen, Arabic letter mark, Mongolian separator
    "\u200b\u200c\u200e\u200f"  # zero width; U+200D stays, emoji need it
    "\u2028-\u202e\u2060-\u206f"  # separators, bidirectional controls, invisible operators
    "\ud800-\udfff"  # halves of surrogate pairs
    "\ufeff\ufff9-\ufffb\ufffe\uffff"  # byte order mark, annotations, non-characters
    "\U000e0000-\U000e007f"  # tags
)
_IN_TEXT: Final = re.compile(f"[{_REFUSED_IN_TEXT}]")
_IN_KEY: Final = re.compile(f"[{_REFUSED_IN_TEXT}\u200d\t\n\r]")


def refused_character(text: str, *, key: bool = False) -> int | None:
    """Return the index of the first character of ``text`` no file may hold.

    Args:
        text: what to look at.
        key: look at it as the key of a map, where line ends, tabs and joiners are
            refused as well.
    """
    found = (_IN_KEY if key else _IN_TEXT).search(text)
    return found.start() if found else None


def clean(text: str) -> str:
    """Return ``text`` without the characters no file may hold, for text that was pasted."""
    return _IN_TEXT.sub("", text)
