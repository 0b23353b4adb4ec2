"""What can be wrong with a request: documents as RFC 9457 has them, each kind explained at /api."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class _Sort:
    name: str
    status: int
    title: str
    meaning: str


class Kind(Enum):
    """The kinds, which keep their names."""

    MALFORMED = _Sort(
        "malformed", 400, "The request cannot be read", "The body is not JSON, or a header is not as documented."
    )
    UNAUTHORIZED = _Sort(
        "unauthorized",
        401,
        "A token is needed",
        "There was none, or it is unknown, revoked or over. Send «Authorization: Bearer …».",
    )
    FORBIDDEN = _Sort(
        "forbidden",
        403,
        "The token is not good for this",
        "It lacks the scope that is named; have one made that has it.",
    )
    NOT_FOUND = _Sort(
        "not-found",
        404,
        "There is nothing here",
        "No such address, or no such invitation or case; an erased one is gone.",
    )
    METHOD = _Sort("method-not-allowed", 405, "Not with this method", "The header «Allow» names those that are.")
    TOO_LARGE = _Sort("too-large", 413, "The body is too large", "An invitation has a few hundred bytes.")
    MEDIA_TYPE = _Sort("media-type", 415, "The body must be JSON", "Send «Content-Type: application/json».")
    INVALID = _Sort(
        "invalid", 422, "Something in the request will not do", "«errors» says what, and where. Nothing was made."
    )
    KEY_REUSED = _Sort(
        "key-reused",
        422,
        "The idempotency key was used for something else",
        "The same key must come with the same request; take a new key for a new invitation.",
    )
    TOO_MANY = _Sort("too-many-requests", 429, "Too many requests", "Wait as long as «Retry-After» says, in seconds.")
    UNAVAILABLE = _Sort(
        "unavailable",
        503,
        "Not just now",
        "The bot is starting, stopping or without its database. Try again; with an idempotency key nothing is doubled.",
    )


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one part of a request: a JSON pointer into the body, or a parameter's name."""

    where: str
    detail: str


@dataclass(slots=True)
class ProblemError(Exception):
    """A request is answered with a problem. Nothing in it quotes the request."""

    kind: Kind
    detail: str = ""
    errors: tuple[Wrong, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def document(self) -> dict[str, object]:
        """What is answered."""
        sort = self.kind.value
        return {
            "type": f"/api#{sort.name}",
            "title": sort.title,
            "status": sort.status,
            "detail": self.detail or sort.meaning,
            **(
                {"errors": [{"where": each.where, "detail": each.detail} for each in self.errors]}
                if self.errors
                else {}
            ),
        }
