"""The provider's books answer tests' questions exactly."""

import pytest

from sandbox.cams.books import Books, Entry


def entry(at: float = 0.0, action: str = "A", phone: str = "1") -> Entry:
    """Make an entry that matters only by these."""
    return Entry(at=at, action=action, phone=phone, executed=True, answer_code="OK", answered=True)


@pytest.mark.parametrize(
    ("moments", "most"),
    [
        ([], 0),
        ([5.0], 1),
        ([0.0, 1.0, 2.0], 1),
        ([0.0, 0.5, 1.0, 1.25, 1.5], 3),
        ([0.75, 0.25, 1.125], 3),
        ([0.0] * 4 + [0.75] * 4 + [1.0] * 4, 8),
    ],
)
def test_calls_in_any_second(moments: list[float], most: int) -> None:
    """A second is half open and slides; the order of arrival does not matter, nor do other actions."""
    books = Books()
    for at in moments:
        books.add(entry(at))
        books.add(entry(at, action="B"))
        books.add(entry(at, action="B"))

    assert books.calls_in_any_second("A") == most


def test_entries_are_found_by_action_and_number() -> None:
    """In the order of arrival."""
    books = Books()
    for action, phone in (("A", "1"), ("B", "1"), ("A", "2"), ("A", "1")):
        books.add(entry(action=action, phone=phone))

    assert len(books) == 4
    assert books.entries() == tuple(books)
    assert books.entries("A") == (entry(), entry(phone="2"), entry())
    assert books.entries(phone="1") == (entry(), entry(action="B"), entry())
    assert books.entries("A", phone="1") == (entry(), entry())


def test_secrets_stay_out_of_reprs() -> None:
    """A failing test prints entries."""
    text = repr(Entry(at=0, action="A", phone="6281", code="012345", executed=True, answer_code="OK", answered=True))

    assert "012345" not in text
    assert "6281" not in text
