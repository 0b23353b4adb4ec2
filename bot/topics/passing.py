"""Carries over what customers and staff say to each other, at least once and in order.

Which message is the copy of which is written down right after it was sent. A repeat finds that and sends nothing; only
who is killed between the two sends twice.
"""

from ..flow.relaying import ToCustomer, ToStaff
from ..ports import Clock, Delivered, Delivery, Leave
from ..store import Store
from .keeping import Keeper
from .ports import Group, UndeliveredError


class Passer:
    """Passes on. Each carries out one effect."""

    def __init__(self, *, store: Store, group: Group, keeper: Keeper, clock: Clock) -> None:
        self._store = store
        self._group = group
        self._keeper = keeper
        self._clock = clock

    async def to_staff(self, effect: ToStaff, *, leave: Leave) -> Delivery:
        """Say in the case's topic what its customer wrote."""

        async def passed() -> Delivery:
            spot = await self._keeper.spot(effect.case_id, leave=leave)
            if spot is None:
                return Delivered()  # The case was erased meanwhile, and with it who wrote this.
            copy_id = await self._copy_of(effect.case_id, effect.message_id, by_staff=False)
            if copy_id and not effect.is_edit and not effect.is_withheld:
                return Delivered(copy_id)
            said = await self._group.pass_in(spot, effect, copy_id if effect.is_edit else 0, leave=leave)
            await self._keep(effect.case_id, effect.message_id, said, by_staff=False)
            return Delivered(said)

        return await self._keeper.followed(effect.case_id, passed)

    async def to_customer(self, effect: ToCustomer, *, leave: Leave) -> Delivery:
        """Say to the customer what somebody of the staff wrote, and put a sign on it that they have it."""
        copy_id = await self._copy_of(effect.case_id, effect.message_id, by_staff=True)
        if copy_id and not effect.is_edit:
            return Delivered(copy_id)
        if effect.is_edit and not copy_id:
            return Delivered()  # What they did not get cannot be changed.
        try:
            said = await self._group.pass_out(effect, copy_id, leave=leave)
        except UndeliveredError as exc:
            return exc.delivery
        await self._keep(effect.case_id, effect.message_id, said, by_staff=True)
        if effect.message_id > 0:  # Else it was said by a button.
            await self._group.mark_passed(effect)
        return Delivered(said)

    async def _copy_of(self, case_id: int, source_id: int, *, by_staff: bool) -> int:
        async with self._store.transaction() as tx:
            return await tx.copy_of(case_id, source_id, by_staff=by_staff)

    async def _keep(self, case_id: int, source_id: int, copy_id: int, *, by_staff: bool) -> None:
        async with self._store.transaction() as tx:
            await tx.keep_copy(case_id, by_staff=by_staff, source_id=source_id, copy_id=copy_id, now=self._clock())
