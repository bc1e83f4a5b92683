from commands.serve.news import news_of
from commands.serve.preview import Status


def problem(path, severity="warning"):
    return {"path": path, "severity": severity, "message": "something is wrong."}


OWN, OTHER, ERROR = problem("a.md"), problem("b.md"), problem("b.md", "error")


def test_a_page_hears_what_is_said_of_its_own_source():
    assert news_of(Status(7, "", (OTHER, OWN)), "a.md") == {
        "build": 7,
        "fault": "",
        "problems": [OWN],
        "waiting": 2,
    }


def test_a_page_without_a_source_hears_how_many_there_are():
    news = news_of(Status(7, "", (OTHER, problem(""))), "")

    assert (news["problems"], news["waiting"]) == ([], 2)


def test_after_a_build_that_failed_each_page_hears_every_error_its_own_first():
    news = news_of(Status(7, "b.md:1: wrong.", (ERROR, OTHER, OWN)), "a.md")

    assert (news["fault"], news["problems"]) == ("b.md:1: wrong.", [OWN, ERROR])
