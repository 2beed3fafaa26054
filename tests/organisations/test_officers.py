"""Officers of the Pemprov and couriers: who is invited as one, and which kelurahan they have."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from ksbb.core.refusals import InvalidInput, NotAllowed, NotFound
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.organisations.actions import accept_invitation, invite_member, set_officer_areas
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.real_schema import Api, global_id
from tests.tenants.parties import RIGHTS, STATE, in_role, meet

GUEST = "petugas@contoh.id"


async def _invite(db: AsParty, owner: Viewer, role: Role, *areas: int) -> str:
    """Invite somebody; returns the token of the mail."""
    async with db.viewer(owner) as tx:
        await invite_member(tx, owner, uuid4(), email=GUEST, role=role, areas=areas)
    found = await db.session.execute(
        text(
            "SELECT facts ->> 'token' FROM app.mail WHERE template = 'INVITATION' ORDER BY id DESC"
        )
    )
    return str(found.scalars().first())


async def _join(db: AsParty, owner: Viewer, *areas: int) -> tuple[Viewer, int]:
    """An officer of these kelurahan, and the membership."""
    token = await _invite(db, owner, Role.KELURAHAN, *areas)
    guest = Viewer(await factories.person(db, email=GUEST))
    async with db.viewer(guest) as tx:
        membership = await accept_invitation(tx, guest, uuid4(), token=token)
    return Viewer(guest.person_id, owner.organisation_id, Kind.PEMPROV, Role.KELURAHAN), membership


async def _areas(db: AsParty, officer: Viewer) -> set[int]:
    async with db.viewer(officer) as tx:
        return set(await tx.scalar(text("SELECT sec.areas()")))


async def _kelurahan(db: AsParty) -> list[int]:
    it = await small_programme.programme(db)
    found = await db.session.scalars(
        text("SELECT id FROM pub.area WHERE level = 'KELURAHAN' ORDER BY id")
    )
    assert it
    return list(found)


@pytest.mark.parametrize("kind", list(Kind))
async def test_every_organisation_invites_couriers(db: AsParty, kind: Kind) -> None:
    owners = {
        Kind.PEMPROV: factories.pemprov,
        Kind.AGGREGATOR: factories.aggregator,
        Kind.DONOR: factories.donor,
    }
    assert await _invite(db, await owners[kind](db, Role.OWNER), Role.FIELD)


@pytest.mark.parametrize("role", [Role.KELURAHAN, Role.VERIFIER])
async def test_only_the_pemprov_has_officers_and_verifiers(db: AsParty, role: Role) -> None:
    [area, *_] = await _kelurahan(db)
    for owner in (await factories.donor(db), await factories.aggregator(db)):
        with pytest.raises(InvalidInput) as refused:
            await _invite(db, owner, role, area)
        assert refused.value.field == "role"


async def test_an_officer_has_the_kelurahan_of_the_invitation(db: AsParty) -> None:
    [one, *_] = await _kelurahan(db)
    officer, _ = await _join(db, await factories.pemprov(db, Role.OWNER), one)
    assert await _areas(db, officer) == {one}


async def test_an_officer_needs_a_kelurahan_and_others_have_none(db: AsParty) -> None:
    [area, *_] = await _kelurahan(db)
    owner = await factories.pemprov(db, Role.OWNER)
    for role, areas in (
        (Role.KELURAHAN, ()),
        (Role.KELURAHAN, (area, area)),
        (Role.VIEWER, (area,)),
    ):
        with pytest.raises(InvalidInput) as refused:
            await _invite(db, owner, role, *areas)
        assert refused.value.field == "areas"


async def test_a_kecamatan_is_no_kelurahan(db: AsParty) -> None:
    await _kelurahan(db)
    kecamatan = await db.session.scalar(
        text("SELECT min(id) FROM pub.area WHERE level = 'KECAMATAN'")
    )
    owner = await factories.pemprov(db, Role.OWNER)
    with pytest.raises(NotFound):
        await _invite(db, owner, Role.KELURAHAN, kecamatan or 0)


async def test_the_owner_changes_the_kelurahan_and_only_for_officers(db: AsParty) -> None:
    [one, *more] = await _kelurahan(db)
    other = (more or [one])[0]
    owner = await factories.pemprov(db, Role.OWNER)
    officer, membership = await _join(db, owner, one)
    for areas in ((other,), (one, other) if more else (one,), (one,)):
        async with db.viewer(owner) as tx:
            await set_officer_areas(tx, owner, uuid4(), membership=membership, areas=areas)
        assert await _areas(db, officer) == set(areas)
    own = await db.session.scalar(
        text("SELECT id FROM app.membership WHERE person_id = :id"), {"id": owner.person_id}
    )
    with pytest.raises(InvalidInput):
        async with db.viewer(owner) as tx:
            await set_officer_areas(tx, owner, uuid4(), membership=own or 0, areas=[one])
    operator = await factories.pemprov(db)
    with pytest.raises(NotAllowed):
        async with db.viewer(operator) as tx:
            await set_officer_areas(tx, operator, uuid4(), membership=membership, areas=[one])


async def test_by_sql_nobody_becomes_an_officer_of_anything_else(db: AsParty) -> None:
    there = await meet(db)
    owner = in_role(there.pemprov, Role.OWNER)
    add = (
        "INSERT INTO app.officer_area (person_id, area_id, created_by)"
        " SELECT :person, min(id), :me FROM pub.area WHERE level = :level"
    )
    me = owner.person_id
    # The Pemprov's operator is no officer; a kecamatan is no kelurahan.
    for level in ("KELURAHAN", "KECAMATAN"):
        assert await there.stopped(owner, add, person=me, me=me, level=level) == STATE
    invite = (
        "INSERT INTO app.invitation (organisation_id, email, role, area_ids, created_by)"
        " SELECT :o, 'a@b.id', 'KELURAHAN', array_agg(id), :p FROM pub.area"
        " WHERE level = 'KELURAHAN'"
    )
    for viewer in (there.donor, there.executor):
        values = {"o": viewer.organisation_id, "p": viewer.person_id}
        assert await there.stopped(viewer, invite, **values) == RIGHTS


async def test_whoever_has_one_task_still_knows_their_organisation(api: Api) -> None:
    async with api.transaction() as db:
        [area, *_] = await _kelurahan(db)
        officer, membership = await _join(db, await factories.pemprov(db, Role.OWNER), area)
        courier = await factories.colleague(db, await factories.donor(db), Role.FIELD)
        own = await factories.pemprov(db, Role.FIELD)
    document = """{ viewer { role organisation { kind members { id } }
                             memberships { id areas { id } } stops { totalCount } } }"""
    seen = (await api.query(officer, document))["viewer"]
    mine = {"id": global_id("Membership", membership), "areas": [{"id": global_id("Area", area)}]}
    assert seen["organisation"]["kind"] == "PEMPROV"
    # Their own membership, and nobody else's.
    assert seen["organisation"]["members"] == [{"id": mine["id"]}]
    assert (seen["role"], seen["memberships"]) == ("KELURAHAN", [mine])
    for field, kind in ((courier, "DONOR"), (own, "PEMPROV")):
        seen = (await api.query(field, document))["viewer"]
        assert (seen["role"], seen["organisation"]["kind"]) == ("FIELD", kind)
        assert len(seen["organisation"]["members"]) == 1
        assert seen["stops"] == {"totalCount": 0}
