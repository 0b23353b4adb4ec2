"""Where what is owed to topics comes in."""

from ..flow.effects import TellTopic
from ..flow.relaying import KeepTopic, ToCustomer, ToStaff
from ..ports import Clock, Delivery, Leave
from ..store import Store
from .keeping import Keeper
from .passing import Passer
from .ports import Group


class TopicCarrier:
    """Carries out what is owed to topics, and from them to customers."""

    def __init__(self, *, store: Store, group: Group, clock: Clock) -> None:
        self._keeper = Keeper(store=store, group=group, clock=clock)
        self._passer = Passer(store=store, group=group, keeper=self._keeper, clock=clock)

    async def carry_out(self, effect: TellTopic | KeepTopic | ToStaff | ToCustomer, *, leave: Leave) -> Delivery:
        """Keep a topic, say a notice in it, or pass on what somebody wrote."""
        match effect:
            case TellTopic():
                return await self._keeper.tell(effect, leave=leave)
            case KeepTopic():
                return await self._keeper.keep(effect, leave=leave)
            case ToStaff():
                return await self._passer.to_staff(effect, leave=leave)
            case ToCustomer():
                return await self._passer.to_customer(effect, leave=leave)
