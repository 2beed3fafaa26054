"""A small programme for tests: one kota, three RWs and a pesantren, two phases, their needs.

The clock shows 24 April 2020, 08.00 WIB. Each RW has 100 vulnerable families, so it needs
100 SEMBAKO in a phase.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import text

from ksbb.core.viewer import Role, Viewer
from tests import factories
from tests.as_party import AsParty

FAMILIES = 100


@dataclass
class SmallProgramme:
    """Ids of rows, and people of the Pemprov."""

    pemprov: Viewer
    province: int
    kelurahan: int
    units: list[int]
    phases: list[int]
    packages: dict[str, int]
    needs: dict[tuple[int, int, str], int] = field(default_factory=dict)

    def need(self, unit: int = 0, package: str = "SEMBAKO", phase: int = 0) -> int:
        """The need of the unit, phase and package at these indexes of their lists."""
        return self.needs[self.units[unit], self.phases[phase], package]


async def programme(db: AsParty, *, auto_commit: bool = False) -> SmallProgramme:
    """The programme with its needs published for both phases."""
    await factories.clock(db, "2020-04-24 08:00")
    pemprov = await factories.pemprov(db)
    async with db.login("ksbb_worker") as session:

        async def one(statement: str, **values: object) -> int:
            return int((await session.execute(text(statement), values)).scalar_one())

        async def area(code: str, level: str, name: str, *above: int) -> int:
            parents = dict(zip(("provinsi", "kota", "kecamatan"), above, strict=False))
            return await one(
                "INSERT INTO pub.area (code, level, name, parent_id, provinsi_id, kota_id,"
                " kecamatan_id, point) VALUES (:code, :level, :name, :parent, :provinsi, :kota,"
                " :kecamatan, 'POINT(106.78 -6.24)') RETURNING id",
                code=code,
                level=level,
                name=name,
                parent=above[-1] if above else None,
                provinsi=parents.get("provinsi"),
                kota=parents.get("kota"),
                kecamatan=parents.get("kecamatan"),
            )

        province = await area("31", "PROVINSI", "DKI Jakarta")
        kota = await area("31.74", "KOTA", "Jakarta Selatan", province)
        kecamatan = await area("31.74.05", "KECAMATAN", "Kebayoran Lama", province, kota)
        kelurahan = await area(
            "31.74.05.1001", "KELURAHAN", "Kebayoran Lama Utara", province, kota, kecamatan
        )
        units = [
            await one(
                "INSERT INTO pub.unit (kind, code, name, rw_number, area_id, point)"
                " VALUES ('RW', :code, :name, :number, :area, :point) RETURNING id",
                code=f"31.74.05.1001.{number:03}",
                name=f"RW {number:02}",
                number=number,
                area=kelurahan,
                point=f"POINT({106.77 + number / 1000} -6.24)",
            )
            for number in (1, 2, 3)
        ]
        units.append(
            await one(
                "INSERT INTO pub.unit (kind, code, name, area_id)"
                " VALUES ('PESANTREN', 'PES-1', 'Pesantren Uji (contoh)', :area) RETURNING id",
                area=kelurahan,
            )
        )
        for unit in units:
            families, people = (FAMILIES, 4 * FAMILIES) if unit != units[3] else (0, 90)
            await session.execute(
                text(
                    "INSERT INTO pub.snapshot (unit_id, families, people, source, day, is_example)"
                    " VALUES (:unit, :families, :people, 'contoh', '2020-04-01', true)"
                ),
                {"unit": unit, "families": families, "people": people},
            )
        programme_id = await one(
            "INSERT INTO pub.programme (code, name, auto_commit)"
            " VALUES ('KSBB-UJI', 'KSBB uji', :auto_commit) RETURNING id",
            auto_commit=auto_commit,
        )
        phases = [
            await one(
                "INSERT INTO pub.phase (programme_id, number, name, starts_on, ends_on)"
                " VALUES (:programme, :number, :name, cast(:starts AS date), cast(:ends AS date))"
                " RETURNING id",
                programme=programme_id,
                number=number,
                name=f"Tahap {number}",
                starts=date.fromisoformat(starts),
                ends=date.fromisoformat(ends),
            )
            for number, starts, ends in (
                (1, "2020-04-24", "2020-04-30"),
                (2, "2020-05-01", "2020-05-07"),
            )
        ]
        packages: dict[str, int] = {}
        for code, per, every, price, times in (
            ("SEMBAKO", "FAMILY", "WEEK", 200_000, 1),
            ("SIAP_SAJI", "PERSON", "DAY", 45_000, 7),
        ):
            packages[code] = await one(
                "INSERT INTO pub.package (programme_id, code, name, per, every)"
                " VALUES (:programme, :code, :name, :per, :every) RETURNING id",
                programme=programme_id,
                code=code,
                name=f"Paket {code.lower()}",
                per=per,
                every=every,
            )
            await session.execute(
                text(
                    "INSERT INTO pub.package_version (package_id, number, price, contents, since)"
                    " VALUES (:package, 1, :price, '[]', '2020-04-01')"
                ),
                {"package": packages[code], "price": price},
            )
            for phase in phases:
                await session.execute(
                    text("INSERT INTO pub.phase_package VALUES (:phase, :package, :times)"),
                    {"phase": phase, "package": packages[code], "times": times},
                )
            for kind, permille in (("RW", 1000 if per == "FAMILY" else 100), ("PESANTREN", 1000)):
                await session.execute(
                    text("INSERT INTO pub.share VALUES (:package, :kind, :permille)"),
                    {"package": packages[code], "kind": kind, "permille": permille},
                )
    programme_made = SmallProgramme(pemprov, province, kelurahan, units, phases, packages)
    await publish(db, programme_made)
    return programme_made


async def publish(db: AsParty, small: SmallProgramme) -> None:
    """Publish the needs of both phases, as the Pemprov."""
    from uuid import uuid4

    from ksbb.domain.needs.actions import publish_needs

    for phase in small.phases:
        async with db.viewer(small.pemprov) as session:
            await publish_needs(session, small.pemprov, uuid4(), phase_id=phase, package_ids=None)
    rows = await db.session.execute(
        text(
            "SELECT n.id, n.unit_id, n.phase_id, p.code FROM pub.need n"
            " JOIN pub.package p ON p.id = n.package_id"
        )
    )
    small.needs = {(r.unit_id, r.phase_id, r.code): r.id for r in rows}


async def aggregator(db: AsParty, *, agreement: bool = True, permit: bool = True) -> Viewer:
    """A person of a new aggregator whose agreement and permit are in force."""
    viewer = await factories.aggregator(db)
    approver = await factories.pemprov(db)
    for wanted, table, more in (
        (agreement, "agreement", {}),
        (permit, "permit", {"issuer": "Kemensos (contoh)"}),
    ):
        if not wanted:
            continue
        columns = "".join(f", {name}" for name in more)
        values = "".join(f", :{name}" for name in more)
        async with db.viewer(viewer) as session:
            made = await session.execute(
                text(
                    f"INSERT INTO app.{table} (aggregator_id, number, starts_on, ends_on, state,"  # noqa: S608
                    f" created_by{columns}) VALUES (:aggregator, 'CONTOH-1', '2020-04-01',"
                    f" '2020-12-31', 'submitted', :person{values}) RETURNING id"
                ),
                {"aggregator": viewer.organisation_id, "person": viewer.person_id, **more},
            )
            number = made.scalar_one()
        async with db.viewer(approver) as session:
            await session.execute(
                text(f"UPDATE app.{table} SET state = 'active' WHERE id = :id"),  # noqa: S608
                {"id": number},
            )
    return viewer


def reader(viewer: Viewer) -> Viewer:
    """The same person with the role VIEWER."""
    return Viewer(viewer.person_id, viewer.organisation_id, viewer.kind, Role.VIEWER)
