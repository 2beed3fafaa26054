"""Ending a membership: by an OWNER, with a last day or at once, and never the last OWNER's."""

import asyncio
import datetime as dt
from collections import Counter
from uuid import uuid4

import pytest
from sqlalchemy import text

from ksbb.core.refusals import InvalidInput, NotAllowed, NotFound, NotSignedIn
from ksbb.core.viewer import NOBODY, Role, Viewer
from ksbb.domain.organisations.actions import end_membership
from ksbb.domain.organisations.rules import LastOwner
from tests import factories
from tests.as_party import AsParty
from tests.real_schema import Api, global_id

TODAY = dt.date(2020, 5, 3)


async def _membership(db: AsParty, viewer: Viewer) -> int:
    found = await db.session.execute(
        text(
            "SELECT id FROM app.membership WHERE organisation_id = :organisation"
            " AND person_id = :person"
        ),
        {"organisation": viewer.organisation_id, "person": viewer.person_id},
    )
    return found.scalar_one()


async def _end(
    db: AsParty, viewer: Viewer, whose: Viewer, ends_on: dt.date | None = None
) -> dt.date | None:
    membership = await _membership(db, whose)
    async with db.viewer(viewer) as tx:
        await end_membership(tx, viewer, uuid4(), membership=membership, ends_on=ends_on)
    found = await db.session.execute(
        text("SELECT ends_on FROM app.membership WHERE id = :id"), {"id": membership}
    )
    return found.scalar_one()


@pytest.fixture
async def today(db: AsParty) -> dt.date:
    await factories.clock(db, "2020-05-03 12:00")
    return TODAY


@pytest.mark.usefixtures("today")
class TestEnding:
    async def test_nobody_ends_anything_without_signing_in(self, db: AsParty) -> None:
        with pytest.raises(NotSignedIn):
            await _end(db, NOBODY, await factories.donor(db))

    async def test_only_an_owner_ends_a_membership(self, db: AsParty) -> None:
        owner = await factories.donor(db)
        for role in (Role.OPERATOR, Role.VIEWER):
            other = await factories.colleague(db, owner, role)
            with pytest.raises(NotAllowed):
                await _end(db, other, owner)

    async def test_an_owner_ends_memberships_only_in_their_own_organisation(
        self, db: AsParty
    ) -> None:
        owner, stranger = await factories.donor(db), await factories.donor(db, Role.OPERATOR)
        with pytest.raises(NotFound):
            await _end(db, owner, stranger)

    async def test_the_pemprov_ends_no_memberships_of_other_organisations(
        self, db: AsParty
    ) -> None:
        owner = await factories.pemprov(db, Role.OWNER)
        with pytest.raises(NotFound):
            await _end(db, owner, await factories.donor(db, Role.OPERATOR))

    async def test_without_a_day_a_membership_ends_at_once(self, db: AsParty) -> None:
        owner = await factories.donor(db)
        operator = await factories.colleague(db, owner)
        assert await _end(db, owner, operator) == TODAY - dt.timedelta(days=1)
        async with db.viewer(Viewer(actor_id=operator.person_id)) as tx:
            seen = await tx.execute(text("SELECT id FROM app.organisation"))
            assert seen.all() == []

    async def test_a_membership_ends_after_the_given_day(self, db: AsParty) -> None:
        owner = await factories.donor(db)
        last = dt.date(2020, 12, 31)
        assert await _end(db, owner, await factories.colleague(db, owner), last) == last

    async def test_a_last_day_in_the_past_is_refused(self, db: AsParty) -> None:
        owner = await factories.donor(db)
        operator = await factories.colleague(db, owner)
        with pytest.raises(InvalidInput) as refused:
            await _end(db, owner, operator, dt.date(2020, 5, 1))
        assert refused.value.field == "endsOn"

    async def test_an_owner_may_leave_while_another_stays(self, db: AsParty) -> None:
        owner = await factories.donor(db)
        await factories.colleague(db, owner, Role.OWNER)
        assert await _end(db, owner, owner) == TODAY - dt.timedelta(days=1)

    async def test_the_last_owner_stays(self, db: AsParty) -> None:
        owner = await factories.donor(db)
        await factories.colleague(db, owner, Role.OPERATOR)
        with pytest.raises(LastOwner):
            await _end(db, owner, owner)

    async def test_an_owner_with_a_last_day_does_not_count_as_remaining(self, db: AsParty) -> None:
        owner = await factories.donor(db)
        other = await factories.colleague(db, owner, Role.OWNER)
        await _end(db, owner, other, dt.date(2020, 12, 31))
        with pytest.raises(LastOwner):
            await _end(db, owner, owner, dt.date(2021, 12, 31))


async def test_two_owners_who_end_each_other_at_once_leave_one(api: Api) -> None:
    async with api.transaction() as db:
        await factories.clock(db, "2020-05-03 12:00")
        one = await factories.donor(db)
        other = await factories.colleague(db, one, Role.OWNER)
        ids = {viewer: await _membership(db, viewer) for viewer in (one, other)}
    done = await asyncio.gather(
        api.mutate(one, "endMembership", "", membership=global_id("Membership", ids[other])),
        api.mutate(other, "endMembership", "", membership=global_id("Membership", ids[one])),
    )
    assert Counter(answer["__typename"] for answer in done) == {
        "MembershipEnded": 1,
        "LastOwner": 1,
    }
