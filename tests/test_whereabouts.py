"""Where the staff's group is: as the settings say, until it moves."""

from bot.whereabouts import Whereabouts


def test_a_group_is_where_it_has_gone() -> None:
    """What is meant for the old chat goes to the new one, and nothing else does."""
    group = Whereabouts(-5)
    assert (group.chat_id, group.is_it(-5), group.is_it(-6), group.current(-6)) == (-5, True, False, -6)
    group.move(-5)
    assert (group.moved_to, group.is_kept) == (0, True)
    group.move(-6)

    assert (group.chat_id, group.is_it(-5), group.is_it(-6), group.is_kept) == (-6, True, True, False)
    assert (group.current(-5), group.current(-6), group.current(7)) == (-6, -6, 7)


def test_without_a_group_nothing_is_it() -> None:
    """Or what belongs to no chat would be theirs."""
    assert not Whereabouts(0).is_it(0)
