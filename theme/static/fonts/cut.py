"""Cuts the theme's font files from those of the npm packages; README.md here says when and how.

    python cut.py FOLDER_WITH_NODE_MODULES

Needs fonttools and brotli. The same input gives the same bytes.
"""

import sys
from copy import deepcopy
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SCHIBSTED = "@fontsource-variable/schibsted-grotesk/files/schibsted-grotesk"
SOURCE = "@fontsource-variable/source-serif-4/files/source-serif-4"

# What nearly every page is written with. A file of at most 14.2 kB comes, with what the server says
# before it, in the first flight of packets.
RARE = [ord(each) for each in "<>\\^`{|}~"]
ENGLISH = [point for point in range(0x20, 0x7F) if point not in RARE]
ENGLISH += [ord(each) for each in "–—‘’“”•…·−£Éé\u00a0"]
MARKS = [*RARE, *(ord(each) for each in "€←↑→↓′″✓\u2009\u200a\u202f")]
LATIN_1 = [*range(0xA0, 0x100), 0x131, 0x152, 0x153]
WESTERN = [point for point in [*LATIN_1, *MARKS] if point not in ENGLISH]
CENTRAL = [point for point in range(0x100, 0x180) if point not in LATIN_1]

# Ours: what it is cut from, family, weights, the weight whose kerning it has, characters.
FILES = {
    "signage": (f"{SCHIBSTED}-latin-wght-normal", "Signage", (400, 800), 700, ENGLISH),
    "signage-western": (f"{SCHIBSTED}-latin-wght-normal", "Signage", (400, 800), 700, WESTERN),
    "signage-central": (f"{SCHIBSTED}-latin-ext-wght-normal", "Signage", (400, 800), 700, CENTRAL),
    "reading": (f"{SOURCE}-latin-wght-normal", "Reading", (400, 700), 400, ENGLISH),
    "reading-western": (f"{SOURCE}-latin-wght-normal", "Reading", (400, 700), 400, WESTERN),
    "reading-central": (f"{SOURCE}-latin-ext-wght-normal", "Reading", (400, 700), 400, CENTRAL),
    "reading-italic": (
        f"{SOURCE}-latin-wght-italic",
        "Reading",
        (400, 400),
        400,
        [*ENGLISH, *WESTERN],
    ),
}
LICENCE_NAMES = [0, 13, 14]  # the copyright and the licence stay in the file
LEAST_KERN = 0.03  # of the size of a letter: what is closer than that, no reader sees


def cut(
    source: Path, family: str, weights: tuple[int, int], kerned_at: int, characters: list[int]
) -> TTFont:
    """Return the font at `source` with these weights and characters alone, under our name."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(layout_features=["kern"], name_IDs=LICENCE_NAMES, hinting=False)
    options.drop_tables += ["BASE", "GSUB", "MVAR", "STAT"]  # nothing here uses them
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    kerning = _kerning(instantiateVariableFont(deepcopy(font), {"wght": kerned_at}))
    font = instantiateVariableFont(font, {"wght": weights})
    for table in {"GDEF", "GPOS"} & set(font.keys()):
        del font[table]
    if kerning:
        addOpenTypeFeaturesFromString(font, f"feature kern {{\n{kerning}\n}} kern;")
    style = "Italic" if "italic" in source.name else "Regular"
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}"}
    for identifier, name in names.items():
        font["name"].setName(name, identifier, 3, 1, 0x409)
    return font


def _kerning(font: TTFont) -> str:
    """Return what `font` kerns, in Adobe's feature language: the pairs that can be seen, in whole
    hundredths of the size of a letter. The whole of it, at every weight, is half of a file."""
    if "GPOS" not in font:
        return ""
    unit = font["head"].unitsPerEm / 100
    pairs = {
        pair: round(round(space / unit) * unit)
        for pair, space in _pairs(font).items()
        if abs(space) >= LEAST_KERN * 100 * unit
    }
    return "\n".join(
        f"pos {left} {right} {space};" for (left, right), space in sorted(pairs.items())
    )


def _pairs(font: TTFont) -> dict[tuple[str, str], int]:
    glyphs = set(font.getBestCmap().values())
    spaces = {}
    subtables = [
        getattr(subtable, "ExtSubTable", subtable)
        for lookup in font["GPOS"].table.LookupList.Lookup
        for subtable in reversed(lookup.SubTable)  # the first that knows a pair decides
    ]
    for table in subtables:
        if table.LookupType != 2:  # other than pairs
            continue
        if table.Format == 1:
            for left, rights in zip(table.Coverage.glyphs, table.PairSet, strict=True):
                for record in rights.PairValueRecord:
                    spaces[left, record.SecondGlyph] = _advance(record.Value1)
            continue
        for left in table.Coverage.glyphs:
            rights = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)].Class2Record
            for right in glyphs:
                record = rights[table.ClassDef2.classDefs.get(right, 0)]
                spaces[left, right] = _advance(record.Value1)
    return spaces


def _advance(value) -> int:
    return getattr(value, "XAdvance", 0) if value else 0


def main() -> None:
    """Write every file beside this one."""
    packages = Path(sys.argv[1]) / "node_modules"
    for name, (source, *wanted) in FILES.items():
        font = cut(packages / f"{source}.woff2", *wanted)
        font.flavor = "woff2"
        font.save(Path(__file__).with_name(f"{name}.woff2"), reorderTables=False)


if __name__ == "__main__":
    main()
