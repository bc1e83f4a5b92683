import pytest

from hashed_assets.stylesheet import bundled, with_addresses


@pytest.fixture
def write(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_imports_are_replaced_in_their_order_with_their_layer_and_media(write):
    write("a.css", "a{}")
    write("blocks/b.css", "b{}")
    main = write(
        "main.css", '@layer x, y;\n@import "a.css" layer(x);\n@import url("blocks/b.css") print;\n'
    )

    assert bundled(main).split() == [
        *("@layer", "x,", "y;"),
        *("@layer", "x", "{", "a{}", "}"),
        *("@media", "print", "{", "b{}", "}"),
    ]


def test_addresses_in_an_imported_file_stay_true(write):
    write("tokens/faces.css", '@font-face{src:url("../../fonts/x.woff2")}')
    main = write("css/main.css", '@import "../tokens/faces.css";')

    assert bundled(main) == '@font-face{src:url("../../fonts/x.woff2")}'


def test_an_import_in_a_comment_is_none(write):
    assert bundled(write("main.css", '/* @import "gone.css"; */a{}')) == "a{}"


def test_an_import_that_leads_nowhere_names_file_and_line(write):
    main = write("main.css", '/* two\nlines */\n@import "gone.css";')

    with pytest.raises(FileNotFoundError) as raised:
        bundled(main)

    assert str(raised.value) == (
        f"{main}:3: imports 'gone.css', which does not exist. Mend the name or take the line out."
    )


def test_addresses_elsewhere_are_left_alone(tmp_path):
    css = "a{background:url(data:image/png;base64,x)}b{background:url(#c)}"

    assert with_addresses(css, tmp_path, lambda file, folder: "never") == css
