"""Loads the model, the session and the pack behind the first screen."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from wizard.errors import WizardError

if TYPE_CHECKING:
    from wizard.engine import CompiledChecklist


class Core(QObject):
    """The heavy half of the program, on its way.

    Attributes:
        is_fixed: whether the pack was named when the program was started.

    Signals:
        loaded: everything is there, or the pack was refused.
    """

    loaded = Signal()
    _done = Signal()

    def __init__(self, pack: Path | None) -> None:
        super().__init__()
        self._pack = pack
        self.is_fixed = pack is not None
        self._thread: threading.Thread | None = None
        self._checklist: CompiledChecklist | None = None
        self._refused: WizardError | None = None
        self._done.connect(self.loaded, Qt.ConnectionType.QueuedConnection)

    def begin(self, pack: Path | None = None) -> None:
        """Start loading, once.

        Args:
            pack: the one to load, unless one was named when the program was started.
        """
        if self._thread is None:
            self._pack = self._pack or pack
            self._thread = threading.Thread(target=self._load, name="core", daemon=True)
            self._thread.start()

    def use(self, pack: Path | None, *, again: bool = False) -> None:
        """Take another pack from now on, None for the one that comes with the program.

        A pack named when the program was started stays.

        Args:
            pack: where it is.
            again: read it again though it is the one in use: its file has changed.
        """
        if self.is_fixed or (pack == self._pack and not again):
            return
        if self._thread is None:
            self._pack = pack
            return
        self.wait()
        self._pack, self._thread, self._checklist, self._refused = pack, None, None, None
        self.begin()

    def wait(self) -> None:
        """Wait until everything is there.

        Also before importing any of it: two threads that import the same modules from
        different ends can meet half of one.
        """
        self.begin()
        if self._thread is not None:
            self._thread.join()

    def checklist(self) -> CompiledChecklist:
        """Return the checklist, waiting for it if need be.

        Raises:
            WizardError: the pack cannot be used.
        """
        self.wait()
        if self._refused is not None:
            raise self._refused
        if self._checklist is None:
            message = "loading the checklist ended without a result"
            raise RuntimeError(message)
        return self._checklist

    @property
    def folder(self) -> Path:
        """Folder of the pack."""
        from wizard import packs, resources

        return self._pack or resources.pack_folder(packs.BUILT_IN)

    def _load(self) -> None:
        try:
            from wizard import packs

            self._checklist = packs.built_in() if self._pack is None else packs.load(self._pack)
        except WizardError as error:
            self._refused = error
        finally:
            self._done.emit()
