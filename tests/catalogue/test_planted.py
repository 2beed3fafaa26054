"""Tests of the catalogue tests: each finds the error that is planted for it."""

from collections.abc import Awaitable, Callable

import pytest

from tests.catalogue import test_catalogue as rules
from tests.catalogue import test_functions as of_functions
from tests.catalogue.conftest import Query

PLANTED: list[tuple[str, Callable[[Query], Awaitable[None]]]] = [
    (
        "ALTER TABLE app.pledge NO FORCE ROW LEVEL SECURITY",
        rules.test_tables_outside_pub_keep_rows_apart_even_from_their_owner,
    ),
    (
        "CREATE TABLE ledger.forgotten ()",
        rules.test_tables_outside_pub_keep_rows_apart_even_from_their_owner,
    ),
    (
        "CREATE POLICY seen ON pub.unit FOR SELECT TO ksbb_public USING (true)",
        rules.test_tables_of_pub_have_no_row_policies,
    ),
    (
        "ALTER TABLE app.person OWNER TO ksbb_tenant",
        rules.test_everything_stored_belongs_to_the_owner_without_a_login,
    ),
    ("ALTER ROLE ksbb_worker BYPASSRLS", rules.test_no_role_bypasses_the_policies),
    ("ALTER ROLE ksbb_engine LOGIN", rules.test_no_role_bypasses_the_policies),
    ("GRANT ksbb_engine TO ksbb_tenant", rules.test_no_login_can_become_another_role),
    (
        "CREATE POLICY whole ON app.pledge TO ksbb_tenant USING (true) WITH CHECK (true)",
        rules.test_policies_are_for_one_command_and_say_what_may_be_written,
    ),
    (
        "CREATE POLICY reused ON app.pledge FOR UPDATE TO ksbb_tenant USING (false)",
        rules.test_policies_are_for_one_command_and_say_what_may_be_written,
    ),
    (
        "CREATE POLICY slow ON app.pledge FOR SELECT TO ksbb_gov USING (sec.is_pemprov())",
        rules.test_policies_read_the_context_once_in_a_statement,
    ),
    (
        "DROP INDEX app.pledge_executor, app.pledge_executor_waits",
        rules.test_what_policies_of_tenants_compare_is_indexed_first,
    ),
    (
        "CREATE POLICY leaky ON app.audit FOR SELECT TO ksbb_gov USING (facts = '{}')",
        rules.test_what_policies_compare_has_a_leakproof_type,
    ),
    (
        "GRANT UPDATE ON pub.need TO ksbb_gov",
        rules.test_rights_to_write_whole_rows_are_given_to_nobody,
    ),
    (
        "GRANT DELETE ON app.allocation TO ksbb_tenant",
        rules.test_rows_are_deleted_only_where_a_reason_is_given,
    ),
    ("GRANT SELECT ON app.person TO PUBLIC", rules.test_nothing_is_open_to_everybody),
    (
        "GRANT EXECUTE ON FUNCTION app.today() TO PUBLIC",
        rules.test_nothing_is_open_to_everybody,
    ),
    (
        "GRANT INSERT (about) ON app.organisation TO ksbb_tenant",
        rules.test_each_right_to_rows_has_a_policy_and_each_policy_a_right,
    ),
    (
        "REVOKE SELECT ON app.step FROM ksbb_gov",
        rules.test_each_right_to_rows_has_a_policy_and_each_policy_a_right,
    ),
    (
        "GRANT SELECT (name) ON app.organisation TO ksbb_public",
        rules.test_the_public_reads_pub_and_nothing_else,
    ),
    (
        "GRANT SELECT ON public.migration TO ksbb_tenant",
        rules.test_other_schemas_hold_nothing_for_anybody,
    ),
    (
        "ALTER FUNCTION app.step_guard() RESET search_path",
        rules.test_functions_with_others_rights_are_the_engines_and_pin_their_path,
    ),
    (
        "ALTER FUNCTION app.step_guard() OWNER TO ksbb_owner",
        rules.test_functions_with_others_rights_are_the_engines_and_pin_their_path,
    ),
    (
        "GRANT EXECUTE ON FUNCTION app.step_guard() TO ksbb_tenant",
        rules.test_functions_of_triggers_are_called_by_triggers_alone,
    ),
    (
        "CREATE FUNCTION app.today(zone text) RETURNS date LANGUAGE sql AS 'SELECT current_date'",
        of_functions.test_each_function_has_a_file_and_each_file_its_function,
    ),
    (
        "DROP FUNCTION sec.session_close",
        of_functions.test_each_function_has_a_file_and_each_file_its_function,
    ),
    (
        "ALTER FUNCTION sec.delete_expired() STABLE",
        of_functions.test_each_function_is_what_its_file_makes,
    ),
    (
        "ALTER VIEW ledger.posting RESET (security_invoker)",
        of_functions.test_each_function_is_what_its_file_makes,
    ),
    (
        "ALTER FUNCTION sec.new_token() OWNER TO CURRENT_USER",
        of_functions.test_functions_belong_to_the_owners_without_a_login,
    ),
    (
        "ALTER VIEW ledger.posting RESET (security_invoker)",
        rules.test_views_apply_the_rights_of_the_caller,
    ),
    (
        "ALTER TABLE app.pledge_line ADD FOREIGN KEY (pledge_id) REFERENCES app.pledge (id)",
        rules.test_rows_of_two_parties_refer_to_rows_of_the_same_parties,
    ),
    (
        "ALTER TABLE app.pledge ALTER executor_id DROP NOT NULL",
        rules.test_both_parties_are_always_there_and_find_their_rows_by_index,
    ),
    (
        "ALTER TABLE app.step DISABLE TRIGGER immutable_whole",
        rules.test_what_is_immutable_is_so_for_everybody,
    ),
    (
        "ALTER TABLE app.agreement DISABLE TRIGGER step",
        rules.test_whatever_has_states_is_guarded_at_each_step,
    ),
    (
        "ALTER TABLE app.agreement DROP CONSTRAINT agreement_state_check",
        rules.test_states_are_texts_with_a_check,
    ),
]


@pytest.mark.parametrize(("planted", "rule"), PLANTED)
async def test_a_planted_fault_is_found(
    query: Query, planted: str, rule: Callable[[Query], Awaitable[None]]
) -> None:
    await rule(query)
    await query(planted)
    with pytest.raises(AssertionError):
        await rule(query)
