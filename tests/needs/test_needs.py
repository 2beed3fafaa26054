"""Needs: how many packages a unit needs, who publishes that, and limits of a changed target."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ksbb.core import refusals
from ksbb.core.viewer import Viewer
from ksbb.domain.needs import actions, rules
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.pledges.test_pledging import pledge
from tests.real_schema import Api, global_id

_FORETOLD = """
    query ($phase: ID!) {
      unpublishedNeeds(phase: $phase) { package { code } needs packages already }
    }
"""


async def change(db: AsParty, viewer: Viewer, need: int, target: int, reason: str = "uji") -> int:
    async with db.viewer(viewer) as session:
        return await actions.change_target(
            session, viewer, uuid4(), need_id=need, wanted=target, reason=reason
        )


class TestTarget:
    def test_an_rw_counts_its_families_and_people(self) -> None:
        sembako = rules.target(475, 1900, kind="RW", per="FAMILY", permille=1000, times=1)
        ready = rules.target(475, 1900, kind="RW", per="PERSON", permille=100, times=9)
        assert (sembako, ready) == (475, 1710)

    def test_an_institutions_families_are_its_people_by_four_rounded_up(self) -> None:
        assert rules.target(0, 90, kind="PESANTREN", per="FAMILY", permille=1000, times=1) == 23
        assert rules.target(0, 90, kind="PESANTREN", per="PERSON", permille=1000, times=7) == 630

    @given(
        families=st.integers(0, 20_000),
        permille=st.integers(0, 1000),
        times=st.integers(1, 31),
    )
    @settings(max_examples=200)
    def test_a_share_is_never_rounded_to_less_than_it_is(
        self, families: int, permille: int, times: int
    ) -> None:
        found = rules.target(
            families, 4 * families, kind="RW", per="FAMILY", permille=permille, times=times
        )
        assert found * 1000 >= families * permille * times
        assert found <= families * times or permille == 0


class TestPublish:
    async def test_published_needs_equal_the_rules_result(self, db: AsParty) -> None:
        await small_programme.programme(db)
        rows = await db.session.execute(
            text("""
                SELECT n.target, u.families, u.people, u.kind, k.per, s.permille, pp.times
                FROM pub.need n JOIN pub.unit u ON u.id = n.unit_id
                JOIN pub.package k ON k.id = n.package_id
                JOIN pub.share s ON s.package_id = k.id AND s.unit_kind = u.kind
                JOIN pub.phase_package pp ON (pp.phase_id, pp.package_id)
                                           = (n.phase_id, n.package_id)""")
        )
        found = [(r, rules.target(*r[1:3], **_named(r))) for r in rows]
        assert len(found) == 16
        assert all(row.target == wanted for row, wanted in found)

    async def test_only_the_pemprov_publishes(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        donor = await factories.donor(db)
        with pytest.raises(refusals.NotAllowed):
            async with db.viewer(donor) as session:
                await actions.publish_needs(
                    session, donor, uuid4(), phase_id=it.phases[0], package_ids=None
                )

    async def test_publishing_again_adds_only_what_is_missing(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        async with db.viewer(it.pemprov) as session:
            again = await actions.publish_needs(
                session, it.pemprov, uuid4(), phase_id=it.phases[0], package_ids=None
            )
        assert (again["needs"], again["packages"]) == (0, 0)

    async def test_the_preview_equals_what_publishing_adds(self, api: Api) -> None:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            # A new unit in the registry, with 30 families of 150 people.
            async with db.login("ksbb_worker") as session:
                unit = await session.scalar(
                    text("""
                        INSERT INTO pub.unit (kind, code, name, rw_number, area_id)
                        VALUES ('RW', '31.74.05.1001.009', 'RW 09', 9, :area) RETURNING id"""),
                    {"area": it.kelurahan},
                )
                await session.execute(
                    text("""
                        INSERT INTO pub.snapshot
                            (unit_id, families, people, source, day, is_example)
                        VALUES (:unit, 30, 150, 'contoh', '2020-04-20', true)"""),
                    {"unit": unit},
                )
        phase = global_id("Phase", it.phases[0])

        async def foretold() -> dict[str, tuple[int, int, int]]:
            rows = (await api.query(it.pemprov, _FORETOLD, phase=phase))["unpublishedNeeds"]
            return {
                row["package"]["code"]: (row["needs"], row["packages"], row["already"])
                for row in rows
            }

        async def publish(package: str) -> dict[str, int]:
            made = await api.mutate(
                it.pemprov,
                "publishNeeds",
                "... on NeedsPublished { needs packages }",
                phase=phase,
                packages=[global_id("Package", it.packages[package])],
            )
            return {name: made[name] for name in ("needs", "packages")}

        # One person in ten eats seven times.
        assert await foretold() == {"SEMBAKO": (1, 30, 4), "SIAP_SAJI": (1, 105, 4)}
        assert await publish("SIAP_SAJI") == {"needs": 1, "packages": 105}
        assert await foretold() == {"SEMBAKO": (1, 30, 4), "SIAP_SAJI": (0, 0, 5)}
        assert await publish("SEMBAKO") == {"needs": 1, "packages": 30}
        assert await foretold() == {"SEMBAKO": (0, 0, 5), "SIAP_SAJI": (0, 0, 5)}

    async def test_only_the_pemprov_sees_the_preview(self, api: Api) -> None:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            donor = await factories.donor(db)
        phase = global_id("Phase", it.phases[0])
        for viewer in (donor, Viewer()):
            _, codes = await api.execute(viewer, _FORETOLD, phase=phase)
            assert codes == ["FORBIDDEN"]

    async def test_a_phase_that_is_over_is_not_published(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        await factories.clock(db, "2020-05-08 00:00")
        with pytest.raises(rules.PhaseOver):
            async with db.viewer(it.pemprov) as session:
                await actions.publish_needs(
                    session, it.pemprov, uuid4(), phase_id=it.phases[1], package_ids=None
                )


class TestChangeTarget:
    async def test_a_target_cannot_fall_below_what_is_reserved_and_committed(
        self, db: AsParty
    ) -> None:
        it = await small_programme.programme(db)
        await pledge(db, it, await factories.donor(db), [60])
        with pytest.raises(rules.TargetBelowPromised) as refused:
            await change(db, it.pemprov, it.need(0), 59)
        assert refused.value.promised == 60
        await change(db, it.pemprov, it.need(0), 60)

    async def test_a_raised_target_accepts_more_and_has_a_reason(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        with pytest.raises(refusals.ReasonMissing):
            await change(db, it.pemprov, it.need(0), 120, " ")
        await change(db, it.pemprov, it.need(0), 120, "Pendataan ulang")
        await pledge(db, it, await factories.donor(db), [120])
        row = (
            await db.session.execute(
                text(
                    "SELECT old_target, new_target, reason FROM app.need_target"
                    " WHERE old_target IS NOT NULL"
                )
            )
        ).one()
        assert tuple(row) == (100, 120, "Pendataan ulang")
        total = await db.session.scalar(
            text("""
                SELECT target FROM pub.need_total t JOIN pub.area a ON a.id = t.area_id
                WHERE a.level = 'PROVINSI' AND phase_id = :phase AND package_id = :package
                  AND unit_kind = 'RW'"""),
            {"phase": it.phases[0], "package": it.packages["SEMBAKO"]},
        )
        assert total == 320

    async def test_nobody_else_changes_it(self, db: AsParty) -> None:
        it = await small_programme.programme(db)
        with pytest.raises(refusals.NotAllowed):
            await change(db, await factories.donor(db), it.need(0), 120)
        with pytest.raises(refusals.NotAllowed):
            await change(db, small_programme.reader(it.pemprov), it.need(0), 120)


def _named(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("kind", "per", "permille", "times")}
