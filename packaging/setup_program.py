"""Make the setup program for Windows out of the folder that ``bundle.py`` left.

    python packaging/setup_program.py [FOLDER]

NSIS runs on Linux too, but the folder has to come from Windows: PyInstaller builds for the
system it runs on.
"""

from __future__ import annotations

import os
import runpy
import shutil
import sys
from pathlib import Path

_bundle = runpy.run_path(str(Path(__file__).with_name("bundle.py")))
ROOT, BUILD, DIST, FOLDER = (_bundle[name] for name in ("ROOT", "BUILD", "DIST", "FOLDER"))
NAME = _bundle["NAME"]


def compiler() -> str:
    """Return NSIS's compiler, which its Windows installer does not put on the path."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "NSIS" / "makensis.exe"
    found = shutil.which("makensis") or (str(usual) if usual.is_file() else None)
    if found is None:
        sys.exit("NSIS is needed: makensis was not found")
    return found


def main() -> None:
    """Compile the setup program."""
    folder = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else FOLDER
    version = _bundle["version"]()
    values = {
        "VERSION": version,
        "FOLDER": folder,
        "ICON": BUILD / "icons" / f"{NAME}.ico",
        "OUT": DIST / f"{NAME}-{version}-setup.exe",
    }
    # On the command line makensis reads options with - on every system.
    defined = [f"-D{name}={value}" for name, value in values.items()]
    script = ROOT / "packaging" / "windows" / "installer.nsi"
    _bundle["run"](compiler(), "-V2", "-INPUTCHARSET", "UTF8", *defined, script)
    _bundle["checksums"]()
    print(values["OUT"].relative_to(ROOT))


if __name__ == "__main__":
    main()
