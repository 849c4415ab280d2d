"""What a plan that is handed in is called."""

from __future__ import annotations

from wizard.plans.files import safe_file_name
from wizard.plans.schema import SUFFIX
from wizard.session.membership import Membership

_SHORT_ID = 8


def handed_in_name(member: Membership, plan_id: str, stamp: str, no_class: str) -> str:
    """Return ``class-plan-time.shopplan``: nobody's name stands on the stick."""
    title = f"{member.class_name or no_class}-{plan_id[:_SHORT_ID]}-{stamp}"
    return safe_file_name(title, SUFFIX)
