"""Cut the fonts in ``assets/fonts`` out of free fonts; same sources give the same bytes.

Why subsets: the full families weigh 70 MB, and every PDF pays parse time and memory for
each glyph of its fonts. Why own names: reportlab silently takes two fonts with one
PostScript name for the same font, and the OFL reserves some of the original names.

The sources are not in the repository. Fetch and unpack them into one folder:

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/noto-serif-sc@0.4.3
    apt-get download fonts-droid-fallback fonts-hanazono fonts-dejavu-core   # Debian 12
    for f in *.tgz; do mkdir "${f%.tgz}" && tar xzf "$f" -C "${f%.tgz}"; done
    for f in *.deb; do dpkg-deb -x "$f" debian; done

then run, with the fontTools of requirements-dev.txt:

    python packaging/build_fonts.py --sources FOLDER

``packaging/tgh8105.txt`` holds the 8105 characters of the 通用规范汉字表 (2013), taken from
the field kTGH of the Unicode Han database 15.0.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "assets" / "fonts"
SUMS = "SHA256SUMS"
# head.created and head.modified, in seconds since 1904: 2026-01-01 00:00 UTC.
MOMENT = 3_850_070_400
REGULAR, BOLD = 400, 700

SOURCES = {  # file name: sha256
    "NotoSansSC_400Regular.ttf": "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    "NotoSansSC_700Bold.ttf": "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    "NotoSerifSC_400Regular.ttf": (
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742"
    ),
    "NotoSerifSC_700Bold.ttf": "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    "DroidSansFallbackFull.ttf": "acb6440a713d880a13a21b468ba7cd43f5a2b2934972e51be791c880730777b8",
    "HanaMinA.ttf": "7ca87559414474848fc513a8d8eb42d5b0f8194c30c2abdfbfedff5398ec88d7",
    "DejaVuSans.ttf": "abdc775b21b1bc470d50c97e790d276f2054b7504e56e5bd3e64f48d68582322",
}


@dataclass(frozen=True)
class Cut:
    """One font of the program.

    Attributes:
        family: the family as Qt and PDF readers see it; unlike any other but its bold.
        weight: 400 or 700.
        source: file name of the font it is cut from.
        wanted: the code points to keep where the source has them.
    """

    family: str
    weight: int
    source: str
    wanted: frozenset[int]

    @property
    def style(self) -> str:
        """Return the style name that goes with the weight."""
        return "Bold" if self.weight == BOLD else "Regular"

    @property
    def postscript_name(self) -> str:
        """Return the name reportlab and PDF readers tell fonts apart by; also the file's."""
        return f"{self.family.replace(' ', '')}-{self.style}"


def _span(*pairs: tuple[int, int]) -> frozenset[int]:
    return frozenset(code for first, last in pairs for code in range(first, last + 1))


def _gb2312() -> frozenset[int]:
    """Return the 6763 characters and 682 signs of GB 2312."""
    codes = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                codes.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return frozenset(codes)


def tgh() -> frozenset[int]:
    """Return the 8105 characters of the 通用规范汉字表."""
    text = (HERE / "tgh8105.txt").read_text("utf-8")
    return frozenset(ord(character) for character in text if not character.isspace())


LATIN = _span((0x20, 0x7E), (0xA0, 0x17F), (0x1C4, 0x1DC), (0x1F8, 0x1F9), (0x2C6, 0x2DD))
PUNCTUATION = _span((0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF), (0x3000, 0x303F))
SIGNS = _span(
    (0x2100, 0x218F),  # letter-like signs, fractions, Roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2300, 0x23FF),  # technical signs
    (0x2460, 0x266F),  # enclosed numbers, boxes, shapes, common signs
    (0x2690, 0x27BF),  # flags, warning signs, dingbats
    (0x2B00, 0x2B54),  # more arrows and shapes
)
WIDE = _span((0xFF01, 0xFF5E), (0xFFE0, 0xFFE6))
# Signs that belong to running text and tables beyond those of GB 2312; the others come
# from the symbol font.
TEXT_SIGNS = frozenset(map(ord, "⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⓪ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ㎎㎏㎜㎝㎞㎡㏄℉™↔↕↗↘↖↙⇒⇔≤≥≦≧▼▽▶◀▷◁−✓"))
HAN = _span((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2EBEF))
# The checkboxes and marks that lists and status shapes use together come from one font,
# whether or not the text font has some of them, so that they match in size and weight.
MARKS = frozenset(map(ord, "☐☑☒✓✔✗✘■□▲△▼▽◆◇●○★☆⬢⬡⬟⚑⚐→←↑↓▸▾"))


def cuts(folder: dict[str, Path]) -> list[Cut]:
    """Return every font to build; a fallback holds what the fonts before it lack."""
    wanted = LATIN | PUNCTUATION | WIDE | TEXT_SIGNS | _gb2312() | tgh()
    text = wanted & _characters(folder["NotoSansSC_400Regular.ttf"])
    rare = (HAN - text) & _characters(folder["DroidSansFallbackFull.ttf"])
    symbols = ((SIGNS | LATIN | PUNCTUATION) - text) | MARKS
    return [
        Cut("Launch Sans", REGULAR, "NotoSansSC_400Regular.ttf", wanted),
        Cut("Launch Sans", BOLD, "NotoSansSC_700Bold.ttf", wanted),
        Cut("Launch Serif", REGULAR, "NotoSerifSC_400Regular.ttf", wanted),
        Cut("Launch Serif", BOLD, "NotoSerifSC_700Bold.ttf", wanted),
        Cut("Launch Rare", REGULAR, "DroidSansFallbackFull.ttf", rare | {0x20}),
        Cut("Launch Rare Ext", REGULAR, "HanaMinA.ttf", (HAN - text - rare) | {0x20}),
        Cut("Launch Symbols", REGULAR, "DejaVuSans.ttf", symbols | {0x20}),
    ]


def _characters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def build(cut: Cut, source: Path, target: Path) -> int:
    """Write ``cut`` to ``target`` and return how many characters it holds."""
    options = Options(
        layout_features=[],
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=[0, 7, 13, 14],
        name_languages=[0x409],
        drop_tables=["BASE", "FFTM", "GDEF", "GPOS", "GSUB", "MATH", "STAT", "kern", "prop"]
        + ["DSIG", "vhea", "vmtx", "GlyphOrder"],
    )
    with TTFont(source, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=cut.wanted)
        subsetter.subset(font)
        _join_dashes(font)
        _rename(font, cut)
        font["head"].created = font["head"].modified = MOMENT
        font.save(target, reorderTables=True)
        return len(font.getBestCmap())


def _join_dashes(font: TTFont) -> None:
    """Widen the em dash to its full em, so that the Chinese dash —— is one line.

    The sources do this with a ligature, which neither reportlab nor a subset without
    layout tables applies.
    """
    name = font.getBestCmap().get(ord("—"))
    if name is None or ord("中") not in font.getBestCmap():
        return
    em = font["head"].unitsPerEm
    glyph = font["glyf"][name]
    left, right = glyph.xMin, glyph.xMax
    glyph.coordinates = GlyphCoordinates(
        [(round((x - left) * em / (right - left)), y) for x, y in glyph.coordinates]
    )
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (em, 0)


def _rename(font: TTFont, cut: Cut) -> None:
    """Give the font its own names, and the flags by which Qt pairs regular with bold."""
    names = {
        1: cut.family,
        2: cut.style,
        3: f"{cut.postscript_name}; cut from {cut.source}",
        4: f"{cut.family} {cut.style}",
        5: "Version 1.000",
        6: cut.postscript_name,
    }
    table = font["name"]
    table.names = [record for record in table.names if record.platformID == 3]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    bold = cut.weight == BOLD
    font["OS/2"].usWeightClass = cut.weight
    # fsSelection: bit 5 bold, bit 6 regular; macStyle: bit 0 bold.
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b110_0001) | (1 << (5 if bold else 6))
    font["head"].macStyle = int(bold)
    font["head"].fontRevision = 1.0


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def find_sources(folder: Path) -> dict[str, Path]:
    """Return the path of every source below ``folder``.

    Raises:
        SystemExit: a source is missing or is another version than the recorded one.
    """
    found = {}
    for name, digest in SOURCES.items():
        path = next((path for path in folder.rglob(name) if _sha256(path) == digest), None)
        if path is None:
            sys.exit(f"{name} with sha256 {digest} is not below {folder}")
        found[name] = path
    return found


def main(arguments: Iterable[str] | None = None) -> None:
    """Build all fonts and record their hashes."""
    parser = argparse.ArgumentParser(description="Cut the program's fonts.")
    parser.add_argument("--sources", type=Path, required=True, help="folder of unpacked sources")
    parser.add_argument("--target", type=Path, default=TARGET, help="where the fonts go")
    options = parser.parse_args(None if arguments is None else list(arguments))
    folder = find_sources(options.sources)
    options.target.mkdir(parents=True, exist_ok=True)
    sums = []
    for cut in cuts(folder):
        target = options.target / f"{cut.postscript_name}.ttf"
        count = build(cut, folder[cut.source], target)
        sums.append(f"{_sha256(target)}  {target.name}\n")
        print(f"{target.name}: {count} characters, {target.stat().st_size:,} bytes")
    (options.target / SUMS).write_text("".join(sums), "utf-8")


if __name__ == "__main__":
    main()
