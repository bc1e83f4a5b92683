from fast_build.members import Members


def test_a_thing_is_in_the_list_that_holds_it_and_no_other():
    one, other = object(), object()
    members = Members([one])

    assert one in members
    assert other not in members


def test_what_joins_later_counts():
    one, other = object(), object()
    members = Members([one])
    assert other not in members

    members.append(other)

    assert other in members
