"""Make the folder that runs without Python, and an archive of it.

    python packaging/bundle.py

Leaves ``dist/shop-launch-wizard`` (on macOS also the app), the archive beside it, and
``SHA256SUMS`` of every archive and installer in ``dist``. Run by `make bundle`, on the
system the program is for.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD, DIST = ROOT / "build", ROOT / "dist"
NAME = "shop-launch-wizard"
FOLDER = DIST / NAME
OWN_AGREEMENT, OWN_WORDS = "user_agreement", "此处的店是"
INSTALLERS = {".xz", ".deb", ".exe", ".zip", ".dmg"}
# PyInstaller leaves out a plugin whose libraries this system lacks, and only warns.
PLUGINS = (
    "iconengines/libqsvgicon.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "platforms/libqxcb.so",
    "printsupport/libcupsprintersupport.so",
)
# One moment for every file, so that equal sources give equal archives.
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))


def version() -> str:
    """Return the program's version."""
    text = (ROOT / "wizard" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError("wizard/__init__.py names no version")
    return found[1]


def run(*command: str | Path) -> None:
    """Run a tool of the build; stop with its own words when it stops."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(f"{command[0]}: exit {done.returncode}")


def build() -> None:
    """Make the folder with PyInstaller."""
    python = sys.executable
    shutil.rmtree(BUILD / "icons", ignore_errors=True)
    run(python, "packaging/icons.py", BUILD / "icons")
    shutil.rmtree(FOLDER, ignore_errors=True)
    spec = ROOT / "packaging" / "launch-wizard.spec"
    work = ("--distpath", DIST, "--workpath", BUILD / "pyinstaller")
    run(python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN", *work, spec)


def slim() -> None:
    """Take out what the linker needs no more, and links to files that were left out."""
    for path in FOLDER.rglob("*"):
        if path.is_symlink() and not path.exists():
            path.unlink()
    if sys.platform == "linux":
        # Only this one: the libraries of numpy and Qt do not survive it everywhere.
        for library in FOLDER.rglob("libpython3*.so*"):
            run("strip", "--strip-unneeded", library)


def check_plugins() -> None:
    """See that the window, its pictures and its printers have what Qt loads by name.

    Raises:
        SystemExit: one was left out.
    """
    place = FOLDER / "_internal" / "PySide6" / "Qt" / "plugins"
    missing = [name for name in PLUGINS if not (place / name).is_file()]
    if missing and sys.platform == "linux":
        sys.exit(f"not in the bundle: {', '.join(missing)}")


def prove() -> None:
    """Run the bundle once, without a screen and away from this checkout.

    Raises:
        SystemExit: it does not make the worked example, or cannot render the agreement of a
            pack, for which it has to start itself a second time.
    """
    program = FOLDER / ("launch-wizard.exe" if sys.platform == "win32" else "launch-wizard")
    place = BUILD / "proof"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    command = [str(program), "demo", "-o", str(place / "out")]
    done = subprocess.run(command, cwd=place, env=environment, check=False)
    if done.returncode or not (place / "out" / "plan.pdf").is_file():
        sys.exit("the bundle does not make the worked example")
    pack = _pack_of_somebody(place / "pack")
    answers = place / "out" / "answers.yaml"
    command = [str(program), "kit", str(answers), "-o", str(place / "kit"), "--pack", str(pack)]
    done = subprocess.run(command, cwd=place, env=environment, check=False)
    made = place / "kit" / "agreements" / f"{OWN_AGREEMENT}.md"
    # Exit 1: a blank holds the final agreements back, which is no fault of the bundle.
    if done.returncode > 1 or OWN_WORDS not in made.read_text("utf-8"):
        sys.exit("the bundle does not render the agreement of a pack")


def _pack_of_somebody(folder: Path) -> Path:
    """Write a pack that changes one agreement of the built-in one."""
    (folder / "templates").mkdir(parents=True)
    head = "id: proof\nversion: 1\ntitle: 试\nlanguages: [zh, en]\nextends: shop_launch\n"
    (folder / "pack.yaml").write_text(head, "utf-8")
    text = f"# 试\n\n## ZZ-01 店名\n\n{OWN_WORDS}{{{{ shop_legal_name }}}}\n"
    (folder / "templates" / f"{OWN_AGREEMENT}.zh.md.j2").write_text(text, "utf-8")
    return folder


def archive() -> Path:
    """Pack the folder the way its system unpacks by itself; return the archive."""
    target = DIST / f"{NAME}-{version()}-{_system()}"
    if sys.platform == "linux":
        packed = target.with_name(target.name + ".tar.xz")
        with tarfile.open(packed, "w:xz", preset=6) as tar:
            tar.add(FOLDER, arcname=NAME, filter=_plain)
        return packed
    inside = "Shop Launch Wizard.app" if sys.platform == "darwin" else NAME
    if sys.platform == "darwin":
        packed = target.with_name(target.name + ".zip")
        # The system's own tool keeps links and attributes, without which no signature holds.
        run("ditto", "-c", "-k", "--keepParent", DIST / inside, packed)
        return packed
    return Path(shutil.make_archive(str(target), "zip", DIST, inside))


def _system() -> str:
    from platform import machine

    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    return f"{system}-{machine().lower()}"


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = EPOCH
    return member


def checksums() -> None:
    """Record the SHA-256 of every archive and installer in ``dist``."""
    rows = []
    for path in sorted(DIST.iterdir()):
        if path.is_file() and path.suffix in INSTALLERS:
            with path.open("rb") as file:
                rows.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (DIST / "SHA256SUMS").write_text("".join(rows), "utf-8")


def main() -> None:
    """Make, prove and pack the bundle."""
    build()
    slim()
    check_plugins()
    prove()
    packed = archive()
    checksums()
    size = sum(path.lstat().st_size for path in FOLDER.rglob("*") if path.is_file())
    print(
        f"{packed.relative_to(ROOT)}: {packed.stat().st_size / 1e6:.0f} MB, {size / 1e6:.0f} MB unpacked"
    )


if __name__ == "__main__":
    main()
