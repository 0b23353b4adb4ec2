"""The nursery knows its bots by numbers that the system gives again."""

from chaos.processes import Nursery


async def test_a_number_that_is_given_again_is_another_bots() -> None:
    """Of a bot that was started, and of one whose end was heard of first: the next with that number is alive."""
    nursery = Nursery()
    first = nursery._end_of(7)
    nursery._end_of(7).set_result(-9)
    nursery._end_of(7).set_result(0)
    second = nursery._end_of(7)
    third = nursery._end_of(7)

    assert (first.result(), second.result(), third.done()) == (-9, 0, False)
