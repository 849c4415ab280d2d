"""Who edits a plan: a lock file beside it, held by the system for as long as we live.

The lock is the system's (``flock``, on Windows a locked byte), so a crash leaves nothing
to clean up. The text in the file names the owner and carries a token; another window
takes a plan over by writing its own, and the former owner sees on its next look that the
plan is no longer its own. The database itself stays safe without any of this.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wizard.plans.files import output_error

# Windows forbids reading a locked byte, so the one we lock lies behind the text.
_LOCKED_BYTE = 1 << 20
_MAX_TEXT = 4_096
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a plan: process id and computer."""

    pid: int
    host: str


class Claim:
    """The right to edit one plan, until it is released or somebody takes it over."""

    def __init__(self, path: Path, descriptor: int, *, locked: bool) -> None:
        """Write our token into the open lock file ``descriptor``; use ``claim``."""
        self.path = path
        self._descriptor: int | None = descriptor
        self._locked = locked
        self._token = os.urandom(16).hex()
        text = {"pid": os.getpid(), "host": socket.gethostname(), "token": self._token}
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(text).encode())

    @property
    def held(self) -> bool:
        """Whether the plan is still ours to edit; False for good once it was taken over."""
        if self._descriptor is None:
            return False
        if _read(self.path).get("token") != self._token:
            self._close()
            return False
        if not self._locked:
            self._locked = _lock(self._descriptor)
        return True

    def release(self) -> None:
        """Give the plan free."""
        if not self.held:
            return
        if sys.platform == "win32":
            self._close()
        with suppress(OSError):
            self.path.unlink()
        self._close()

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


def claim(path: Path) -> Claim | None:
    """Return the right to edit the plan at ``path``; None if another window has it.

    Raises:
        OutputError: no lock file can be made there, so the plan cannot be edited either.
    """
    lock = lock_file(path)
    for _ in range(_ATTEMPTS):
        descriptor = _open(lock)
        if not _lock(descriptor):
            os.close(descriptor)
            return None
        # Between opening and locking the former owner may have deleted this very file.
        if _same(descriptor, lock):
            return Claim(lock, descriptor, locked=True)
        os.close(descriptor)
    return None


def take_over(path: Path) -> Claim:
    """Return the right to edit the plan at ``path``, whoever had it.

    Raises:
        OutputError: no lock file can be made there.
    """
    lock = lock_file(path)
    return claim(path) or Claim(lock, _open(lock), locked=False)


def owner(path: Path) -> Owner | None:
    """Return who says to be editing the plan at ``path``."""
    text = _read(lock_file(path))
    pid, host = text.get("pid"), text.get("host")
    return Owner(pid, host) if isinstance(pid, int) and isinstance(host, str) else None


def lock_file(path: Path) -> Path:
    """Return where the lock of the plan at ``path`` is."""
    return path.with_name(f"{path.name}.lock")


def _open(lock: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(lock, flags, 0o600)
    except OSError as error:
        raise output_error(lock, error) from error


def _read(lock: Path) -> dict[str, object]:
    try:
        with lock.open("rb") as file:
            text = json.loads(file.read(_MAX_TEXT))
    except (OSError, ValueError, RecursionError):
        return {}
    return text if isinstance(text, dict) else {}


def _same(descriptor: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
