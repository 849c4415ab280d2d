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


def test_everything_shipped_comes_with_its_license(tmp_path: Path) -> None:
    script = _script("notices.py")
    written = script["write"](tmp_path / "notices")
    names = {one.name.lower().replace("_", "-") for one in written}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {
        re.split(r"[=><\[;]", need)[0].strip().lower().replace("_", "-")
        for need in project["dependencies"]
    }
    assert wanted <= names
    notices = (tmp_path / "notices" / "NOTICES.txt").read_text("utf-8")
    for one in written:
        assert f"{one.name} {one.version}: " in notices
        assert any((tmp_path / "notices" / one.name).iterdir())
    assert "GNU Lesser General Public License" in notices
    listed = json.loads((tmp_path / "notices" / "sbom.cdx.json").read_text("utf-8"))
    assert len(listed["components"]) == len(written)


def test_a_library_without_a_license_is_not_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = _script("notices.py")
    bare = script["Part"]("bare", "1", "", ())
    monkeypatch.setitem(script["write"].__globals__, "parts", lambda _: [bare])
    with pytest.raises(SystemExit, match="bare"):
        script["write"](tmp_path / "notices")


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


def test_the_bundle_carries_the_version_of_the_program() -> None:
    from wizard import __version__

    assert _script("bundle.py")["version"]() == __version__
