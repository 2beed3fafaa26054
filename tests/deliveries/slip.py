"""A slip of a unit in a test's world: printed, shown, and used."""

from uuid import UUID, uuid4

from ksbb.core.viewer import Actor, Viewer
from ksbb.domain.deliveries.counts import UnitCount
from ksbb.domain.deliveries.proofs import actions as proving
from ksbb.domain.deliveries.slips import actions as slips
from ksbb.domain.deliveries.slips import codes, queries
from ksbb.domain.deliveries.slips.actions import ShownSlip
from tests.deliveries.world import World

KEY = "key of a test"


async def printed(world: World, unit: int = 0, *, by: Viewer | None = None) -> int:
    """Print a slip for one of the programme's units; returns its row id."""
    who = by or world.officer
    async with world.db.viewer(who) as tx:
        made = await slips.print_slips(
            tx, who, uuid4(), unit_ids=[world.it.units[unit]], phase_id=world.it.phases[0]
        )
    [slip] = made.values()
    return slip


async def shown(world: World, slip: int, *, by: Viewer | None = None) -> ShownSlip:
    """Open the page of a slip: this makes its codes."""
    who = by or world.officer
    async with world.db.viewer(who) as tx:
        [made] = await slips.show_slips(tx, who, slips=[slip], key=KEY)
    return made


async def with_codes(world: World, unit: int = 0) -> ShownSlip:
    """A slip with its codes."""
    return await shown(world, await printed(world, unit))


async def tried(world: World, code: str, *, unit: int = 0, source: str = "a") -> queries.Tried:
    """Look a code up, as somebody without an account."""
    async with world.db.viewer(Viewer()) as tx:
        return await queries.try_code(
            tx, unit_id=world.it.units[unit], code_hmac=codes.digest(code, KEY), source=source
        )


async def confirmed(
    world: World,
    slip: int,
    stop: int,
    code: str,
    good: int,
    damaged: int = 0,
    *,
    key: UUID | None = None,
) -> int:
    """Confirm a stop with a code of this slip; returns the proof's row id."""
    holder = Viewer(slip, actor=Actor.SLIP)
    async with world.db.viewer(holder) as tx:
        return await proving.confirm_delivery(
            tx,
            holder,
            key or uuid4(),
            stop_id=stop,
            code_hmac=codes.digest(code, KEY).hex(),
            counts=[UnitCount(world.package, good, damaged)],
        )
