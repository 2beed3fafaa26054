"""What every table, policy, right and function must be, asked of the database's catalogue.

Each test names what breaks its rule. What may differ stands in a list here, with its reason.
"""

import pytest

from tests.catalogue.conftest import Ask

OWNERS = {"ksbb_owner", "ksbb_engine"}
LOGINS = {"ksbb_public", "ksbb_tenant", "ksbb_gov", "ksbb_worker"}

# Rows that may go: nothing else of the domain is ever deleted.
DELETED = {
    ("pub.outline", "ksbb_engine"),  # drawn anew as a whole
    ("app.audit_unsealed", "ksbb_engine"),  # the sealer's queue
    ("app.mail", "ksbb_worker"),  # went or failed long ago
    ("app.reporter", "ksbb_engine"),  # was kept as long as was promised
    ("pub.ladder_change", "ksbb_engine"),  # folded into pub.ladder
    ("pub.unit_boundary", "ksbb_gov"),  # an import replaces boundaries
    ("pub.unit_boundary", "ksbb_worker"),
    ("sec.attempt", "ksbb_engine"),  # counts no longer
    ("sec.mail_link", "ksbb_engine"),  # used or expired
    ("sec.session", "ksbb_engine"),  # long over
}

# States without a lifecycle of parties: the worker's bookkeeping, and needs, which have a guard
# of their own (app.need_guard).
UNGUARDED = {"app.mail", "pub.need"}

IMMUTABLE = {
    "app.audit",
    "app.need_target",
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


async def test_tables_outside_pub_keep_rows_apart_even_from_their_owner(ask: Ask) -> None:
    assert not await ask("""
        SELECT name FROM relation r WHERE kind IN ('r', 'p') AND schema <> 'pub'
          AND NOT (secured AND forced AND EXISTS (SELECT FROM rule WHERE rule.name = r.name))""")


async def test_tables_of_pub_have_no_row_policies(ask: Ask) -> None:
    # A policy would keep spatial indexes from being used; what is not public is elsewhere.
    assert not await ask("SELECT name FROM relation WHERE schema = 'pub' AND secured")
    assert not await ask("SELECT name, policy FROM rule WHERE schema = 'pub'")


async def test_everything_stored_belongs_to_the_owner_without_a_login(ask: Ask) -> None:
    assert not await ask("SELECT name, owner FROM relation WHERE owner <> 'ksbb_owner'")


async def test_no_role_gets_around_the_policies(ask: Ask) -> None:
    powers = "rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication"
    found = await ask(
        f"SELECT rolname, rolcanlogin, {powers} FROM pg_roles"  # noqa: S608
        " WHERE rolname LIKE 'ksbb%'"
    )
    assert {name for name, _, _ in found} >= OWNERS | LOGINS
    assert {name for name, enters, _ in found if enters} & OWNERS == set()
    assert {name for name, _, mighty in found if mighty} == set()


async def test_no_login_can_become_another_role(ask: Ask) -> None:
    assert not await ask("""
        SELECT member::regrole, roleid::regrole FROM pg_auth_members
        WHERE member::regrole::text LIKE 'ksbb%'""")


async def test_policies_are_for_one_command_and_say_what_may_be_written(ask: Ask) -> None:
    # One for all that reused what may be seen let a donor move an aggregator's money.
    assert not await ask("""
        SELECT name, policy FROM rule
        WHERE cmd = 'ALL' OR 'public' = ANY (roles)
           OR (cmd IN ('INSERT', 'UPDATE') AND written = '')""")


async def test_policies_ask_for_the_context_once_in_a_statement(ask: Ask) -> None:
    # Called plainly, sec.tenant() would compute its HMAC for each row.
    assert not await ask(r"""
        SELECT name, policy FROM rule
        WHERE regexp_count(seen || written, 'sec\.[a-z]+\(')
           <> regexp_count(seen || written, '\( SELECT sec\.[a-z]+\(')""")


async def test_what_policies_of_tenants_compare_is_indexed_first(ask: Ask) -> None:
    assert not await ask(r"""
        SELECT a.name, a.column
        FROM rule, regexp_matches(seen, '(\w+) = \( SELECT sec\.(?:tenant|person)\(', 'g') found
        JOIN attribute a ON a.column = found[1]
        WHERE a.name = rule.name AND 'ksbb_tenant' = ANY (roles) AND NOT a.indexed""")


async def test_what_policies_compare_has_a_leakproof_type(ask: Ask) -> None:
    # Else no condition of a query could be pushed below the policy, nor use its index.
    found = await ask(r"""
        SELECT DISTINCT a.type, a.name, a.column FROM rule JOIN attribute a USING (name)
        WHERE (seen || written) ~ ('\m' || a.column || '\M(?! IS )')""")
    assert len(found) > len(LEAKPROOF)
    assert [row for row in found if row[0] not in LEAKPROOF] == []


async def test_rights_to_write_whole_rows_are_given_to_nobody(ask: Ask) -> None:
    assert not await ask("""
        SELECT name, right_to, role FROM granted
        WHERE whole AND right_to IN ('UPDATE', 'TRUNCATE', 'REFERENCES', 'TRIGGER')""")


async def test_rows_are_deleted_only_where_that_was_thought_about(ask: Ask) -> None:
    assert {*await ask("SELECT name, role FROM granted WHERE right_to = 'DELETE'")} == DELETED


async def test_nothing_is_open_to_everybody(ask: Ask) -> None:
    assert not await ask("SELECT name, right_to FROM granted WHERE role = 'everybody'")
    # A function without a list of rights may be called by everybody.
    assert not await ask("""
        SELECT name FROM routine
        WHERE proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0)""")


async def test_each_right_to_rows_has_a_policy_and_each_policy_a_right(ask: Ask) -> None:
    # A right without a policy silently does nothing; a policy without a right is a leftover.
    rights = await ask("""
        SELECT name, role, right_to FROM granted WHERE kind IN ('r', 'p') AND schema <> 'pub'""")
    policies = await ask("SELECT name, unnest(roles), cmd FROM rule")
    assert {*rights} ^ {*policies} == set()


async def test_the_public_reads_pub_and_nothing_else(ask: Ask) -> None:
    found = await ask("""
        SELECT DISTINCT schema, right_to FROM granted WHERE role = 'ksbb_public'""")
    assert found == [("pub", "SELECT")]


async def test_other_schemas_hold_nothing_for_anybody(ask: Ask) -> None:
    # PostGIS keeps its reference systems there, open to read; the list of revisions is closed.
    found = await ask(
        """
        SELECT DISTINCT c.relname FROM pg_class c, unnest($1::text[]) AS role
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm')
          AND has_table_privilege(role, c.oid, 'SELECT, INSERT, UPDATE, DELETE')""",
        [*OWNERS, *LOGINS],
    )
    assert {*found} == {("spatial_ref_sys",), ("geometry_columns",), ("geography_columns",)}


@pytest.mark.parametrize("login", sorted(LOGINS))
async def test_a_login_creates_nothing(ask: Ask, login: str) -> None:
    assert not await ask(
        "SELECT nspname FROM pg_namespace WHERE has_schema_privilege($1, oid, 'CREATE')"
        " AND nspname !~ '^pg_temp'",
        login,
    )


async def test_functions_with_others_rights_are_the_engines_and_pin_their_path(
    ask: Ask,
) -> None:
    # The owner's would see nothing: FORCE binds it too. And nobody may put a table before ours.
    assert not await ask("""
        SELECT name, owner FROM routine
        WHERE definer AND (owner <> 'ksbb_engine' OR NOT EXISTS (
            SELECT FROM unnest(settings) s WHERE s LIKE 'search_path=pg_catalog,%pg_temp'))""")


async def test_functions_of_triggers_are_called_by_triggers_alone(ask: Ask) -> None:
    assert not await ask("""
        SELECT r.name, x.grantee::regrole FROM routine r
        JOIN pg_proc p USING (oid), aclexplode(r.proacl) x
        WHERE r.definer AND p.prorettype = 'pg_catalog.trigger'::regtype
          AND x.grantee NOT IN ('ksbb_engine'::regrole, 'ksbb_owner'::regrole)""")


async def test_views_look_with_the_eyes_of_who_asks(ask: Ask) -> None:
    assert not await ask("""
        SELECT name FROM relation WHERE kind = 'v' AND NOT 'security_invoker=true' = ANY (options)
        UNION ALL SELECT name FROM relation WHERE kind = 'm'""")


async def test_rows_of_two_parties_refer_to_rows_of_the_same_parties(ask: Ask) -> None:
    # A line can't belong to another giver's pledge, whatever the program does.
    found = await ask("""
        WITH two AS (SELECT name FROM attribute WHERE "column" IN ('donor_id', 'executor_id')
                     GROUP BY name HAVING count(*) = 2)
        SELECT child, parent FROM reference
        WHERE child IN (SELECT name FROM two) AND parent IN (SELECT name FROM two)
          AND NOT pairs @> '{donor_id=donor_id,executor_id=executor_id}'""")
    # The aggregator funds pledges that it gives itself: there it is the giver.
    assert found == [("app.funding", "app.pledge_line")]
    assert await ask("""
        SELECT FROM reference WHERE child = 'app.funding' AND parent = 'app.pledge_line'
          AND pairs @> '{executor_id=donor_id}'""")


async def test_both_parties_are_always_there_and_find_their_rows_by_index(ask: Ask) -> None:
    found = await ask("""
        SELECT name, "column", not_null AND indexed FROM attribute
        WHERE schema = 'app' AND "column" IN ('donor_id', 'executor_id')""")
    assert len(found) >= 8
    assert [row for row in found if not row[2]] == []


async def test_what_is_immutable_is_so_for_everybody(ask: Ask) -> None:
    found = await ask("""
        SELECT name FROM trigger WHERE function = 'app.immutable' GROUP BY name
        HAVING bool_or(each_row AND on_update AND on_delete)
           AND bool_or(NOT each_row AND on_truncate)""")
    assert {name for (name,) in found} == IMMUTABLE


async def test_whatever_has_states_is_guarded_at_each_step(ask: Ask) -> None:
    found = await ask("""
        SELECT name FROM attribute a WHERE "column" = 'state' AND NOT EXISTS (
            SELECT FROM trigger t WHERE t.name = a.name AND function = 'app.step_guard'
              AND each_row AND on_insert AND on_update)""")
    assert {name for (name,) in found} == UNGUARDED


async def test_states_are_texts_with_a_check(ask: Ask) -> None:
    # An enum is not leakproof, and hard to change.
    assert not await ask("""
        SELECT t.typname FROM pg_type t WHERE t.typtype = 'e'
          AND t.typnamespace::regnamespace::text IN ('app', 'ledger', 'pub', 'sec')""")
    assert not await ask("""
        SELECT name FROM attribute a WHERE "column" = 'state' AND NOT (
            type = 'text' AND EXISTS (
                SELECT FROM pg_constraint k
                WHERE k.conrelid = a.oid AND k.contype = 'c' AND a.number = ANY (k.conkey)))""")
