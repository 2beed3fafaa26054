"""Proposals: anybody proposes a unit's figures, the Pemprov accepts or declines."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from ksbb.core.refusals import NotAllowed, ReasonMissing, StateRefused
from ksbb.core.viewer import NOBODY, Role, Viewer
from ksbb.domain.proposals import actions, rules
from ksbb.domain.proposals.models import ProposalSource
from ksbb.domain.units.models import UnitKind
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.real_schema import Api

TODAY = dt.date(2020, 5, 3)
RW = rules.Known(UnitKind.RW, dt.date(2020, 4, 24), TODAY)
HOME = rules.Known(UnitKind.PANTI_JOMPO, None, TODAY)
GOOD = {
    "families": "450",
    "people": "1.800",
    "source": "RT_RW",
    "day": "2020-05-03",
    "remark": "",
    "contact": "",
}
_STATUS = """
    query ($code: String!) {
      proposalStatus(code: $code) { code state answer answeredAt unit { code } }
      complaintStatus(code: $code) { code }
    }
"""


class TestRules:
    @pytest.mark.parametrize(
        ("changed", "wrong"),
        [
            ({"families": ""}, "families"),
            ({"families": "-1"}, "families"),
            ({"families": "1e3"}, "families"),
            ({"families": "20001"}, "families"),
            ({"families": "٤٥٠"}, "families"),
            ({"families": "9" * 400}, "families"),
            ({"people": "100001"}, "people"),
            ({"people": "449"}, "people"),
            ({"people": "6751"}, "people"),
            ({"source": ""}, "source"),
            ({"source": "Pak RT"}, "source"),
            ({"day": ""}, "day"),
            ({"day": "3 Mei 2020"}, "day"),
            ({"day": "2020-02-30"}, "day"),
            ({"day": "2020-05-04"}, "day"),
            ({"day": "2020-04-23"}, "day"),
            ({"day": "0001-01-01"}, "day"),
            ({"remark": "x" * 1001}, "remark"),
            ({"contact": "x"}, "contact"),
        ],
    )
    def test_an_error_is_shown_only_at_its_field(self, changed: dict[str, str], wrong: str) -> None:
        figures, found = rules.check_figures({**GOOD, **changed}, RW)
        assert figures is None
        assert {*found} == {wrong}
        assert all(text and text[0] != text[1] for text in found.values())

    def test_figures_are_read_as_people_write_them(self) -> None:
        for people in ("1800", "1.800", "1,800", " 1 800 "):
            figures, _ = rules.check_figures({**GOOD, "people": people}, RW)
            assert figures is not None
            assert (figures.families, figures.people) == (450, 1800)

    def test_an_institution_counts_people_and_its_families_follow(self) -> None:
        fields = {**GOOD, "families": "9999", "people": "41", "source": "INSTITUTION"}
        figures, _ = rules.check_figures(fields, HOME)
        assert figures is not None
        assert (figures.families, figures.people) == (11, 41)

    def test_a_source_that_is_published_names_nobody(self) -> None:
        assert {*rules.SOURCES} == {*ProposalSource}
        assert rules.source_of(ProposalSource.RT_RW, 12) == "Pengurus RT/RW, usulan no. 12"


async def number(db: AsParty, code: str) -> int:
    found = await db.session.execute(
        text("SELECT id FROM app.proposal WHERE code = :code"), {"code": code}
    )
    return int(found.scalar_one())


async def unit(db: AsParty, id: int) -> dict[str, Any]:
    found = await db.session.execute(
        text(
            "SELECT u.families, u.people, u.is_example, s.source, s.day FROM pub.unit u"
            " JOIN pub.snapshot s ON s.id = u.snapshot_id WHERE u.id = :id"
        ),
        {"id": id},
    )
    return dict(found.one()._mapping)


async def accept(db: AsParty, viewer: Viewer, proposal: int) -> int:
    async with db.viewer(viewer) as tx:
        return await actions.accept_proposal(tx, viewer, uuid4(), proposal=proposal)


async def decline(db: AsParty, viewer: Viewer, proposal: int, reason: str = "Tidak cocok.") -> int:
    async with db.viewer(viewer) as tx:
        return await actions.decline_proposal(tx, viewer, uuid4(), proposal=proposal, reason=reason)


class TestAccepting:
    async def test_an_accepted_proposal_is_the_units_data_and_not_an_example(
        self, db: AsParty
    ) -> None:
        it = await small_programme.programme(db)
        await db.session.execute(text("UPDATE pub.unit SET is_example = true"))
        needs = "SELECT md5(string_agg(n::text, ' ' ORDER BY n.id)) FROM pub.need n"
        before = await db.session.scalar(text(needs))
        id = await number(db, await factories.proposal(db, it.units[0], families=140, people=560))
        assert (await unit(db, it.units[0]))["families"] == small_programme.FAMILIES
        await accept(db, it.pemprov, id)
        assert await unit(db, it.units[0]) == {
            "families": 140,
            "people": 560,
            "is_example": False,
            "source": f"Pengurus RT/RW, usulan no. {id}",
            "day": factories.day("2020-04-24"),
        }
        # Published needs don't change: only the people responsible change a target.
        assert await db.session.scalar(text(needs)) == before

    async def test_two_of_the_same_day_and_source_are_both_kept(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        for families in (140, 150):
            code = await factories.proposal(db, it.units[0], families=families, people=600)
            await accept(db, it.pemprov, await number(db, code))
        assert (await unit(db, it.units[0]))["families"] == 150

    async def test_older_figures_do_not_take_the_place_of_newer_ones(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        old = await number(db, await factories.proposal(db, it.units[0], day="2020-04-24"))
        await factories.clock(db, "2020-04-28 08:00")
        new = await number(db, await factories.proposal(db, it.units[0], families=90, people=360))
        await accept(db, it.pemprov, new)
        with pytest.raises(rules.ProposalOutdated):
            await accept(db, it.pemprov, old)
        assert (await unit(db, it.units[0]))["families"] == 90
        await decline(db, it.pemprov, old)

    async def test_a_proposal_is_decided_once(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        id = await number(db, await factories.proposal(db, it.units[0]))
        with pytest.raises(ReasonMissing):
            await decline(db, it.pemprov, id, reason=" ")
        await decline(db, it.pemprov, id)
        with pytest.raises(StateRefused, match="declined"):
            await accept(db, it.pemprov, id)
        assert (await unit(db, it.units[0]))["families"] == small_programme.FAMILIES

    async def test_a_refusal_has_a_word_of_its_own_for_an_accepted_proposal(
        self, db: AsParty
    ) -> None:
        it = await small_programme.programme(db)
        id = await number(db, await factories.proposal(db, it.units[0]))
        await accept(db, it.pemprov, id)
        with pytest.raises(StateRefused) as refused:
            await decline(db, it.pemprov, id)
        assert "“dipakai”" in refused.value.message("id")

    async def test_only_people_who_act_for_the_pemprov_decide(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        id = await number(db, await factories.proposal(db, it.units[0]))
        for viewer in (await factories.pemprov(db, Role.VIEWER), await factories.donor(db)):
            with pytest.raises(NotAllowed):
                await accept(db, viewer, id)

    async def test_nobody_writes_by_hand_that_it_was_accepted_as_something_else(
        self, db: AsParty
    ) -> None:
        it = await small_programme.programme(db)
        id = await number(db, await factories.proposal(db, it.units[0]))
        other = await db.session.scalar(
            text("SELECT snapshot_id FROM pub.unit WHERE id = :id"), {"id": it.units[1]}
        )
        with pytest.raises(Exception, match="accepted as it is"):
            async with db.viewer(it.pemprov) as tx:
                await tx.execute(
                    text(
                        "UPDATE app.proposal SET state = 'accepted', snapshot_id = :other"
                        " WHERE id = :id"
                    ),
                    {"other": other, "id": id},
                )


class TestProposing:
    async def test_there_is_no_proposal_for_a_unit_that_is_not_there(self, db: AsParty) -> None:
        await factories.pemprov(db)
        async with db.login("ksbb_public") as session:
            made = await session.execute(
                text(
                    "SELECT outcome"
                    " FROM app.proposal_submit(gen_random_uuid(), '', 'X', '{}'::jsonb)"
                )
            )
            assert made.scalar_one() == "UNKNOWN"

    async def test_the_same_form_twice_is_one_proposal(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        key = uuid4()
        code = await factories.proposal(db, it.units[0], key=key)
        assert await factories.proposal(db, it.units[0], key=key) == code
        assert await factories.proposal(db, it.units[0], key=key, families=1) == "KEY_REUSED"
        assert await factories.proposal(db, it.units[1], key=key) == "KEY_REUSED"

    async def test_a_code_shows_the_state_of_a_proposal(self, api: Api) -> None:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            code = await factories.proposal(db, it.units[0])
            id = await number(db, code)
        status = (await api.query(NOBODY, _STATUS, code=code))["proposalStatus"]
        assert (status["state"], status["answeredAt"]) == ("RECEIVED", None)
        async with api.transaction() as db:
            await decline(db, it.pemprov, id, reason="Angkanya tertukar.")
        queue = "query ($code: String) { proposals(search: $code) { edges { node { state } } } }"
        found = await api.query(it.pemprov, queue, code=f"{code[:5]}-{code[5:]}")
        assert found == {"proposals": {"edges": [{"node": {"state": "DECLINED"}}]}}
        found = await api.query(NOBODY, _STATUS, code=code.lower())
        assert found["complaintStatus"] is None
        assert found["proposalStatus"]["state"] == "DECLINED"
        assert found["proposalStatus"]["answer"] == "Angkanya tertukar."
        assert found["proposalStatus"]["answeredAt"]
