"""What can be told of the sources before a build, and of the built site after it.

    sources.check_sources(content)          front matter and links of every article and page
    built_site.check_site(output, ...)      every link and anchor of every built page

Each yields Problems; nothing is written and nothing stops at the first.
"""
