"""What is handed out: notices of all that is in it, and one file type everywhere."""

from __future__ import annotations

import configparser
import json
import os
import re
import runpy
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from wizard.plans.library import SUFFIX

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
MIME = "application/x-shopplan"
NAME = "shop-launch-wizard"


def _script(name: str) -> dict[str, Any]:
    return runpy.run_path(str(PACKAGING / name))


def test_tools_of_the_bundle_are_pinned_with_hashes_and_name_no_index() -> None:
    text = (ROOT / "requirements-bundle.txt").read_text("utf-8")
    pinned = re.findall(r"^([\w.-]+)==", text, re.MULTILINE)
    assert "pyinstaller" in pinned
    assert len(re.findall(r"^[\w.-]+==.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(pinned)
    assert "://" not in text


def _one_file_of(name: str) -> Path:
    files = distribution(name).files or []
    found = next(file for file in files if file.suffix == ".py")
    return Path(str(found.locate()))


def test_everything_shipped_comes_with_its_license(tmp_path: Path) -> None:
    script = _script("notices.py")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[=><\[;]", need)[0].strip() for need in project["dependencies"]}
    files = [*map(_one_file_of, wanted), ROOT / "wizard" / "app.py", Path(json.__file__)]
    every = script["owners"](files)
    names = {one.name.lower().replace("_", "-") for one in every}
    assert names == {one.lower().replace("_", "-") for one in wanted} | {"python"}
    written = script["write"](tmp_path / "notices", every)
    assert {path.parent.name for path in written} >= {one.name for one in every}
    notices = (tmp_path / "notices" / "NOTICES.txt").read_text("utf-8")
    for one in every:
        assert f"{one.name} {one.version}: " in notices
    assert "GNU Lesser General Public License" in notices
    listed = json.loads((tmp_path / "notices" / "sbom.cdx.json").read_text("utf-8"))
    assert [one["purl"] for one in listed["components"]] == [one.origin for one in every]


@pytest.mark.skipif(
    not Path("/usr/share/doc/libc6/copyright").is_file(), reason="Debian's packages"
)
def test_a_library_of_the_system_is_listed_with_its_package() -> None:
    library = next(Path("/usr/lib").glob("*-linux-gnu/libz.so.1"))
    found = {one.name: one for one in _script("notices.py")["owners"]([library])}
    assert found["zlib1g"].origin.startswith(f"pkg:deb/debian/zlib1g@{found['zlib1g'].version}")
    assert found["zlib1g"].texts == (Path("/usr/share/doc/zlib1g/copyright"),)


def test_a_file_nobody_owns_is_not_shipped() -> None:
    with pytest.raises(SystemExit, match="nobody owns"):
        _script("notices.py")["owners"]([Path(sys.prefix) / "pyvenv.cfg"])


def test_a_library_without_a_license_is_not_shipped(tmp_path: Path) -> None:
    script = _script("notices.py")
    bare = script["Part"]("bare", "1", "", (), "pkg:pypi/bare@1")
    with pytest.raises(SystemExit, match="bare"):
        script["write"](tmp_path / "notices", [bare])


def test_the_package_asks_for_the_c_library_it_was_built_with(tmp_path: Path) -> None:
    (tmp_path / "launch-wizard").write_bytes(b"\0GLIBC_2.4\0")
    (tmp_path / "libold.so.1").write_bytes(b"\0GLIBC_2.14\0GLIBC_2.36\0GLIBC_PRIVATE\0")
    (tmp_path / "words.txt").write_bytes(b"\0GLIBC_2.99\0")
    assert _script("deb.py")["glibc"](tmp_path) == "2.36"


def test_no_code_under_the_gpl_and_none_that_connects_is_bundled() -> None:
    spec = (PACKAGING / "launch-wizard.spec").read_text("utf-8")
    left_out = spec.partition("UNUSED_MODULES = [")[2].partition("]")[0]
    assert {'"readline"', '"ssl"', '"_ssl"'} <= set(re.findall(r'"[^"]+"', left_out))
    assert '"Qt6Network"' in spec.partition("UNUSED = (")[2].partition("\n)")[0]
    # A prefix without its dot would also take the plugin that finds printers.
    prefixes = re.findall(r'"([^"]+)"', spec.partition("FROM_THE_SYSTEM = (")[2].partition(")")[0])
    assert not any("libcupsprintersupport.so".startswith(one) for one in prefixes)


def test_the_icon_comes_in_every_size(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(PACKAGING / "icons.py"), str(tmp_path)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    for size in _script("icons.py")["SIZES"]:
        with Image.open(tmp_path / f"{size}.png") as drawn:
            assert drawn.size == (size, size)
            # Not one color: something is drawn on the ground.
            assert len(drawn.getcolors(size * size) or []) > 3
    with Image.open(tmp_path / f"{NAME}.ico") as drawn:
        assert (16, 16) in drawn.info["sizes"]
        assert (256, 256) in drawn.info["sizes"]


def test_all_systems_know_one_file_type() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(PACKAGING / "linux" / f"{NAME}.desktop", "utf-8")
    desktop = entry["Desktop Entry"]
    assert desktop["MimeType"] == f"{MIME};"
    assert desktop["Exec"] == "launch-wizard %f"
    assert f'setDesktopFileName("{desktop["Icon"]}")' in (ROOT / "wizard" / "app.py").read_text(
        "utf-8"
    )
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = ET.parse(PACKAGING / "linux" / f"{NAME}.xml").getroot()  # noqa: S314  our own file
    assert kind.get("type") == MIME
    assert [one.get("pattern") for one in kind.iter(f"{space}glob")] == [f"*{SUFFIX}"]
    setup = (PACKAGING / "windows" / "installer.nsi").read_text("utf-8")
    assert f"Software\\Classes\\{SUFFIX}" in setup
    spec = (PACKAGING / "launch-wizard.spec").read_text("utf-8")
    assert f'"public.filename-extension": ["{SUFFIX[1:]}"]' in spec


def test_the_manual_names_every_command() -> None:
    from wizard.__main__ import _COMMANDS

    manual = (PACKAGING / "linux" / "launch-wizard.1").read_text("utf-8")
    told = {
        word
        for line in re.findall(r"^\.B ([a-z, ]+)$", manual, re.MULTILINE)
        for word in re.findall(r"[a-z]+", line)
    }
    assert told >= _COMMANDS


def test_the_bundle_carries_the_version_of_the_program() -> None:
    from wizard import __version__

    assert _script("bundle.py")["version"]() == __version__
