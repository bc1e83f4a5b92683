"""Cuts the theme's font files from those of the npm packages; README.md here says when and how.

    python cut.py FOLDER_WITH_NODE_MODULES

Needs fonttools and brotli. The same input gives the same bytes.
"""

import sys
from copy import deepcopy
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SCHIBSTED = "@fontsource-variable/schibsted-grotesk/files/schibsted-grotesk"
SOURCE = "@fontsource-variable/source-serif-4/files/source-serif-4"

MARKS = "–—‘’“”•…′″€←↑→↓−×✓\u00a0\u2009\u200a\u202f"
LETTERS_OF_ENGLISH = "éèêëïöüñçàâôûîÉ£©°½·"  # résumé, naïve, façade ...
ENGLISH = [*range(0x20, 0x7F), *(ord(each) for each in MARKS + LETTERS_OF_ENGLISH)]
WESTERN = [point for point in [*range(0xA0, 0x100), 0x131, 0x152, 0x153] if point not in ENGLISH]
CENTRAL = [point for point in range(0x100, 0x180) if point not in [*ENGLISH, *WESTERN]]

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
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
LICENCE_NAMES = [0, 13, 14]  # the copyright and the licence stay in the file


def cut(
    source: Path, family: str, weights: tuple[int, int], kerned_at: int, characters: list[int]
) -> TTFont:
    """Return the font at `source` with these weights and characters alone, under our name."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(layout_features=FEATURES, name_IDs=LICENCE_NAMES, hinting=False)
    options.drop_tables += ["MVAR", "STAT"]  # for choosing a face by hand, in a program
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    # Kerning that grows with the weight takes up half of a file, and nobody sees it: the same pairs
    # are kerned at every weight as they are at the weight that is used most.
    at_one_weight = instantiateVariableFont(deepcopy(font), {"wght": kerned_at})
    font = instantiateVariableFont(font, {"wght": weights})
    for table in {"GDEF", "GPOS"} & set(font.keys()):
        font[table] = at_one_weight[table]
    style = "Italic" if "italic" in source.name else "Regular"
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}"}
    for identifier, name in names.items():
        font["name"].setName(name, identifier, 3, 1, 0x409)
    return font


def main() -> None:
    """Write every file beside this one."""
    packages = Path(sys.argv[1]) / "node_modules"
    for name, (source, *wanted) in FILES.items():
        font = cut(packages / f"{source}.woff2", *wanted)
        font.flavor = "woff2"
        font.save(Path(__file__).with_name(f"{name}.woff2"), reorderTables=False)


if __name__ == "__main__":
    main()
