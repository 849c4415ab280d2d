"""The participant's side of a class on the command line: hand in, and take comments back."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from wizard.cli.workshop import Commands, add_command
from wizard.errors import PlanError
from wizard.plans.files import SQLITE, read_given
from wizard.session import now
from wizard.session.feedback import find_feedback, take_feedback
from wizard.session.membership import membership, with_membership
from wizard.text import Words


def add_actions(actions: Commands[argparse.ArgumentParser], say: Words) -> None:
    """Add what a participant does to the command ``class``."""
    hand_in_ = add_command(actions, "hand-in", say("workshop.help.hand_in"), say)
    hand_in_.add_argument("file", type=Path, metavar="FILE.shopplan")
    hand_in_.add_argument("-o", "--output", type=Path, metavar="DIR", required=True)
    agreed = hand_in_.add_mutually_exclusive_group()
    agreed.add_argument("--show-answers", action="store_true", default=None, dest="shows",
                        help=say("workshop.help.show_answers"))  # fmt: skip
    agreed.add_argument("--hide-answers", action="store_false", default=None, dest="shows",
                        help=say("workshop.help.hide_answers"))  # fmt: skip
    take_ = add_command(actions, "take", say("workshop.help.take"), say)
    take_.add_argument("file", type=Path, metavar="FILE.shopplan")
    take_.add_argument("--from", dest="source", type=Path, metavar="PLACE", required=True,
                       help=say("workshop.help.take_from"))  # fmt: skip


def hand_in(options: argparse.Namespace, say: Words) -> int:
    """Write a clean copy of a plan for the trainer; the plan itself stays as it is."""
    from wizard.plans.reading import read_foreign, write_contents
    from wizard.workshop.handing_in import handed_in_name

    _must_be_plan(options.file)
    contents = read_foreign(options.file)
    member = membership(contents.summary)
    if options.shows is not None:
        member = replace(member, shows_answers=options.shows)
        contents = replace(contents, summary=with_membership(contents.summary, member))
    stamp = f"{now():%Y%m%d-%H%M%S}"
    name = handed_in_name(member, contents.plan_id, stamp, say("trainer.no_class"))
    target = options.output / say("trainer.hand_in_folder") / name
    write_contents(contents, target, private=False)
    print(target)
    key = "trainer.shows_answers" if member.shows_answers else "trainer.hides_answers"
    print(say(key), file=sys.stderr)
    return 0


def take(options: argparse.Namespace, say: Words) -> int:
    """Keep what the trainer wrote in the plan; answers stay as they are."""
    from wizard.session.opening import open_plan

    _must_be_plan(options.file)
    opened = open_plan(options.file)
    try:
        if opened.claim is None:
            raise opened.opening.read_only or PlanError("plans.open_elsewhere", path=options.file)
        said = find_feedback(options.source, opened.plan.plan_id)
        new = take_feedback(opened.plan, said)
    finally:
        saved = opened.plan.close()
        if opened.claim is not None:
            opened.claim.release()
    print(say("workshop.taken" if new else "workshop.taken_before"))
    return 0 if saved else 1


def _must_be_plan(path: Path) -> None:
    if not read_given(path, len(SQLITE)).startswith(SQLITE):
        raise PlanError("plans.not_a_plan", path=str(path))
