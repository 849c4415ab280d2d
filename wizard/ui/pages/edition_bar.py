"""The bar under the preview: which edition in which language, and the way to file or printer."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from wizard.session import Edition
from wizard.text import Language
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.pills import CheckPill
from wizard.ui.parts.widgets import label
from wizard.ui.questions.choices import Options


class EditionBar(QFrame):
    """The bar.

    Signals:
        edition, language: another one was chosen; carries it.
        pictures: the pictures among the evidence are wanted, or not.
        save, send: filing or printing was asked for.
    """

    edition = Signal(str)
    language = Signal(str)
    pictures = Signal(bool)
    save = Signal()
    send = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look, words = desk.look, desk.words
        self.setProperty("panel", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(10)
        editions = {"draft": words("ui.draft"), "final": words("ui.final")}
        self._editions = Options(
            look, "edition", words("ui.edition"), editions, many=False, dense=True
        )
        self._editions.chosen.connect(self.edition)
        about = Flow(gap=10)
        about.addWidget(self._editions)
        languages = {"zh": words("ui.chinese"), "en": words("ui.english")}
        self._languages = Options(
            look, "print_language", words("ui.print_language"), languages, many=False, dense=True
        )
        self._languages.chosen.connect(self.language)
        about.addWidget(self._languages)
        self._pictures = CheckPill(look, words("preview.pictures"), dense=True)
        self._pictures.setObjectName("print_pictures")
        self._pictures.setToolTip(words("preview.pictures_hint"))
        self._pictures.toggled.connect(self.pictures)
        about.addWidget(self._pictures)
        self._state = label(words("ui.composing"), "small", wrap=False, frame=True)
        about.addWidget(self._state)
        row.addLayout(about, 1)
        save = Button(look, words("ui.save_pdf"), icon="save", frame=True)
        save.setObjectName("save_pdf")
        save.clicked.connect(self.save)
        row.addWidget(save)
        send = Button(look, words("ui.print"), "primary", icon="print", frame=True)
        send.setObjectName("print")
        send.clicked.connect(self.send)
        row.addWidget(send)

    def check(self, edition: Edition, language: Language) -> None:
        """Show these as chosen."""
        self._editions.check({cast("str", edition)})
        self._languages.check({cast("str", language)})

    def offer_pictures(self, *, offered: bool, checked: bool) -> None:
        """Offer to print the pictures among the evidence, where there are any."""
        self._pictures.setVisible(offered)
        self._pictures.setChecked(checked)

    def say(self, text: str) -> None:
        """Say what is on screen, or what is being done."""
        self._state.setText(text)
