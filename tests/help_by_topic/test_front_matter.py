from help_by_topic.front_matter import place_of


def test_a_key_is_found_in_any_case_and_the_file_named_as_typed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("Title: A\nTOPICS: x\n\nTopics: not this\n", encoding="utf-8")

    assert place_of(tmp_path / "a.md", "topics") == "a.md:2"
    assert place_of(tmp_path / "a.md", "related") == "a.md:1"


def test_a_file_that_is_gone_is_still_named():
    assert place_of("gone.md", "topics") == "gone.md:1"
