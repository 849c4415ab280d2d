"""One clause, to be read, rewritten, compared with its template and given back to it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from wizard.documents.agreements import Clause
from wizard.session.clauses import Piece, compared
from wizard.session.own_clauses import clause_key
from wizard.ui.agreements.clause_text import QUESTION, ClauseText
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.compared import compared_text
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.fields import TextField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.unfinished import UnfinishedText
from wizard.ui.parts.widgets import label, set_property

_LAW = re.compile(r"《|\bArticles?\b")


def is_locked(clause: Clause) -> bool:
    """Tell whether a law asks for the clause, so that it is better left as it is."""
    return any(_LAW.search(ground) for ground in clause.grounds)


class ClauseView(QWidget):
    """The pane.

    Signals:
        opened: a field was picked; carries the id of its question.
        changed: the clause says something else; carries what to say of it, or nothing.
    """

    opened = Signal(str)
    changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._agreement = ""
        self._clause: Clause | None = None
        self._mode = "read"
        px, words = desk.look.px, desk.words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(6))
        self._remark = label("", "small")
        self._remark.setContentsMargins(px(12), px(6), px(12), 0)
        rows.addWidget(self._remark)
        self.paper = QTextBrowser()
        self.paper.setObjectName("clause_text")
        self.paper.setAccessibleName(words("life.clause_text"))
        self.paper.setOpenLinks(False)
        self.paper.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.paper.setUndoRedoEnabled(False)
        self.paper.document().setDocumentMargin(px(12))
        self.paper.anchorClicked.connect(self._follow)
        rows.addWidget(self.paper, 1)
        self.field = TextField("clause_field", words("life.clause_field"))
        self.field.committed.connect(self._commit)
        rows.addWidget(self.field, 1)
        self._note: QLabel = label("", "small")
        self._note.setObjectName("clause_note")
        self._note.setContentsMargins(px(12), 0, px(12), 0)
        rows.addWidget(self._note)
        self._unfinished = UnfinishedText(self.field, desk, rows, self._note)
        rows.addLayout(self._build_buttons())
        self._arrange()

    def show_whole(self, agreement: str, title: str, clauses: Iterable[Clause]) -> None:
        """Show all clauses, to be read."""
        self._agreement, self._clause, self._mode = agreement, None, "read"
        self._unfinished.place = agreement
        self._unfinished.show()
        text = ClauseText(self._desk.look, self._desk.words)
        self._show_html(text.whole(title, clauses))
        self._arrange()

    def show_clause(self, agreement: str, clause: Clause) -> None:
        """Show one clause; one that is being rewritten stays so."""
        before = self._clause
        if before is None or (agreement, clause.code) != (self._agreement, before.code):
            self._mode = "read"
        self._agreement, self._clause = agreement, clause
        if not clause.deviates and self._mode == "compare":
            self._mode = "read"
        self._unfinished.place = clause_key(agreement, clause.code)
        if self._unfinished.is_left and self._mode != "edit":
            self._mode = "edit"
            self.field.show_text(clause.text)
        self._arrange()
        if self._mode == "edit":
            if not self._unfinished.show() and not self.field.hasFocus():
                self.field.show_text(clause.text)
            return
        self._unfinished.show()
        text = ClauseText(self._desk.look, self._desk.words)
        if self._mode == "compare":
            look, words = self._desk.look, self._desk.words
            self._show_html(compared_text(look, words, self._pieces()))
        else:
            self._show_html(text.clause(clause))

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""
        if self._mode == "edit":
            self.field.commit()

    def _build_buttons(self) -> Flow:
        look, words = self._desk.look, self._desk.words
        row = Flow(gap=look.px(8))
        row.setContentsMargins(look.px(12), 0, look.px(8), 0)
        self._edit = Button(look, "", icon="note")
        self._done = Button(look, words("life.done_editing"), "primary")
        self._compare = Button(look, words("life.compare"), "link")
        self._restore = Button(look, words("life.restore"), "link", icon="undo")
        for name, button, act in (
            ("edit_clause", self._edit, self._begin),
            ("done_clause", self._done, self._end),
            ("compare_clause", self._compare, self._toggle_compare),
            ("restore_clause", self._restore, self._give_back),
        ):
            button.setObjectName(name)
            button.clicked.connect(act)
            row.addWidget(button)
        return row

    def _arrange(self) -> None:
        """Show what belongs to reading, rewriting or comparing."""
        clause, words = self._clause, self._desk.words
        editing, own = self._mode == "edit", clause is not None and clause.deviates
        locked = clause is not None and is_locked(clause) and not own
        self.paper.setVisible(not editing)
        self.field.setVisible(editing)
        self._edit.setVisible(clause is not None and not editing)
        self._edit.setText(words("life.edit_anyway" if locked else "life.edit"))
        self._edit.updateGeometry()
        self._done.setVisible(editing)
        self._compare.setVisible(own and not editing)
        compares = self._mode == "compare"
        self._compare.setText(words("life.read_again" if compares else "life.compare"))
        self._compare.updateGeometry()
        self._restore.setVisible(own)
        self._remark.setVisible(own)
        self._remark.setText(words("life.you_rewrote"))
        set_property(self._remark, "tone", "info")
        tone, text = "", words("life.locked") if locked and not editing else ""
        if editing:
            text = words("life.editing")
        self._say(text, tone)

    def _say(self, text: str, tone: str = "") -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
        set_property(self._note, "tone", tone)
        self.field.setAccessibleDescription(text)
        self.paper.setAccessibleDescription(text)

    def _show_html(self, html: str) -> None:
        bar = self.paper.verticalScrollBar()
        place = bar.value() if self.paper.property("shown") == self._spot() else 0
        self.paper.setProperty("shown", self._spot())
        self.paper.setHtml(html)
        bar.setValue(place)

    def _spot(self) -> str:
        return f"{self._agreement}:{self._clause.code if self._clause else ''}"

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        if target.startswith(QUESTION):
            self.opened.emit(target.removeprefix(QUESTION))

    def _begin(self) -> None:
        clause = self._clause
        if clause is None:
            return
        self._mode = "edit"
        self.field.show_text(clause.text)
        self._arrange()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _end(self) -> None:
        self.field.take_left()
        if self._note.property("tone") == "warn":
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._mode = "read"
        self.changed.emit("")
        self._edit.show_ring()

    def _toggle_compare(self) -> None:
        self._mode = "read" if self._mode == "compare" else "compare"
        if self._clause is not None:
            self.show_clause(self._agreement, self._clause)
        self._compare.show_ring()

    def _give_back(self) -> None:
        clause = self._clause
        if clause is None:
            return
        self._mode = "read"
        words = self._desk.words
        told = words("life.clause_back", clause=f"{clause.number} {clause.title}")
        if self._keep(None):
            self.changed.emit(told)
        self._edit.show_ring()

    def _commit(self, text: str) -> None:
        clause = self._clause
        if clause is None:
            return
        same = _folded(text) == _folded(clause.template_text)
        if self._keep(None if same else text):
            self.changed.emit("")

    def _keep(self, text: str | None) -> bool:
        """Store the founder's words; False, with the reason beside them, if they are refused."""
        desk, clause = self._desk, self._clause
        if clause is None or (text is not None and not text.strip()):
            self._say(desk.words("life.clause_empty"), "warn")
            return False
        refusals = []

        def change() -> None:
            refusals.append(desk.session.rewrite_clause(self._agreement, clause.code, text))

        error = desk.attempt(change)
        if error is not None:
            desk.refused.emit(error)
            return False
        refused = refusals[0]
        if refused is not None:
            self._say(desk.words(refused.key, **refused.params), "warn")
            return False
        return True

    def _pieces(self) -> tuple[Piece, ...]:
        clause = self._clause
        return compared(clause.template_text, clause.text) if clause is not None else ()


def _folded(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
