"""A way to save in words, for the screen and for paper alike."""

from __future__ import annotations

from wizard.documents.voice import Voice
from wizard.money.saving import Edit, Saving


def way(voice: Voice, saving: Saving) -> str:
    """Return what a way to save does, as one line."""
    w = voice.w
    if saving.platform:
        saved = voice.amount(saving.saved)
        return w("workbench.way_switch_platform", platform=saving.platform, saved=saved)
    return w("documents.semicolon").join(_edit(voice, edit) for edit in saving.edits)


def _edit(voice: Voice, edit: Edit) -> str:
    return voice.w(
        "workbench.way_reduce" if edit.after else "workbench.way_postpone",
        item=edit.item or voice.w("model.unnamed"),
        before=voice.amount(edit.before),
        after=voice.amount(edit.after),
    )
