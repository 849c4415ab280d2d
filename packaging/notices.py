"""Gather the licenses of everything that a bundle holds, and list it all.

Run by ``launch-wizard.spec`` with the files that PyInstaller collected, so that the list is
what is shipped and not what was meant to be: each file is asked whose it is. It writes the
project's own license, one folder for each part with the texts it came with, those of the
fonts, ``NOTICES.txt`` that names them all, and ``sbom.cdx.json``, the same list for machines
(CycloneDX 1.5).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENSE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
LICENSE_FOLDER = re.compile(r"\.dist-info/licenses/")
# Qt's wheels name their license without bringing its text.
LGPL = {"pyside6-essentials", "shiboken6"}
QT = (
    "Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They are "
    "separate files in this folder (PySide6, shiboken6) and may be replaced by other versions. "
    "Their source is published by The Qt Company under the version named here. Qt holds code "
    "of others, among it FreeType, HarfBuzz, ICU, libjpeg-turbo, libpng, PCRE2, md4c, "
    "double-conversion and zlib; doc.qt.io/qt-6/licenses-used-in-qt.html lists it whole."
)
COPIED = "Copied from the system that this was built on, under its licenses: "


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in the bundle that somebody else made.

    Attributes:
        name, version: as on the package index or in the system it comes from.
        license: what its metadata says, an SPDX expression where it has one.
        texts: the license files it came with.
        origin: its package URL (purl).
    """

    name: str
    version: str
    license: str
    texts: tuple[Path, ...]
    origin: str


def owners(files: Iterable[Path]) -> list[Part]:
    """Return whose ``files`` are, by name; the project's own and unreal paths are left out.

    Raises:
        SystemExit: nobody owns a file.
    """
    installed = {
        Path(str(one.locate_file(file))).resolve(): one
        for one in distributions()
        for file in one.files or ()
    }
    found = {"Python": _python()}
    for file in files:
        path = file.resolve()
        if not path.is_file():
            continue
        if path in installed:
            name = installed[path].metadata["Name"]
            found[name] = found.get(name) or part(installed[path])
        elif path.is_relative_to(sys.prefix):
            sys.exit(f"nobody owns {path}")
        elif not path.is_relative_to(ROOT) and not _of_python(path):
            one = _of_system(path)
            found[one.name] = one
    return sorted(found.values(), key=lambda one: one.name.lower())


def _of_python(path: Path) -> bool:
    folders = {Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")}
    # On Windows its libraries lie beside the interpreter, on Debian among the system's.
    beside = sys.platform != "linux" and path.is_relative_to(Path(sys.base_prefix).resolve())
    return (
        beside
        or path.name.startswith("libpython")
        or any(path.is_relative_to(folder) for folder in folders)
    )


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    named = [place / "LICENSE.txt" for place in places]
    kept = Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright")
    texts = tuple(text for text in (*named, kept) if text.is_file())[:1]
    return Part("Python", version, "PSF-2.0", texts, f"pkg:generic/python@{version}")


def _of_system(path: Path) -> Part:
    """Return the package of Debian or Ubuntu that a library was copied from.

    On other systems the library stands for itself, without a license text.
    """
    if shutil.which("dpkg") is None:
        return Part(path.name, "", "", (), "")
    # Packages name their files as they were before /lib became a link to /usr/lib.
    both = {str(path), str(path).removeprefix("/usr"), f"/usr{path}"}
    lines = _told("dpkg", "--search", *sorted(both)).splitlines()
    owner = next((line.rpartition(": ")[0] for line in lines if ", " not in line), "")
    if not owner:
        sys.exit(f"nobody owns {path}")
    fields = "${Package}\\t${Version}\\t${Architecture}"
    name, version, machine = _told("dpkg-query", "--show", "-f", fields, owner).split("\t")
    text = Path(f"/usr/share/doc/{name}/copyright")
    # Several stand for several files, tests and tools among them: only the text says which.
    told = set(re.findall(r"^License: *(\S.*)$", text.read_text("utf-8"), re.MULTILINE))
    origin = f"pkg:deb/debian/{name}@{version}?arch={machine}"
    license_ = told.pop() if len(told) == 1 else "see its copyright file"
    return Part(name, version, license_, (text,), origin)


def _told(*command: str) -> str:
    # One of several paths nobody owns is no mistake: dpkg says so by its exit code.
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


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
    plain = re.sub(r"[-_.]+", "-", name).lower()
    if plain in LGPL:
        texts = sorted((ROOT / "packaging" / "licenses").glob("*.txt"))
    version = installed.version
    return Part(name, version, _license(installed), tuple(texts), f"pkg:pypi/{plain}@{version}")


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


def write(folder: Path, every: list[Part]) -> list[Path]:
    """Write licenses, notices and the list for machines into ``folder``; return the files.

    Raises:
        SystemExit: a part names no license or brings no text of it.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bare = [one.name for one in every if one.origin and not (one.license and one.texts)]
    if bare:
        sys.exit(f"no license found for: {', '.join(bare)}")
    for one in every:
        for number, text in enumerate(one.texts):
            target = folder / one.name
            target.mkdir(exist_ok=True)
            name = text.name if not (target / text.name).exists() else f"{number}-{text.name}"
            shutil.copyfile(text, target / name)
    _own(folder)
    (folder / "NOTICES.txt").write_text(_notices(every), "utf-8")
    (folder / "sbom.cdx.json").write_text(_sbom(every), "utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _own(folder: Path) -> None:
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")
    fonts = folder / "fonts"
    fonts.mkdir()
    for text in sorted((ROOT / "assets" / "fonts").iterdir()):
        if text.suffix != ".ttf" and text.name != "SHA256SUMS":
            shutil.copyfile(text, fonts / text.name)


def _notices(every: list[Part]) -> str:
    rows = [f"{one.name} {one.version}: {one.license}" for one in every if one.origin]
    copied = ", ".join(one.name for one in every if not one.origin)
    return "\n".join(
        [
            "Shop Launch Wizard is under the MIT License, see LICENSE.",
            "It comes with the following, each in a folder of its name:",
            "",
            "fonts: SIL Open Font License 1.1 and others, see fonts/NOTICE",
            *rows,
            "",
            *([COPIED + copied, ""] if copied else []),
            QT,
            "",
        ]
    )


def _sbom(every: list[Part]) -> str:
    components = [
        {"type": "library", "name": one.name}
        | ({"version": one.version, "purl": one.origin} if one.origin else {})
        | ({"licenses": [{"license": {"name": one.license}}]} if one.license else {})
        for one in every
    ]
    program = {
        "type": "application",
        "name": "shop-launch-wizard",
        "version": _version(),
        "licenses": [{"license": {"id": "MIT"}}],
    }
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": program},
        "components": components,
    }
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _version() -> str:
    text = (ROOT / "wizard" / "__init__.py").read_text("utf-8")
    return re.findall(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)[0]
