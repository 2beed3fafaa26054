"""Random acts that end a pledge or a part of it: see `test_random.py`."""

from random import Random

from ksbb.core.viewer import Viewer
from ksbb.domain.pledges import actions as pledging
from ksbb.domain.pledges.closings import actions as closing
from ksbb.domain.pledges.withdrawals import actions as withdrawing
from tests.deliveries.world import World


class RandomEnds:
    """Withdrawals and short closings, of rows that are mostly there."""

    def __init__(self, world: World, random: Random, parties: list[Viewer]) -> None:
        self.world = world
        self.random = random
        self.parties = parties

    async def some(self, statement: str) -> int:
        """A random id of these rows; one that does not exist if there is none."""
        rows = await self.world.rows(statement)
        return self.random.choice(rows)[0] if rows else 999_999

    async def withdraw(self, viewer: Viewer) -> None:
        if self.random.random() < 0.1:
            pledge = await self.some("SELECT id FROM app.pledge")
            await self.world.run(viewer, pledging.withdraw, pledge_id=pledge, reason="uji")

    async def request_withdrawal(self, viewer: Viewer) -> None:
        if self.random.random() < 0.2:
            pledge = await self.some("SELECT id FROM app.pledge")
            await self.world.run(
                self.random.choice((viewer, *self.parties[:3])),
                withdrawing.request_withdrawal,
                pledge_id=pledge,
                reason="uji",
            )

    async def answer_withdrawal(self, viewer: Viewer) -> None:
        request = await self.some("SELECT id FROM app.withdrawal")
        if self.random.random() < 0.3:
            await self.world.run(
                viewer,
                withdrawing.take_back_withdrawal,
                withdrawal_id=request,
                reason="uji",
            )
        else:
            agrees = self.random.random() < 0.5
            await self.world.answer_withdrawal(viewer, request, agrees=agrees)

    async def close_short(self, viewer: Viewer) -> None:
        line = await self.some("SELECT id FROM app.pledge_line")
        await self.world.run(viewer, closing.close_short, line_id=line, reason="uji")

    async def move_closing(self, viewer: Viewer) -> None:
        found = await self.some("SELECT id FROM app.closing")
        if self.random.random() < 0.5:
            await self.world.run(viewer, closing.take_back_closing, closing_id=found, reason="uji")
        elif self.random.random() < 0.5:
            await self.world.run(
                self.random.choice(self.parties[:2]),
                closing.contest_closing,
                closing_id=found,
                reason="uji",
            )
        else:
            await self.world.run(
                self.world.it.pemprov,
                closing.answer_contest,
                closing_id=found,
                stands=self.random.random() < 0.5,
                reason="uji",
            )
