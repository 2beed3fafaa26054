"""Complaints: sent by anybody, answered by the Pemprov, followed with the code."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from ksbb.core.notifications.replies import reply
from ksbb.core.outbox.deliver import Delivery
from ksbb.core.refusals import InvalidInput, NotAllowed, NotFound, ReasonMissing, StateRefused
from ksbb.core.viewer import NOBODY, Role, Viewer
from ksbb.domain.complaints import actions, rules
from tests import factories
from tests.as_party import AsParty
from tests.real_schema import Api, global_id

_STATUS = """
    query ($code: String!) {
      complaintStatus(code: $code) { code state about receivedAt inHandAt answeredAt answer }
      proposalStatus(code: $code) { code }
    }
"""
_QUEUE = """
    query ($states: [ComplaintState!], $search: String) {
      complaints(states: $states, search: $search) { edges { node { code state description contact
        subject unit { code } timeline { becomes party reason } } } }
    }
"""


async def number(db: AsParty, code: str) -> int:
    found = await db.session.execute(
        text("SELECT id FROM app.complaint WHERE code = :code"), {"code": code}
    )
    return int(found.scalar_one())


async def one(db: AsParty, statement: str, **values: object) -> Any:
    return await db.session.scalar(text(statement), values)


async def move(db: AsParty, viewer: Viewer, action: Any, complaint: int, **more: str) -> int:
    async with db.viewer(viewer) as tx:
        return int(await action(tx, viewer, uuid4(), complaint=complaint, **more))


class TestTelling:
    async def test_anybody_can_send_a_complaint_and_gets_a_code(self, db: AsParty) -> None:
        await factories.pemprov(db)
        code = await factories.complaint(db)
        assert len(code) == 12
        row = await db.session.execute(
            text(
                "SELECT c.state, c.description, r.contact FROM app.complaint c"
                " JOIN app.reporter r ON r.complaint_id = c.id WHERE c.code = :code"
            ),
            {"code": code},
        )
        assert tuple(row.one()) == ("received", "Paket belum sampai.", "0215551234")

    async def test_the_same_form_twice_is_one_complaint(self, db: AsParty) -> None:
        await factories.pemprov(db)
        key = uuid4()
        first = await factories.complaint(db, key=key)
        assert await factories.complaint(db, key=key) == first
        assert await one(db, "SELECT count(*) FROM app.complaint") == 1
        counted = "SELECT sum(count) FROM sec.attempt WHERE kind = 'SUBMISSION_ALL'"
        assert await one(db, counted) == 1

    async def test_other_content_with_the_same_key_is_refused(self, db: AsParty) -> None:
        await factories.pemprov(db)
        key = uuid4()
        await factories.complaint(db, key=key)
        assert (
            await factories.complaint(db, key=key, description="Sudah sampai semua.")
            == "KEY_REUSED"
        )

    async def test_one_network_may_send_twenty_complaints_an_hour_and_others_are_not_affected(
        self, db: AsParty
    ) -> None:
        await factories.pemprov(db)
        for _ in range(20):
            assert len(await factories.complaint(db, source="203.0.113.7")) == 12
        assert await factories.complaint(db, source="203.0.113.7") == "SOURCE_LIMITED"
        assert len(await factories.complaint(db, source="203.0.113.8")) == 12

    async def test_all_networks_together_may_send_five_hundred_complaints_an_hour(
        self, db: AsParty
    ) -> None:
        await factories.pemprov(db)
        await factories.complaint(db)
        spent = "UPDATE sec.attempt SET count = 500 WHERE kind = 'SUBMISSION_ALL'"
        await db.session.execute(text(spent))
        assert await factories.complaint(db, source="203.0.113.9") == "ALL_LIMITED"
        await db.session.execute(
            text("UPDATE sec.attempt SET since = clock_timestamp() - interval '61 minutes'")
        )
        assert len(await factories.complaint(db, source="203.0.113.9")) == 12

    async def test_the_source_is_kept_for_an_hour_and_not_as_an_address(self, db: AsParty) -> None:
        await factories.pemprov(db)
        await factories.complaint(db, source="203.0.113.7")
        kept = await one(db, "SELECT string_agg(a::text, ' ') FROM sec.attempt a")
        assert "203.0.113" not in kept
        await db.session.execute(
            text("UPDATE sec.attempt SET since = clock_timestamp() - interval '61 minutes'")
        )
        async with db.login("ksbb_worker") as session:
            await session.execute(text("SELECT sec.delete_expired()"))
        assert await one(db, "SELECT count(*) FROM sec.attempt") == 0

    async def test_an_organisation_is_known_by_its_name(self, db: AsParty) -> None:
        await factories.pemprov(db)
        donor = await factories.organisation(db, name="PT Sinar (contoh)")
        code = await factories.complaint(db, about="ORGANISATION", subject="pt sinar (CONTOH)")
        found = await one(
            db, "SELECT organisation_id FROM app.complaint WHERE code = :code", code=code
        )
        assert found == donor

    async def test_the_text_of_a_complaint_is_not_in_the_audit(self, db: AsParty) -> None:
        await factories.pemprov(db)
        await factories.complaint(
            db, description="Rahasia tetangga saya.", contact="tetangga@contoh.id"
        )
        trail = await one(
            db,
            "SELECT string_agg(facts::text, ' ') || (SELECT string_agg(payload::text, ' ')"
            " FROM app.outbox) FROM app.audit",
        )
        assert "problem" in trail
        assert "Rahasia" not in trail
        assert "tetangga@" not in trail


class TestAnswering:
    async def test_the_pemprov_takes_it_in_hand_and_answers(self, db: AsParty) -> None:
        officer = await factories.pemprov(db)
        id = await number(db, await factories.complaint(db))
        await move(db, officer, actions.take_complaint, id)
        await move(db, officer, actions.answer_complaint, id, answer=" Sudah dikirim. ")
        row = await db.session.execute(text("SELECT state, reason FROM app.complaint"))
        assert tuple(row.one()) == ("answered", "Sudah dikirim.")
        steps = await db.session.scalars(
            text("SELECT to_state FROM app.step WHERE thing = 'complaint' ORDER BY id")
        )
        assert [*steps] == ["received", "in_hand", "answered"]

    async def test_an_answer_is_given_once_it_is_in_hand(self, db: AsParty) -> None:
        officer = await factories.pemprov(db)
        id = await number(db, await factories.complaint(db))
        with pytest.raises(StateRefused):
            await move(db, officer, actions.answer_complaint, id, answer="Sudah.")
        await move(db, officer, actions.close_complaint, id, reason="Ganda.")
        for action, more in (
            (actions.take_complaint, {}),
            (actions.answer_complaint, {"answer": "Sudah."}),
            (actions.close_complaint, {"reason": "Lagi."}),
        ):
            with pytest.raises(StateRefused):
                await move(db, officer, action, id, **more)

    async def test_an_empty_answer_is_refused(self, db: AsParty) -> None:
        officer = await factories.pemprov(db)
        id = await number(db, await factories.complaint(db))
        with pytest.raises(ReasonMissing):
            await move(db, officer, actions.close_complaint, id, reason=" \n ")
        await move(db, officer, actions.take_complaint, id)
        for answer in ("", " \r\n", "x" * 2001):
            with pytest.raises(InvalidInput):
                await move(db, officer, actions.answer_complaint, id, answer=answer)

    @pytest.mark.parametrize(("role", "seen"), [(Role.VIEWER, 1), (Role.VERIFIER, 0)])
    async def test_a_viewer_changes_nothing_and_sees_no_contact(
        self, db: AsParty, role: Role, seen: int
    ) -> None:
        await factories.pemprov(db)
        looking = await factories.pemprov(db, role)
        id = await number(db, await factories.complaint(db))
        with pytest.raises(NotAllowed):
            await move(db, looking, actions.take_complaint, id)
        async with db.viewer(looking) as tx:
            assert await tx.scalar(text("SELECT count(*) FROM app.complaint")) == seen
            assert await tx.scalar(text("SELECT count(*) FROM app.reporter")) == 0

    async def test_nobody_else_changes_it(self, db: AsParty) -> None:
        await factories.pemprov(db)
        id = await number(db, await factories.complaint(db))
        for viewer in (await factories.donor(db), await factories.aggregator(db)):
            with pytest.raises(NotAllowed):
                await move(db, viewer, actions.take_complaint, id)

    async def test_an_unknown_complaint_is_not_found(self, db: AsParty) -> None:
        officer = await factories.pemprov(db)
        with pytest.raises(NotFound):
            await move(db, officer, actions.take_complaint, 10**9)


class TestRetention:
    async def test_a_contact_is_deleted_thirty_days_after_the_answer(self, db: AsParty) -> None:
        officer = await factories.pemprov(db)
        id = await number(db, await factories.complaint(db))
        days = "SELECT round(extract(epoch FROM kept_until - clock_timestamp()) / 86400)"
        assert await one(db, f"{days} FROM app.reporter") == rules.MAX_DAYS_KEPT
        await move(db, officer, actions.take_complaint, id)
        assert await one(db, f"{days} FROM app.reporter") == rules.MAX_DAYS_KEPT
        await move(db, officer, actions.answer_complaint, id, answer="Sudah.")
        assert await one(db, f"{days} FROM app.reporter") == rules.DAYS_KEPT_AFTER_ANSWER

    async def test_the_worker_deletes_contacts_after_their_time(self, db: AsParty) -> None:
        await factories.pemprov(db)
        await factories.complaint(db)
        await factories.complaint(db)
        forget = text("SELECT app.erase_reporter_contacts(1000)")
        async with db.login("ksbb_worker") as session:
            assert await session.scalar(forget) == 0
        await db.session.execute(
            text(
                "UPDATE app.reporter SET kept_until = clock_timestamp()"
                " WHERE id = (SELECT min(id) FROM app.reporter)"
            )
        )
        async with db.login("ksbb_worker") as session:
            assert await session.scalar(forget) == 1
        assert await one(db, "SELECT count(*) FROM app.reporter") == 1
        assert await one(db, "SELECT count(*) FROM app.complaint") == 2


class TestMail:
    @staticmethod
    async def mails_about(
        db: AsParty, kind: str, thing: str, id: int
    ) -> list[tuple[str, str, str]]:
        driver = (await (await db.session.connection()).get_raw_connection()).driver_connection
        delivery = Delivery(1, uuid4(), kind, 0, None, thing, id, {}, 0)
        async with db.login("ksbb_worker"):
            await reply(driver, delivery)  # type: ignore[arg-type]
            await reply(driver, delivery)  # type: ignore[arg-type]
        rows = await db.session.execute(
            text("SELECT recipient, template, facts ->> 'code' FROM app.mail")
        )
        return [tuple(row) for row in rows]  # type: ignore[misc]

    @pytest.mark.parametrize("kind", ["ComplaintAnswered", "ComplaintClosed"])
    async def test_a_reporter_with_an_address_gets_one_mail_about_the_answer(
        self, db: AsParty, kind: str
    ) -> None:
        await factories.pemprov(db)
        code = await factories.complaint(db, contact="tetangga@contoh.id")
        await factories.complaint(db, contact="lain@contoh.id")
        sent = await self.mails_about(db, kind, "complaint", await number(db, code))
        assert sent == [("tetangga@contoh.id", "COMPLAINT_ANSWERED", code)]

    async def test_before_the_answer_nobody_gets_mail(self, db: AsParty) -> None:
        await factories.pemprov(db)
        code = await factories.complaint(db, contact="tetangga@contoh.id")
        for kind in ("ComplaintReceived", "ComplaintTaken"):
            assert await self.mails_about(db, kind, "complaint", await number(db, code)) == []

    async def test_a_telephone_gets_no_mail(self, db: AsParty) -> None:
        await factories.pemprov(db)
        code = await factories.complaint(db, contact="0215551234")
        id = await number(db, code)
        assert await self.mails_about(db, "ComplaintAnswered", "complaint", id) == []


class TestGraphQL:
    async def test_a_code_shows_the_state_and_nothing_about_the_reporter(self, api: Api) -> None:
        async with api.transaction() as db:
            officer = await factories.pemprov(db)
            code = await factories.complaint(db)
            id = await number(db, code)
        typed = f" {code[:5].lower()}-{code[5:]} "
        for viewer in (NOBODY, officer):
            found = await api.query(viewer, _STATUS, code=typed)
            status = found["complaintStatus"]
            assert (status["code"], status["state"]) == (code, "RECEIVED")
            assert (status["inHandAt"], status["answeredAt"], status["answer"]) == (None,) * 3
            assert found["proposalStatus"] is None
        async with api.transaction() as db:
            await move(db, officer, actions.take_complaint, id)
            await move(db, officer, actions.answer_complaint, id, answer="Sudah dikirim.")
        status = (await api.query(NOBODY, _STATUS, code=code))["complaintStatus"]
        assert (status["state"], status["answer"]) == ("ANSWERED", "Sudah dikirim.")
        assert status["receivedAt"] <= status["inHandAt"] <= status["answeredAt"]

    @pytest.mark.parametrize("code", ["", "ABCDEFGHJK", "%", "' OR 1=1 --", "x" * 5000])
    async def test_other_codes_show_nothing(self, api: Api, code: str) -> None:
        async with api.transaction() as db:
            await factories.pemprov(db)
            await factories.complaint(db)
        found = await api.query(NOBODY, _STATUS, code=code)
        assert found == {"complaintStatus": None, "proposalStatus": None}

    async def test_the_queue_is_the_pemprovs(self, api: Api) -> None:
        async with api.transaction() as db:
            officer, donor = await factories.pemprov(db), await factories.donor(db)
            looking = await factories.pemprov(db, Role.VIEWER)
            codes = [await factories.complaint(db) for _ in range(3)]
            id = await number(db, codes[1])
            await move(db, officer, actions.take_complaint, id)
        rows = (await api.query(officer, _QUEUE))["complaints"]["edges"]
        assert [row["node"]["code"] for row in rows] == codes
        assert rows[0]["node"]["contact"] == "0215551234"
        assert rows[1]["node"]["timeline"] == [
            {"becomes": "RECEIVED", "party": "ANYBODY", "reason": None},
            {"becomes": "IN_HAND", "party": "PEMPROV", "reason": None},
        ]
        rows = (await api.query(officer, _QUEUE, states=["IN_HAND"]))["complaints"]["edges"]
        assert [row["node"]["code"] for row in rows] == [codes[1]]
        rows = (await api.query(officer, _QUEUE, search=f" {codes[2].lower()}"))["complaints"][
            "edges"
        ]
        assert [row["node"]["code"] for row in rows] == [codes[2]]
        rows = (await api.query(looking, _QUEUE))["complaints"]["edges"]
        assert [row["node"]["contact"] for row in rows] == [None] * 3
        for viewer in (donor, NOBODY):
            answered, _ = await api.execute(viewer, _QUEUE)
            assert not (answered or {}).get("complaints")
            node = "query ($id: ID!) { node(id: $id) { id } }"
            found, _ = await api.execute(viewer, node, id=global_id("Complaint", id))
            assert not (found or {}).get("node")

    async def test_one_form_sent_twice_at_once_is_one_complaint(self, api: Api) -> None:
        async with api.transaction() as db:
            await factories.pemprov(db)
        submission, _ = rules.check_form(
            {"about": "OTHER", "problem": "OTHER", "description": "Dikirim dua kali sekaligus."}
        )
        assert submission is not None
        key = UUID(int=7)
        codes = await asyncio.gather(
            *(
                actions.report_problem(
                    api.pools.public, key, source="203.0.113.1", submission=submission
                )
                for _ in range(6)
            )
        )
        assert len({*codes}) == 1
