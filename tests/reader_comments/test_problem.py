from pathlib import Path

from reader_comments.problem import CommentsError, Problem, as_typed, did_you_mean


def test_a_problem_says_where_what_and_what_to_do():
    assert str(Problem("a/1.md", 3, "it is wrong", "Mend it.")) == "a/1.md:3: it is wrong. Mend it."


def test_problems_are_raised_together_in_order_of_place():
    error = CommentsError([Problem("b.md", 1, "b", "B."), Problem("a.md", 10, "a", "A.")])

    assert error.problems == ("a.md:10: a. A.", "b.md:1: b. B.")
    assert str(error) == "a.md:10: a. A.\nb.md:1: b. B."


def test_a_path_is_relative_to_the_working_directory_where_it_lies_below_it(tmp_path):
    assert as_typed(tmp_path / "a" / "b.md") == "a/b.md"
    assert as_typed(tmp_path.parent / "b.md") == str(tmp_path.parent / "b.md")
    assert as_typed(Path("a/b.md")) == "a/b.md"


def test_the_likeliest_word_is_offered_and_nothing_where_none_is_likely():
    assert did_you_mean("auhtor", ["Author", "Date"]) == " Did you mean 'Author'?"
    assert did_you_mean("xyz", ["Author", "Date"]) == ""
