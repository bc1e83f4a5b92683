from help_by_topic.placing import placed


def test_a_block_goes_to_the_end_of_the_article():
    assert (
        placed("<article>a</article><aside></aside>", "B")
        == "<article>aB\n</article><aside></aside>"
    )


def test_without_an_article_it_goes_to_the_end_of_main_and_else_of_the_body():
    assert placed("<main>a</main></body>", "B") == "<main>aB\n</main></body>"
    assert placed("<body>a</body>", "B") == "<body>aB\n</body>"
    assert placed("a", "B") == "aB"
