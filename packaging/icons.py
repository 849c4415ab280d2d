"""Write the program's icon in every size and format that a desktop asks for.

    python packaging/icons.py FOLDER

The drawing is the window's own. Writes ``<size>.png`` for a Linux icon theme,
``shop-launch-wizard.ico`` for Windows and ``shop-launch-wizard.icns`` for macOS.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
NAME = "shop-launch-wizard"
SIZES = (16, 32, 48, 64, 128, 256)


def write(folder: Path) -> None:
    """Write every size and format into ``folder``; needs a running application.

    Raises:
        OSError: a file cannot be written.
    """
    from wizard.ui.style.icons import program_icon

    folder.mkdir(parents=True, exist_ok=True)
    icon = program_icon()
    for size in SIZES:
        target = folder / f"{size}.png"
        if not icon.pixmap(size, size).save(str(target)):
            raise OSError(f"cannot write {target}")
    # Qt writes one size into an .ico; Pillow puts in every drawing it is given.
    *smaller, largest = (Image.open(folder / f"{size}.png") for size in SIZES)
    largest.save(folder / f"{NAME}.ico", sizes=[(n, n) for n in SIZES], append_images=smaller)
    largest.save(folder / f"{NAME}.icns")


def main() -> None:
    """Write the icons into the folder named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: python packaging/icons.py FOLDER")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    # Held until the drawings are done: painting needs the application.
    application = QApplication(sys.argv[:1])
    write(Path(sys.argv[1]))
    application.quit()


if __name__ == "__main__":
    main()
