"""Real sites, built by Pelican."""

from dataclasses import dataclass

import pytest
from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.settings import read_settings

from old_addresses.rule import AddressesError

ARTICLE = "Title: Keep the faith!\nDate: 2010-12-01\n{}\n\nDo.\n"
SITE = {
    "keep-the-faith.md": ARTICLE.format("Was: /2010/12/faith.html, /faith"),
    "pages/about.md": "Title: About\nWas: /about-us.html\n     /who/\n\nUs.\n",
    "redirects.toml": '"/jobs" = { to = "/about/", temporary = true }\n',
}
BLOGGER = {
    "OLD_BLOGGER_ADDRESSES": True,
    "MONTH_ARCHIVE_URL": "{date:%Y}/{date:%m}/",
    "MONTH_ARCHIVE_SAVE_AS": "{date:%Y}/{date:%m}/index.html",
}


def redirects(output) -> list[str]:
    return (output / "_redirects").read_text(encoding="utf-8").splitlines()


def test_rules_come_from_the_file_from_articles_and_from_pages(build):
    output = build(SITE)

    assert redirects(output) == [
        "/2010/12/faith.html /keep-the-faith.html 301",
        "/about-us.html /about/ 301",
        "/faith /keep-the-faith.html 301",
        "/jobs /about/ 302",
        "/who/ /about/ 301",
    ]
    assert (output / ".nojekyll").read_bytes() == b""


def test_a_site_without_old_addresses_has_headers_all_the_same(build):
    output = build({"a.md": ARTICLE.format("")})

    assert redirects(output) == []
    assert (output / "_headers").read_text(encoding="utf-8") == (
        "/*\n"
        "  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'\n"
        "  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
        "  Permissions-Policy: interest-cohort=(), geolocation=(), camera=(), microphone=()\n"
    )


def test_the_old_addresses_of_a_blog_lead_on(build):
    output = build(SITE, **BLOGGER)

    made = set(redirects(output)) - set(redirects(build(SITE, "plain")))
    assert made == {
        "/2010_12_01_archive.html /2010/12/ 301",
        "/p/about.html /about/ 301",
        "/feeds/posts/default /feeds/all.atom.xml 301",
        "/feeds/posts/summary /feeds/all.atom.xml 301",
        "/atom.xml /feeds/all.atom.xml 301",
        "/rss.xml /feeds/all.atom.xml 301",
    }


def test_a_feed_that_stands_where_the_blog_had_it_stays(build):
    output = build(SITE, FEED_ATOM="feeds/posts/default", **BLOGGER)

    assert (output / "feeds/posts/default").is_file()
    assert not [line for line in redirects(output) if line.startswith("/feeds/posts/default ")]


def test_an_author_says_better_where_an_old_form_leads(build):
    site = {**SITE, "redirects.toml": '"/p/about.html" = "/keep-the-faith.html"\n'}

    lines = redirects(build(site, **BLOGGER))

    assert [line for line in lines if line.startswith("/p/")] == [
        "/p/about.html /keep-the-faith.html 301"
    ]


@dataclass(frozen=True)
class FakeTopic:
    slug: str
    name: str
    url: str
    synonyms: tuple = ()
    was: tuple = ()


class FakeTopics(Generator):
    def generate_context(self):
        self.context["topics"] = (
            FakeTopic("net", "Networking", "help/net/", ("cold email",), ("people", "/contacts")),
            FakeTopic("offers", "Offers", "help/offers/"),
        )

    def generate_output(self, writer):
        template = self.env.from_string("A topic.")
        for page in ("net/index.html", "net/page/2/index.html", "offers/index.html"):
            writer.write_file(f"help/{page}", template, self.context, url=page)


@pytest.fixture
def with_topics():
    def topics(_pelican):
        return FakeTopics

    with signals.get_generators.connected_to(topics):
        yield


@pytest.mark.usefixtures("with_topics")
def test_all_that_is_below_a_topic_answers_at_what_it_was(build):
    site = {**SITE, "topics.toml": 'slug = "net"\nwas = ["people",\n  "/contacts"]\n'}

    lines = redirects(build(site, **BLOGGER))

    assert [line for line in lines if " /help/" in line] == [
        "/contacts /help/net/ 301",
        "/help/people/ /help/net/ 301",
        "/help/people/page/2/ /help/net/page/2/ 301",
        "/search/label/Networking /help/net/ 301",
        "/search/label/Offers /help/offers/ 301",
        "/search/label/cold%20email /help/net/ 301",
    ]


@pytest.mark.usefixtures("with_topics")
def test_what_is_wrong_with_a_topic_names_its_line(build):
    site = {**SITE, "topics.toml": 'slug = "net"\nwas = ["people",\n  "/contacts"]\n'}
    site["redirects.toml"] = '"/help/people/" = "/about/"\n"/contacts" = "/about/"\n'

    with pytest.raises(AddressesError) as raised:
        build(site)

    assert raised.value.problems == (
        "site/content/topics.toml:2: '/help/people/' is also redirected at "
        "site/content/redirects.toml:1. Keep one of the two.",
        "site/content/topics.toml:3: '/contacts' is also redirected at "
        "site/content/redirects.toml:2. Keep one of the two.",
    )


def test_everything_that_is_wrong_is_said_at_once(build):
    site = {
        "keep-the-faith.md": ARTICLE.format("Was: /about/, faith"),
        "pages/about.md": "Title: About\nWas: /who\n\nUs.\n",
        "redirects.toml": '"/who" = "/about/"\n\n"/a" = "/b"\n"/b" = "/a"\n"/c" = "/nothing/"\n',
    }

    with pytest.raises(AddressesError) as raised:
        build(site)

    here = "site/content"
    assert raised.value.problems == (
        f"{here}/keep-the-faith.md:3: '/about/' is not old: the site has about/index.html there. "
        "Take this address out, or move the page.",
        f"{here}/keep-the-faith.md:3: the old address 'faith' does not begin with /. Write /faith.",
        f"{here}/pages/about.md:2: '/who' is also redirected at {here}/redirects.toml:1. "
        "Keep one of the two.",
        f"{here}/redirects.toml:3: these lead in a circle: /a -> /b -> /a. "
        "Let one of them lead to a page.",
        f"{here}/redirects.toml:5: '/c' leads to '/nothing/', which the site does not have. "
        "Mend the new address; a draft has none.",
    )


def test_a_redirects_file_that_cannot_be_read_stops_the_build(build):
    with pytest.raises(AddressesError, match=r"site/content/redirects\.toml:1: .*\. Write "):
        build({**SITE, "redirects.toml": "what is this\n"})


def test_drafts_give_nothing_away(build):
    draft = "Title: Not yet\nDate: 2026-11-02\nStatus: draft\nWas: /secret-plan\n\nSoon.\n"

    output = build({**SITE, "not-yet.md": draft}, HOSTS=["netlify", "stubs", "vercel"])

    named = [p for p in output.rglob("*") if p.is_file() and b"secret-plan" in p.read_bytes()]
    assert named == []
    assert not (output / "secret-plan").exists()


def test_hidden_articles_and_translations_keep_their_old_addresses(build):
    site = {
        **SITE,
        "quiet.md": "Title: Quiet\nDate: 2026-11-02\nStatus: hidden\nWas: /hush\n\nHush.\n",
        "mut.md": "Title: Mut\nDate: 2010-12-01\nLang: de\nSlug: keep-the-faith\nWas: /mut\n\nTu.\n",
    }

    lines = redirects(build(site))

    assert "/hush /quiet.html 301" in lines
    assert "/mut /keep-the-faith-de.html 301" in lines


def test_under_a_path_every_host_gets_the_path(build):
    output = build(
        SITE,
        SITEURL="https://example.org/some/path",
        HOSTS=["netlify", "nginx", ("caddy", "../caddy.snippet"), "vercel", "stubs"],
    )

    assert "/some/path/faith /some/path/keep-the-faith.html 301" in redirects(output)
    assert (output / "_headers").read_text(encoding="utf-8").startswith("/some/path/*\n")
    nginx = (output / "nginx.conf").read_text(encoding="utf-8")
    assert 'location = "/some/path/faith" { return 301 "/some/path/keep-the-faith.html"; }' in nginx
    caddy = (output.parent / "caddy.snippet").read_text(encoding="utf-8")
    assert '\t"/some/path/faith" "/some/path/keep-the-faith.html"\n' in caddy
    stub = (output / "faith/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../keep-the-faith.html"' in stub
    assert 'href="https://example.org/some/path/keep-the-faith.html"' in stub


def test_a_relative_site_names_its_address_by_another_setting(build):
    output = build(
        SITE, SITE_ADDRESS="https://example.org/some/path", RELATIVE_URLS=True, HOSTS=["gitlab"]
    )

    assert "/some/path/faith /some/path/keep-the-faith.html 301" in redirects(output)


def test_a_stub_of_a_feed_is_a_copy_and_no_stub_is_in_the_sitemap(build):
    output = build(SITE, HOSTS=["stubs"], PLUGINS=["sitemap", "old_addresses"], **BLOGGER)

    feed = (output / "feeds/all.atom.xml").read_bytes()
    assert (output / "feeds/posts/default").is_file()
    assert (output / "rss.xml").read_bytes() == feed
    assert "faith/" not in (output / "sitemap.xml").read_text(encoding="utf-8")


def test_two_builds_and_a_build_over_another_are_the_same(build):
    settings = {"HOSTS": ["netlify", "nginx", "caddy", "vercel", "stubs"], **BLOGGER}
    settings["PLUGINS"] = ["old_addresses"]

    def written(output):
        kinds = (
            "_redirects",
            "_headers",
            "nginx.conf",
            "Caddyfile",
            "vercel.json",
            "faith/index.html",
        )
        return {name: (output / name).read_bytes() for name in kinds}

    search = {"pages/search.md": "Title: Search\n\nFind.\n"}
    first = written(build({**SITE, **search}, **settings))
    over = written(build({**SITE, **search}, **settings))
    other = written(build({**SITE, **search}, "other", **settings))

    assert first == over == other


def test_the_policy_follows_its_settings(build):
    site = {**SITE, "pages/search.md": "Title: Search\n\nFind.\n"}
    output = build(
        site,
        SECURITY_POLICY={"default-src": "'none'", "form-action": "'self'"},
        SECURITY_POLICY_FORM_ACTION="https://forms.example",
        SECURITY_HEADERS={},
        CACHE_FOREVER=["/theme/*"],
    )

    text = (output / "_headers").read_text(encoding="utf-8")
    strict = "Content-Security-Policy: default-src 'none'; form-action https://forms.example\n"
    assert f"/about/*\n  {strict}" in text
    assert (
        "/search/\n  Content-Security-Policy: default-src 'none'; "
        "form-action https://forms.example; script-src 'wasm-unsafe-eval'\n"
    ) in text
    assert "/theme/*\n" in text
    assert "  Cache-Control: public, max-age=31536000, immutable\n" in text


def test_templates_get_the_policy_for_a_meta(build, tmp_path):
    head = '<meta http-equiv="Content-Security-Policy" content="{{ policy_for(output_file) }}">'
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text(head)
    site = {**SITE, "pages/search.md": "Title: Search\n\nFind.\n"}

    output = build(
        site,
        THEME_TEMPLATES_OVERRIDES=[str(templates)],
        SECURITY_POLICY={"script-src": "'self'", "frame-ancestors": "'none'"},
        JINJA_ENVIRONMENT={"autoescape": True},
    )

    assert (output / "about/index.html").read_text(encoding="utf-8") == (
        '<meta http-equiv="Content-Security-Policy" content="script-src &#39;self&#39;">'
    )
    assert "&#39;wasm-unsafe-eval&#39;" in (output / "search/index.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"HOSTS": ["apache"]}, r"HOSTS has 'apache' in it\. Use some of: netlify, "),
        ({"MOVED_TEXT": "Moved."}, r"MOVED_TEXT has no \{link\} in it\."),
        (
            {"SECURITY_POLICY_WASM": ["search/"]},
            r"SECURITY_POLICY_WASM has 'search/' in it\. Write /",
        ),
        ({"CACHE_FOREVER": ["theme/*"]}, r"CACHE_FOREVER has 'theme/\*' in it\. Write /theme/\*"),
    ],
)
def test_a_setting_that_cannot_be_meant_stops_the_build(build, settings, message):
    with pytest.raises(ValueError, match=message):
        build(SITE, **settings)


def test_of_two_runs_with_the_same_settings_the_last_has_the_say(build, tmp_path):
    output = build(SITE)
    override = {"PATH": str(tmp_path / "site/content"), "OUTPUT_PATH": str(output)}
    override |= {"PLUGINS": ["old_addresses"], "THEME": "simple", "SITEURL": "https://example.org"}
    pelican = Pelican(read_settings(override=override))
    kept = []

    def keep(generators):
        kept.extend(generators)

    with signals.all_generators_finalized.connected_to(keep):
        pelican.run()
        (tmp_path / "site/content/redirects.toml").write_text('"/new-jobs" = "/pages/about.html"\n')
        (tmp_path / "site/content/pages/about.md").write_text("Title: About\n\nUs.\n")
        pelican.run()

    assert redirects(output) == [
        "/2010/12/faith.html /keep-the-faith.html 301",
        "/faith /keep-the-faith.html 301",
        "/new-jobs /pages/about.html 301",
    ]
    assert len([generator for generator in kept if hasattr(generator, "written")]) == 2


def test_a_build_leaves_nothing_behind_for_the_next(build):
    build(SITE)
    without = build(SITE, "without", PLUGINS=[])

    assert not (without / "_redirects").exists()
