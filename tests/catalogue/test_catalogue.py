"""Rules for every table, policy, right and function, checked in the database's catalogue.

Each test names what breaks its rule. Exceptions are in a list here, each with its reason.
"""

import pytest

from tests.catalogue.conftest import Query

OWNERS = {"ksbb_owner", "ksbb_engine"}
LOGINS = {"ksbb_public", "ksbb_tenant", "ksbb_gov", "ksbb_worker"}

# Rows that may be deleted: nothing else of the domain ever is.
DELETABLE = {
    ("pub.outline", "ksbb_engine"),  # computed again as a whole
    ("app.audit_unsealed", "ksbb_engine"),  # the sealer's queue
    ("app.bast_due", "ksbb_worker"),  # the document says what it has to say
    ("app.mail", "ksbb_worker"),  # sent or failed long ago
    ("app.reporter", "ksbb_engine"),  # was kept as long as promised
    ("pub.ladder_change", "ksbb_engine"),  # added to pub.ladder, then deleted
    ("pub.unit_boundary", "ksbb_gov"),  # an import replaces boundaries
    ("pub.unit_boundary", "ksbb_worker"),
    ("sec.attempt", "ksbb_engine"),  # no longer counted
    ("sec.mail_link", "ksbb_engine"),  # used or expired
    ("sec.session", "ksbb_engine"),  # expired long ago
}

# States without transitions by parties: the worker's bookkeeping, and needs, which have a guard
# of their own (app.need_guard).
WITHOUT_STEP_GUARD = {"app.mail", "pub.delivery", "pub.need"}

IMMUTABLE = {
    "app.audit",
    "app.bast",
    "app.contact_request",
    "app.dispute_message",
    "app.handover_count",
    "app.look",
    "app.look_count",
    "app.need_target",
    "app.proof_count",
    "app.seal",
    "app.step",
    "ledger.journal",
    "ledger.transfer",
    "pub.package_version",
    "pub.snapshot",
}

LEAKPROOF = {
    "bigint",
    "boolean",
    "date",
    "double precision",
    "integer",
    "text",
    "timestamp with time zone",
    "uuid",
}


async def test_tables_outside_pub_keep_rows_apart_even_from_their_owner(query: Query) -> None:
    assert not await query("""
        SELECT name FROM relation r WHERE kind IN ('r', 'p') AND schema <> 'pub'
          AND NOT (secured AND forced AND EXISTS (SELECT FROM rule WHERE rule.name = r.name))""")


async def test_tables_of_pub_have_no_row_policies(query: Query) -> None:
    # A policy would prevent the use of spatial indexes; data that is not public is elsewhere.
    assert not await query("SELECT name FROM relation WHERE schema = 'pub' AND secured")
    assert not await query("SELECT name, policy FROM rule WHERE schema = 'pub'")


async def test_everything_stored_belongs_to_the_owner_without_a_login(query: Query) -> None:
    assert not await query("SELECT name, owner FROM relation WHERE owner <> 'ksbb_owner'")


async def test_no_role_bypasses_the_policies(query: Query) -> None:
    powers = "rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication"
    found = await query(
        f"SELECT rolname, rolcanlogin, {powers} FROM pg_roles"  # noqa: S608
        " WHERE rolname LIKE 'ksbb%'"
    )
    assert {name for name, _, _ in found} >= OWNERS | LOGINS
    assert {name for name, enters, _ in found if enters} & OWNERS == set()
    assert {name for name, _, mighty in found if mighty} == set()


async def test_no_login_can_become_another_role(query: Query) -> None:
    assert not await query("""
        SELECT member::regrole, roleid::regrole FROM pg_auth_members
        WHERE member::regrole::text LIKE 'ksbb%'""")


async def test_policies_are_for_one_command_and_say_what_may_be_written(query: Query) -> None:
    # A FOR ALL policy whose USING served as check, too, let a donor move an aggregator's money.
    assert not await query("""
        SELECT name, policy FROM rule
        WHERE cmd = 'ALL' OR 'public' = ANY (roles)
           OR (cmd IN ('INSERT', 'UPDATE') AND written = '')""")


async def test_policies_read_the_context_once_in_a_statement(query: Query) -> None:
    # Without a sub-select, sec.tenant() would compute its HMAC for each row.
    assert not await query(r"""
        SELECT name, policy FROM rule
        WHERE regexp_count(seen || written, 'sec\.[a-z_]+\(')
           <> regexp_count(seen || written, '\( SELECT sec\.[a-z_]+\(')""")


async def test_what_policies_of_tenants_compare_is_indexed_first(query: Query) -> None:
    assert not await query(r"""
        SELECT a.name, a.column
        FROM rule, regexp_matches(seen, '(\w+) = \( SELECT sec\.(?:tenant|person)\(', 'g') found
        JOIN attribute a ON a.column = found[1]
        WHERE a.name = rule.name AND 'ksbb_tenant' = ANY (roles) AND NOT a.indexed""")


async def test_what_policies_compare_has_a_leakproof_type(query: Query) -> None:
    # Otherwise no condition of a query could be pushed below the policy, or use its index.
    found = await query(r"""
        SELECT DISTINCT a.type, a.name, a.column FROM rule JOIN attribute a USING (name)
        WHERE (seen || written) ~ ('\m' || a.column || '\M(?! IS )')""")
    assert len(found) > len(LEAKPROOF)
    assert [row for row in found if row[0] not in LEAKPROOF] == []


async def test_rights_to_write_whole_rows_are_given_to_nobody(query: Query) -> None:
    assert not await query("""
        SELECT name, right_to, role FROM granted
        WHERE whole AND right_to IN ('UPDATE', 'TRUNCATE', 'REFERENCES', 'TRIGGER')""")


async def test_rows_are_deleted_only_where_a_reason_is_given(query: Query) -> None:
    assert {*await query("SELECT name, role FROM granted WHERE right_to = 'DELETE'")} == DELETABLE


async def test_nothing_is_open_to_everybody(query: Query) -> None:
    assert not await query("SELECT name, right_to FROM granted WHERE role = 'everybody'")
    # A function without an access list can be called by everybody.
    assert not await query("""
        SELECT name FROM routine
        WHERE proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0)""")


async def test_each_right_to_rows_has_a_policy_and_each_policy_a_right(query: Query) -> None:
    # A right without a policy silently has no effect; a policy without a right is a leftover.
    rights = await query("""
        SELECT name, role, right_to FROM granted WHERE kind IN ('r', 'p') AND schema <> 'pub'""")
    policies = await query("SELECT name, unnest(roles), cmd FROM rule")
    assert {*rights} ^ {*policies} == set()


async def test_the_public_reads_pub_and_nothing_else(query: Query) -> None:
    found = await query("""
        SELECT DISTINCT schema, right_to FROM granted WHERE role = 'ksbb_public'""")
    assert found == [("pub", "SELECT")]


async def test_other_schemas_hold_nothing_for_anybody(query: Query) -> None:
    # PostGIS has its reference systems there, readable by all; the list of revisions is closed.
    found = await query(
        """
        SELECT DISTINCT c.relname FROM pg_class c, unnest($1::text[]) AS role
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm')
          AND has_table_privilege(role, c.oid, 'SELECT, INSERT, UPDATE, DELETE')""",
        [*OWNERS, *LOGINS],
    )
    assert {*found} == {("spatial_ref_sys",), ("geometry_columns",), ("geography_columns",)}


@pytest.mark.parametrize("login", sorted(LOGINS))
async def test_a_login_creates_nothing(query: Query, login: str) -> None:
    assert not await query(
        "SELECT nspname FROM pg_namespace WHERE has_schema_privilege($1, oid, 'CREATE')"
        " AND nspname !~ '^pg_temp'",
        login,
    )


async def test_functions_with_others_rights_are_the_engines_and_pin_their_path(
    query: Query,
) -> None:
    # The owner's rights would show nothing: FORCE applies to it too. The pinned search path keeps
    # anybody from putting a table before ours.
    assert not await query("""
        SELECT name, owner FROM routine
        WHERE definer AND (owner <> 'ksbb_engine' OR NOT EXISTS (
            SELECT FROM unnest(settings) s WHERE s LIKE 'search_path=pg_catalog,%pg_temp'))""")


async def test_functions_of_triggers_are_called_by_triggers_alone(query: Query) -> None:
    assert not await query("""
        SELECT r.name, x.grantee::regrole FROM routine r
        JOIN pg_proc p USING (oid), aclexplode(r.proacl) x
        WHERE r.definer AND p.prorettype = 'pg_catalog.trigger'::regtype
          AND x.grantee NOT IN ('ksbb_engine'::regrole, 'ksbb_owner'::regrole)""")


async def test_views_apply_the_rights_of_the_caller(query: Query) -> None:
    assert not await query("""
        SELECT name FROM relation WHERE kind = 'v' AND NOT 'security_invoker=true' = ANY (options)
        UNION ALL SELECT name FROM relation WHERE kind = 'm'""")


async def test_rows_of_two_parties_refer_to_rows_of_the_same_parties(query: Query) -> None:
    # A line can't belong to another giver's pledge, whatever the program does.
    found = await query("""
        WITH two AS (SELECT name FROM attribute WHERE "column" IN ('donor_id', 'executor_id')
                     GROUP BY name HAVING count(*) = 2)
        SELECT child, parent FROM reference
        WHERE child IN (SELECT name FROM two) AND parent IN (SELECT name FROM two)
          AND NOT pairs @> '{donor_id=donor_id,executor_id=executor_id}'""")
    # The aggregator funds pledges that it gives itself, so there it is the giver. A lot of such a
    # pledge names the giver of the money as its funder.
    assert sorted(found) == [("app.funding", "app.pledge_line"), ("app.lot", "app.funding")]
    assert await query("""
        SELECT FROM reference WHERE child = 'app.lot' AND parent = 'app.funding'
          AND pairs @> '{funder_id=donor_id,executor_id=executor_id}'""")
    assert await query("""
        SELECT FROM reference WHERE child = 'app.funding' AND parent = 'app.pledge_line'
          AND pairs @> '{executor_id=donor_id}'""")


async def test_both_parties_are_always_there_and_find_their_rows_by_index(query: Query) -> None:
    found = await query("""
        SELECT name, "column", not_null AND indexed FROM attribute
        WHERE schema = 'app' AND "column" IN ('donor_id', 'executor_id')""")
    assert len(found) >= 8
    assert [row for row in found if not row[2]] == []


async def test_what_is_immutable_is_so_for_everybody(query: Query) -> None:
    found = await query("""
        SELECT name FROM table_trigger WHERE function = 'app.immutable' GROUP BY name
        HAVING bool_or(each_row AND on_update AND on_delete)
           AND bool_or(NOT each_row AND on_truncate)""")
    assert {name for (name,) in found} == IMMUTABLE


async def test_whatever_has_states_is_guarded_at_each_step(query: Query) -> None:
    found = await query("""
        SELECT name FROM attribute a WHERE "column" = 'state' AND NOT EXISTS (
            SELECT FROM table_trigger t WHERE t.name = a.name AND function = 'app.step_guard'
              AND each_row AND on_insert AND on_update)""")
    assert {name for (name,) in found} == WITHOUT_STEP_GUARD


async def test_states_are_texts_with_a_check(query: Query) -> None:
    # An enum is not leakproof, and hard to change.
    assert not await query("""
        SELECT t.typname FROM pg_type t WHERE t.typtype = 'e'
          AND t.typnamespace::regnamespace::text IN ('app', 'ledger', 'pub', 'sec')""")
    assert not await query("""
        SELECT name FROM attribute a WHERE "column" = 'state' AND NOT (
            type = 'text' AND EXISTS (
                SELECT FROM pg_constraint k
                WHERE k.conrelid = a.oid AND k.contype = 'c' AND a.number = ANY (k.conkey)))""")
