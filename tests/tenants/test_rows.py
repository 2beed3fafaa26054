"""Who may read and write what: every table, every login, column by column.

A new table, or a right that was granted or revoked, must be entered here.
"""

from collections.abc import Sequence

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ksbb.core.settings import derive
from ksbb.core.viewer import Viewer
from tests.as_party import AsParty
from tests.catalogue.conftest import Query, query
from tests.tenants.parties import RIGHTS, Parties

__all__ = ["query"]

ALL = "all"
CLOSED = "no right"
"""The login has no right to read the table."""
Seen = int | str

# Rows of the data in `parties.py` that each party sees, with its own login and context:
# giver, executor, another donor, another aggregator, the Pemprov, an anonymous visitor.
SEEN: dict[str, tuple[Seen, ...]] = {
    "app.agreement": (0, 1, 0, 1, ALL, 0),
    "app.allocation": (3, 3, 0, 0, ALL, 0),
    "app.audit": (6, 15, 0, 0, ALL, 0),
    "app.audit_unsealed": (CLOSED,) * 6,
    # The giver sees its extract, the executor the whole and the extract.
    "app.bast": (1, 1, 0, 0, ALL, 0),
    "app.bast_due": (CLOSED,) * 6,
    "app.bast_file": (1, 2, 0, 0, ALL, 0),
    "app.bast_series": (CLOSED,) * 6,
    "app.bast_version": (1, 2, 0, 0, ALL, 0),
    "app.closing": (0, 0, 0, 0, ALL, 0),
    "app.complaint": (0, 0, 0, 0, ALL, 0),
    "app.contribution": (1, 1, 0, 0, ALL, 0),
    "app.demo_person": (CLOSED,) * 6,
    "app.funding": (1, 1, 0, 0, ALL, 0),
    "app.idempotency": (6, 13, 0, 0, 5, 0),
    # Everybody's own, also the Pemprov's.
    "app.inbox_entry": (9, 8, 0, 0, 1, 0),
    "app.invitation": (0, 1, 0, 0, 0, 0),
    "app.mail": (CLOSED,) * 6,
    "app.membership": (1, 1, 1, 1, 6, 0),
    "app.need_target": (CLOSED, CLOSED, CLOSED, CLOSED, ALL, CLOSED),
    "app.organisation": (1, 1, 1, 1, ALL, 0),
    "app.outbox": (CLOSED,) * 6,
    "app.permit": (0, 1, 0, 1, ALL, 0),
    "app.person": (1, 1, 1, 1, 6, 0),
    "app.pledge": (3, 3, 0, 0, ALL, 0),
    "app.pledge_line": (3, 3, 0, 0, ALL, 0),
    "app.proposal": (0, 0, 0, 0, ALL, 0),
    "app.reassignment": (0, 0, 0, 0, ALL, 0),
    "app.reporter": (0, 0, 0, 0, ALL, 0),
    "app.seal": (CLOSED, CLOSED, CLOSED, CLOSED, ALL, CLOSED),
    # Steps of its own registration: the organisation, and an aggregator's papers.
    "app.step": (16, 33, 1, 5, ALL, 0),
    "app.transition": (ALL,) * 6,
    "app.withdrawal": (1, 1, 0, 0, ALL, 0),
    "ledger.account": (20, 20, 0, 0, ALL, 0),
    "ledger.journal": (9, 14, 0, 0, ALL, 0),
    "ledger.transfer": (14, 14, 0, 0, ALL, 0),
    "sec.attempt": (CLOSED,) * 6,
    "sec.key": (CLOSED,) * 6,
    "sec.mail_link": (CLOSED,) * 6,
    "sec.session": (CLOSED,) * 6,
    "app.discrepancy": (1, 1, 0, 0, ALL, 0),
    "app.early_delivery": (1, 0, 0, 0, ALL, 0),
    # The giver, whose packages are in it, reads what the parties wrote.
    "app.dispute_message": (2, 2, 0, 0, ALL, 0),
    # The giver sees the photo of the stack, not the signature.
    "app.evidence": (1, 2, 0, 0, ALL, 0),
    "app.goods_receipt": (1, 1, 0, 0, ALL, 0),
    "app.handover": (1, 1, 0, 0, ALL, 0),
    "app.handover_count": (0, 1, 0, 0, ALL, 0),
    "app.handover_line": (1, 1, 0, 0, ALL, 0),
    "app.handover_lot": (1, 1, 0, 0, ALL, 0),
    "app.load": (1, 1, 0, 0, ALL, 0),
    "app.load_lot": (1, 1, 0, 0, ALL, 0),
    "app.lot": (1, 1, 0, 0, ALL, 0),
    "app.notification_setting": (0, 1, 0, 0, 0, 0),
    "app.officer_area": (0, 0, 0, 0, ALL, 0),
    "app.proof": (0, 1, 0, 0, ALL, 0),
    "app.proof_count": (0, 1, 0, 0, ALL, 0),
    "app.shift": (0, 1, 0, 0, ALL, 0),
    "app.shift_shipment": (0, 1, 0, 0, ALL, 0),
    "app.device": (0, 1, 0, 0, ALL, 0),
    "app.field_entry": (0, 1, 0, 0, ALL, 0),
    "app.field_count": (0, 1, 0, 0, ALL, 0),
    "app.shipment": (1, 1, 0, 0, ALL, 0),
    "app.slip": (0, 0, 0, 0, ALL, 0),
    "app.slip_code": (CLOSED,) * 6,
    "app.stop": (1, 1, 0, 0, ALL, 0),
    # Nobody reads name and number here; who asked is seen by their organisation.
    "app.unit_contact": (0, 0, 0, 0, ALL, 0),
    "app.contact_request": (0, 0, 0, 0, ALL, 0),
    # The executor knows that it was drawn, and what was found.
    "app.look": (0, 1, 0, 0, ALL, 0),
    "app.look_count": (0, 1, 0, 0, ALL, 0),
    "app.verification": (0, 1, 0, 0, ALL, 0),
}
PARTIES = ("giver", "executor", "donor", "aggregator", "pemprov", "nobody")

# What a login may write, by command: the columns, or * for whole rows. Policies, guards and
# constraints restrict it further; nothing else can be written.
WRITTEN: dict[tuple[str, str], dict[str, str]] = {
    ("app.agreement", "ksbb_tenant"): {
        "INSERT": "aggregator_id created_by ends_on number starts_on state"
    },
    ("app.agreement", "ksbb_gov"): {"UPDATE": "reason state"},
    ("app.agreement", "ksbb_worker"): {"UPDATE": "reason state warned_days"},
    ("app.bast_due", "ksbb_worker"): {"DELETE": "*", "UPDATE": "attempts due error"},
    ("app.bast_file", "ksbb_worker"): {"UPDATE": "deleted_at"},
    ("app.complaint", "ksbb_gov"): {"UPDATE": "reason state"},
    ("app.contribution", "ksbb_tenant"): {
        "INSERT": "bank_reference created_by donor_id executor_id intended note received state",
        "UPDATE": "bank_reference reason received state",
    },
    ("app.evidence", "ksbb_worker"): {"UPDATE": "deleted_at"},
    ("app.funding", "ksbb_tenant"): {
        "INSERT": "amount contribution_id donor_id executor_id line_id package_id packages"
        " pledge_id"
    },
    ("app.idempotency", "ksbb_tenant"): {"INSERT": "*", "UPDATE": "result"},
    ("app.idempotency", "ksbb_gov"): {"INSERT": "*", "UPDATE": "result"},
    ("app.inbox_entry", "ksbb_worker"): {
        "INSERT": "amount by_id contribution_id day days detail event handover_id kind"
        " organisation_id packages person_id pledge_id recorded shipment_id subject_id unit_id"
    },
    ("app.invitation", "ksbb_tenant"): {
        "INSERT": "area_ids created_by email ends_on organisation_id role"
    },
    ("app.invitation", "ksbb_gov"): {
        "INSERT": "area_ids created_by email ends_on organisation_id role"
    },
    ("app.mail", "ksbb_worker"): {
        "DELETE": "*",
        "INSERT": "event expires_at facts recipient template",
        "UPDATE": "attempts done_at due error facts state",
    },
    ("app.membership", "ksbb_tenant"): {"UPDATE": "ends_on role"},
    ("app.membership", "ksbb_gov"): {"UPDATE": "ends_on role"},
    ("app.membership", "ksbb_worker"): {"INSERT": "*"},
    ("app.organisation", "ksbb_tenant"): {"UPDATE": "about contact_email contact_phone"},
    ("app.organisation", "ksbb_gov"): {
        "UPDATE": "about contact_email contact_phone is_example name reason state"
    },
    ("app.organisation", "ksbb_worker"): {"INSERT": "*"},
    ("app.outbox", "ksbb_worker"): {
        "INSERT": "counterparty_id event kind payload tenant_id thing thing_id",
        "UPDATE": "attempts due error handled_at",
    },
    ("app.permit", "ksbb_tenant"): {
        "INSERT": "aggregator_id cost_cap created_by ends_on issuer number starts_on state"
    },
    ("app.permit", "ksbb_gov"): {"UPDATE": "reason state"},
    ("app.permit", "ksbb_worker"): {"UPDATE": "reason state warned_days"},
    ("app.person", "ksbb_tenant"): {"UPDATE": "locale name"},
    ("app.person", "ksbb_gov"): {"UPDATE": "locale name"},
    ("app.person", "ksbb_worker"): {"INSERT": "*"},
    ("app.pledge", "ksbb_tenant"): {
        "INSERT": "aggregator_id channel created_by donor_id executor_id note phase_id state"
        " statement",
        "UPDATE": "reason state",
    },
    ("app.pledge", "ksbb_gov"): {"UPDATE": "reason state"},
    ("app.pledge_line", "ksbb_tenant"): {
        "INSERT": "donor_id executor_id package_id phase_id pledge_id quantity version_id"
    },
    ("app.officer_area", "ksbb_gov"): {
        "INSERT": "area_id created_by person_id",
        "UPDATE": "ended_on",
    },
    **{
        (table, login): written
        for login in ("ksbb_tenant", "ksbb_gov")
        for table, written in {
            "app.goods_receipt": {
                "INSERT": "created_by damaged discrepancy_id document donor_id executor_id"
                " expires_on late_reason line_id note package_id phase_id pledge_id price quantity"
                " received_on source state supplier",
                "UPDATE": "reason state",
            },
            "app.inbox_entry": {"UPDATE": "read_at"},
            "app.notification_setting": {
                "INSERT": "inbox kind mail person_id",
                "UPDATE": "inbox mail",
            },
            "app.shipment": {
                "INSERT": "created_by crowd_plan day drove_id executor_id in_charge mode"
                " mode_reason note slot_ends slot_starts state vehicle",
                "UPDATE": "crowd_plan day in_charge mode mode_reason note slot_ends slot_starts"
                " vehicle",
            },
            "app.stop": {
                "INSERT": "area_id courier_id created_by distribution_plan executor_id position"
                " shipment_id state unit_id",
                "UPDATE": "courier_id distribution_plan position",
            },
        }.items()
    },
    ("app.proposal", "ksbb_gov"): {"UPDATE": "reason snapshot_id state"},
    ("pub.need", "ksbb_gov"): {
        "INSERT": "created_by package_id phase_id snapshot_id target unit_id",
        "UPDATE": "reason state target",
    },
    ("pub.phase_package", "ksbb_gov"): {"INSERT": "*", "UPDATE": "times"},
    ("pub.programme", "ksbb_gov"): {
        "INSERT": "*",
        "UPDATE": "auto_commit hold_hours newcomer_limit",
    },
    ("pub.share", "ksbb_gov"): {"INSERT": "*", "UPDATE": "permille"},
    **{
        (table, "ksbb_worker"): {"INSERT": "*"}
        for table in ("pub.phase_package", "pub.programme", "pub.share")
    },
    # The registry is imported by the Pemprov or by the worker.
    **{
        (table, login): written
        for login in ("ksbb_gov", "ksbb_worker")
        for table, written in {
            "pub.area": {
                "INSERT": "*",
                "UPDATE": "boundary boundary_source kabupaten kecamatan_id kota_id level name"
                " parent_id point provinsi_id",
            },
            "pub.package": {"INSERT": "*"},
            "pub.package_version": {"INSERT": "*"},
            "pub.phase": {"INSERT": "*"},
            "pub.snapshot": {"INSERT": "*"},
            "pub.unit": {"INSERT": "*", "UPDATE": "address area_id kind name point rw_number"},
            "pub.unit_boundary": {"DELETE": "*", "INSERT": "*", "UPDATE": "boundary source"},
        }.items()
    },
}


async def counts(db: AsParty, login: str, ctx: str, tables: Sequence[str]) -> dict[str, Seen]:
    """Rows of each table that a login sees with this context; CLOSED without the right."""
    found: dict[str, Seen] = {}
    async with db.login(login, ctx) as session:
        for table in tables:
            may = await session.scalar(
                text("SELECT has_any_column_privilege(:table, 'SELECT')"), {"table": table}
            )
            count = text(f"SELECT count(*) FROM {table}")  # noqa: S608
            found[table] = int((await session.execute(count)).scalar_one()) if may else CLOSED
    return found


async def test_every_table_and_every_party_has_its_row(there: Parties) -> None:
    tables = await there.db.session.scalars(
        text(
            "SELECT schemaname || '.' || tablename FROM pg_tables"
            " WHERE schemaname IN ('app', 'ledger', 'sec')"
        )
    )
    assert {*tables} == {*SEEN}
    assert {len(row) for row in SEEN.values()} == {len(PARTIES)}
    everything = {
        table: await there.one(f"SELECT count(*) FROM {table}")  # noqa: S608
        for table in SEEN
    }
    for place, party in enumerate(PARTIES):
        viewer: Viewer = getattr(there, party)
        login = "ksbb_gov" if party == "pemprov" else "ksbb_tenant"
        ctx = viewer.context(derive(there.db.secret, "context"))
        expected = {
            table: everything[table] if row[place] == ALL else row[place]
            for table, row in SEEN.items()
        }
        assert await counts(there.db, login, ctx, [*SEEN]) == expected, party


async def test_without_a_context_even_the_pemprovs_login_sees_nothing(there: Parties) -> None:
    key = derive(there.db.secret, "context")
    open_to_all = {"app.transition"}
    for login, ctx in (
        ("ksbb_tenant", ""),
        ("ksbb_gov", ""),
        ("ksbb_gov", there.nobody.context(key)),
    ):
        found = await counts(there.db, login, ctx, [*SEEN])
        assert {table for table, rows in found.items() if rows not in (0, CLOSED)} == open_to_all


async def test_a_tenant_on_the_pemprovs_login_sees_only_its_own_rows(
    there: Parties,
) -> None:
    ctx = there.giver.context(derive(there.db.secret, "context"))
    found = await counts(there.db, "ksbb_gov", ctx, [*SEEN])
    seen = {table: rows for table, rows in found.items() if rows not in (0, CLOSED)}
    assert {*seen} == {
        *("app.idempotency", "app.inbox_entry", "app.membership", "app.person"),
        "app.transition",
    }
    assert (seen["app.membership"], seen["app.person"]) == (1, 1)


async def test_the_public_reaches_no_table_outside_pub(there: Parties) -> None:
    ctx = there.pemprov.context(derive(there.db.secret, "context"))
    for table in SEEN:
        with pytest.raises(DBAPIError, match="permission denied"):
            async with there.db.login("ksbb_public", ctx) as session:
                await session.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608


# Readable by everybody as a whole: no policy uses the context.
_ANYBODYS = {"app.transition"}


@pytest.mark.parametrize("login", ["ksbb_tenant", "ksbb_gov"])
async def test_an_expired_context_is_an_error_everywhere(there: Parties, login: str) -> None:
    viewer = there.pemprov if login == "ksbb_gov" else there.giver
    expired = viewer.context(derive(there.db.secret, "context"), lifetime=-1)
    for table in {*SEEN} - _ANYBODYS:
        may = await counts(there.db, login, "", [table])
        there_are = await there.one(f"SELECT count(*) FROM {table}")  # noqa: S608
        if may[table] == CLOSED or not there_are:
            continue
        with pytest.raises(Exception, match="context has expired"):
            await counts(there.db, login, expired, [table])


async def test_each_right_to_write_is_listed(query: Query) -> None:
    rows = await query(
        """
        WITH given AS (
            SELECT r.name, x.grantee, x.privilege_type AS command, '*' AS "column"
            FROM relation r, aclexplode(r.relacl) x
            UNION ALL
            SELECT r.name, x.grantee, x.privilege_type, a.column
            FROM relation r JOIN attribute a USING (oid), aclexplode(a.attacl) x)
        SELECT name, grantee::regrole::text, command, string_agg("column", ' ' ORDER BY "column")
        FROM given WHERE command <> 'SELECT' AND grantee::regrole::text = ANY ($1)
        GROUP BY 1, 2, 3""",
        ["ksbb_public", "ksbb_tenant", "ksbb_gov", "ksbb_worker"],
    )
    found: dict[tuple[str, str], dict[str, str]] = {}
    for name, login, command, columns in rows:
        found.setdefault((name, login), {})[command] = columns
    assert found == WRITTEN


async def test_every_party_is_refused_what_is_not_granted(there: Parties) -> None:
    for table in SEEN:
        for party in PARTIES:
            login = "ksbb_gov" if party == "pemprov" else "ksbb_tenant"
            may = WRITTEN.get((table, login), {})
            for command, write in (
                ("DELETE", f"DELETE FROM {table}"),  # noqa: S608
                ("TRUNCATE", f"TRUNCATE {table} CASCADE"),
            ):
                assert command not in may
                assert await there.stopped(getattr(there, party), write) == RIGHTS, (table, party)
