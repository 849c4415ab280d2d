"""Gather the licenses of everything that a bundle holds, and list it all.

    python packaging/notices.py FOLDER

Writes the project's own license, one folder for each library with the texts it came with,
those of the fonts, ``NOTICES.txt`` that names them all, and ``sbom.cdx.json``, the same list
for machines (CycloneDX 1.5).
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([\w.-]+)==", re.MULTILINE)
LICENSE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
LICENSE_FOLDER = re.compile(r"\.dist-info/licenses/")
# Qt's wheels name their license without bringing its text.
LGPL = {"pyside6-essentials", "shiboken6"}
# What only a checkout needs (the extra "checkout" in pyproject.toml) is not in a bundle.
CHECKOUT = {"hatchling", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers"}
QT = (
    "Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They are "
    "separate files in this folder (PySide6, shiboken6) and may be replaced by other versions. "
    "Their source is published by The Qt Company under the version named here."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One library of the bundle.

    Attributes:
        name, version: as on the package index.
        license: what its metadata says, an SPDX expression where it has one.
        texts: the license files it came with.
    """

    name: str
    version: str
    license: str
    texts: tuple[Path, ...]


def parts(requirements: Path) -> list[Part]:
    """Return the pinned libraries that are installed here, in the order of their names.

    A requirement of another system is not installed and does not get into the bundle.
    """
    found: list[Part] = []
    for name in PINNED.findall(requirements.read_text("utf-8")):
        if name in CHECKOUT:
            continue
        try:
            found.append(part(distribution(name)))
        except PackageNotFoundError:
            continue
    return found


def part(installed: Distribution) -> Part:
    """Return one installed library with its license and the texts of it."""
    about = installed.metadata
    name = about["Name"]
    files = [
        Path(str(file.locate()))
        for file in installed.files or []
        if LICENSE_FOLDER.search(file.as_posix())
        or (".dist-info/" in file.as_posix() and LICENSE_FILE.search(file.as_posix()))
    ]
    texts = sorted(file for file in files if file.is_file())
    if name.lower().replace("_", "-") in LGPL:
        texts = sorted((ROOT / "packaging" / "licenses").glob("*.txt"))
    return Part(name, installed.version, _license(installed), tuple(texts))


def _license(installed: Distribution) -> str:
    about = installed.metadata
    told = about.get("License-Expression") or (about.get("License") or "").partition("\n")[0]
    if told:
        return str(told)
    classified = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return "; ".join(classified)


def write(folder: Path) -> list[Part]:
    """Write licenses, notices and the list for machines into ``folder``.

    Raises:
        SystemExit: a library names no license or brings no text of it.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    every = parts(ROOT / "requirements.txt")
    bare = [one.name for one in every if not (one.license and one.texts)]
    if bare:
        sys.exit(f"no license found for: {', '.join(bare)}")
    for one in every:
        target = folder / one.name
        target.mkdir()
        for number, text in enumerate(one.texts):
            name = text.name if not (target / text.name).exists() else f"{number}-{text.name}"
            shutil.copyfile(text, target / name)
    _own(folder)
    (folder / "NOTICES.txt").write_text(_notices(every), "utf-8")
    (folder / "sbom.cdx.json").write_text(_sbom(every), "utf-8")
    return every


def _own(folder: Path) -> None:
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")
    fonts = folder / "fonts"
    fonts.mkdir()
    for text in sorted((ROOT / "assets" / "fonts").iterdir()):
        if text.suffix != ".ttf" and text.name != "SHA256SUMS":
            shutil.copyfile(text, fonts / text.name)
    python = Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for text in (python / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"):
        if text.is_file():
            (folder / "Python").mkdir(exist_ok=True)
            shutil.copyfile(text, folder / "Python" / "LICENSE.txt")


def _notices(every: list[Part]) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    rows = [f"{one.name} {one.version}: {one.license}" for one in every]
    return "\n".join(
        [
            "Shop Launch Wizard is under the MIT License, see LICENSE.",
            "It comes with the following, each in a folder of its name:",
            "",
            f"Python {version}: PSF-2.0",
            "fonts: SIL Open Font License 1.1 and others, see fonts/NOTICE",
            *rows,
            "",
            QT,
            "",
        ]
    )


def _sbom(every: list[Part]) -> str:
    components = [
        {
            "type": "library",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:pypi/{one.name.lower().replace('_', '-')}@{one.version}",
            "licenses": [{"license": {"name": one.license}}],
        }
        for one in every
    ]
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "shop-launch-wizard"}},
        "components": components,
    }
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the notices into the folder named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: python packaging/notices.py FOLDER")
    write(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
