"""Agreements that a pack brings along: rendered apart, and never able to do harm."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.small_pack import PACK, judged, write_pack
from wizard import packs
from wizard.documents import kit
from wizard.documents.agreements import AgreementDocument, apart, compose_agreement, readiness
from wizard.documents.agreements.templating import Figure, Rows, Slot, Slots, Value, Values, render
from wizard.documents.voice import Voice
from wizard.engine import Evaluation
from wizard.errors import PackError
from wizard.text import LANGUAGES, words

HEAD = PACK + "agreements: [{id: deal, title: 约定, template: deal}]\n"
DEAL = """\
# 约定

## UA-01 时间

{% if hours %}每周 {{ hours }}。{% endif %}{{ minors }}

> 合同法

## UA-02 平台

{% for one in platforms %}
- {{ one.name }}
{% endfor %}
{% if 'cards' in goods %}卖点卡。{% endif %}
"""
ANSWERS = "{hours: 12, goods: [cards], minors: true, platforms: [{name: '{{ 7*7 }}<b>'}]}"

ATTACKS = {
    "classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "lipsum": "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "attr": "{{ (('{0.__class__.__init__.__globals__}')|attr('format'))(hours) }}",
    "format": "{{ '{0.__class__}'.format(hours) }}",
    "xmlattr": "{{ {'a onload=x':'y'}|xmlattr }}",
    "ranges": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "power": "{{ 10**(10**8) }}",
    "repeat": "{{ 'A'*10**9 }}",
    "center": "{{ hours|center(10**9) }}",
    "indent": "{{ hours|indent(10**9) }}",
    "percent": "{{ '%1000000000d'|format(1) }}",
    "list": "{{ ([0]*10**8) }}",
    "wordwrap": "{{ ('a'*1000000)|wordwrap(1) }}",
    "words": "{{ lipsum(n=100000) }}",
    "namespace": "{% set ns = namespace(x='a') %}{{ ns.x }}",
    "nested": "{% if hours %}" * 2000 + "{% endif %}" * 2000,
    "parentheses": "{{ " + "(" * 50_000 + " }}",
    "include": "{% include '/etc/passwd' %}",
    "method": "{{ hours.delete() }}",
    "secret": "{{ hours.token }}",
    "self": "{{ self.__dict__ }}",
    "long": "x" * 200_001,
    "tokens": "\U000f0000",
}


def written(folder: Path, template: str, head: str = HEAD) -> Path:
    pack = write_pack(folder, pack=head)
    (pack / "templates").mkdir(exist_ok=True)
    (pack / "templates" / "deal.zh.md.j2").write_text(template, "utf-8")
    return pack


def answered(folder: Path, template: str = DEAL) -> Evaluation:
    return judged(packs.load(written(folder, template)), ANSWERS)


def deal(evaluation: Evaluation) -> AgreementDocument:
    return compose_agreement(evaluation, "deal", name="店", edition="draft", language="zh")


def test_a_pack_brings_its_own_agreement(tmp_path: Path) -> None:
    evaluation = answered(tmp_path)
    made = deal(evaluation)
    assert [(one.code, one.questions) for one in made.clauses] == [
        ("UA-01", ("hours", "minors")),
        ("UA-02", ("platforms",)),
    ]
    text = made.document.plain_text()
    assert "每周 12 小时。" in text
    assert "{{ 7*7 }}<b>" in text
    assert "卖点卡。" in text
    assert made.broken is None
    assert made.blanks == ()
    found = readiness(Voice(evaluation, "zh"), "deal")
    assert (found.clauses, found.blanks, found.broken) == (2, 0, False)


def test_another_language_takes_the_author_s_own(tmp_path: Path) -> None:
    made = compose_agreement(answered(tmp_path), "deal", name="店", edition="draft", language="en")
    assert "卖点卡。" in made.document.plain_text()


def test_a_template_of_the_pack_takes_the_place_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "local"
    folder.mkdir()
    (folder / "templates").mkdir()
    head = "id: local\nversion: 1\ntitle: 本班\nlanguages: [zh, en]\nextends: shop_launch\n"
    (folder / "pack.yaml").write_text(head, "utf-8")
    name = packs.built_in().checklist.agreements[0]
    template = folder / "templates" / f"{name.template}.zh.md.j2"
    template.write_text("# 本班的约定\n\n## ZZ-01 店名\n\n{{ shop_legal_name }}\n", "utf-8")
    evaluation = judged(packs.load(folder), "{shop_legal_name: 小林}")
    made = compose_agreement(evaluation, name.id, name="店", edition="draft", language="zh")
    assert [one.code for one in made.clauses] == ["ZZ-01"]
    other = packs.built_in().checklist.agreements[1]
    assert compose_agreement(
        evaluation, other.id, name="店", edition="draft", language="zh"
    ).clauses


@pytest.mark.parametrize("name", ATTACKS)
def test_no_template_does_harm(tmp_path: Path, name: str) -> None:
    evaluation = answered(tmp_path, "# 约定\n\n" + ATTACKS[name])
    made = deal(evaluation)
    assert made.broken is not None
    assert not made.can_be_final
    for language in LANGUAGES:
        assert words(language)(made.broken.key, **made.broken.params)
    assert "模板用不了" in made.document.plain_text()
    assert readiness(Voice(evaluation, "zh"), "deal").broken


def test_a_broken_agreement_holds_back_nothing_else(tmp_path: Path) -> None:
    evaluation = answered(tmp_path, "{{ hours() }}")
    files = {one.path for one in kit(evaluation, name="店", language="zh", plan_id="x" * 36)}
    assert {"plan.pdf", "agreements/deal.pdf"} <= files


def test_what_fails_only_with_some_answers_is_told_with_its_line(tmp_path: Path) -> None:
    evaluation = judged(
        packs.load(written(tmp_path, "# 约定\n\n{% if hours < 7 %}x{% endif %}\n")), "{}"
    )
    made = deal(evaluation)
    assert made.broken is not None
    assert made.broken.params["line"] == 3


# The second wall: what a template that got past the allow-list could do.


@pytest.fixture
def renderer() -> Iterator[apart._Renderer]:
    """Begin a process of our own."""
    one = apart._Renderer()
    yield one
    one._stop()


def _open(_: Any) -> Any:
    return {"text": Path("/etc/passwd").read_text()}


def _write(_: Any) -> Any:
    Path("escaped").write_text("x")
    return {"text": "written"}


def _connect(_: Any) -> Any:
    import socket

    socket.socket().close()
    return {"text": "connected"}


def _hoard(_: Any) -> Any:
    return {"text": str(len(bytearray(10**9)))}


def _spin(_: Any) -> Any:
    while True:
        pass


def _sleep(_: Any) -> Any:
    time.sleep(60)
    return {"text": ""}


def _flood(_: Any) -> Any:
    return {"text": "x" * 3_000_000}


def _surroundings(_: Any) -> Any:
    return {"text": json.dumps(dict(os.environ))}


def _lie(_: Any) -> Any:
    return {"key": "ui.crash", "reason": "x" * 10_000}


def _serve_instead(line: Any, act: Any) -> None:
    apart._answer = act
    if act is _spin:
        setattr(apart, "_CPU", 1)  # noqa: B010 - final for everyone else
    apart._serve(line)


def _taken_over(
    renderer: apart._Renderer, act: Any, monkeypatch: pytest.MonkeyPatch
) -> apart._Renderer:
    """Let the process do what it likes in place of rendering."""
    import functools

    monkeypatch.setattr(apart, "_serve", functools.partial(_serve_instead, act=act))
    return renderer


@pytest.mark.skipif(os.name != "posix", reason="limits are those of POSIX")
@pytest.mark.parametrize(
    "act", [_open, _write, _connect, _hoard, _spin, _flood, _lie], ids=lambda one: one.__name__
)
def test_a_process_that_was_taken_over_gets_nowhere(
    renderer: apart._Renderer, act: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PackError) as caught:
        _taken_over(renderer, act, monkeypatch).render("", {}, "t", "a")
    assert caught.value.key == "templates.stopped"


def test_a_process_that_says_nothing_is_ended(
    renderer: apart._Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_WALL", 0.2)
    with pytest.raises(PackError, match=r"templates\.stopped"):
        _taken_over(renderer, _sleep, monkeypatch).render("", {}, "t", "a")
    assert renderer._process is None


def test_a_template_sees_nothing_of_its_surroundings(
    renderer: apart._Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _taken_over(renderer, _surroundings, monkeypatch).render("", {}, "t", "a")
    assert json.loads(found) == {}


def test_a_stopped_process_is_replaced_and_another_owner_gets_another(
    renderer: apart._Renderer,
) -> None:
    assert renderer.render("one", {}, "t", "a") == "one"
    first = renderer._process
    assert first is not None
    assert renderer.render("two", {}, "t", "a") == "two"
    assert renderer._process is first
    assert renderer.render("three", {}, "t", "b") == "three"
    assert renderer._process is not first
    assert not first.is_alive()
    assert renderer._process is not None
    renderer._process.kill()
    renderer._process.join()
    assert renderer.render("four", {}, "t", "b") == "four"


def test_apart_gives_what_rendering_here_gives() -> None:
    slots = Slots()
    row = {"name": Value("甲", slots.token(Slot("name", "甲")))}
    values = {
        "kind": Value("yes", slots.token(Slot("kind", "是"))),
        "many": Values(["a", "b"], slots.token(Slot("many", "甲"))),
        "days": Figure(Decimal("5.5"), slots.token(Slot("days", "5"))),
        "rows": Rows([row, row], slots.token(Slot("rows", "表"))),
    }
    source = (
        "{% if kind == 'yes' and 'a' in many and days < 7 and rows %}{{ kind }}{{ many }}{{ days }}"
        "{% for one in rows %}{{ one.name }}{% endfor %}{% endif %}\n"
    )
    assert apart.render_apart(source, values, "t", owner="x") == render(source, values, "t")
