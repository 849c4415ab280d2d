"""Write the sound inputs the corpus begins with: ``python tests/fuzz/seeds.py``."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests import small_pack  # noqa: E402  found through the line before
from tests.fuzz import targets  # noqa: E402
from tests.fuzz.wrapping import with_attachment, with_fields  # noqa: E402
from wizard import packs, resources  # noqa: E402
from wizard.documents.form import PACK_FIELD  # noqa: E402
from wizard.model.checklist import Checklist  # noqa: E402
from wizard.packs.archive import write_archive  # noqa: E402
from wizard.plans.answers_file import canonical, write_answers  # noqa: E402
from wizard.plans.carried import ATTACHMENT, carry  # noqa: E402
from wizard.plans.contents import new_plan  # noqa: E402
from wizard.plans.reading import read_own, write_contents  # noqa: E402
from wizard.plans.store import PlanFile  # noqa: E402
from wizard.plans.workbook import write_workbook  # noqa: E402
from wizard.session import stored  # noqa: E402
from wizard.text import words  # noqa: E402

CORPUS = Path(__file__).with_name("corpus")
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
PLAN_ID = "0f6c2d1e-7a51-4c5e-9a63-3f0d8a2f9c11"
EXPRESSIONS = """\
m <= 5_000 and n > 3
sum(rows, amount, kind == rent) <= m
count(rows, ok) >= 2 or b
all(rows, amount > 0) and not any(rows, kind == own)
min(rows, amount) + max(m, 5) * 2
(m if b else m / 3) > 2
none_of(k, [rent]) and rent in k
c in [rent, own]
on >= 2026-01-31
days_between(on, on) < d
answered(m) and not answered(s)
m / n * p / 100
percent(m, m) > abs(p)
hours(d) > 3 and any_of(k, [own])
1 < n <= 3 < x
"""
AMOUNTS = """\
5000
５０００
5,000
¥5000元
5千
0.5万
1万2千3百45
百分之5
3.5%
-5
1e400
2026年11月22日
20261122
是
12345678901234567890.123
１，２３４．５６ 元
NaN
"""
TEMPLATES = (
    "# Title\n\n## AB-01 Parties\n\n{{ name }} and **{{ blank }}**.\n\n- {{ goods }}\n",
    "{% if 'cards' in goods %}yes{% elif minutes > 5 %}no{% else %}-{% endif %}\n",
    "| a | b |\n|---|---|\n{% for row in rows %}| {{ row.item }} | {{ row.kind }} |\n{% endfor %}",
    "{% for a in rows %}{% for b in rows %}{{ a.item }}{% endfor %}{% endfor %}",
    "> ground\n\n1. one\n2. [{{ name }}](https://example.org)\n\n!!conflict name blank\n",
    "{{ ''.__class__ }}",
    "{% raw %}{{ name }}{% endraw %}{# note #}",
)


def personas(checklist: Checklist) -> Iterator[str]:
    """Yield the answers files of the gallery's personas."""
    folder = resources.pack_folder("_gallery")
    for one in packs.read_personas(folder, checklist)[0]:
        yield write_answers(checklist, one.name, one.answers)


def plan(path: Path, checklist: Checklist) -> Path:
    """Write a plan with some history to ``path``."""
    folder = resources.pack_folder("_gallery")
    one = packs.read_personas(folder, checklist)[0][0]
    contents = new_plan(
        plan_id=PLAN_ID,
        name=one.name,
        pack=(checklist.id, checklist.version),
        answers=stored(checklist, one.answers),
        now=NOON,
        language="zh",
    )
    write_contents(contents, path)
    with PlanFile.open(path) as opened:
        opened.commit({"hours_open": "6"}, now=NOON)
        opened.undo(NOON)
        opened.record_print('{"edition": "draft"}', now=NOON)
        opened.name_version("before", now=NOON)
    return path


def seeds() -> Iterator[tuple[str, bytes]]:
    """Yield the target and the bytes of every seed."""
    checklist = targets.gallery().checklist
    files = list(personas(checklist))
    for text in files:
        yield "answers_yaml", text.encode()
        yield "yaml", text[:1500].encode()
    folder = resources.pack_folder("_gallery")
    for one in packs.read_personas(folder, checklist)[0]:
        yield "answers_json", canonical(checklist, one.name, one.answers)
    yield "json_text", b'{"a": [1, 2.50, "\\u5e97", null, true, {"b": -3}], "c": "d"}'
    yield "yaml", 'a: [1, 2.50, "店", ~, true]\nb:\n  - c: |-\n      d\n    e: "\\x41"\n'.encode()
    for line in EXPRESSIONS.splitlines():
        yield "expression", line.encode()
    yield "condition", b"all:\n- m > 5\n- any: [b, n < 3]\n- not: b\n"
    for line in AMOUNTS.splitlines():
        yield "amounts", line.encode()
        yield "typed", line.encode()
    yield from plans(checklist)
    yield from forms(checklist)
    for text in TEMPLATES:
        yield "template", text.encode()
    yield from small()


def plans(checklist: Checklist) -> Iterator[tuple[str, bytes]]:
    """Yield plans: as a file, in a PDF, as the JSON in it, as a workbook."""
    path = plan(targets.folder() / "seed.shopplan", checklist)
    yield "plan_file", path.read_bytes()
    inside = carry(read_own(path))
    without = re.sub(rb',"sum":"[0-9a-f]+"', b"", inside)
    yield "carried_plan", inside
    yield "carried_plan", without
    yield "printed_pdf", with_attachment(without[:3_000], ATTACHMENT)
    yield (
        "workbook_cells",
        (
            "answers\ngallery\t#1\tname\t店\nid\tnumber\tquestion\tanswer\nhours_open\t1\t?\t#6\nstall_name\t2\t?\t=1+1\n"
            "\fbooks\ntitle\tcopies\tprice\n名\t数\t价\n书\t#3\t#12.5\n"
        ).encode(),
    )
    one = packs.read_personas(resources.pack_folder("_gallery"), checklist)[0][0]
    yield "workbook", write_workbook(checklist, one.name, one.answers, words("zh"))


def forms(checklist: Checklist) -> Iterator[tuple[str, bytes]]:
    """Yield filled worksheets: as a PDF, and as names and values."""
    rows = "plan-name=店\nhours_open=6\nstarting_cash=0.5万\nbooks-1-title=书\nbooks-1-copies=3"
    yield "form_fields", rows.encode()
    pack = (PACK_FIELD, f"{checklist.id}:{checklist.version}")
    yield "form", with_fields([pack, ("hours_open", "6"), ("stall_name", "=1+1")])


def small() -> Iterator[tuple[str, bytes]]:
    """Yield the pack of the unit tests: its files, and all of them in one."""
    content = {name: (text or "").encode() for name, text in small_pack.FILES.items()}
    yield "pack_archive", write_archive(content, "seed.zip")
    for name in ("area", "pack", "rules", "values"):
        text = content.get(f"{name}.yaml")
        if text:
            yield "pack_text", name.encode() + b"\n" + text


def main() -> None:
    """Write every seed under a name that tells its place among those of its target."""
    counts: dict[str, int] = {}
    for name, data in seeds():
        number = counts[name] = counts.get(name, 0) + 1
        place = CORPUS / name
        place.mkdir(parents=True, exist_ok=True)
        (place / f"seed-{number:02}").write_bytes(data)
    print(counts)


if __name__ == "__main__":
    main()
