"""What a pack in a file is, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from wizard.authoring.installing import Offer
from wizard.model.localised import Localised
from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import label
from wizard.ui.style.theme import Look

MOST_NAMED = 12
_LONGEST = 60


class OfferCard(QFrame):
    """A card with everything to know about a pack, and the choice to install it.

    Signals:
        accepted: it is to be installed; carries the Offer.
        declined: it is not.
    """

    accepted = Signal(object)
    declined = Signal()

    def __init__(self, look: Look, words: Words, offer: Offer) -> None:
        super().__init__()
        self._look, self._words, self._offer = look, words, offer
        self.setProperty("panel", "card")
        self.setObjectName("pack_offer")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.px(22), look.px(18), look.px(22), look.px(18))
        rows.setSpacing(look.px(10))
        rows.addWidget(label(words("packs_ui.offer_title"), "h2"))
        rows.addWidget(label(words("packs_ui.offer_lead"), "small"))
        rows.addLayout(self._facts())
        rows.addWidget(label(self._against(), "title"))
        rows.addLayout(self._changes())
        buttons = Flow(gap=10)
        self._no = Button(look, words("packs_ui.cancel"))
        self._no.setObjectName("decline_pack")
        self._no.clicked.connect(self.declined)
        yes = Button(look, words("packs_ui.accept"), "primary", icon="save")
        yes.setObjectName("accept_pack")
        yes.clicked.connect(lambda: self.accepted.emit(offer))
        buttons.addWidget(yes)
        buttons.addWidget(self._no)
        rows.addLayout(buttons)

    def take_focus(self) -> None:
        """Put the focus on the way out: to install is a decision, not a habit."""
        self._no.setFocus(Qt.FocusReason.TabFocusReason)

    def _facts(self) -> QGridLayout:
        words, offer = self._words, self._offer
        checklist = offer.checklist
        facts = [
            ("name", checklist.title.say(words.language)),
            ("author", checklist.author or words("packs_ui.no_author")),
            ("id", words("packs_ui.id_version", id=checklist.id, version=checklist.version)),
            ("extends", checklist.extends),
            ("file", offer.path.name),
            ("size", words("packs_ui.kb", size=-(-len(offer.content) // 1024))),
            ("hash", offer.digest),
            ("holds", words("packs_ui.counts", **offer.counts)),
        ]
        return self._grid([(words(f"packs_ui.offer_{key}"), text) for key, text in facts if text])

    def _against(self) -> str:
        words, before = self._words, self._offer.installed
        if before is not None:
            version = before.checklist.version
            text = words("packs_ui.against_installed", version=version)
            older = self._offer.checklist.version < version
            return words("ui.dot").join([text, words("packs_ui.older")]) if older else text
        key = "against_base" if self._offer.checklist.extends else "new_pack"
        return words(f"packs_ui.{key}")

    def _changes(self) -> QGridLayout:
        words, difference = self._words, self._offer.difference
        none = words("packs_ui.none")
        values = [
            words(
                "packs_ui.value",
                name=self._value_title(name),
                before=before or none,
                after=after or none,
            )
            for name, before, after in difference.values
        ]
        lines = [
            ("added", self._named(difference.added)),
            ("gone", self._named(difference.removed)),
            ("reworded", self._named(difference.reworded)),
            ("judged", self._named(difference.judged)),
            ("values", values),
            ("agreements", self._named(difference.agreements)),
        ]
        pairs = [(words(f"packs_ui.{key}"), self._listed(names)) for key, names in lines if names]
        compared = self._offer.installed is not None or self._offer.checklist.extends
        if not pairs and compared:
            pairs = [("", words("packs_ui.no_change"))]
        return self._grid(pairs)

    def _named(self, names: Sequence[str]) -> list[str]:
        """Return what people read for each id; the pack's own text is cut, never trusted."""
        found = [self._title(name) for name in names]
        return [text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…" for text in found]

    def _title(self, name: str) -> str:
        for compiled in (self._offer.compiled, self._offer.installed):
            if compiled is None:
                continue
            checklist = compiled.checklist
            titles: dict[str, Localised] = {
                **{one.id: one.title for one in checklist.questions.values()},
                **{one.id: one.say for one in checklist.rules},
                **{one.id: one.title for one in checklist.agreements},
            }
            if name in titles:
                return titles[name].say(self._words.language)
        return name

    def _value_title(self, name: str) -> str:
        for compiled in (self._offer.compiled, self._offer.installed):
            value = compiled.checklist.values.get(name) if compiled is not None else None
            if value is not None:
                return f"{value.title.say(self._words.language)} ({name})"
        return name

    def _listed(self, names: Sequence[str]) -> str:
        shown = list(names[:MOST_NAMED])
        if len(names) > MOST_NAMED:
            shown.append(self._words("packs_ui.more", count=len(names) - MOST_NAMED))
        return "\n".join(shown)

    def _grid(self, pairs: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._look.px(14))
        grid.setVerticalSpacing(self._look.px(6))
        top = Qt.AlignmentFlag.AlignTop
        for row, (title, text) in enumerate(pairs):
            grid.addWidget(label(title, "small", wrap=False), row, 0, top)
            grid.addWidget(_selectable(text), row, 1)
        grid.setColumnStretch(1, 1)
        return grid


def _selectable(text: str) -> QLabel:
    """Return text that can be copied, broken anywhere, for it may be one long word."""
    made = label(text, "body")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
