"""Complaints: told by anybody, answered by the Pemprov, followed by whoever knows the code."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from ksbb.complaints import actions, rules
from ksbb.kernel.errors import InvalidInput, NotAllowed, NotFound, ReasonMissing, StateRefused
from ksbb.kernel.viewer import NOBODY, Role, Viewer
from ksbb.notifications.notices import notify
from ksbb.outbox.deliver import Delivery
from tests import make
from tests.acting import Acting
from tests.graph import Graph, global_id

_STATUS = """
    query ($code: String!) {
      complaintStatus(code: $code) { code state about receivedAt inHandAt answeredAt answer }
      proposalStatus(code: $code) { code }
    }
"""
_QUEUE = """
    query ($states: [ComplaintState!], $search: String) {
      complaints(states: $states, search: $search) { edges { node { code state told contact subject
        unit { code } timeline { becomes party reason } } } }
    }
"""


async def number(db: Acting, code: str) -> int:
    found = await db.session.execute(
        text("SELECT id FROM app.complaint WHERE code = :code"), {"code": code}
    )
    return int(found.scalar_one())


async def one(db: Acting, statement: str, **values: object) -> Any:
    return await db.session.scalar(text(statement), values)


async def move(db: Acting, viewer: Viewer, verb: Any, complaint: int, **more: str) -> int:
    async with db.viewer(viewer) as tx:
        return int(await verb(tx, viewer, uuid4(), complaint=complaint, **more))


class TestTelling:
    async def test_anybody_tells_and_gets_a_code(self, db: Acting) -> None:
        await make.pemprov(db)
        code = await make.complaint(db)
        assert len(code) == 12
        row = await db.session.execute(
            text(
                "SELECT c.state, c.told, r.contact FROM app.complaint c"
                " JOIN app.reporter r ON r.complaint_id = c.id WHERE c.code = :code"
            ),
            {"code": code},
        )
        assert tuple(row.one()) == ("received", "Paket belum sampai.", "0215551234")

    async def test_the_same_form_twice_is_one_complaint(self, db: Acting) -> None:
        await make.pemprov(db)
        key = uuid4()
        first = await make.complaint(db, key=key)
        assert await make.complaint(db, key=key) == first
        assert await one(db, "SELECT count(*) FROM app.complaint") == 1
        assert await one(db, "SELECT sum(count) FROM sec.attempt WHERE kind = 'TOLD_ALL'") == 1

    async def test_a_form_says_nothing_else_under_the_same_key(self, db: Acting) -> None:
        await make.pemprov(db)
        key = uuid4()
        await make.complaint(db, key=key)
        assert await make.complaint(db, key=key, told="Sudah sampai semua.") == "KEY_REUSED"

    async def test_a_network_tells_twenty_times_an_hour_and_others_go_on(self, db: Acting) -> None:
        await make.pemprov(db)
        for _ in range(20):
            assert len(await make.complaint(db, source="203.0.113.7")) == 12
        assert await make.complaint(db, source="203.0.113.7") == "SOURCE_LIMITED"
        assert len(await make.complaint(db, source="203.0.113.8")) == 12

    async def test_all_together_tell_five_hundred_times_an_hour(self, db: Acting) -> None:
        await make.pemprov(db)
        await make.complaint(db)
        await db.session.execute(text("UPDATE sec.attempt SET count = 500 WHERE kind = 'TOLD_ALL'"))
        assert await make.complaint(db, source="203.0.113.9") == "ALL_LIMITED"
        await db.session.execute(
            text("UPDATE sec.attempt SET since = clock_timestamp() - interval '61 minutes'")
        )
        assert len(await make.complaint(db, source="203.0.113.9")) == 12

    async def test_where_it_came_from_is_kept_for_an_hour_as_no_address(self, db: Acting) -> None:
        await make.pemprov(db)
        await make.complaint(db, source="203.0.113.7")
        kept = await one(db, "SELECT string_agg(a::text, ' ') FROM sec.attempt a")
        assert "203.0.113" not in kept
        await db.session.execute(
            text("UPDATE sec.attempt SET since = clock_timestamp() - interval '61 minutes'")
        )
        async with db.login("ksbb_worker") as session:
            await session.execute(text("SELECT sec.tidy()"))
        assert await one(db, "SELECT count(*) FROM sec.attempt") == 0

    async def test_an_organisation_is_known_by_its_name(self, db: Acting) -> None:
        await make.pemprov(db)
        donor = await make.organisation(db, name="PT Sinar (contoh)")
        code = await make.complaint(db, about="ORGANISATION", subject="pt sinar (CONTOH)")
        found = await one(
            db, "SELECT organisation_id FROM app.complaint WHERE code = :code", code=code
        )
        assert found == donor

    async def test_what_was_told_stands_in_no_trail(self, db: Acting) -> None:
        await make.pemprov(db)
        await make.complaint(db, told="Rahasia tetangga saya.", contact="tetangga@contoh.id")
        trail = await one(
            db,
            "SELECT string_agg(facts::text, ' ') || (SELECT string_agg(payload::text, ' ')"
            " FROM app.outbox) FROM app.audit",
        )
        assert "happened" in trail
        assert "Rahasia" not in trail
        assert "tetangga@" not in trail


class TestAnswering:
    async def test_the_pemprov_takes_it_in_hand_and_answers(self, db: Acting) -> None:
        officer = await make.pemprov(db)
        id = await number(db, await make.complaint(db))
        await move(db, officer, actions.take_complaint, id)
        await move(db, officer, actions.answer_complaint, id, answer=" Sudah dikirim. ")
        row = await db.session.execute(text("SELECT state, reason FROM app.complaint"))
        assert tuple(row.one()) == ("answered", "Sudah dikirim.")
        steps = await db.session.scalars(
            text("SELECT becomes FROM app.step WHERE thing = 'complaint' ORDER BY id")
        )
        assert [*steps] == ["received", "in_hand", "answered"]

    async def test_an_answer_is_given_once_it_is_in_hand(self, db: Acting) -> None:
        officer = await make.pemprov(db)
        id = await number(db, await make.complaint(db))
        with pytest.raises(StateRefused):
            await move(db, officer, actions.answer_complaint, id, answer="Sudah.")
        await move(db, officer, actions.close_complaint, id, reason="Ganda.")
        for verb, more in (
            (actions.take_complaint, {}),
            (actions.answer_complaint, {"answer": "Sudah."}),
            (actions.close_complaint, {"reason": "Lagi."}),
        ):
            with pytest.raises(StateRefused):
                await move(db, officer, verb, id, **more)

    async def test_nothing_is_answered_with_nothing(self, db: Acting) -> None:
        officer = await make.pemprov(db)
        id = await number(db, await make.complaint(db))
        with pytest.raises(ReasonMissing):
            await move(db, officer, actions.close_complaint, id, reason=" \n ")
        await move(db, officer, actions.take_complaint, id)
        for answer in ("", " \r\n", "x" * 2001):
            with pytest.raises(InvalidInput):
                await move(db, officer, actions.answer_complaint, id, answer=answer)

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.VERIFIER])
    async def test_who_only_looks_moves_nothing_and_sees_no_contact(
        self, db: Acting, role: Role
    ) -> None:
        await make.pemprov(db)
        looking = await make.pemprov(db, role)
        id = await number(db, await make.complaint(db))
        with pytest.raises(NotAllowed):
            await move(db, looking, actions.take_complaint, id)
        async with db.viewer(looking) as tx:
            assert await tx.scalar(text("SELECT count(*) FROM app.complaint")) == 1
            assert await tx.scalar(text("SELECT count(*) FROM app.reporter")) == 0

    async def test_nobody_else_moves_it(self, db: Acting) -> None:
        await make.pemprov(db)
        id = await number(db, await make.complaint(db))
        for viewer in (await make.donor(db), await make.aggregator(db)):
            with pytest.raises(NotAllowed):
                await move(db, viewer, actions.take_complaint, id)

    async def test_what_is_not_there_is_not_found(self, db: Acting) -> None:
        officer = await make.pemprov(db)
        with pytest.raises(NotFound):
            await move(db, officer, actions.take_complaint, 10**9)


class TestRetention:
    async def test_a_contact_goes_thirty_days_after_the_answer(self, db: Acting) -> None:
        officer = await make.pemprov(db)
        id = await number(db, await make.complaint(db))
        days = "SELECT round(extract(epoch FROM kept_until - clock_timestamp()) / 86400)"
        assert await one(db, f"{days} FROM app.reporter") == rules.KEPT_AT_MOST
        await move(db, officer, actions.take_complaint, id)
        assert await one(db, f"{days} FROM app.reporter") == rules.KEPT_AT_MOST
        await move(db, officer, actions.answer_complaint, id, answer="Sudah.")
        assert await one(db, f"{days} FROM app.reporter") == rules.KEPT_AFTER_ANSWER

    async def test_the_worker_forgets_what_was_kept_long_enough(self, db: Acting) -> None:
        await make.pemprov(db)
        await make.complaint(db)
        await make.complaint(db)
        forget = text("SELECT app.forget_reporters(1000)")
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
    async def told(db: Acting, kind: str, thing: str, id: int) -> list[tuple[str, str, str]]:
        driver = (await (await db.session.connection()).get_raw_connection()).driver_connection
        delivery = Delivery(1, uuid4(), kind, 0, None, thing, id, {}, 0)
        async with db.login("ksbb_worker"):
            await notify(driver, delivery)  # type: ignore[arg-type]
            await notify(driver, delivery)  # type: ignore[arg-type]
        rows = await db.session.execute(
            text("SELECT recipient, template, facts ->> 'code' FROM app.mail")
        )
        return [tuple(row) for row in rows]  # type: ignore[misc]

    @pytest.mark.parametrize("kind", ["ComplaintAnswered", "ComplaintClosed"])
    async def test_whoever_left_an_address_hears_of_the_answer_once(
        self, db: Acting, kind: str
    ) -> None:
        await make.pemprov(db)
        code = await make.complaint(db, contact="tetangga@contoh.id")
        await make.complaint(db, contact="lain@contoh.id")
        sent = await self.told(db, kind, "complaint", await number(db, code))
        assert sent == [("tetangga@contoh.id", "COMPLAINT_ANSWERED", code)]

    async def test_before_that_nobody_gets_mail(self, db: Acting) -> None:
        await make.pemprov(db)
        code = await make.complaint(db, contact="tetangga@contoh.id")
        for kind in ("ComplaintReceived", "ComplaintTaken"):
            assert await self.told(db, kind, "complaint", await number(db, code)) == []

    async def test_a_telephone_gets_no_mail(self, db: Acting) -> None:
        await make.pemprov(db)
        code = await make.complaint(db, contact="0215551234")
        id = await number(db, code)
        assert await self.told(db, "ComplaintAnswered", "complaint", id) == []


class TestGraph:
    async def test_a_code_tells_how_it_stands_and_nothing_of_who_told_it(
        self, graph: Graph
    ) -> None:
        async with graph.making() as db:
            officer = await make.pemprov(db)
            code = await make.complaint(db)
            id = await number(db, code)
        typed = f" {code[:5].lower()}-{code[5:]} "
        for viewer in (NOBODY, officer):
            found = await graph.ask(viewer, _STATUS, code=typed)
            status = found["complaintStatus"]
            assert (status["code"], status["state"]) == (code, "RECEIVED")
            assert (status["inHandAt"], status["answeredAt"], status["answer"]) == (None,) * 3
            assert found["proposalStatus"] is None
        async with graph.making() as db:
            await move(db, officer, actions.take_complaint, id)
            await move(db, officer, actions.answer_complaint, id, answer="Sudah dikirim.")
        status = (await graph.ask(NOBODY, _STATUS, code=code))["complaintStatus"]
        assert (status["state"], status["answer"]) == ("ANSWERED", "Sudah dikirim.")
        assert status["receivedAt"] <= status["inHandAt"] <= status["answeredAt"]

    @pytest.mark.parametrize("code", ["", "ABCDEFGHJK", "%", "' OR 1=1 --", "x" * 5000])
    async def test_other_codes_tell_nothing(self, graph: Graph, code: str) -> None:
        async with graph.making() as db:
            await make.pemprov(db)
            await make.complaint(db)
        found = await graph.ask(NOBODY, _STATUS, code=code)
        assert found == {"complaintStatus": None, "proposalStatus": None}

    async def test_the_queue_is_the_pemprovs(self, graph: Graph) -> None:
        async with graph.making() as db:
            officer, donor = await make.pemprov(db), await make.donor(db)
            looking = await make.pemprov(db, Role.VIEWER)
            codes = [await make.complaint(db) for _ in range(3)]
            id = await number(db, codes[1])
            await move(db, officer, actions.take_complaint, id)
        rows = (await graph.ask(officer, _QUEUE))["complaints"]["edges"]
        assert [row["node"]["code"] for row in rows] == codes
        assert rows[0]["node"]["contact"] == "0215551234"
        assert rows[1]["node"]["timeline"] == [
            {"becomes": "RECEIVED", "party": "ANYBODY", "reason": None},
            {"becomes": "IN_HAND", "party": "PEMPROV", "reason": None},
        ]
        rows = (await graph.ask(officer, _QUEUE, states=["IN_HAND"]))["complaints"]["edges"]
        assert [row["node"]["code"] for row in rows] == [codes[1]]
        rows = (await graph.ask(officer, _QUEUE, search=f" {codes[2].lower()}"))["complaints"][
            "edges"
        ]
        assert [row["node"]["code"] for row in rows] == [codes[2]]
        rows = (await graph.ask(looking, _QUEUE))["complaints"]["edges"]
        assert [row["node"]["contact"] for row in rows] == [None] * 3
        for viewer in (donor, NOBODY):
            answered, _ = await graph.answer(viewer, _QUEUE)
            assert not (answered or {}).get("complaints")
            node = "query ($id: GlobalID!) { node(id: $id) { id } }"
            found, _ = await graph.answer(viewer, node, id=global_id("Complaint", id))
            assert not (found or {}).get("node")

    async def test_two_at_once_with_one_form_are_one(self, graph: Graph) -> None:
        async with graph.making() as db:
            await make.pemprov(db)
        told, _ = rules.told(
            {"about": "OTHER", "happened": "OTHER", "told": "Dikirim dua kali sekaligus."}
        )
        assert told is not None
        key = UUID(int=7)
        codes = await asyncio.gather(
            *(
                actions.tell(graph.pools.public, key, source="203.0.113.1", told=told)
                for _ in range(6)
            )
        )
        assert len({*codes}) == 1
