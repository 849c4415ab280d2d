"""What the trainer thinks of the plans goes back to the participants, one file for each.

The plans themselves stay as they are: a participant's program takes the file that names its
plan, so that one stick serves the whole class.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from wizard.plans.files import safe_file_name
from wizard.session.feedback import SUFFIX, Feedback, write_returned
from wizard.text import Words
from wizard.workshop.classroom import Classroom, Grade, plan_ids, read_classroom, read_grades


def feedback_of(classroom: Classroom, grade: Grade, today: dt.date) -> Feedback:
    """Return what a participant gets of the trainer's grade and comments."""
    return Feedback(classroom.name, today.isoformat(), grade.grade, grade.comment, grade.notes)


def returned(folder: Path, plan_id: str, today: dt.date) -> Feedback:
    """Return what goes back for one plan; empty where nothing was written about it.

    Raises:
        WizardError: the folder holds no class, or its grades cannot be understood.
    """
    grade = read_grades(folder).get(plan_id, Grade())
    return feedback_of(read_classroom(folder), grade, today)


def return_all(folder: Path, places: Sequence[Path], today: dt.date, say: Words) -> list[Path]:
    """Write a file for each plan something was written about; return what was written.

    Args:
        folder: of the class.
        places: sticks and folders; each gets the files of the whole class.
        today: the day they are returned.
        say: the language of the name of the folder they go into.

    Raises:
        WizardError: the class cannot be understood, or a place cannot be written.
    """
    classroom, grades = read_classroom(folder), read_grades(folder)
    written = []
    for place in places:
        for plan_id in plan_ids(folder):
            said = feedback_of(classroom, grades.get(plan_id, Grade()), today)
            if said:
                name = safe_file_name(f"{classroom.name}-{plan_id}", SUFFIX)
                path = place / say("workshop.return_folder") / name
                write_returned(path, plan_id, said)
                written.append(path)
    return written
