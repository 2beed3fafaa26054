"""A unit's page in the office: the history for the Pemprov, and what each party sees."""

from __future__ import annotations

from ksbb.core.viewer import Viewer
from ksbb.domain.needs import actions as needs
from ksbb.domain.pledges import actions
from tests import factories, small_programme
from tests.database import Database
from tests.pledges.test_pledging import act, pledge
from tests.real_schema import number, opened

_HISTORY = """
    query ($code: String!) {
      unit(code: $code) {
        history {
          kind quantity was reason package { code } organisation { name } person { id }
          giver { name } pledge { id }
        }
      }
    }
"""
_ALLOCATIONS = """
    query ($code: String!) {
      unit(code: $code) { allocations { nodes { quantity state pledge { id } giver { name } } } }
    }
"""
CODE = "31.74.05.1001.001"


async def test_the_pemprov_reads_who_did_what_at_a_unit_when_and_why(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            donor = await factories.donor(db)
            made = await pledge(db, it, donor, [7])
            await act(db, it.pemprov, actions.commit, made)
            async with db.viewer(it.pemprov) as session:
                from uuid import uuid4

                await needs.change_target(
                    session,
                    it.pemprov,
                    uuid4(),
                    need_id=it.need(),
                    wanted=120,
                    reason="Pendataan ulang RT 04",
                )
        data = await api.query(it.pemprov, _HISTORY, code=CODE)
        events = data["unit"]["history"]
        kinds = [event["kind"] for event in events]
        assert kinds[:3] == ["TARGET_CHANGED", "COMMITTED", "HELD"]
        assert sorted(kinds[3:]) == ["DATA", *["NEED_PUBLISHED"] * 4]
        changed, committed, held = events[:3]
        assert (changed["was"], changed["quantity"]) == (100, 120)
        assert changed["reason"] == "Pendataan ulang RT 04"
        assert number(changed["person"]["id"]) == it.pemprov.person_id
        assert committed["quantity"] == held["quantity"] == 7
        assert {number(each["pledge"]["id"]) for each in (committed, held)} == {made}
        assert number(committed["person"]["id"]) == it.pemprov.person_id
        # The organisation of the person who acted is shown, the person is not.
        assert held["person"] is None
        assert held["organisation"]["name"] == held["giver"]["name"]


async def test_a_units_history_is_for_the_pemprov_and_its_allocations_for_their_parties(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            donor, other = await factories.donor(db), await factories.donor(db)
            mine = await pledge(db, it, donor, [7])
            theirs = await pledge(db, it, other, [5])
        for viewer in (donor, Viewer()):
            _, errors = await api.execute(viewer, _HISTORY, code=CODE)
            assert errors == ["FORBIDDEN"]
        seen: dict[str, list[int]] = {}
        for who, viewer in (
            ("pemprov", it.pemprov),
            ("donor", donor),
            ("other", other),
            ("public", Viewer()),
        ):
            data = await api.query(viewer, _ALLOCATIONS, code=CODE)
            rows = data["unit"]["allocations"]["nodes"]
            seen[who] = [number(row["pledge"]["id"]) for row in rows]
        assert seen == {
            "pemprov": [theirs, mine],
            "donor": [mine],
            "other": [theirs],
            "public": [],
        }
