"""Cuts the theme's font files from those of the npm packages; README.md here says when and how.

    python cut.py FOLDER_WITH_NODE_MODULES

Needs fonttools and brotli. The same input gives the same bytes.
"""

import sys
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import instantiateVariableFont

SCHIBSTED = "@fontsource-variable/schibsted-grotesk/files/schibsted-grotesk"
SOURCE = "@fontsource-variable/source-serif-4/files/source-serif-4"

# What nearly every page is written with. A file of less than 9.8 kB comes, while two more files share
# the line, with the first packets; README.md has the sum.
RARE = [ord(each) for each in "\"#'*<>\\^`{|}~"]
LABELS = [point for point in range(0x20, 0x7F) if point not in RARE]
LABELS += [ord(each) for each in "–—‘’“”…·−£é\u00a0"]
TEXT = [point for point in LABELS if chr(point) not in "%&@£"]
MARKS = [*RARE, *(ord(each) for each in "%&@•€←↑→↓′″✓\u2009\u200a\u202f")]
LATIN_1 = [*range(0xA0, 0x100), 0x131, 0x152, 0x153]
WESTERN = [*LATIN_1, *MARKS]
CENTRAL = [point for point in range(0x100, 0x180) if point not in LATIN_1]
ITALIC = [*range(0x20, 0x7F), *LABELS, *WESTERN]


class Face(NamedTuple):
    """What a file is cut from, and what is kept of it."""

    source: str  # a file of the packages
    family: str
    weights: tuple[int, int]
    kerned_at: int  # the weight whose kerning it has
    units: int  # the grid its points lie on: so many in the size of a letter
    characters: list[int]


def _face(family: str, file: str, characters: list[int], least: Sequence[int] = ()) -> Face:
    """Return a face of `family` with `characters`, but those of `least`, which another file has."""
    wanted = [point for point in characters if point not in least]
    if family == "Signage":
        return Face(f"{SCHIBSTED}-{file}", family, (400, 800), 700, 500, wanted)
    # Running text is small, so its grid may be coarser: a fifth of a dot of a phone's screen.
    weights = (400, 400) if "italic" in file else (400, 700)
    return Face(f"{SOURCE}-{file}", family, weights, 400, 320, wanted)


FILES = {
    "signage": _face("Signage", "latin-wght-normal", LABELS),
    "signage-western": _face("Signage", "latin-wght-normal", WESTERN, LABELS),
    "signage-central": _face("Signage", "latin-ext-wght-normal", CENTRAL),
    "reading": _face("Reading", "latin-wght-normal", TEXT),
    "reading-western": _face("Reading", "latin-wght-normal", WESTERN, TEXT),
    "reading-central": _face("Reading", "latin-ext-wght-normal", CENTRAL),
    "reading-italic": _face("Reading", "latin-wght-italic", ITALIC),
}
LICENCE_NAMES = [0, 14]  # the copyright and where the licence is stay in the file
LEAST_KERN = 0.045  # of the size of a letter: what is closer than that, no reader sees


def cut(packages: Path, face: Face) -> TTFont:
    """Return `face`, cut from the font in `packages`, under our name."""
    font = TTFont(packages / f"{face.source}.woff2", recalcTimestamp=False)
    options = Options(layout_features=["kern"], name_IDs=LICENCE_NAMES, hinting=False)
    options.drop_tables += ["BASE", "GSUB", "MVAR", "STAT"]  # nothing here uses them
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=face.characters)
    subsetter.subset(font)
    scale_upem(font, face.units)
    kerning = _kerning(instantiateVariableFont(deepcopy(font), {"wght": face.kerned_at}))
    font = instantiateVariableFont(font, {"wght": face.weights})
    # HVAR says again what the points of the letters say, to be read faster.
    for table in {"GDEF", "GPOS", "HVAR"} & set(font.keys()):
        del font[table]
    if kerning:
        addOpenTypeFeaturesFromString(font, f"feature kern {{\n{kerning}\n}} kern;")
    style = "Italic" if "italic" in face.source else "Regular"
    names = {1: face.family, 2: style, 4: f"{face.family} {style}", 6: f"{face.family}-{style}"}
    for identifier, name in names.items():
        font["name"].setName(name, identifier, 3, 1, 0x409)
    return font


def _kerning(font: TTFont) -> str:
    """Return what `font` kerns, in Adobe's feature language: the pairs that can be seen and that
    stand together in a text. The whole of it, at every weight, is half of a file."""
    if "GPOS" not in font:
        return ""
    characters = {glyph: chr(point) for point, glyph in font.getBestCmap().items()}
    least = LEAST_KERN * font["head"].unitsPerEm
    return "\n".join(
        f"pos {left} {right} {space};"
        for (left, right), space in sorted(_pairs(font).items())
        if abs(space) >= least and _meet(characters.get(left, ""), characters.get(right, ""))
    )


def _meet(left: str, right: str) -> bool:
    """Tell whether one character follows the other in words and sentences: no capital after a small
    letter, no mark before one but a quote."""
    if left.isupper():
        return True
    if left.islower():
        return not right.isupper()
    return right.isupper() or (left in "‘’“(" and right.islower()) or left + right in "’”.,.’”"


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
    for name, face in FILES.items():
        font = cut(packages, face)
        font.flavor = "woff2"
        font.save(Path(__file__).with_name(f"{name}.woff2"), reorderTables=False)


if __name__ == "__main__":
    main()
