"""How much one chat gets of Telegram's patience and of staff's attention."""

from hypothesis import given
from hypothesis import strategies as st

from bot.flow import policy
from bot.flow.moderation import Demand, Reply, Telling, heard, remember, tell

NOW = 1_800_000_000.0


def replies(*moments: float) -> list[Reply]:
    """What a chat gets to hear that writes at these moments, and is read at once."""
    demand, silent_until, said = Demand(), 0.0, []
    for moment in moments:
        reply, demand, silent_until = heard(demand, silent_until, written_at=NOW + moment, now=NOW + moment)
        said.append(reply)
    return said


def test_a_flood_is_answered_so_far_and_excused_once() -> None:
    """However many more come."""
    said = replies(*(number / 100 for number in range(1_000)))

    assert said == [Reply.ANSWER] * 15 + [Reply.EXCUSE] + [Reply.SILENCE] * 984


def test_one_a_second_is_always_answered() -> None:
    """That is what Telegram delivers, so nothing waits."""
    assert set(replies(*range(1_000))) == {Reply.ANSWER}


def test_who_stops_is_answered_after_the_lull() -> None:
    """And not before: the rest of the flood may still be on its way."""
    flood = [0.0] * 20

    assert replies(*flood, policy.LULL - 1)[-1] is Reply.SILENCE
    assert replies(*flood, policy.LULL)[-1] is Reply.ANSWER


def test_who_asks_now_and_then_is_not_ignored_for_ever() -> None:
    """A customer who goes on writing every few seconds is answered once the first lull is over."""
    assert replies(*[0.0] * 20, 4, 8, 12)[-1] is Reply.ANSWER


def test_the_lull_counts_from_what_was_written() -> None:
    """However long it waited to be read."""
    reply, _, _ = heard(Demand(), NOW + policy.LULL, written_at=NOW + policy.LULL, now=NOW + 500)

    assert reply is Reply.ANSWER


def test_another_replica_keeps_the_silence() -> None:
    """The demand is not known there, the silence is."""
    reply, demand, silent_until = heard(Demand(), NOW + policy.LULL, written_at=NOW + 0.5, now=NOW + 0.5)

    assert (reply, demand.answers, silent_until) == (Reply.SILENCE, 15, NOW + 0.5 + policy.LULL)


def test_a_clock_that_was_set_back_silences_nobody() -> None:
    """A silence that is further off than any lull is none."""
    assert heard(Demand(), NOW + 3600, written_at=NOW, now=NOW)[0] is Reply.ANSWER


def test_demands_are_forgotten_when_they_are_over() -> None:
    """What is kept in memory is of the chats of some seconds."""
    demands: dict[int, Demand] = {}
    for number in range(10_000):
        remember(demands, {number: Demand(1, NOW + number)})

    assert len(demands) == 15


def test_staff_are_told_the_same_once_in_a_while() -> None:
    """A chat that repeats it every second: five within five minutes, then three an hour; the rest is counted."""
    is_told, telling = tell(None, NOW)
    told = [(0, 0)]
    for second in range(1, 2 * policy.HOUR):
        untold = telling.untold
        is_told, telling = tell(telling, NOW + second)
        if is_told:
            told.append((second, untold))

    assert [second for second, _ in told[:5]] == [0, 60, 120, 180, 240]
    assert len(told) == 5 + 2 * 3 - 1
    assert sum(untold for _, untold in told) + telling.untold == 2 * policy.HOUR - len(told)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_clock_that_was_set_hushes_nothing_up(told_at: float, spent_until: float) -> None:
    """At most as long as the allowance takes to become whole."""
    telling = Telling(told_at=NOW + told_at, spent_until=NOW + spent_until)
    whole = policy.NOTICES_AT_ONCE * policy.NOTICE_EVERY

    assert tell(telling, NOW)[0] or tell(telling, NOW + whole)[0]
