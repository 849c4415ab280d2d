"""An author's walk, and every command that the guides for authors show."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from wizard import packs, resources
from wizard.__main__ import _wants_window
from wizard.authoring import install, offered
from wizard.cli import main
from wizard.plans.library import kept_pack, packs_folder

MISTAKES = (
    ("pass: weekly_hours", "pass: weekly_hour"),
    ("kind: many_of", "kind: manyof"),
    ("sources: [own_experience]", "sources: [own_experiense]"),
)
ANSWERS = "name: 小林\nanswers:\n  weekly_hours: 12\n  helpers: [family]\n"
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_TEMPLATE = re.compile(r"```jinja\n(.*?)```", re.DOTALL)


def guide(language: str) -> str:
    path = resources.root() / "docs" / f"pack-author-guide.{language}.md"
    return path.read_text("utf-8")


def started(folder: Path) -> Path:
    pack = folder / "my_pack"
    assert main(["scaffold", str(pack)]) == 0
    return pack


def with_agreement(pack: Path) -> Path:
    """Add the agreement that the guide shows."""
    head = pack / "pack.yaml"
    row = "agreements: [{id: class_deal, title: 本班约定, template: class_deal}]\n"
    head.write_text(head.read_text("utf-8").replace("[zh, en]", "[zh]") + row, "utf-8")
    (pack / "templates").mkdir()
    found = _TEMPLATE.search(guide("zh"))
    assert found is not None
    (pack / "templates" / "class_deal.zh.md.j2").write_text(found.group(1), "utf-8")
    return pack


def test_three_mistakes_are_found_with_line_and_column_and_then_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = started(tmp_path)
    area = pack / "first.yaml"
    sound = wrong = area.read_text("utf-8")
    for right, slip in MISTAKES:
        wrong = wrong.replace(right, slip)
    area.write_text(wrong, "utf-8")
    capsys.readouterr()
    assert main(["lint", str(pack)]) == 1
    told = capsys.readouterr().out
    for _, slip in MISTAKES:
        lines = enumerate(wrong.splitlines(), 1)
        number = next(at for at, line in lines if slip in line)
        assert re.search(rf"first\.yaml:{number}:\d+: ", told), slip
    assert told.count("是不是") == len(MISTAKES)
    assert main(["bundle", str(pack)]) == 1
    area.write_text(sound, "utf-8")
    assert main(["lint", str(pack)]) == 0


def test_a_pack_with_an_agreement_is_installed_elsewhere_and_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = with_agreement(started(tmp_path / "here"))
    assert main(["lint", str(pack)]) == 0
    assert main(["simulate", str(pack), "--runs", "60", "--as-of", "2026-11-22"]) == 0
    assert main(["bundle", str(pack)]) == 0
    elsewhere = tmp_path / "elsewhere"
    offer = offered(pack.with_suffix(".shoppack"), packs_folder(elsewhere))
    assert offer.counts["templates"] == 1
    assert offer.digest in capsys.readouterr().out
    install(offer, packs_folder(elsewhere))
    kept = kept_pack(elsewhere, "my_pack")
    assert kept is not None
    assert packs.load(kept).digest == packs.load(pack).digest
    answers = tmp_path / "answers.yaml"
    answers.write_text(f"my_pack: 1\n{ANSWERS}", "utf-8")
    plan, kit = elsewhere / "plan.shopplan", tmp_path / "kit"
    assert main(["new", "-o", str(plan), "--from", str(answers), "--pack", str(kept)]) == 0
    assert main(["kit", str(plan), "-o", str(kit), "--pack", str(kept)]) == 0
    made = (kit / "agreements" / "class_deal.md").read_text("utf-8")
    for text in ("每周投入", "12 小时", "家人一起帮忙"):
        assert text in made
    assert (kit / "agreements" / "class_deal.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_of_the_guide_works(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("答案.yaml", "answers.yaml", "本班.yaml", "ours.yaml"):
        pack = "my_pack" if name in ("答案.yaml", "answers.yaml") else "our_class"
        own = ANSWERS.replace("  helpers: [family]\n", "") if pack == "our_class" else ANSWERS
        Path(name).write_text(f"{pack}: 1\n{own}", "utf-8")
    lines = [line for block in _BLOCK.findall(guide(language)) for line in block.splitlines()]
    commands = [shlex.split(line.partition(">")[0], comments=True) for line in lines]
    # The pack that extends ours is made before it is used, wherever the guide shows it.
    commands.sort(key=lambda words: words[1] != "scaffold")
    assert len(commands) >= 5
    for program, *arguments in commands:
        assert program == "launch-wizard"
        if arguments[0] == "--pack":
            assert _wants_window(arguments)
        else:
            assert main(arguments) in ((0, 1) if arguments[0] == "check" else (0,)), arguments
