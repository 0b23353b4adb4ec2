"""How a method says no."""

from typing import final


@final
class Refused(Exception):  # noqa: N818 -- an answer of the API, not a fault of the program
    """Tells the caller of a method why it was refused, in the Bot API's own words.

    Attributes:
        status: the HTTP status and `error_code`.
        description: the whole sentence, with its prefix ("Bad Request: …").
        parameters: what a program may act on: `retry_after` (seconds) or `migrate_to_chat_id`.
    """

    def __init__(self, status: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.parameters = parameters or {}


def bad_request(reason: str) -> Refused:
    """Refuse what the caller asked for, whoever asks."""
    return Refused(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    """Refuse because of who the caller is to that chat."""
    return Refused(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refused:
    """Refuse because two programs want the same updates."""
    return Refused(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> Refused:
    """Refuse for `retry_after` whole seconds."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def not_played(what: str) -> Refused:
    """Refuse what Telegram has and this stand-in does not, so that nobody takes silence for success."""
    return bad_request(f"{what} is not played by this sandbox")
