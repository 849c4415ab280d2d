"""Make a package for Debian and Ubuntu out of the folder that ``bundle.py`` left.

    python packaging/deb.py

The program goes to ``/usr/lib/shop-launch-wizard``, with the command ``launch-wizard``, an
entry in the menu, its icons and the file type of plans. There is no script of our own in
the package: what has to be told to the desktop, the desktop's own triggers do.
"""

from __future__ import annotations

import gzip
import os
import re
import runpy
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

_bundle = runpy.run_path(str(Path(__file__).with_name("bundle.py")))
ROOT, BUILD, DIST, FOLDER = (_bundle[name] for name in ("ROOT", "BUILD", "DIST", "FOLDER"))
NAME, EPOCH = _bundle["NAME"], _bundle["EPOCH"]
LINUX = ROOT / "packaging" / "linux"
APPSTREAM = "io.github.shop_launch_wizard.metainfo.xml"
MAINTAINER = "Shop Launch Wizard contributors <noreply@localhost>"
# What Debian calls the log of the package; the log for users is NEWS.
CHANGES = """\
{name} ({version}) unstable; urgency=medium

  * What is new for users: NEWS.gz beside this file.

 -- {maintainer}  {day}
"""
CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: libc6 (>= {glibc}), libstdc++6 (>= 11), libgl1, libegl1, libfontconfig1, libdbus-1-3, libxkbcommon0, libxcb1
Recommends: libcups2, libwayland-client0, libwayland-cursor0, libwayland-egl1
Section: misc
Priority: optional
Description: from first answers to a lawful launch plan, offline
 For someone about to open a small shop for digital goods: judges each answer
 at once, says why and what to do instead, and prints a launch plan with action
 list, budget, cash chart and filled-in agreements.
 .
 少踩坑开店向导：心态、平台、合规、资金、技术、客服，一题一题想清楚，打印开店方案。
 不联网；不是法律意见。
"""


def lay_out(tree: Path) -> None:
    """Put every file where it is going to be, below ``tree``."""
    usr = tree / "usr"
    shutil.copytree(FOLDER, usr / "lib" / NAME, symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / "launch-wizard").symlink_to(f"../lib/{NAME}/launch-wizard")
    _copy(LINUX / f"{NAME}.desktop", usr / "share" / "applications")
    _copy(LINUX / f"{NAME}.xml", usr / "share" / "mime" / "packages")
    for icon in sorted((BUILD / "icons").glob("*.png")):
        place = usr / "share" / "icons" / "hicolor" / f"{icon.stem}x{icon.stem}" / "apps"
        _copy(icon, place, f"{NAME}.png")
    released = datetime.fromtimestamp(EPOCH, UTC).date().isoformat()
    metainfo = (LINUX / APPSTREAM).read_text("utf-8")
    metainfo = metainfo.replace("@VERSION@", _bundle["version"]()).replace("@DATE@", released)
    place = usr / "share" / "metainfo"
    place.mkdir()
    (place / APPSTREAM).write_text(metainfo, "utf-8")
    _documents(usr / "share" / "doc" / NAME)


def _documents(place: Path) -> None:
    place.mkdir(parents=True)
    notices = FOLDER / "_internal" / "notices"
    own = (notices / "LICENSE").read_text("utf-8")
    (place / "copyright").write_text(
        f"{own}\n{(notices / 'NOTICES.txt').read_text('utf-8')}", "utf-8"
    )
    day = format_datetime(datetime.fromtimestamp(EPOCH, UTC))
    log = CHANGES.format(name=NAME, version=_bundle["version"](), maintainer=MAINTAINER, day=day)
    _squeeze(log.encode(), place / "changelog.gz")
    _squeeze((ROOT / "CHANGELOG.md").read_bytes(), place / "NEWS.gz")
    manual = place.parents[1] / "man" / "man1"
    manual.mkdir(parents=True)
    _squeeze((LINUX / "launch-wizard.1").read_bytes(), manual / "launch-wizard.1.gz")


def _squeeze(text: bytes, target: Path) -> None:
    target.write_bytes(gzip.compress(text, mtime=0))


def _copy(source: Path, place: Path, name: str = "") -> None:
    place.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place / (name or source.name))


def settle(tree: Path) -> int:
    """Give every file its rights and one time; return the size of all in bytes."""
    size = 0
    for path in (tree, *sorted(tree.rglob("*"))):
        if not path.is_symlink():
            runs = path.is_dir() or path.name == "launch-wizard"
            path.chmod(0o755 if runs else 0o644)
            size += 0 if path.is_dir() else path.stat().st_size
        os.utime(path, (EPOCH, EPOCH), follow_symlinks=False)
    return size


def glibc(folder: Path) -> str:
    """Return the C library that the programs and libraries in ``folder`` ask for.

    A library built on a newer system than the oldest supported one raises it, unnoticed until
    the program does not start there.
    """
    files = [*folder.rglob("*.so*"), folder / "launch-wizard"]
    asked = {
        int(minor)
        for file in files
        if file.is_file() and not file.is_symlink()
        for minor in re.findall(rb"\0GLIBC_2\.(\d+)(?=\0)", file.read_bytes())
    }
    return f"2.{max(asked)}"


def architecture() -> str:
    """Return this machine's architecture in Debian's words."""
    command = ["dpkg", "--print-architecture"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Make the package."""
    if not FOLDER.is_dir():
        sys.exit("make the folder first: make bundle")
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    (tree / "usr").mkdir(parents=True)
    lay_out(tree)
    machine, version = architecture(), _bundle["version"]()
    kilobytes = -(-settle(tree) // 1024)
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    fields = {
        "name": NAME,
        "maintainer": MAINTAINER,
        "version": version,
        "architecture": machine,
        "kilobytes": kilobytes,
    }
    control.write_text(CONTROL.format(glibc=glibc(FOLDER), **fields), "utf-8")
    package = DIST / f"{NAME}_{version}_{machine}.deb"
    os.environ["SOURCE_DATE_EPOCH"] = str(EPOCH)
    _bundle["run"]("dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", tree, package)
    _bundle["checksums"]()
    print(f"{package.relative_to(ROOT)}: {package.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
