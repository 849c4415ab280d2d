"""A pack small enough to read in a test, and the ways to write and load it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from wizard import packs
from wizard.engine import CompiledChecklist, Evaluation, evaluate
from wizard.model.answers_document import read_answers
from wizard.strict_yaml import load

TODAY = dt.date(2026, 11, 22)

PACK = """\
id: small
version: 2
title: 小清单
languages: [zh, en]
areas: [area]
candidates: platforms
chosen: chosen_platform
"""
AREA = """\
id: area
title: 区域
topics:
  - id: first
    title: 第一题
    questions:
      - {id: hours, kind: number, unit: hours, must: true, ask: 几小时, pass: hours >= hours_enough, warn: hours >= 3,
         on_warn: {say: "只有 {hours}", days: 7}, on_fail: {severity: watch, say: "{hours} 太少"}}
      - {id: goods, kind: many_of, must: true, ask: 卖什么, choices: {software: 软件, cards: 点卡, cracked: 破解},
         pass: "none_of(goods, [cracked])",
         on_fail: {severity: red_line, say: "不能卖{goods}", do: 下架, days: 0, effort: S}, sources: [law]}
      - {id: minors, kind: yes_no, ask: 有告知吗, when: cards in goods, pass: minors, on_fail: {severity: fix, say: 缺告知}}
  - id: second
    title: 第二题
    questions:
      - id: platforms
        kind: table
        ask: 平台
        columns:
          - {id: name, kind: text, ask: 名称}
          - {id: verified, kind: yes_no, must: true, ask: 查到了吗, pass: verified, on_fail: {severity: red_line, say: "{name} 查不到"}}
          - {id: commission, kind: percent, ask: 佣金}
          - {id: payment_fee, kind: percent, ask: 手续费}
          - {id: annual_fee, kind: money, ask: 年费}
          - {id: take, kind: percent, ask: 合计, computed: commission + payment_fee, pass: take <= 5, on_fail: {severity: watch, say: "合计 {take}"}}
      - {id: chosen_platform, kind: text, must: true, ask: 选哪家}
      - id: budget_lines
        kind: table
        ask: 预算
        columns:
          - {id: item, kind: text, ask: 项目}
          - {id: amount, kind: money, ask: 金额}
          - {id: kind, kind: one_of, ask: 类型, choices: {one_off: 一次性, monthly: 每月, yearly: 每年, deposit: 押金}}
      - {id: startup_budget, kind: money, must: true, ask: 启动预算, computed: startup_total,
         pass: startup_known <= start_up_cap and startup_total <= start_up_cap,
         on_fail: {severity: red_line, say: "启动预算 {startup_known}，超出 {startup_known - start_up_cap}"}}
      - {id: launch_date, kind: date, ask: 哪天开业, default_days: 30}
"""
VALUES = """\
values:
  hours_enough: {value: 10, unit: hours, title: 够用}
  start_up_cap: {value: 5000, unit: money, title: 上限}
"""
RULES = """\
rules:
  - {id: hours_and_minors, severity: fix, when: hours < 5 and not minors, questions: [hours, minors], say: 两处矛盾}
"""
SOURCES = """\
sources:
  law: {title: 某法, kind: law, grade: A, checked: 2026-11-22}
"""
EN = """\
questions:
  hours: {ask: How many hours, on_warn: {say: "Only {hours}"}, on_fail: {say: "{hours} is too little"}}
"""

FILES = {
    "pack.yaml": PACK,
    "area.yaml": AREA,
    "values.yaml": VALUES,
    "rules.yaml": RULES,
    "sources.yaml": SOURCES,
    "translations/en.yaml": EN,
}


def write_pack(folder: Path, **changed: str | None) -> Path:
    """Write the pack, some files changed; name them without suffix, None leaves one out."""
    files: dict[str, str | None] = dict(FILES)
    for name, text in changed.items():
        files[f"{name}.yaml"] = text
    for name, text in files.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return folder


def small_pack(folder: Path) -> CompiledChecklist:
    """Write and load the pack."""
    return packs.load(write_pack(folder))


def judged(compiled: CompiledChecklist, answers: str, **options: Any) -> Evaluation:
    """Evaluate answers written as YAML."""
    found, problems = read_answers(
        compiled.checklist, load(f"answers: {answers}", "a"), ("answers",)
    )
    assert not problems, problems
    return evaluate(compiled, found, options.pop("today", TODAY), **options)
