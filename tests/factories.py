"""One line for each thing that a test needs.

Everything is made as in production: the first organisations with the worker's login, states by the
parties that may set them; the database's guards are never bypassed.
"""

import json
from datetime import date, datetime
from itertools import count
from uuid import UUID, uuid4

from sqlalchemy import text

from ksbb.core.clock import WIB
from ksbb.core.viewer import Kind, Role, Viewer
from tests.as_party import AsParty

_numbers = count(1)


async def _one(db: AsParty, login: str, statement: str, **values: object) -> int:
    async with db.login(login) as session:
        return (await session.execute(text(statement), values)).scalar_one()


async def clock(db: AsParty, moment: str) -> None:
    """Set the domain's clock to this moment in WIB ("2020-05-03 12:00"); it runs on."""
    at = datetime.fromisoformat(moment).replace(tzinfo=WIB)
    await db.session.execute(text("UPDATE pub.clock SET demo = true"))
    async with db.login("ksbb_worker") as session:
        await session.execute(text("SELECT app.clock_set(:at)"), {"at": at})


def day(written: str) -> date:
    """The day of "2020-05-03"."""
    return date.fromisoformat(written)


async def person(db: AsParty, *, email: str | None = None, name: str = "Sari Contoh") -> int:
    """A person who can sign in; returns the id."""
    return await _one(
        db,
        "ksbb_worker",
        "INSERT INTO app.person (email, name) VALUES (:email, :name) RETURNING id",
        email=email or f"orang{next(_numbers)}@contoh.id",
        name=name,
    )


async def nobody_yet(db: AsParty, *, email: str | None = None) -> Viewer:
    """A signed-in person without an organisation."""
    return Viewer(actor_id=await person(db, email=email))


async def organisation(
    db: AsParty, kind: Kind = Kind.DONOR, *, state: str = "verified", name: str | None = None
) -> int:
    """An organisation in any state; if it is only `applied`, its applicant is its OWNER."""
    if state in ("rejected", "suspended"):
        approver = await pemprov(db)
        made = await organisation(
            db, kind, state={"rejected": "applied", "suspended": "verified"}[state], name=name
        )
        async with db.viewer(approver) as session:
            await session.execute(
                text("UPDATE app.organisation SET state = :state, reason = 'uji' WHERE id = :id"),
                {"state": state, "id": made},
            )
        return made
    name = name or f"Organisasi {next(_numbers)} (contoh)"
    if state == "applied":
        async with db.viewer(await nobody_yet(db)) as session:
            made = await session.execute(
                text(
                    "SELECT app.organisation_apply(:kind, :name, '', 'k@contoh.id', '0215551234')"
                ),
                {"kind": kind, "name": name},
            )
            return int(made.scalar_one())
    return await _one(
        db,
        "ksbb_worker",
        "INSERT INTO app.organisation (kind, name, state, created_by)"
        " VALUES (:kind, :name, :state, 0) RETURNING id",
        kind=kind,
        name=name,
        state=state,
    )


async def member(
    db: AsParty,
    organisation: int,
    kind: Kind = Kind.DONOR,
    role: Role = Role.OWNER,
    *,
    person_id: int | None = None,
    ends_on: date | None = None,
) -> Viewer:
    """A person with a role in that organisation, as a viewer who acts for it."""
    who = person_id or await person(db)
    await _one(
        db,
        "ksbb_worker",
        "INSERT INTO app.membership (organisation_id, person_id, role, ends_on, created_by)"
        " VALUES (:organisation, :person, :role, :ends_on, 0) RETURNING id",
        organisation=organisation,
        person=who,
        role=role,
        ends_on=ends_on,
    )
    return Viewer(who, organisation, kind, role)


async def donor(db: AsParty, role: Role = Role.OWNER, *, state: str = "verified") -> Viewer:
    """A person of a new donor."""
    return await member(db, await organisation(db, Kind.DONOR, state=state), Kind.DONOR, role)


async def aggregator(db: AsParty, role: Role = Role.OWNER, *, state: str = "verified") -> Viewer:
    """A person of a new aggregator, without an agreement."""
    made = await organisation(db, Kind.AGGREGATOR, state=state)
    return await member(db, made, Kind.AGGREGATOR, role)


async def colleague(db: AsParty, viewer: Viewer, role: Role = Role.OPERATOR) -> Viewer:
    """Another person of the same organisation."""
    assert viewer.kind is not None
    return await member(db, viewer.organisation_id, viewer.kind, role)


async def pemprov(db: AsParty, role: Role = Role.OPERATOR) -> Viewer:
    """Another person of the Pemprov, of which there is one."""
    async with db.login("ksbb_worker") as session:
        there = await session.scalar(text("SELECT id FROM app.organisation WHERE kind = 'PEMPROV'"))
    made = there or await organisation(
        db, Kind.PEMPROV, name="Pemerintah Provinsi DKI Jakarta (contoh)"
    )
    return await member(db, made, Kind.PEMPROV, role)


async def agreement(
    db: AsParty,
    aggregator: Viewer,
    *,
    state: str = "active",
    starts_on: str = "2020-04-22",
    ends_on: str = "2020-12-31",
    number: str | None = None,
) -> int:
    """An agreement of that aggregator, in any state that people can set."""
    return await _paper(db, "agreement", aggregator, state, starts_on, ends_on, number)


async def permit(
    db: AsParty,
    aggregator: Viewer,
    *,
    state: str = "active",
    starts_on: str = "2020-01-01",
    ends_on: str = "2020-12-31",
    number: str | None = None,
) -> int:
    """A permit to collect of that aggregator, in any state that people can set."""
    return await _paper(db, "permit", aggregator, state, starts_on, ends_on, number)


async def _paper(
    db: AsParty,
    table: str,
    aggregator: Viewer,
    state: str,
    starts_on: str,
    ends_on: str,
    number: str | None,
) -> int:
    issuer = {"issuer": "Penerbit (contoh)"} if table == "permit" else {}
    values = {
        "aggregator_id": aggregator.organisation_id,
        "number": number or f"{table}-{next(_numbers)} (contoh)",
        "starts_on": date.fromisoformat(starts_on),
        "ends_on": date.fromisoformat(ends_on),
        "created_by": aggregator.person_id,
        **issuer,
    }
    async with db.viewer(aggregator) as session:
        made = await session.execute(
            text(
                f"INSERT INTO app.{table} (state, {', '.join(values)})"  # noqa: S608
                f" VALUES ('submitted', {', '.join(f':{name}' for name in values)}) RETURNING id"
            ),
            values,
        )
        id = int(made.scalar_one())
    path = {"submitted": (), "active": ("active",), "terminated": ("terminated",)}
    steps = path.get(state, ("active", state))
    async with db.viewer(await pemprov(db)) as session:
        for becomes in steps:
            await session.execute(
                text(f"UPDATE app.{table} SET state = :state, reason = 'uji' WHERE id = :id"),  # noqa: S608
                {"state": becomes, "id": id},
            )
    return id


async def complaint(
    db: AsParty, *, key: UUID | None = None, source: str = "", **fields: str
) -> str:
    """A complaint by somebody without an account; its code, or why it was refused."""
    content = {
        "about": "OTHER",
        "subject": "",
        "problem": "OTHER",
        "description": "Paket belum sampai.",
        "contact": "0215551234",
        **fields,
    }
    async with db.login("ksbb_public") as session:
        made = await session.execute(
            text(
                "SELECT outcome, code"
                " FROM app.complaint_submit(:key, :source, cast(:content AS jsonb))"
            ),
            {"key": key or uuid4(), "source": source, "content": json.dumps(content)},
        )
    outcome, code = made.one()
    return code or outcome


async def proposal(
    db: AsParty, unit: int, *, key: UUID | None = None, day: str | None = None, **fields: object
) -> str:
    """A proposal by somebody without an account; its code, or why it was refused."""
    async with db.login("ksbb_worker") as session:
        code, today = (
            await session.execute(
                text("SELECT code, app.today()::text FROM pub.unit WHERE id = :id"), {"id": unit}
            )
        ).one()
    content = {
        "families": 140,
        "people": 560,
        "source": "RT_RW",
        "day": day or today,
        "remark": "",
        "contact": "tetangga@contoh.id",
        **fields,
    }
    async with db.login("ksbb_public") as session:
        made = await session.execute(
            text(
                "SELECT outcome, code"
                " FROM app.proposal_submit(:key, '', :unit, cast(:content AS jsonb))"
            ),
            {"key": key or uuid4(), "unit": code, "content": json.dumps(content)},
        )
    outcome, code = made.one()
    return code or outcome
