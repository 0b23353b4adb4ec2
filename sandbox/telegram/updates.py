"""The updates that wait for the bot, and the two ways of fetching them: long polling and a webhook."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from .errors import conflict
from .schema import JsonObject

# "Incoming updates are stored … not longer than 24 hours" (manual); taps 150 s (the server's source, as told).
MESSAGE_LIFE = 24 * 3600.0
TAP_LIFE = 150.0
# The server cuts longer polls (its LONG_POLL_MAX_TIMEOUT).
LONGEST_POLL = 50
# An offset further ahead than this is taken for an error and forgets nothing (TDLib's queue).
_FURTHEST_AHEAD = 10

UPDATE_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
)
# "Specify an empty list to receive all update types except …" (manual, getUpdates).
_ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """One update. Those of one `lane` reach a webhook one after the other, those of others at the same time."""

    update_id: int
    kind: str
    payload: JsonObject
    lane: str
    expires_at: float

    def as_json(self) -> JsonObject:
        """Write Telegram's Update."""
        return {"update_id": self.update_id, self.kind: self.payload}


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to, and how the last try went."""

    url: str
    secret: str = field(default="", repr=False)
    max_connections: int = 40
    last_error: str = ""
    last_error_at: float = 0


class UpdateQueue:
    """Every update in order, those that still wait, and who may have them.

    `arrived` is called with each update that comes or comes again, `rerouted` when the webhook changes.

    Attributes:
        book: every update there was, in order; nothing is ever taken out of it.
        confirmed: the ids of those that the bot has had and said so, by a higher offset or by accepting the post.
        overtaken: the ids of those that reached a webhook after some that came behind them, or may have.
    """

    def __init__(self, clock: Callable[[], float], first_id: int) -> None:
        self._clock = clock
        self._next_id = first_id
        self._waiting: deque[Update] = deque()
        self._again: deque[Update] = deque()
        self._poller: asyncio.Future[None] | None = None
        self._to_overtake = 0
        self._given: set[int] = set()
        self.book: list[Update] = []
        self.confirmed: set[int] = set()
        self.overtaken: set[int] = set()
        self.allowed: tuple[str, ...] = ()
        self.webhook: Webhook | None = None
        self.arrived: Callable[[Update], None] = lambda _: None
        self.rerouted: Callable[[], None] = lambda: None

    def add(self, kind: str, payload: JsonObject, *, lane: str, life: float = MESSAGE_LIFE) -> Update | None:
        """Queue an update, unless the bot does not want its kind (decided now, not when it asks)."""
        if not self._is_wanted(kind):
            return None
        update = Update(self._next_id, kind, payload, lane, self._clock() + life)
        self._next_id += 1
        self.book.append(update)
        self._waiting.append(update)
        self._tell(update)
        return update

    def again(self, update_id: int) -> None:
        """Deliver an update once more, before all others, whether it was confirmed or not.

        Raises:
            LookupError: for an id that never was.
        """
        for update in reversed(self.book):
            if update.update_id == update_id:
                self._again.append(update)
                self._tell(update)
                return
        raise LookupError(f"there never was an update {update_id}")

    def let_overtake(self, count: int) -> None:
        """Let each of the next `count` updates reach a webhook only after those that come behind it."""
        self._to_overtake += count

    def take_overtaken(self, update: Update) -> bool:
        """Say whether this update, which has just come, is to be overtaken, and write it down."""
        if self._to_overtake == 0:
            return False
        self._to_overtake -= 1
        self.overtaken.add(update.update_id)
        return True

    def pending(self) -> list[Update]:
        """Give what waits, those to be delivered again first; what is too old is forgotten here."""
        now = self._clock()
        if any(update.expires_at <= now for update in self._waiting):
            self._waiting = deque(update for update in self._waiting if update.expires_at > now)
        return [*self._again, *self._waiting]

    def confirm(self, update: Update) -> None:
        """Take out an update that a webhook has accepted."""
        self.confirmed.add(update.update_id)
        self.forget(update)

    def forget(self, update: Update) -> None:
        """Take out an update that grew too old on the way."""
        if update in self._again:
            self._again.remove(update)
        elif update in self._waiting:
            self._waiting.remove(update)

    def drop(self) -> None:
        """Forget all that waits (`drop_pending_updates`)."""
        self._waiting.clear()
        self._again.clear()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember `allowed_updates` until told otherwise. Unknown kinds are ignored, an empty list is the default."""
        if kinds is not None:
            self.allowed = tuple(kind for kind in kinds if kind in UPDATE_KINDS)

    def set_webhook(self, webhook: Webhook | None) -> None:
        """Change where updates go; a poll that is under way ends with 409."""
        if webhook is not None:
            self._end_poll("terminated by setWebhook request")
        self.webhook = webhook
        self.rerouted()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Answer getUpdates: at once when something waits, else within so many seconds of real time.

        Raises:
            Refused: 409, while a webhook is set and when another poll takes this one's place.
        """
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        found = self._take(offset, limit)
        if found or seconds <= 0:
            return found
        self._end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            return []
        finally:
            if self._poller is poller:
                self._poller = None
        return self._take(offset, limit)

    def _take(self, offset: int, limit: int) -> list[Update]:
        """Give the next updates and forget those before them, by the rules for `offset`."""
        if offset < 0:
            self._waiting = deque(self.pending()[len(self._again) :][offset:])
        elif offset <= self._next_id + _FURTHEST_AHEAD:
            while self._waiting and self._waiting[0].update_id < offset:
                self.confirmed |= self._given & {self._waiting.popleft().update_id}
        given = list(islice(self._again, limit))
        for _ in given:
            self._again.popleft()
        now = self._clock()
        alive = (update for update in self._waiting if update.expires_at > now)
        given += islice(alive, limit - len(given))
        # Who asks for some of an answer again has not had it: what is given no more was lost with it.
        self._given = {update.update_id for update in given}
        return given

    def _is_wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in _ONLY_WHEN_ASKED

    def _tell(self, update: Update) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        self.arrived(update)

    def _end_poll(self, reason: str) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(conflict(reason))
        self._poller = None
