"""Reassignments and consents by SQL: the Pemprov's alone."""

from ksbb.core.viewer import Role
from ksbb.domain.pledges import actions
from tests.tenants.parties import RIGHTS, STATE, Parties, in_role

REASSIGN = "SELECT app.pledge_reassign(:id, 'uji')"
CONSENT = "SELECT app.shipment_consent(:id, 'uji', true)"
BACK = "SELECT app.reassignment_take_back(:id, 'uji')"
SUSPEND = "UPDATE app.agreement SET state = 'suspended', reason = 'uji' WHERE aggregator_id = :id"


async def test_only_the_pemprov_releases_and_its_parties_see_it(there: Parties) -> None:
    await there.move(there.executor, actions.accept, there.pledge)
    await there.move(there.pemprov, actions.commit, there.pledge)
    # In force, nobody may.
    assert await there.stopped(there.pemprov, REASSIGN, id=there.pledge) == STATE
    await there.run_sql(there.pemprov, SUSPEND, id=there.executor.organisation_id)
    for viewer in (there.giver, there.executor, there.donor, there.aggregator, there.nobody):
        assert await there.stopped(viewer, REASSIGN, id=there.pledge) == RIGHTS
    reader = in_role(there.pemprov, Role.VIEWER)
    assert await there.stopped(reader, REASSIGN, id=there.pledge) == STATE
    await there.run_sql(there.pemprov, REASSIGN, id=there.pledge)
    rows = "SELECT id, packages FROM app.reassignment"
    [(made, packages)] = await there.seen(there.pemprov, rows)
    assert packages == 10
    for viewer in (there.giver, there.executor):
        assert await there.seen(viewer, rows) == [(made, 10)]
        assert await there.stopped(viewer, BACK, id=made) == RIGHTS
    for viewer in (there.donor, there.aggregator, there.nobody):
        assert await there.seen(viewer, rows) == []
    for write in (
        "UPDATE app.reassignment SET state = 'taken_back', reason = 'uji'",
        "DELETE FROM app.reassignment",
        "INSERT INTO app.reassignment DEFAULT VALUES",
    ):
        for viewer in (there.giver, there.executor, there.pemprov):
            assert await there.stopped(viewer, write) == RIGHTS
    assert await there.stopped(there.pemprov, BACK, id=made) == ""


async def test_only_the_pemprov_consents_to_a_departure(there: Parties) -> None:
    shipment = await there.one("SELECT max(id) FROM app.shipment")
    for viewer in (there.giver, there.executor, there.aggregator, there.nobody):
        assert await there.stopped(viewer, CONSENT, id=shipment) == RIGHTS
        assert (
            await there.stopped(
                viewer,
                "UPDATE app.shipment SET consented_on = '2020-05-01', consent_reason = 'uji'",
            )
            == RIGHTS
        )
    # It has left already.
    assert await there.stopped(there.pemprov, CONSENT, id=shipment) == STATE
