"""What is being typed and is no answer yet, kept beside the plan against kills and power cuts.

``<plan>.unfinished`` is a note of this computer about one plan: text by the place it is
typed at. It is no part of the plan. Nothing is judged by it, no copy, backup or print
carries it, and it goes as soon as the text is entered. Typing never waits for the disk: a
thread writes the newest state, at most once a second, whole or not at all.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from wizard.errors import OutputError
from wizard.plans import files

PAUSE = 1.0
"""Seconds between two writes: what a power cut can take of a text that is being typed."""
LONGEST = 20_000
MOST = 200
_MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Note:
    """What was being typed into a plan.

    Attributes:
        revision: the last one the plan had then; what changed after it was entered since.
        texts: by the place they were typed at.
    """

    revision: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)


def note_file(path: Path) -> Path:
    """Return where the note about the plan at ``path`` is."""
    return path.with_name(f"{path.name}.unfinished")


def read_note(path: Path, plan_id: str) -> Note:
    """Return the note about the plan at ``path``; an empty one where there is none to trust.

    It is a convenience beside the plan, so nothing that may stand there keeps the plan
    from opening.
    """
    try:
        # Neither a link is followed nor the other end of a pipe waited for.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(note_file(path), flags)
        with os.fdopen(descriptor, "rb") as file:
            found = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Note()
    if not isinstance(found, dict) or found.get("plan") != plan_id:
        return Note()
    revision, texts = found.get("revision"), found.get("texts")
    if not isinstance(revision, int) or not isinstance(texts, dict):
        return Note()
    kept = {place: text for place, text in texts.items() if isinstance(text, str) and text}
    return Note(revision, dict(list(kept.items())[:MOST]))


def hand_over_note(path: Path, target: Path) -> None:
    """Give the note about the plan at ``path`` to the one that opens in its place.

    One that cannot be moved stays; nothing that may stand there keeps the plan from opening.
    """
    with suppress(OSError):
        note_file(path).replace(note_file(target))


class NoteWriter:
    """Keeps the newest note on the disk, from a thread of its own."""

    def __init__(
        self,
        path: Path,
        plan_id: str,
        *,
        settled: Callable[[], bool],
        ours: Callable[[], bool],
        pause: float = PAUSE,
    ) -> None:
        """Prepare notes about the plan at ``path``; the thread starts with the first one.

        Args:
            path: the plan.
            plan_id: its id.
            settled: whether the answers given so far are on the disk. A text that was
                entered leaves the note only after its answer is safe.
            ours: whether the plan is still edited here.
            pause: seconds between two writes.
        """
        self._path, self._plan_id = note_file(path), plan_id
        self._settled, self._ours, self._pause = settled, ours, pause
        self._wake = threading.Condition()
        self._wanted: Note | None = None
        self._closing = False
        self._thread: threading.Thread | None = None

    def keep(self, note: Note) -> None:
        """Have ``note`` on the disk within a second or so; never waits for it."""
        with self._wake:
            self._wanted = note
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._run, name="plan-typing", daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def close(self, timeout: float = 2.0) -> None:
        """Write what is waiting, and stop; a disk that does not answer is not waited for."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._wanted is not None or self._closing)
                note, self._wanted = self._wanted, None
                closing = self._closing
            if note is None:
                return
            if closing or self._settled():
                self._write(note)
            else:
                self._wait_with(note)
            self._rest()

    def _wait_with(self, note: Note) -> None:
        """Put ``note`` back, unless a newer one came meanwhile."""
        with self._wake:
            if self._wanted is None:
                self._wanted = note

    def _rest(self) -> None:
        """Let a second pass, less if the plan is closed."""
        until = time.monotonic() + self._pause
        with self._wake:
            self._wake.wait_for(lambda: self._closing, until - time.monotonic())

    def _write(self, note: Note) -> None:
        """Write ``note``; a disk that refuses is spoken of by the plan's own writer."""
        if not self._ours():
            return
        with suppress(OutputError, OSError):
            if not note.texts:
                self._path.unlink(missing_ok=True)
                return
            said = {"plan": self._plan_id, "revision": note.revision, "texts": dict(note.texts)}
            content = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
            files.atomic_write(self._path, content, private=True)
