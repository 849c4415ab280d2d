"""A pack that extends the gallery, and the ways to write it."""

from __future__ import annotations

from pathlib import Path

from wizard import packs
from wizard.errors import Problem
from wizard.text import LANGUAGES, words

CHANGES = """\
questions:
  open_at_weekend:
    ask: 这个周末出摊吗？
    on_fail: {say: 本班要求周末出摊。}
  rain_plan: {hide: true}
rules:
  weekday_only_note: {hide: true}
add:
  - topic: choices
    after: open_at_weekend
    questions:
      - {id: class_question, kind: yes_no, ask: 老师看过了吗？}
  - area: stall
    topics:
      - id: class_topic
        title: 本班
        questions:
          - {id: class_group, kind: yes_no, ask: 进群了吗？}
"""
EN = "questions: {open_at_weekend: {ask: Is the stall open this weekend?}}\n"


def overlay(
    folder: Path,
    *,
    changes: str | None = CHANGES,
    values: str | None = None,
    extends: str = "gallery",
) -> Path:
    """Write the pack and return its folder."""
    head = f"id: local\nversion: 1\ntitle: 本班\nlanguages: [zh, en]\nextends: {extends}\n"
    files = {"pack.yaml": head, "changes.yaml": changes, "values.yaml": values}
    files["translations/en.yaml"] = EN if changes == CHANGES else None
    for name, text in files.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return folder


def problems(folder: Path) -> list[Problem]:
    """Return what is wrong with a pack; every sentence exists in both languages."""
    _, reading = packs.read(folder)
    for problem in reading.problems:
        for language in LANGUAGES:
            say = words(language)
            assert say(problem.key, **problem.params)
            assert problem.hint is None or say(problem.hint, **problem.params)
    return reading.problems
