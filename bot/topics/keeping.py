"""Makes topics show how their cases stand, and says notices in them.

What a topic is to show is read when it is shown, so that many changes are one, and a repeat changes nothing. Where it
is gets written down right after it was made, in a transaction of its own: killed between the two, we leave an empty
topic behind and make another.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from ..flow.effects import TellTopic
from ..flow.model import Case, CaseId
from ..flow.relaying import KeepTopic
from ..flow.topics import is_closed
from ..ports import Clock, Delivered, Delivery, Later, Leave, Undeliverable
from ..store import Store, Topic
from .ports import Drawn, GoneError, Group, MovedError, Spot, UndeliveredError

log = structlog.get_logger(__name__)

MOST_MOVES = 3
"""How often one effect follows a topic that is gone, or a group that has moved: each happens once, if at all."""


class Keeper:
    """Keeps topics. `keep` and `tell` carry out one effect each, at least once."""

    def __init__(self, *, store: Store, group: Group, clock: Clock) -> None:
        self._store = store
        self._group = group
        self._clock = clock

    async def keep(self, effect: KeepTopic, *, leave: Leave) -> Delivery:
        """Make the topic show how its case stands now."""

        async def kept() -> Delivery:
            await self.spot(effect.case_id, leave=leave)
            return Delivered()

        return await self.followed(effect.case_id, kept)

    async def tell(self, effect: TellTopic, *, leave: Leave) -> Delivery:
        """Say a notice in its case's topic."""

        async def told() -> Delivery:
            spot = await self.spot(effect.notice.case.id, leave=leave)
            if spot is None:
                return Delivered()  # The case was erased meanwhile: there is nobody whom it is about.
            if not spot.thread_id and effect.is_said:
                return Delivered()  # In a plain group it stands above already, where all see it.
            return Delivered(await self._group.tell(spot, effect.notice, leave=leave))

        return await self.followed(effect.notice.case.id, told)

    async def followed(self, case_id: CaseId, act: Callable[[], Awaitable[Delivery]]) -> Delivery:
        """Do something in a topic, wherever it has gone meanwhile."""
        for _ in range(MOST_MOVES):
            try:
                return await act()
            except MovedError:
                log.info("topic to be made where the group is now", case_id=case_id)
            except GoneError:
                log.info("topic gone", case_id=case_id)
                await self._lost(case_id)
            except UndeliveredError as exc:
                return _patient(exc.delivery)
        return Later("the topic does not stay")

    async def spot(self, case_id: CaseId, *, leave: Leave) -> Spot | None:
        """Where the case's topic is, which shows how the case stands now; None for an erased case.

        Raises as `Group` does.
        """
        async with self._store.transaction() as tx:
            found = await tx.topic_and_case(case_id)
            member = await tx.member(found[0].taken_by) if found is not None and found[0].taken_by else None
        if found is None:
            return None
        topic, case = found
        drawn = self._group.draw(case, topic, int(self._clock()), taken_by=member.name if member is not None else "")
        named = self._hash(drawn.name, drawn.look)
        shown = self._hash(drawn.card, repr(drawn.buttons))
        if topic.chat_id != self._group.chat_id:
            thread_id = await self._group.make(drawn, leave=leave)
            topic = await self._saved(replace(topic.moved(self._group.chat_id, thread_id), named=named))
        elif topic.named != named:
            if topic.thread_id:
                await self._group.rename(_spot(topic), drawn, leave=leave)
            # What was done is not done again, however long the card after it waits for its turn.
            topic = await self._saved(replace(topic, named=named))
        topic = await self._opened(topic, case, leave)
        if topic.shown != shown:
            topic = await self._shown(topic, drawn, shown, leave)
        if topic.thread_id and not topic.pinned and await self._group.pin(_spot(topic), leave=leave):
            topic = replace(topic, pinned=True)
        if is_closed(case) and topic.thread_id and not topic.closed:
            await self._group.set_closed(_spot(topic), is_closed=True, leave=leave)
            topic = replace(topic, closed=True)
        if topic != found[0]:
            await self._saved(topic)
        return _spot(topic)

    async def _opened(self, topic: Topic, case: Case, leave: Leave) -> Topic:
        if not topic.closed or is_closed(case):
            return topic
        await self._group.set_closed(_spot(topic), is_closed=False, leave=leave)
        return await self._saved(replace(topic, closed=False))

    async def _shown(self, topic: Topic, drawn: Drawn, shown: str, leave: Leave) -> Topic:
        card_id = await self._group.show_card(_spot(topic), drawn, leave=leave)
        is_new = card_id != topic.card_id
        # A card that is there is not sent again, whatever happens to what comes after it.
        return await self._saved(replace(topic, card_id=card_id, shown=shown, pinned=topic.pinned and not is_new))

    async def _saved(self, topic: Topic) -> Topic:
        async with self._store.transaction() as tx:
            await tx.save_place(topic)
        return topic

    async def _lost(self, case_id: CaseId) -> None:
        """The topic is to be made anew."""
        async with self._store.transaction() as tx:
            topic = await tx.topic(case_id)
            if topic is not None:
                await tx.save_place(topic.moved(0, 0))

    def _hash(self, *parts: str) -> str:
        return self._store.hash_of("topic", *parts)


def _patient(delivery: Delivery) -> Delivery:
    """What a refusal means: a group that is not there, because its id is wrong say, is mended by somebody."""
    if isinstance(delivery, Undeliverable) and delivery.gone:
        return Later(delivery.reason)
    return delivery


def _spot(topic: Topic) -> Spot:
    return Spot(topic.chat_id, topic.thread_id, topic.card_id)
