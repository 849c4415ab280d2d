"""What an answer did to the judgements, said once to assistive technology.

On screen a judgement appears under its question, perhaps far from where the focus is; a
person who hears the screen is told its weight and what it is about (WCAG 2.2, 4.1.3).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from wizard.engine import Evaluation
from wizard.model.findings import Finding
from wizard.model.questions import Severity
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.toast import announce

QUIET_MS = 500
"""How long nobody has changed anything: an arrow key on its way chooses every option."""
MOST_SAID = 3

_Judged = dict[tuple[str, int | None], Finding]


class JudgementsAloud(QObject):
    """Says which judgements came and went since it last spoke."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        """Begin with the judgements as they are, which are not said.

        Args:
            desk: the open plan.
            over: what the announcements come from.
        """
        super().__init__(over)
        self._desk, self._over = desk, over
        self._said = _weighty(desk.evaluation)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._say)
        desk.evaluated.connect(self._take_note)

    def _take_note(self, evaluation: Evaluation) -> None:
        if _weights(_weighty(evaluation)) != _weights(self._said):
            self._quiet.start()
        else:
            self._quiet.stop()

    def _say(self) -> None:
        before, now = self._said, _weighty(self._desk.evaluation)
        self._said = now
        words, desk = self._desk.words, self._desk
        said = [
            desk.weighed(one)
            for key, one in now.items()
            if key not in before or before[key].severity is not one.severity
        ]
        said += [
            words("ui.judgement_gone", judgement=desk.weighed(one))
            for key, one in before.items()
            if key not in now
        ]
        # Several rules may speak of one question with one weight.
        said = list(dict.fromkeys(said))
        if len(said) > MOST_SAID:
            said = [*said[:MOST_SAID], words("ui.more_open", count=len(said) - MOST_SAID)]
        if said and self._over.isVisible():
            announce(self._over, words("documents.semicolon").join(said))


def _weighty(evaluation: Evaluation) -> _Judged:
    return {
        (one.rule, one.place): one
        for one in evaluation.findings
        if one.counts and one.severity is not Severity.INFO
    }


def _weights(judged: _Judged) -> dict[tuple[str, int | None], Severity]:
    return {key: one.severity for key, one in judged.items()}
