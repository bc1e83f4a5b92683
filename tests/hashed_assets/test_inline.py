import base64
import hashlib
from urllib.parse import unquote

import pytest

from hashed_assets.inline import Inline

FILES = {
    "js/a.js": b"let a=1<2;",
    "js/bad.js": b'let a="</SCRIPT>";',
    "images/a.svg": b'<svg viewBox="0 0 9 9">\n  <!-- why -->\n  <path d="M0 1h2" fill="#fff"/>\n</svg>\n',
}


def inline(*names):
    return Inline(FILES.__getitem__, names)


def test_a_script_stands_in_the_page_as_it_is():
    assert inline("js/a.js")("js/a.js").__html__() == "let a=1<2;"


def test_a_picture_is_an_address_that_fits_between_double_quotes():
    address = inline("images/a.svg")("images/a.svg")

    assert not set(address) & set('"<>{}# \n')
    assert unquote(address) == (
        "data:image/svg+xml,<svg viewBox='0 0 9 9'><path d='M0 1h2' fill='#fff'/></svg>"
    )


def test_the_policy_gets_the_digest_of_a_script_and_leave_for_pictures():
    digest = base64.b64encode(hashlib.sha256(FILES["js/a.js"]).digest()).decode()

    assert inline("js/a.js", "images/a.svg").sources() == {
        "script-src": [f"'sha256-{digest}'"],
        "img-src": ["data:"],
    }
    assert inline().sources() == {}


def test_what_the_policy_does_not_know_is_refused():
    with pytest.raises(ValueError, match="add it to INLINE_ASSETS"):
        inline()("js/a.js")


def test_a_script_that_would_end_its_element_is_refused():
    with pytest.raises(ValueError, match=r"js/bad\.js: '</script'"):
        inline("js/bad.js")("js/bad.js")
