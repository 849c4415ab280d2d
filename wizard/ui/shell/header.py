"""The bar on top of every screen: where you are, whether it is saved, the budget, the look."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget

from wizard.text import Words
from wizard.ui.parts.buttons import Button, IconButton, KeyboardFocus
from wizard.ui.parts.meter import Meter
from wizard.ui.parts.widgets import label, set_property
from wizard.ui.style.theme import Look

NARROW = 1040
NARROWER = 840


class Header(QFrame):
    """The header.

    Signals:
        home, rename, budget, text_size, language, theme, menu: its buttons.
    """

    home = Signal()
    rename = Signal()
    budget = Signal()
    text_size = Signal()
    language = Signal()
    theme = Signal()
    menu = Signal(QWidget)

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._scale = look.frame_factor
        self._look = look
        self.setProperty("panel", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(round(48 * look.frame_factor))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        self._home = Button(look, words("ui.home"), "ghost", icon="back", frame=True)
        self._home.setObjectName("home")
        self._home.clicked.connect(self.home)
        row.addWidget(self._home)
        self._title = label(words("ui.product"), "title", wrap=False, frame=True)
        row.addWidget(self._title)
        self._name = Button(look, "", "name", frame=True)
        self._name.setObjectName("plan_name")
        self._name.setToolTip(words("ui.rename"))
        self._name.clicked.connect(self.rename)
        row.addWidget(self._name)
        row.addStretch(1)
        self._saved = label("", "meta", wrap=False, frame=True)
        self._saved.setObjectName("save_state")
        row.addWidget(self._saved)
        self._budget = Button(look, "", "ghost", frame=True)
        self._budget.setObjectName("budget")
        self._budget.clicked.connect(self.budget)
        row.addWidget(self._budget)
        self._meter = Meter(look, words("ui.budget"))
        self._meter.setObjectName("budget_meter")
        self._meter.setFixedWidth(120)
        row.addWidget(self._meter)
        self._build_tools(look, row)
        self.show_plan("")

    def show_plan(self, name: str) -> None:
        """Show the name of the open plan; an empty one shows the product's name."""
        opened = bool(name)
        self._opened = opened
        self._title.setText(self._words("ui.product"))
        self._title.setVisible(not opened)
        self._home.setVisible(opened)
        self._name.setVisible(opened)
        if opened and self._look.theme == "projector":
            # Whose plan it is and what it costs is nobody's business in the back row.
            name = self._words("trainer.this_plan")
        elided = name if len(name) <= 24 else name[:23] + "…"
        self._name.setText(elided)
        self._name.setAccessibleName(self._words("ui.plan_named", name=name))
        self._saved.setVisible(opened)
        if not opened:
            self._budget.hide()
            self._meter.hide()

    def show_screen(self, title: str) -> None:
        """Show the title of a screen without a plan, and the way home."""
        self.show_plan("")
        self._title.setText(title)
        self._home.show()

    def held_by_keyboard(self) -> str:
        """Return the name of the button here that keys have brought the focus to, if any."""
        buttons = self.findChildren(QAbstractButton)
        held = (one for one in buttons if isinstance(one, KeyboardFocus) and one.ring)
        return next((one.objectName() for one in held), "")

    def hold(self, name: str) -> None:
        """Put the focus back on a button; nothing for an empty name."""
        button = self.findChild(QAbstractButton, name) if name else None
        if isinstance(button, KeyboardFocus):
            button.show_ring()

    def show_saved(self, text: str, *, trouble: bool = False) -> None:
        """Show the state of saving."""
        self._saved.setText(text)
        set_property(self._saved, "tone", "warn" if trouble else "")

    def show_budget(self, amount: int, limit: int, text: str) -> None:
        """Show the start-up budget in fen beside its limit; ``text`` says it in words."""
        self._budget.setText(text)
        self._budget.updateGeometry()
        self._meter.show_amount(amount, limit, text)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Drop the meter bar, then the save text, as width runs out."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        shows = self._opened and self._look.theme != "projector"
        has_budget = shows and bool(self._budget.text())
        self._budget.setVisible(has_budget)
        self._meter.setVisible(has_budget and self.width() >= NARROW * self._scale)
        self._saved.setVisible(self._opened and self.width() >= NARROWER * self._scale)

    def _build_tools(self, look: Look, row: QHBoxLayout) -> None:
        words = self._words
        language = Button(look, words("ui.other_language"), "ghost", frame=True)
        language.setObjectName("language")
        language.setAccessibleName(words("ui.other_language"))
        language.setToolTip(words("ui.switch_language"))
        language.clicked.connect(self.language)
        row.addWidget(language)
        theme = IconButton(look, "theme", words("ui.switch_theme"))
        theme.setObjectName("theme")
        theme.clicked.connect(self.theme)
        row.addWidget(theme)
        more = IconButton(look, "more", words("ui.more"))
        more.setObjectName("more")
        more.clicked.connect(lambda: self.menu.emit(more))
        row.addWidget(more)
        # Last: every click makes the bar larger, and only its end stays under the pointer.
        size = IconButton(look, "text_size", words("ui.text_size"))
        size.setObjectName("text_size")
        size.clicked.connect(self.text_size)
        row.addWidget(size)
