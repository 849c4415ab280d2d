"""Named formats of official numbers and contacts, with check digits where they exist.

A well-formed number is not a verified one: each format names the official look-up in the
pack, and nothing here ever says "verified". Sources: GB 32100-2015 (unified social credit
code), GB 11643-1999 (identity card), public samples of filings and licences.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from wizard.model.reading import Invalid, clean

_PROVINCES = "京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙陕吉闽贵黔粤青藏川蜀宁琼"
_P = f"[{_PROVINCES}]"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(r"9[123]\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|400-?\d{3}-?\d{4})")
_ICP_FILING = re.compile(rf"{_P}ICP备\d{{8,10}}号(?:-[1-9]\d{{0,3}}[AX]?)?")
_ICP_LICENCE = re.compile(rf"{_P}ICP证\d{{6}}号")
_PSB_FILING = re.compile(rf"{_P}公网安备\s?\d{{14}}号")
_TELECOM = re.compile(rf"(?:{_P}|合字)?(?:A[12]\.)?(?:B1\.)?B[12]-\d{{8}}(?:-\d{{1,2}})?")
_CULTURE = re.compile(rf"{_P}网文[〔\[(](?:19|20)\d{{2}}[〕\])]\s?\d{{4}}-\d{{3}}号")
_PAYMENT = re.compile(r"Z\d{13}")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_URL = re.compile(r"https?://[^\s<>\"'\\]{3,2000}", re.IGNORECASE)
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
_IDENTITY_BEGUN = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS = "10X98765432"


def uscc_check_character(first_17: str) -> str:
    """Return the check character of a unified social credit code (GB 32100-2015)."""
    total = sum(
        _USCC_ALPHABET.index(character) * pow(3, position, 31)
        for position, character in enumerate(first_17)
    )
    return _USCC_ALPHABET[(31 - total % 31) % 31]


def holds_identity_number(text: str) -> bool:
    """Tell whether ``text`` contains an identity card number with a valid check digit.

    Such a number is never stored (Personal Information Protection Law, articles 6 and 28).
    """
    for match in _IDENTITY.finditer(clean(text)):
        number = match.group().upper()
        total = sum(
            int(digit) * weight
            for digit, weight in zip(number[:17], _IDENTITY_WEIGHTS, strict=True)
        )
        if _IDENTITY_CHECKS[total % 11] == number[17]:
            return True
    return False


def begins_identity_number(text: str) -> bool:
    """Tell whether ``text`` may hold an identity card number of which the end is missing.

    Place and day of birth are there, which is the part of it that tells most.
    """
    return _IDENTITY_BEGUN.search(clean(text)) is not None


def _uscc(text: str) -> str | Invalid:
    code = re.sub(r"[\s-]", "", clean(text)).upper()
    if len(code) == 15 and code.isdigit():
        return Invalid("uscc_old", {"typed": text})
    if not _USCC.fullmatch(code):
        return Invalid("format_uscc", {"typed": text})
    if uscc_check_character(code[:17]) != code[17]:
        return Invalid("uscc_check", {"typed": text})
    return code


def _phone(text: str) -> str | Invalid:
    number = re.sub(r"\s", "", clean(text)).removeprefix("+86")
    compact = number.replace("-", "")
    if _MOBILE.fullmatch(compact):
        return compact
    if _LANDLINE.fullmatch(number):
        return number
    return Invalid("format_phone", {"typed": text})


def _mobile(text: str) -> str | Invalid:
    compact = re.sub(r"[\s-]", "", clean(text)).removeprefix("+86")
    return compact if _MOBILE.fullmatch(compact) else Invalid("format_mobile", {"typed": text})


def _email(text: str) -> str | Invalid:
    address = clean(text)
    return address if _EMAIL.fullmatch(address) else Invalid("format_email", {"typed": text})


def _url(text: str) -> str | Invalid:
    address = clean(text)
    if _URL.fullmatch(address):
        return address
    with_scheme = f"https://{address}"
    host = address.split("/", 1)[0]
    if "." in host and " " not in address and _URL.fullmatch(with_scheme):
        return with_scheme
    return Invalid("format_url", {"typed": text})


def _culture(text: str) -> str | Invalid:
    number = clean(text)
    if not _CULTURE.fullmatch(number):
        return Invalid("format_culture_licence", {"typed": text})
    return number


def _pattern(name: str, pattern: re.Pattern[str]) -> Callable[[str], str | Invalid]:
    def read(text: str) -> str | Invalid:
        number = clean(text).replace("icp", "ICP").replace("Icp", "ICP")
        return number if pattern.fullmatch(number) else Invalid(f"format_{name}", {"typed": text})

    return read


FORMATS: dict[str, Callable[[str], str | Invalid]] = {
    "uscc": _uscc,
    "mobile": _mobile,
    "phone": _phone,
    "email": _email,
    "url": _url,
    "icp_filing": _pattern("icp_filing", _ICP_FILING),
    "icp_licence": _pattern("icp_licence", _ICP_LICENCE),
    "psb_filing": _pattern("psb_filing", _PSB_FILING),
    "telecom_licence": _pattern("telecom_licence", _TELECOM),
    "culture_licence": _culture,
    "payment_licence": _pattern("payment_licence", _PAYMENT),
}
