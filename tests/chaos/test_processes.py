"""What bots are given by the system, which gives it again: numbers of processes, and ports."""

import socket

import pytest

from chaos.processes import Nursery
from chaos.world import reserved_port


async def test_a_number_that_is_given_again_is_another_bots() -> None:
    """Of a bot that was started, and of one whose end was heard of first: the next with that number is alive."""
    nursery = Nursery()
    first = nursery._end_of(7)
    nursery._end_of(7).set_result(-9)
    nursery._end_of(7).set_result(0)
    second = nursery._end_of(7)
    third = nursery._end_of(7)

    assert (first.result(), second.result(), third.done()) == (-9, 0, False)


def test_a_reserved_port_can_be_listened_on_time_and_again_and_is_given_to_nobody_else() -> None:
    """A bot that is started anew must get the port that its posts go to; once another socket had been given it."""
    with reserved_port() as reserved:
        address = reserved.getsockname()
        for _ in range(2):
            with socket.create_server(address), socket.create_connection(address):
                pass
        with socket.socket() as anybody, pytest.raises(OSError, match="in use"):
            anybody.bind(address)
