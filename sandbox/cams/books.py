"""The provider's own books: what was really asked and done, for tests that trust nobody else's count."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One request that arrived, in the order of arrival; never changed afterwards."""

    at: float
    """When it arrived, seconds since 1970 on the world's clock."""
    action: str
    """As the caller spelled it; empty if it named none."""
    space: str = ""
    phone: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    """The verification code handed in."""
    method: str = ""
    """How a code was to be sent: `sms` or `voice`."""
    locale: str = ""
    """And in which language."""
    executed: bool
    """Whether the action ran: accepted, or refused by WhatsApp (a wrong code). False if it was refused before that."""
    counted: bool = field(default=False, compare=False)
    """Whether WhatsApp counted it as a try: a code that was right, wrong or too old."""
    answer_code: str
    """The `Code` decided on, even if it was never sent; empty if there was none, as when a proxy's page answered."""
    nonce: str = ""
    answered: bool
    """Whether an answer was given out: false where it is withheld or the connection cut.

    An answer may be given out and not read, if the client has gone meanwhile.
    """


class Books:
    """An append-only list of every request, with the questions that tests ask."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entry: Entry) -> None:
        """Write down one request."""
        self._entries.append(entry)

    def entries(self, action: str | None = None, *, phone: str | None = None) -> tuple[Entry, ...]:
        """Show the requests in order of arrival, all or those of one action or number."""
        return tuple(
            entry for entry in self._entries if action in (None, entry.action) and phone in (None, entry.phone)
        )

    def calls_in_any_second(self, action: str) -> int:
        """Count the most requests of one action that arrived within a second, throttled ones included.

        A second is half open: two requests exactly one second apart are not within it.
        """
        most = 0
        window: deque[float] = deque()
        for at in sorted(entry.at for entry in self._entries if entry.action == action):
            while window and at - window[0] >= 1.0:
                window.popleft()
            window.append(at)
            most = max(most, len(window))
        return most
