"""The packs there are: which one new plans use, install one, remove one, preview one's own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from wizard import packs
from wizard.authoring.installing import (
    Kept,
    Offer,
    install,
    kept_packs,
    offered,
    remove,
)
from wizard.errors import PackError, WizardError
from wizard.model.checklist import Checklist
from wizard.plans import library
from wizard.session.phrasing import problem_line
from wizard.text import Words
from wizard.ui.packs.offer import OfferCard
from wizard.ui.packs.preview import PreviewPage
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.dialogs import ask_folder
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import clear_layout, label, panel
from wizard.ui.questions.choices import Options
from wizard.ui.questions.topic_page import Page

if TYPE_CHECKING:
    from wizard.ui.shell.frame import Frame

MOST_REASONS = 8


class PackScreen(Page):
    """The screen of the packs, beside the plans."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.setObjectName("packs")
        look = frame.look
        self.preview: PreviewPage | None = None
        self._rows = QVBoxLayout(self.body)
        self._rows.setContentsMargins(look.px(24), look.px(20), look.px(24), look.px(20))
        self._rows.setSpacing(look.px(12))
        self._offer: OfferCard | None = None
        self._build()

    @property
    def folder(self) -> Path:
        """Where packs are kept: beside the plans."""
        return library.packs_folder(self._frame.folder)

    def take_focus(self) -> None:
        """Put the focus on the choice of the pack, or on what is to be decided."""
        if self._offer is not None:
            self._offer.take_focus()
        else:
            self._choice.setFocus(Qt.FocusReason.TabFocusReason)

    def consider(self, path: Path) -> None:
        """Show what is in a file, before anything of it is kept."""
        self._drop_offer()
        try:
            offer = offered(path, self.folder)
        except WizardError as error:
            self._say(error)
            return
        self._note.hide()
        self._offer = OfferCard(self._frame.look, self._frame.words, offer)
        self._offer.accepted.connect(self._install)
        self._offer.declined.connect(self._decline)
        self._place.addWidget(self._offer)
        self._offer.take_focus()

    def show_preview(self, folder: Path) -> None:
        """Show the pack in a folder, again whenever it is saved."""
        self.leave_preview()
        self.preview = PreviewPage(self._frame.look, self._frame.words, folder)
        self.preview.left.connect(self.leave_preview)
        self._frame.put_up(self.preview)
        self.preview.take_focus()

    @property
    def previewed(self) -> Path | None:
        """The folder whose preview is on screen."""
        return self.preview.folder if self.preview is not None else None

    def leave_preview(self) -> None:
        """Go back to the list."""
        if self.preview is None:
            return
        self.preview.close_down()
        self._frame.stack.removeWidget(self.preview)
        self.preview.deleteLater()
        self.preview = None
        self._frame.stack.setCurrentWidget(self)
        self.take_focus()

    def close_down(self) -> None:
        """Leave the window."""
        if self.preview is not None:
            self.preview.close_down()
            self._frame.stack.removeWidget(self.preview)
            self.preview.deleteLater()
            self.preview = None
        self._frame.stack.removeWidget(self)
        self.deleteLater()

    def _build(self) -> None:
        frame = self._frame
        look, words = frame.look, frame.words
        clear_layout(self._rows)
        self._offer = None
        self._rows.addWidget(label(words("packs_ui.title"), "display"))
        self._rows.addWidget(label(words("packs_ui.lead"), "body"))
        self._rows.addWidget(self._build_card())
        self._note = label("", "body")
        self._note.setObjectName("pack_note")
        self._note.setProperty("tone", "red_line")
        self._note.hide()
        self._rows.addWidget(self._note)
        place = QWidget()
        self._place = QVBoxLayout(place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(place)
        buttons = Flow(gap=10)
        for name, key, icon, act in (
            ("install_pack", "packs_ui.install", "folder", self._ask_file),
            ("preview_pack", "packs_ui.preview", "page", self._ask_folder),
            ("leave_packs", "packs_ui.back", "back", frame.home_wanted),
        ):
            button = Button(look, words(key), icon=icon)
            button.setObjectName(name)
            button.clicked.connect(act)
            buttons.addWidget(button)
        self._rows.addLayout(buttons)
        self._rows.addStretch(1)

    def _build_card(self) -> QWidget:
        frame = self._frame
        look, words = frame.look, frame.words
        card = panel("card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(look.px(22), look.px(18), look.px(22), look.px(18))
        lines.setSpacing(look.px(10))
        lines.addWidget(label(words("packs_ui.for_new"), "h2"))
        kept = kept_packs(self.folder)
        texts = {packs.BUILT_IN: words("packs_ui.built_in")}
        usable = {one.id: one.compiled.checklist for one in kept if one.compiled is not None}
        texts |= {name: _shown(checklist, words) for name, checklist in usable.items()}
        self._choice = Options(
            look, "new_plan_pack", words("packs_ui.for_new"), texts, many=False, dense=False
        )
        chosen = frame.settings.pack
        self._choice.check({chosen if chosen in usable else packs.BUILT_IN})
        self._choice.chosen.connect(lambda _: self._choose(texts))
        lines.addWidget(self._choice)
        for one in kept:
            if one.refused is not None:
                reason = words(one.refused.key, **one.refused.params)
                lines.addWidget(
                    label(words("packs_ui.refused", name=one.id, reason=reason), "small")
                )
            checklist = one.compiled.checklist if one.compiled is not None else None
            title = checklist.title.say(words.language) if checklist is not None else one.id
            button = Button(look, words("packs_ui.remove", title=title), "link")
            button.setObjectName(f"remove_pack.{one.id}")
            button.clicked.connect(partial(self._remove, one, title))
            lines.addWidget(button)
        return card

    def _choose(self, texts: dict[str, str]) -> None:
        frame = self._frame
        chosen = next(iter(self._choice.checked()), packs.BUILT_IN)
        frame.settings.pack = "" if chosen == packs.BUILT_IN else chosen
        use_pack_of(frame, chosen)
        frame.toast.say(frame.words("packs_ui.chosen", title=texts[chosen]))

    def _install(self, offer: Offer) -> None:
        frame = self._frame
        try:
            install(offer, self.folder)
        except WizardError as error:
            self._say(error)
            return
        frame.settings.pack = offer.checklist.id
        use_pack_of(frame, offer.checklist.id, again=True)
        self._build()
        self.take_focus()
        title = offer.checklist.title.say(frame.words.language)
        frame.toast.say(frame.words("packs_ui.installed", title=title))

    def _decline(self) -> None:
        self._drop_offer()
        self.take_focus()

    def _drop_offer(self) -> None:
        clear_layout(self._place)
        self._offer = None

    def _remove(self, kept: Kept, title: str) -> None:
        frame = self._frame
        try:
            remove(kept)
        except WizardError as error:
            self._say(error)
            return
        if frame.settings.pack == kept.id:
            frame.settings.pack = ""
            use_pack_of(frame, packs.BUILT_IN)
        self._build()
        self.take_focus()
        frame.toast.say(frame.words("packs_ui.removed", title=title))

    def _say(self, error: WizardError) -> None:
        """Say why a pack is refused, with the first of its problems."""
        words = self._frame.words
        lines = [words(error.key, **error.params)]
        if isinstance(error, PackError):
            lines += [problem_line(one, words) for one in error.problems[:MOST_REASONS]]
        self._note.setText("\n".join(lines))
        self._note.show()

    def _ask_file(self) -> None:
        words = self._frame.words
        dialog = QFileDialog(self, words("packs_ui.install"))
        dialog.setObjectName("pack_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{words('packs_ui.file_filter')} (*.shoppack *.zip)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.consider(Path(path)))
        dialog.open()

    def _ask_folder(self) -> None:
        ask_folder(self, self._frame.words("packs_ui.preview"), self.show_preview)


def use_pack_for(frame: Frame, plan: Path | None) -> None:
    """Let the program use the pack a plan was made with; that of new plans without one."""
    known = {one.path: one.pack_id for one in library.entries(frame.folder)} if plan else {}
    use_pack_of(frame, (known.get(plan) if plan else None) or frame.settings.pack)


def use_pack_of(frame: Frame, pack_id: str, *, again: bool = False) -> None:
    """Let the program use the pack of this id, if it is kept; else the one of the program.

    Args:
        frame: with the core that reads it.
        pack_id: of the pack.
        again: read it again, for its file has changed.
    """
    frame.core.use(library.kept_pack(frame.folder, pack_id), again=again)


def _shown(checklist: Checklist, words: Words) -> str:
    author = checklist.author or words("packs_ui.no_author")
    title = checklist.title.say(words.language)
    return words("packs_ui.one", title=title, version=checklist.version, author=author)
