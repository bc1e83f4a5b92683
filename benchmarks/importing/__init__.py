"""What of a blog survives import, build and display: ours beside what else there is.

    python -m benchmarks.importing EXPORT...
    python -m benchmarks.importing.large            time and memory, of a generated export (generated)

Each export is imported with our importer and built with this site's theme and plugins; the text of
each article and comment is then read from the built pages and compared with the HTML in the export.
Beside it, the same texts through `pelican-import --blogger` (needs pandoc), markdownify as it comes,
and pandoc's markdown_strict, each built by Pelican with its own defaults and its theme `simple`.
"""
