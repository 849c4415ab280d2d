"""A plan of every released format opens for ever."""

from __future__ import annotations

from pathlib import Path

from wizard.plans import reading
from wizard.plans.store import PlanFile

RELEASED = Path(__file__).parent / "released"


def test_format_1(tmp_path: Path) -> None:
    contents = reading.read_foreign(RELEASED / "format-1.shopplan")
    assert (contents.name, contents.pack_id, contents.pack_version) == (
        "小林的店",
        "shop_launch",
        1,
    )
    assert contents.answers == {
        "weekly_hours": "10",
        "goods_categories": '["licensed_software", "official_cards"]',
        "refund_rate": '{"value": "3%", "sure": "estimated", "note": "同行说的"}',
        "chosen_platform": '"平台甲"',
        "platforms": '[{"name": "平台甲", "annual_fee": "600"}]',
    }
    kinds = [step.kind for step in contents.log.steps]
    assert kinds == ["start", "answer", "answer", "undo", "redo", "clear", "undo", "rename"]
    assert [(p.revision, p.record) for p in contents.prints] == [(12, '{"edition": "draft"}')]
    assert [version.name for version in contents.versions] == ["找房东前"]
    assert [contents.blobs(item.sha256) for item in contents.evidence] == [b"%PDF-1.7 evidence"]

    with PlanFile.adopt(contents, tmp_path / "plan.shopplan") as plan:
        assert plan.can_redo
        assert plan.can_undo
