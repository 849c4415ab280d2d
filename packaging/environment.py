"""Make ``.venv`` ready for a checkout; the standard library of Python 3.11 is enough.

    python3 packaging/environment.py run     what the program needs
    python3 packaging/environment.py dev     and what testing it needs
    python3 packaging/environment.py bundle  what makes installers, on top of ``run``

A stamp holds the hash of the requirements and of the interpreter, so that the second call
takes a moment. Which index the files come from is pip's own configuration.
"""

from __future__ import annotations

import compileall
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = {
    "run": "requirements.txt",
    "dev": "requirements-dev.txt",
    "bundle": "requirements-bundle.txt",
}
OLDEST = (3, 11)

# What Qt asks of a Linux system: library -> Debian and Ubuntu package. Without the first
# ones it cannot even be imported.
BASE_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# Without these a window cannot open under X, and Qt aborts instead of saying so.
X_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Without these PyInstaller leaves out what calls them: printers, and windows under Wayland.
BUNDLE_LIBRARIES = X_LIBRARIES | {
    "libcups.so.2": "libcups2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# With these PyInstaller looks into libraries, and bundle.py makes one smaller.
BUNDLE_TOOLS = {"objdump": "binutils", "strip": "binutils"}


def say(*sentences: str) -> None:
    """Tell the user, Chinese first, on stderr."""
    print(*sentences, sep="\n", file=sys.stderr, flush=True)


def python() -> Path:
    """Return the interpreter of the virtual environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(purpose: str) -> None:
    """Bring ``.venv`` up to date for ``run``, ``dev`` or ``bundle``.

    Raises:
        SystemExit: something is missing that only the user can provide.
    """
    # First, so that nobody waits for a download to be told what is missing.
    check_libraries(window=purpose == "run" and bool(os.environ.get("DISPLAY")))
    if purpose == "bundle":
        check_system(BUNDLE_LIBRARIES | python_library(), BUNDLE_TOOLS)
    stamp, wanted = VENV / f"stamp-{purpose}", fingerprint(purpose)
    if not (python().exists() and stamp.exists() and stamp.read_text("utf-8") == wanted):
        create()
        say(
            "正在准备运行环境（第一次要下载一百多 MB，以后只要一瞬间）……",
            "Preparing the environment (over 100 MB the first time, a moment later on) ...",
        )
        pip("install", "-qq", "--require-hashes", "-r", REQUIREMENTS[purpose])
        pip("install", "-qq", "--no-deps", "--no-build-isolation", "--editable", ".")
        stamp.write_text(wanted, "utf-8")
    # Without compiled files every start reads the whole source again; in a folder that
    # cannot be written to that is still better than no start.
    compileall.compile_dir(ROOT / "wizard", quiet=2)


def fingerprint(purpose: str) -> str:
    """Return what the environment depends on, as one hash."""
    parts = [sys.version, str(ROOT), str(Path(sys.executable).resolve())]
    files = [ROOT / REQUIREMENTS[purpose], ROOT / "pyproject.toml", Path(__file__)]
    digest = hashlib.sha256("\n".join(parts).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def create() -> None:
    """Make the virtual environment, or say which package of the system is missing."""
    if python().exists() and venv_version() == sys.version_info[:2]:
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not install([package]):
            say(
                f"这台电脑的 Python 缺少 venv，先运行：sudo apt-get install {package}",
                f"This Python has no venv; run first: sudo apt-get install {package}",
            )
            sys.exit(1)
    venv.EnvBuilder(with_pip=True, clear=True).create(VENV)


def venv_version() -> tuple[int, ...]:
    """Return major and minor version of the environment's Python; empty if it is broken."""
    try:
        lines = (VENV / "pyvenv.cfg").read_text("utf-8").splitlines()
    except OSError:
        return ()
    settings = dict(line.split(" = ", 1) for line in lines if " = " in line)
    version = settings.get("version", "").split(".")[:2]
    return tuple(int(part) for part in version if part.isdecimal())


def pip(*arguments: str) -> None:
    """Run pip in the virtual environment; its own messages say what went wrong."""
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run([*command, *arguments], cwd=ROOT, check=False)
    if done.returncode:
        say(
            "没能装好需要的软件包：看上面 pip 的说明，多半是网络不通；连上后再运行一次。",
            "Could not install what is needed: see pip's words above; mostly the network.",
        )
        sys.exit(done.returncode)


def check_libraries(*, window: bool) -> None:
    """See that Qt finds its system libraries; install them where that needs no question.

    Args:
        window: a window under X is to be opened, which asks for more of them.
    """
    check_system(BASE_LIBRARIES | (X_LIBRARIES if window else {}), {})


def check_system(libraries: dict[str, str], tools: dict[str, str]) -> None:
    """See that Linux has ``libraries`` and ``tools``; both lead to the package that brings them.

    Raises:
        SystemExit: something is missing that only the user can provide.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = lacking(libraries, tools)
    if missing and install(sorted(set(missing.values()))):
        missing = lacking(libraries, tools)
    if missing:
        line = f"sudo apt-get install {' '.join(sorted(set(missing.values())))}"
        say(
            f"系统里缺少 {' '.join(missing)}，先运行：{line}",
            f"The system lacks {' '.join(missing)}; run first: {line}",
            "(Other systems than Debian and Ubuntu have them under similar names.)",
        )
        sys.exit(1)


def python_library() -> dict[str, str]:
    """Return the interpreter as a library, which a bundle starts; Debian keeps it apart."""
    name = f"libpython{sysconfig.get_python_version()}"
    beside = Path(sysconfig.get_config_var("LIBDIR") or "") / f"{name}.so.1.0"
    return {} if beside.is_file() else {f"{name}.so.1.0": name}


def lacking(libraries: dict[str, str], tools: dict[str, str]) -> dict[str, str]:
    """Return those of ``libraries`` and ``tools`` that are not there."""
    unfound = {name: package for name, package in tools.items() if shutil.which(name) is None}
    return absent(libraries) | unfound


def absent(libraries: dict[str, str]) -> dict[str, str]:
    """Return those of ``libraries`` that cannot be loaded."""
    return {name: package for name, package in libraries.items() if not loads(name)}


def loads(library: str) -> bool:
    """Say whether the dynamic linker finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install(packages: list[str]) -> bool:
    """Install Debian packages if this user may do so unasked; say whether it worked."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"apt-get install {' '.join(packages)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    for update in (False, True):
        if update:
            subprocess.run(
                ["apt-get", "update", "--quiet"], env=environment, stdout=sys.stderr, check=False
            )
        if subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode == 0:
            importlib.invalidate_caches()
            return True
    return False


def main() -> None:
    """Prepare the environment named on the command line."""
    if sys.version_info < OLDEST:
        say(
            f"需要 Python {OLDEST[0]}.{OLDEST[1]} 或更新的版本，这里是 {sysconfig.get_python_version()}。",
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is "
            f"{sysconfig.get_python_version()}.",
        )
        sys.exit(1)
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    if purpose not in REQUIREMENTS:
        sys.exit(f"usage: python3 packaging/environment.py [{'|'.join(REQUIREMENTS)}]")
    prepare(purpose)


if __name__ == "__main__":
    main()
