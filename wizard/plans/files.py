"""Writing files whole or not at all, and names every file system accepts."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from wizard.errors import OutputError, WizardError, unreadable

MAX_NAME_BYTES = 120
SQLITE = b"SQLite format 3\0"
"""How every plan file begins."""

_WINDOWS_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
)
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f'
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Antivirus, indexers and sync clients hold a fresh file for milliseconds on Windows.
_REPLACE_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
_WINDOWS_BUSY = frozenset({5, 32, 33})
_PART = re.compile(r"\.[0-9a-f]{16}\.part(-journal)?")
ABANDONED_AFTER = 3_600
"""Seconds after which a half-written file is nobody's; writing one takes seconds at most."""
_HANDED_ON = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""What a shell has opened for the command already: reading it waits for nobody unknown."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def safe_file_name(text: str, suffix: str, fallback: str = "plan") -> str:
    """Return ``text`` as a file name for Windows, macOS, Linux and memory sticks.

    What a file system refuses, and what a reader cannot see, becomes a space; device
    names and names that look like an option get a leading underscore. The name without
    ``suffix`` is at most 120 UTF-8 bytes; applying the function again changes nothing.
    """
    name = _UNSAFE.sub(" ", unicodedata.normalize("NFC", text))
    name = re.sub(r"\s+", " ", name).strip(" .")
    name = name.encode()[: MAX_NAME_BYTES - 1].decode(errors="ignore").strip(" .") or fallback
    device = name.split(".")[0].strip().lower()
    if device in _WINDOWS_DEVICES or name.startswith(("-", "~")):
        name = f"_{name}"
    return name + suffix


def read_given(path: Path, limit: int) -> bytes:
    """Return what a file somebody names holds, at most one byte more than ``limit``.

    Only a plain file, or what a shell hands on opened (``<(...)``), is read: a named pipe
    would be waited for without end, a device never ends.

    Raises:
        WizardError: it is missing, no file, or cannot be read.
    """
    handed_on = str(path).startswith(_HANDED_ON)
    try:
        with open(path, "rb", opener=None if handed_on else _at_once) as file:
            if not handed_on and not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise WizardError("errors.not_a_file", path=str(path))
            return file.read(limit + 1)
    except OSError as error:
        # A socket cannot even be opened.
        if _is_device(path):
            raise WizardError("errors.not_a_file", path=str(path)) from error
        raise unreadable(path, error) from error


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for whoever may write into a pipe one day."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def must_be_free(path: Path) -> None:
    """Refuse to write where something stands already, be it a link to nowhere.

    Raises:
        OutputError: something stands there, or nothing ever can.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return
    except (OSError, UnicodeEncodeError) as error:
        raise output_error(path, error) from error
    raise OutputError("plans.exists", path=str(path))


def atomic_write(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write ``content`` to ``path``: afterwards the old file or the new one is there, whole.

    Missing folders are created; a link at ``path`` is replaced, never followed; a device
    or a pipe is written to and stays what it is. A plan file is never replaced by what is
    none: the plan, its history and its evidence would be gone.

    Args:
        path: the file to write.
        content: all of it.
        private: readable by this user alone.

    Raises:
        OutputError: it could not be written; what stood at ``path`` is untouched.
    """
    if _is_device(path):
        _write_through(path, content)
        return
    if not content.startswith(SQLITE):
        must_not_be_plan(path)
    with replacing(path, private=private) as temporary, temporary.open("r+b") as file:
        file.write(content)


def must_not_be_plan(path: Path) -> None:
    """Refuse to write over a plan file, by whatever name it goes.

    Raises:
        OutputError: a plan, or another database, stands there.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE))
    except (OSError, UnicodeEncodeError):
        # Nothing stands there that could be lost, or writing will say why not.
        return
    if head == SQLITE:
        raise OutputError("plans.output_is_plan", path=str(path))


def _is_device(path: Path) -> bool:
    """Tell whether ``path`` is a pipe, terminal or device, which must never be replaced."""
    try:
        mode = path.stat().st_mode
    except (OSError, UnicodeEncodeError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _write_through(path: Path, content: bytes) -> None:
    try:
        with path.open("wb") as file:
            file.write(content)
    except OSError as error:
        raise output_error(path, error) from error


@contextlib.contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Give an empty file beside ``path`` to fill; on success it takes the place of ``path``.

    Raises:
        OutputError: a folder stands in the way, or the disk is full, read-only, gone.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            raise OutputError("plans.output_is_folder", path=str(path))
        temporary = path.parent / f".{os.urandom(8).hex()}.part"
        _create(temporary, private=private)
    except (OSError, UnicodeEncodeError) as error:
        raise output_error(path, error) from error
    try:
        yield temporary
        _sync(temporary)
        # Measured by its own clock: that of a memory stick or a network drive.
        sweep(path.parent, temporary.stat().st_mtime - ABANDONED_AFTER)
        _replace(temporary, path)
        sync_folder(path.parent)
    except (OSError, UnicodeEncodeError) as error:
        raise output_error(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def sweep(folder: Path, before: float) -> int:
    """Delete what killed programs of ours left half-written in ``folder``.

    Only plain files of this user, named as ``replacing`` names them and last written
    before the moment ``before`` (seconds since 1970), are touched.

    Returns:
        How many were deleted.
    """
    ours = getattr(os, "getuid", lambda: 0)()
    swept = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _PART.fullmatch(entry.name):
                continue
            with contextlib.suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(found.st_mode) and found.st_uid == ours and found.st_mtime < before:
                    Path(entry.path).unlink()
                    swept += 1
    return swept


def private_folder(path: Path) -> Path:
    """Create the folder ``path`` if it is missing, for this user alone, and return it.

    Raises:
        OutputError: it cannot be created.
    """
    try:
        if not path.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise output_error(path, error) from error
    return path


def move(source: Path, target: Path) -> None:
    """Move a file within one disk, waiting for others that hold it for a moment.

    Raises:
        OutputError: it cannot be moved.
    """
    try:
        _replace(source, target)
        sync_folder(target.parent)
    except OSError as error:
        raise output_error(target, error) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable where the system offers it."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _create(path: Path, *, private: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o600 if private else 0o666))


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _replace(source: Path, target: Path) -> None:
    for wait in _REPLACE_WAITS:
        try:
            source.replace(target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_BUSY:
                raise
            time.sleep(wait)
        else:
            return
    source.replace(target)


def output_error(path: Path, error: OSError | UnicodeEncodeError) -> OutputError:
    """Turn the system's refusal to write ``path`` into one sentence."""
    if isinstance(error, UnicodeEncodeError):
        return OutputError("plans.output_name_encoding", path=str(path))
    if error.errno in _FULL:
        return OutputError("plans.output_disk_full", path=str(path))
    if error.errno in _DENIED:
        return OutputError("plans.output_read_only", path=str(path))
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return OutputError("plans.output_not_a_folder", path=str(path.parent))
    if error.errno == errno.ENAMETOOLONG:
        return OutputError("plans.output_name_too_long", path=str(path))
    reason = error.strerror or str(error)
    return OutputError("plans.output_cannot_write", path=str(path), reason=reason)
