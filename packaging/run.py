"""Open the window; where there is no screen, make the worked example instead.

`make run` calls this with the interpreter of ``.venv``. By hand, also on Windows:
``python packaging/environment.py run`` and then ``.venv``'s Python with this file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

# Qt's platforms without a screen.
SCREENLESS = {"offscreen", "minimal", "minimalegl", "vnc"}


def has_screen(system: str, environment: Mapping[str, str]) -> bool:
    """Say whether a window would be seen: ``system`` is ``sys.platform``."""
    if environment.get("QT_QPA_PLATFORM", "").partition(":")[0] in SCREENLESS:
        return False
    if not system.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Run the program and return its exit code."""
    command = [sys.executable, "-m", "wizard"]
    if not has_screen(sys.platform, os.environ):
        print(
            "这里没有屏幕，打不开窗口，改为把示例（小林的店）做到 out 文件夹。"
            " / No screen here for a window: making the worked example in the folder out instead.",
            flush=True,
        )
        command += ["demo", "-o", "out"]
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
