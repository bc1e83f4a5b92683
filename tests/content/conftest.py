"""Says after the checks of content what the collection comes to."""


def pytest_terminal_summary(terminalreporter) -> None:
    """Print the figures, if the collection has been looked at and found good."""
    good = (report.nodeid for report in terminalreporter.stats.get("passed", ()))
    if any(name.startswith("tests/content/test_articles.py") for name in good):
        from tests.content.figures import table

        terminalreporter.section("The collection")
        terminalreporter.write_line(table())
