"""Reads a platform's offer as pasted and proposes answers, each with its own sentence.

Plain patterns over the text, nothing leaves the computer and nothing is answered by
itself: a person confirms every proposal. What the text does not state outright (licences,
whether a company exists) is never read out of it, for an offer is advertising.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from wizard.model.answers import NOTHING, Answer, Row, Value
from wizard.model.questions import ManyOf, Table
from wizard.model.reading import Invalid

LONGEST = 40_000
"""Characters of an offer that are read."""
LONGEST_NOTE = 300

_SENTENCE = re.compile(r"(?:[^。！？!?；;\n\r|.]|\.(?!\s|$))+")
_CLAUSE = re.compile(r"[^，,、]+(?:(?<=\d)[,，](?=\d{3})[^，,、]*)*")
_AMOUNT = r"(?:¥|￥|rmb|cny)?\s*(?P<value>\d[\d,]*(?:\.\d+)?\s*(?:万|千|百)?)\s*(?:元|块|圆|yuan|rmb|cny)?"
_RATE = r"(?P<value>\d+(?:\.\d+)?)\s*(?:%|个点)"
_DAYS = r"(?:t\s*\+\s*)?(?P<value>\d+)\s*(?:个)?\s*(?:自然日|工作日|days?|天|日)?"
_GAP = r"[^\d¥￥%]{0,14}?"
_FREE = r"(?:免(?:收)?|不收(?:取)?|无需|没有|零|(?<![\d.,])0\s*元?|无|\bno|without)\s*"
_RANGE = re.compile(r"\s*%?\s*(?:元|天|日)?\s*(?:[-~—–至到]|起)\s*\d?")
_BARE_FEE = re.compile(r"\s*(?:收取?)?手续费")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One answer an offer seems to give.

    Attributes:
        column: id of the column.
        value: as the column reads it.
        sentence: of the offer, as pasted.
        contested: whether the offer states another value as well, or a range.
    """

    column: str
    value: Value
    sentence: str
    contested: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    column: str
    found: re.Pattern[str]
    raw: str = ""


def _about(column: str, words: str, number: str) -> list[_Pattern]:
    """Patterns of a number after the words for it, and of there being none."""
    flags = re.IGNORECASE
    return [
        _Pattern(column, re.compile(f"{_FREE}(?:{words})", flags), "0"),
        _Pattern(column, re.compile(f"(?:{words})\\s*(?:全)?(?:免|免费|减免|free)", flags), "0"),
        _Pattern(column, re.compile(f"(?:{words}){_GAP}{number}", flags)),
        _Pattern(column, re.compile(f"{number}\\s*的?(?:{words})", flags)),
    ]


def _said(column: str, choice: str, words: str) -> _Pattern:
    return _Pattern(column, re.compile(words, re.IGNORECASE), choice)


_WITHDRAW = r"提现|提款|withdraw\w*"
_PATTERNS: tuple[_Pattern, ...] = (
    *_about("annual_fee", r"年费|平台年费|年服务费|annual fee|yearly fee", _AMOUNT),
    *_about("deposit", r"保证金|押金|deposit", _AMOUNT),
    *_about("agent_fee", r"入门费|代理费|加盟费|开通费|joining fee|agent fee", _AMOUNT),
    *_about("commission", r"佣金|抽成|技术服务费|扣点|commission", _RATE),
    *_about("payment_fee", r"支付手续费|支付费率|通道费|payment fee", _RATE),
    *_about(
        "withdrawal_fee",
        rf"(?:{_WITHDRAW})(?:手续费|费率|服务费|费)?|withdrawal fee",
        _RATE,
    ),
    _Pattern(
        "withdrawal_minimum",
        re.compile(rf"满\s*{_AMOUNT}[^\d]{{0,6}}?(?:{_WITHDRAW})", re.IGNORECASE),
    ),
    _Pattern(
        "withdrawal_minimum",
        re.compile(
            rf"(?:(?:{_WITHDRAW})(?:门槛|起点|最低|满)|最低(?:{_WITHDRAW})|minimum withdrawal"
            rf"|withdrawal minimum){_GAP}{_AMOUNT}",
            re.IGNORECASE,
        ),
    ),
    _Pattern(
        "withdrawal_flat_fee",
        re.compile(
            rf"(?:{_WITHDRAW})?(?:每笔|每次|单笔)[^\d%]{{0,8}}?{_AMOUNT}(?!\s*%)", re.IGNORECASE
        ),
    ),
    _Pattern(
        "settlement_days",
        re.compile(rf"(?:结算|账期|回款|settlement|settled){_GAP}{_DAYS}", re.IGNORECASE),
    ),
    _Pattern(
        "settlement_days",
        re.compile(
            r"(?<![a-z])[td]\s*\+\s*(?P<value>\d+)\s*(?:结算|回款|settlement)", re.IGNORECASE
        ),
    ),
    _Pattern(
        "withdrawal_lag_days",
        re.compile(rf"(?:到账|到帐|arrives?){_GAP}{_DAYS}", re.IGNORECASE),
    ),
    _Pattern(
        "withdrawal_lag_days",
        re.compile(r"(?<![a-z])[td]\s*\+\s*(?P<value>\d+)\s*(?:到账|到帐)", re.IGNORECASE),
    ),
    _Pattern(
        "withdrawal_lag_days",
        re.compile(
            r"(?P<value>\d+)\s*(?:个)?(?:工作日|自然日|天|日|days?)内?(?:到账|到帐)", re.IGNORECASE
        ),
    ),
    _Pattern(
        "years_operating",
        re.compile(
            r"(?:运营|成立|经营|深耕|operating)[^\d]{0,8}?(?P<value>\d{1,2})\s*(?:年|years)",
            re.IGNORECASE,
        ),
    ),
    _Pattern(
        "order_success_rate",
        re.compile(
            rf"(?:下单|订单|发货)?成功率{_GAP}{_RATE}|success rate{_GAP}(?P<rate>\d+(?:\.\d+)?)\s*%",
            re.IGNORECASE,
        ),
    ),
    _said("stocking_mode", "dropship_live", r"一件代发|无需囤货|零库存|dropship"),
    _said(
        "stocking_mode",
        "forced_stock",
        r"(?:必须|首批|起批|最低)[^。，]{0,8}(?:囤|进货|拿货)|minimum stock",
    ),
    _said("commission_returned", "yes", r"退款[^。，]{0,8}佣金[^。，不]{0,4}(?:退|返)|退还佣金"),
    _said("commission_returned", "no", r"佣金(?:一律)?不(?:予)?(?:退|返)"),
    _said("payment_fee_returned", "no", r"手续费(?:一律)?不(?:予)?(?:退|返)"),
    _said(
        "promised_offers",
        "guaranteed_income",
        r"包赚|稳赚|回本|躺赚|保底收益|guaranteed (?:income|profit)",
    ),
    _said("promised_offers", "exclusive_goods", r"独家货源|独家资源|exclusive (?:goods|supply)"),
    _said("promised_offers", "never_banned", r"永不封号|不封号|never banned"),
    _said("promised_offers", "pay_before_contract", r"先交费|先付款[^。，]{0,6}合同|pay before"),
    _said("promised_offers", "private_transfer", r"转(?:账)?(?:到|给)?(?:个人|私人)|usdt|虚拟币"),
    _said("promised_offers", "fee_to_unfreeze", r"解冻费|unfreez"),
)


def proposals(text: str, table: Table) -> tuple[Proposal, ...]:
    """Return what an offer seems to answer, in the order of the table's columns.

    Args:
        text: the offer, as pasted; beyond ``LONGEST`` characters it is not read.
        table: the candidates' table; columns it does not have are left out.

    Returns:
        At most one proposal for each column and value; ``contested`` where the offer
        states more than one value, or a range.
    """
    found: dict[str, dict[object, Proposal]] = {}
    for sentence, folded in _sentences(text[:LONGEST]):
        for column_id, raw, doubtful in _matches(folded):
            column = table.column(column_id)
            value = None if column is None else column.read(raw)
            if value is not None and not isinstance(value, Invalid):
                known = found.setdefault(column_id, {})
                known.setdefault(value, Proposal(column_id, value, sentence, doubtful))
    listed: list[Proposal] = []
    for column in table.columns:
        own = tuple(found.get(column.id, {}).values())
        if isinstance(column, ManyOf):
            listed += _joined(column, own)
        else:
            listed += [replace(one, contested=one.contested or len(own) > 1) for one in own]
    return tuple(listed)


def applied(row: Row, chosen: Iterable[Proposal]) -> dict[str, Answer]:
    """Return a row of the table with the confirmed proposals in it.

    Each answer keeps the sentence it came from as its note, and counts as quoted.
    """
    filled = dict(row)
    for one in chosen:
        before = filled.get(one.column, NOTHING)
        note = before.note or one.sentence[:LONGEST_NOTE]
        filled[one.column] = replace(before.with_value(one.value), sure="quoted", note=note)
    return filled


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence as pasted, and folded for reading: half-width, without blanks."""
    for match in _SENTENCE.finditer(text):
        sentence = " ".join(match.group().split())
        if sentence:
            yield sentence, unicodedata.normalize("NFKC", sentence)


def _matches(sentence: str) -> Iterator[tuple[str, str, bool]]:
    """Yield column, raw value and doubt of everything a sentence says, clause by clause."""
    said = ""
    for written in _CLAUSE.findall(sentence):
        # "提现：满 100 元可提，手续费 1%": the fee is that of the withdrawal before it.
        clause = f"提现{written}" if "提现" in said and _BARE_FEE.match(written) else written
        said += written
        settled: set[str] = set()
        for pattern in _PATTERNS:
            if pattern.column in settled and not pattern.column.startswith("promised"):
                continue
            match = pattern.found.search(clause)
            if match is None or _is_of_another(pattern.column, clause, match):
                continue
            groups: Mapping[str, str | None] = match.groupdict()
            raw = pattern.raw or next((one for one in groups.values() if one), "")
            settled.add(pattern.column)
            doubtful = not pattern.raw and _RANGE.match(clause, match.end()) is not None
            yield pattern.column, raw.strip(), doubtful


def _is_of_another(column: str, clause: str, match: re.Match[str]) -> bool:
    """Whether the words belong to a longer term: 支付手续费 within 提现, 年费 within a rate."""
    rules: dict[str, Callable[[], bool]] = {
        "payment_fee_returned": lambda: "提现" in clause,
        "withdrawal_fee": lambda: "到账" in match.group(),
        "deposit": lambda: "%" in match.group(),
        "settlement_days": lambda: "%" in match.group(),
    }
    rule = rules.get(column)
    return rule is not None and rule()


def _joined(column: ManyOf, own: tuple[Proposal, ...]) -> list[Proposal]:
    """Return all claims of an offer as one answer."""
    if not own:
        return []
    said = {choice for one in own if isinstance(one.value, tuple) for choice in one.value}
    sentences = dict.fromkeys(one.sentence for one in own)
    value = tuple(str(one) for one in column.choices if one in said)
    return [Proposal(column.id, value, "；".join(sentences))]
