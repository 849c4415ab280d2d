"""A document with every type of block, and how text is compared."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

from PIL import Image

from wizard.documents.blocks import (
    Attachment,
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Columns,
    Contents,
    Cover,
    Document,
    DocumentMeta,
    Fields,
    Heading,
    Level,
    PageBreak,
    Paragraph,
    Photo,
    Picture,
    Rule,
    Run,
    Series,
    Signature,
    Spacer,
    Stamp,
    Table,
    row,
    text,
)

SENTENCE = (
    "人工客服在承诺的服务时间内 10 分钟响应：这是经验值，不是法律要求。先补发再核查，单笔补发"
    "损失不超过 50 元；超过的转给店主本人判断（见《售后规则》第三条）。"
)


def squeezed(words: str) -> str:
    """Return words without any white space: what layout may change."""
    return "".join(words.split())


def document(*blocks: Block, **changes: object) -> Document:
    """Return a document of some blocks."""
    meta: dict[str, object] = {"plan": "小林的软件授权店", "date": date(2026, 11, 22)}
    attachments = changes.pop("attachments", ())
    language = changes.pop("language", "zh")
    meta |= changes
    return Document("开店启动计划", language, blocks, DocumentMeta(**meta), attachments)  # type: ignore[arg-type]


def photo(width: int, height: int, color: str = "teal") -> Photo:
    file = io.BytesIO()
    Image.new("RGB", (width, height), color).save(file, "JPEG")
    return Photo(file.getvalue(), width, height)


CHARTS: tuple[Chart, ...] = (
    Chart(
        "bullet",
        "启动预算",
        "离上限还有 1,140 元。",
        (Series("金额", (2400, 600, 500)),),
        ("首批进货", "平台年费", "押金"),
        (Level("上限 5,000 元", 5000),),
    ),
    Chart(
        "bars", "每周几小时", "", (Series("要", (8, 4)), Series("有", (6, None))), ("客服", "上架")
    ),
    Chart(
        "stacked", "到手多少", "", (Series("到手", (91, 88)), Series("佣金", (9, 12))), ("甲", "乙")
    ),
    Chart(
        "waterfall",
        "一单剩多少",
        "剩 3 元。",
        (Series("元", (20, -14, Decimal(-3), None)),),
        ("售价", "进货", "佣金", "每单贡献"),
    ),
    Chart(
        "break_even",
        "多少单不亏",
        "每天 2 单。",
        (Series("收入", (0, 20, 40, 60)), Series("成本", (20, 30, 40, 50))),
        ("0", "1", "2", "3"),
        (Level("2 单", 2, across=True),),
        unit="元",
    ),
    Chart("line", "现金", "", (Series("基准", (5, None, -3, 4)),), ("1", "2", "3", "4")),
    Chart("areas", "钱在哪", "", (Series("银行", (5, 6)), Series("平台", (3, 9))), ("1", "2")),
    Chart("fan", "一年后", "", (Series("中", (5, 6), low=(4, 3), high=(7, 9)),), ("1", "2")),
    Chart(
        "tornado",
        "哪个数要紧",
        "",
        (Series("单", low=(277, 180), high=(106, 130)),),
        ("价格", "成本"),
        (Level("基准", 153),),
    ),
    Chart(
        "gantt",
        "里程碑",
        "",
        (Series("天", low=(0, 7), high=(7, 30)),),
        ("办执照", "接平台"),
        (Level("止损", 30),),
        ticks=((0, "0"), (30, "30")),
    ),
    Chart("heat", "忙时", "", (Series("周一", (1, 2)), Series("周二", (3, None))), ("0", "1")),
)


def sample(**changes: object) -> Document:
    """Return a document with every type of block."""
    rows = tuple(
        row(Run("红线", mark="red_line"), SENTENCE[: 5 * n], f"{n}.00") for n in range(1, 9)
    )
    blocks: tuple[Block, ...] = (
        Cover(
            "开店启动计划",
            "小林的软件授权店",
            Fields((("经营者", text("李𬭎、㛃")), ("版本", text("v3")))),
            Stamp("fix_first", "整改后开业"),
            "参考文件，非法律意见。",
            "v3 a1b2c3d",
        ),
        Contents("目录"),
        PageBreak(),
        Heading(text("一页总览"), 1, "overview", "1"),
        Paragraph(text("启动要 ", Run("3,860.00 元", bold=True), "。"), "lead", question="4.1"),
        Columns((Heading(text("左"), 3), Stamp("ready", "可以开业")), (Paragraph(text("右边")),)),
        Picture(photo(60, 40), "授权书 <扫描>", "picture"),
        Callout(
            "red_line",
            text("收款主体不一致"),
            (
                Paragraph(text(SENTENCE, Run("办法", link="https://example.org/a?b=1&c=2"), "。")),
                Bullets((text("截图"), text("三天内完成")), checkbox=True),
                Callout("info", text("依据"), (Paragraph(text("电子商务法第十条"), "note"),)),
            ),
            key="payment",
            question="3.5",
        ),
        *(Callout(severity, text("一句话")) for severity in ("fix", "watch", "broken", "ok")),
        Callout("not_sure", text("还不知道提现要几天")),
        Rule(),
        Heading(text("清单"), 2, "list"),
        Table(
            (Column("★"), Column("事", weight=1), Column("元", "right")),
            (*rows, row("", "合计", "36.00", total=True)),
            "行动清单",
            notes=(text("经验值可以改。"),),
        ),
        Bullets((text("甲"), text("乙")), ordered=True),
        Bullets((text("丙"),)),
        PageBreak(),
        Heading(text("图"), 1, "charts"),
        *CHARTS,
        Spacer(20),
        Paragraph(text(SENTENCE * 6, Run("见清单", link="#list"))),
        Paragraph(text(Run("待填：店名", mark="blank"), Run("已填", mark="filled")), "clause"),
        Signature(("甲方：", "日期：")),
    )
    plan = Attachment("plan.json", b'{"schema": "plan"}' * 40)
    looks: dict[str, object] = {
        "edition": "draft",
        "version": "v3",
        "digest": "a1b2c3d",
        "footer": "参考文件，非法律意见",
        "attachments": (plan,),
        **changes,
    }
    return document(*blocks, **looks)
