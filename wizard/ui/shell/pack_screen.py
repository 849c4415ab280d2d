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
    from wizard.ui.shell.window import Window

MOST_REASONS = 8


class PackScreen(Page):
    """The screen of the packs, beside the plans."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self.setObjectName("packs")
        look = window.look
        self.preview: PreviewPage | None = None
        self._rows = QVBoxLayout(self.body)
        self._rows.setContentsMargins(look.px(24), look.px(20), look.px(24), look.px(20))
        self._rows.setSpacing(look.px(12))
        self._offer: OfferCard | None = None
        self._build()

    @property
    def folder(self) -> Path:
        """Where packs are kept: beside the plans."""
        return library.packs_folder(self._window.folder)

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
        self._offer = OfferCard(self._window.look, self._window.words, offer)
        self._offer.accepted.connect(self._install)
        self._offer.declined.connect(self._decline)
        self._place.addWidget(self._offer)
        self._offer.take_focus()

    def show_preview(self, folder: Path) -> None:
        """Show the pack in a folder, again whenever it is saved."""
        self.leave_preview()
        self.preview = PreviewPage(self._window.look, self._window.words, folder)
        self.preview.left.connect(self.leave_preview)
        self._window.stack.addWidget(self.preview)
        self._window.stack.setCurrentWidget(self.preview)
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
        self._window.stack.removeWidget(self.preview)
        self.preview.deleteLater()
        self.preview = None
        self._window.stack.setCurrentWidget(self)
        self.take_focus()

    def show_again(self) -> None:
        """Show everything anew, in the window's present language and size."""
        window, folder = self._window, self.previewed
        self.close_down()
        window.packs = None
        open_packs(window)
        if folder is not None and window.packs is not None:
            window.packs.show_preview(folder)

    def close_down(self) -> None:
        """Leave the window."""
        if self.preview is not None:
            self.preview.close_down()
            self._window.stack.removeWidget(self.preview)
            self.preview.deleteLater()
            self.preview = None
        self._window.stack.removeWidget(self)
        self.deleteLater()

    def _build(self) -> None:
        window = self._window
        look, words = window.look, window.words
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
            ("leave_packs", "packs_ui.back", "back", window.go_home),
        ):
            button = Button(look, words(key), icon=icon)
            button.setObjectName(name)
            button.clicked.connect(act)
            buttons.addWidget(button)
        self._rows.addLayout(buttons)
        self._rows.addStretch(1)

    def _build_card(self) -> QWidget:
        window = self._window
        look, words = window.look, window.words
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
        chosen = window.settings.pack
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
        window = self._window
        chosen = next(iter(self._choice.checked()), packs.BUILT_IN)
        window.settings.pack = "" if chosen == packs.BUILT_IN else chosen
        use_pack_of(window, chosen)
        window.toast.say(window.words("packs_ui.chosen", title=texts[chosen]))

    def _install(self, offer: Offer) -> None:
        window = self._window
        try:
            install(offer, self.folder)
        except WizardError as error:
            self._say(error)
            return
        window.settings.pack = offer.checklist.id
        use_pack_of(window, offer.checklist.id, again=True)
        self._build()
        self.take_focus()
        title = offer.checklist.title.say(window.words.language)
        window.toast.say(window.words("packs_ui.installed", title=title))

    def _decline(self) -> None:
        self._drop_offer()
        self.take_focus()

    def _drop_offer(self) -> None:
        clear_layout(self._place)
        self._offer = None

    def _remove(self, kept: Kept, title: str) -> None:
        window = self._window
        try:
            remove(kept)
        except WizardError as error:
            self._say(error)
            return
        if window.settings.pack == kept.id:
            window.settings.pack = ""
            use_pack_of(window, packs.BUILT_IN)
        self._build()
        self.take_focus()
        window.toast.say(window.words("packs_ui.removed", title=title))

    def _say(self, error: WizardError) -> None:
        """Say why a pack is refused, with the first of its problems."""
        words = self._window.words
        lines = [words(error.key, **error.params)]
        if isinstance(error, PackError):
            lines += [problem_line(one, words) for one in error.problems[:MOST_REASONS]]
        self._note.setText("\n".join(lines))
        self._note.show()

    def _ask_file(self) -> None:
        words = self._window.words
        dialog = QFileDialog(self, words("packs_ui.install"))
        dialog.setObjectName("pack_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{words('packs_ui.file_filter')} (*.shoppack *.zip)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.consider(Path(path)))
        dialog.open()

    def _ask_folder(self) -> None:
        ask_folder(self, self._window.words("packs_ui.preview"), self.show_preview)


def open_packs(window: Window) -> None:
    """Show the packs in place of whatever the window shows."""
    window.go_home()
    window.packs = PackScreen(window)
    window.stack.addWidget(window.packs)
    window.stack.setCurrentWidget(window.packs)
    window.packs.take_focus()


def use_pack_for(window: Window, plan: Path | None) -> None:
    """Let the program use the pack a plan was made with; that of new plans without one."""
    known = {one.path: one.pack_id for one in library.entries(window.folder)} if plan else {}
    use_pack_of(window, (known.get(plan) if plan else None) or window.settings.pack)


def use_pack_of(window: Window, pack_id: str, *, again: bool = False) -> None:
    """Let the program use the pack of this id, if it is kept; else the one of the program.

    Args:
        window: of the program.
        pack_id: of the pack.
        again: read it again, for its file has changed.
    """
    window.core.use(library.kept_pack(window.folder, pack_id), again=again)


def _shown(checklist: Checklist, words: Words) -> str:
    author = checklist.author or words("packs_ui.no_author")
    title = checklist.title.say(words.language)
    return words("packs_ui.one", title=title, version=checklist.version, author=author)
