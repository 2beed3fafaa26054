"""Many more units than Jakarta has, to see that the nearest ones take no longer to find.

The units of the demo are repeated around where they stand, each with its boundary, its data and
its open needs. They come in bulk, past triggers and secondary indexes, so what triggers would
have derived is written here; a test compares.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from ksbb.bench import data, load, reading
from ksbb.bench.reading import Paired
from ksbb.bench.web import Web, serving
from ksbb.kernel.db import dsn, with_database
from ksbb.kernel.migrate import MIGRATIONS
from ksbb.kernel.settings import Settings
from ksbb.local import databases
from ksbb.local.progress import step

SIZES = (300_000, 1_000_000)

_KEPT = "ksbb_bench_large_"
_TABLES = ("unit", "unit_boundary", "snapshot", "need")

# Square degrees of the city at six degrees south: so many squares of this size cover it once.
_CITY = 0.0535
# Half the width of the box around a unit of the demo in which its likes are put.
_SCATTER = 0.006

_FILLED = (
    """
CREATE TEMPORARY TABLE model ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY u.code) - 1 AS place,
       u.id, u.area_id, u.families, u.people, s.source, s.day,
       st_x(u.point::geometry) AS longitude, st_y(u.point::geometry) AS latitude
FROM pub.unit u JOIN pub.snapshot s ON s.id = u.snapshot_id
WHERE u.kind = 'RW' AND u.point IS NOT NULL
""",
    "ANALYZE model",
    """
CREATE TEMPORARY TABLE likes ON COMMIT DROP AS
WITH start AS (
    SELECT (SELECT max(id) FROM pub.unit) AS unit, (SELECT max(id) FROM pub.snapshot) AS snapshot,
           (SELECT count(*) FROM model) AS models
)
SELECT start.unit + n AS id, start.snapshot + n AS snapshot_id, m.id AS model_id, m.area_id,
       CASE WHEN n % 10 < 7 THEN 'RW'
            ELSE (ARRAY['PESANTREN', 'PANTI_ASUHAN', 'PANTI_JOMPO', 'PANTI_DISABILITAS',
                        'PANTI_SOSIAL'])[n / 10 % 5 + 1] END AS kind,
       'UKUR.' || n AS code, 'Unit ukur ' || n AS name,
       CASE WHEN n % 10 < 7 THEN n % 999 + 1 END AS rw_number,
       m.families, m.people, m.source, m.day,
       st_setsrid(st_makepoint(m.longitude + (random() - 0.5) * {scatter} * 2,
                               m.latitude + (random() - 0.5) * {scatter} * 2), 4326) AS point
FROM generate_series(1, {size}) AS n
CROSS JOIN start
-- Those of one kelurahan stand together, as an import by area leaves them.
JOIN model m ON m.place = (n - 1) * start.models / {size}
""",
    "ANALYZE likes",
    """
INSERT INTO pub.unit (id, kind, code, name, rw_number, area_id, point, families, people,
                      snapshot_id, example, search)
OVERRIDING SYSTEM VALUE
SELECT l.id, l.kind, l.code, l.name, l.rw_number, l.area_id, l.point::geography, l.families,
       l.people, l.snapshot_id, true,
       lower(concat_ws(' ', l.name, CASE WHEN l.kind = 'RW' THEN 'rw ' || l.rw_number END,
                       a.name, k.name, o.name, l.code))
FROM likes l
JOIN pub.area a ON a.id = l.area_id
LEFT JOIN pub.area k ON k.id = a.kecamatan_id
LEFT JOIN pub.area o ON o.id = a.kota_id
ORDER BY l.id
""",
    """
INSERT INTO pub.snapshot (id, unit_id, families, people, source, day, example)
OVERRIDING SYSTEM VALUE
SELECT snapshot_id, id, families, people, source, day, true FROM likes ORDER BY snapshot_id
""",
    """
INSERT INTO pub.unit_boundary (unit_id, boundary, source)
SELECT id, st_multi(st_expand(point, sqrt({city}::float8 / {size}) / 2)), 'DRAWN'
FROM likes WHERE kind = 'RW' ORDER BY id
""",
    """
INSERT INTO pub.need (unit_id, phase_id, package_id, snapshot_id, target, created_by)
-- Some needs of the bench take all that a run can promise; their likes needn't.
SELECT l.id, n.phase_id, n.package_id, l.snapshot_id, least(n.target, 10000), n.created_by
FROM likes l
JOIN pub.need n ON n.unit_id = l.model_id AND n.state = 'published'
JOIN pub.phase p ON p.id = n.phase_id AND p.ends_on >= app.today()
ORDER BY n.phase_id, n.package_id, l.id
""",
    """
INSERT INTO pub.need_total AS base (area_id, phase_id, package_id, unit_kind, target, needs)
SELECT level.id, n.phase_id, n.package_id, l.kind, sum(n.target), count(*)
FROM likes l
JOIN pub.need n ON n.unit_id = l.id
JOIN pub.area a ON a.id = l.area_id
CROSS JOIN LATERAL (VALUES (a.id), (a.kecamatan_id), (a.kota_id), (a.provinsi_id)) AS level (id)
WHERE level.id IS NOT NULL
GROUP BY 1, 2, 3, 4
ON CONFLICT (area_id, phase_id, package_id, unit_kind) DO UPDATE
SET target = base.target + excluded.target, needs = base.needs + excluded.needs
""",
    """
SELECT setval(pg_get_serial_sequence('pub.unit', 'id'), (SELECT max(id) FROM pub.unit))
""",
    """
SELECT setval(pg_get_serial_sequence('pub.snapshot', 'id'), (SELECT max(id) FROM pub.snapshot))
""",
)
_SECONDARY = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i
WHERE i.indrelid = ANY (%s::regclass[])
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


def enlarge(admin_dsn: str, size: int) -> None:
    """Add so many units to a database in which the demo was played.

    Args:
        admin_dsn: a superuser's.
        size: how many units are added; each has a snapshot and, where it is an RW, a boundary.
    """
    with psycopg.connect(admin_dsn) as connection:
        connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
        # No trigger runs: not those that derive (written out above), not those that would ask
        # a foreign key once for each of some millions of rows.
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("SET LOCAL synchronous_commit = off")
        indexes = connection.execute(
            _SECONDARY, ([f"pub.{table}" for table in _TABLES],)
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}".encode())
        # The same places in each run.
        connection.execute("SELECT setseed(0.2020)")
        for statement in _FILLED:
            connection.execute(
                sql.SQL(statement).format(  # pyright: ignore[reportArgumentType]
                    size=sql.Literal(size), scatter=sql.Literal(_SCATTER), city=sql.Literal(_CITY)
                )
            )
        for _, definition in indexes:
            connection.execute(definition.encode())
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def enlarged(config: Settings, sizes: Sequence[int] = SIZES) -> dict[int, Settings]:
    """Settings of databases by how many units more they have; they are kept for the next run.

    Args:
        config: the installation whose server is used.
        sizes: how many units each has beside the demo's.
    """
    admin = config.database_url
    ours = f"{_KEPT}{_digest()}_"
    for old in databases.named_like(admin, _KEPT):
        if not old.startswith(ours) or old.endswith("_building"):
            databases.drop(admin, old)
    for size in sizes:
        if not databases.exists(admin, f"{ours}{size}"):
            with step(f"Basis data dengan {size:,} unit", f"a database with {size:,} units"):
                _build(admin, data.made(config), f"{ours}{size}", size)
    return {size: data.at_the_end(config, with_database(admin, f"{ours}{size}")) for size in sizes}


def _build(admin: str, source: str, name: str, size: int) -> None:
    # Renamed when it is whole, so that an interrupted run leaves nothing to be taken for it.
    building = f"{name}_building"
    enlarge(databases.clone(admin, source, building), size)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(building), sql.Identifier(name)
            )
        )


def _digest() -> str:
    """What such a database depends on: the schema, and how it is filled."""
    digest = hashlib.sha256()
    for source in (*sorted(MIGRATIONS.rglob("*.sql")), Path(__file__), Path(data.__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Slower:
    """Rates among the demo's units beside those among many: their ratio is how much longer."""

    size: int
    over_http: Paired
    on_socket: Paired


def measure(
    base: Settings, large: Mapping[int, Settings], *, rounds: int, seconds: float
) -> list[Slower]:
    """The nearest units among the demo's and among many, over HTTP and as a statement.

    Args:
        base: the database of the demo.
        large: databases by how many units they have.
        rounds: in each of which all databases have their turn.
        seconds: of a turn.
    """
    [nearest] = [each for each in reading.OPERATIONS if each.placed]
    donor = data.donors(base)[0]
    script = reading.statement_script(nearest, base, donor)
    with ExitStack() as open_while_measured:
        turns = [
            (each, open_while_measured.enter_context(serving(each, {"Q1": nearest.document})))
            for each in (base, *large.values())
        ]

        def rates() -> list[tuple[float, float]]:
            return [_rates(each, web, nearest, script, seconds) for each, web in turns]

        rates()  # the first round finds cold caches
        rounds_told = [rates() for _ in range(rounds)]
    http, socket = ([[turn[i] for turn in told] for told in rounds_told] for i in (0, 1))
    return [
        Slower(
            size,
            Paired([told[0] for told in http], [told[place] for told in http]),
            Paired([told[0] for told in socket], [told[place] for told in socket]),
        )
        for place, size in enumerate(large, 1)
    ]


def _rates(
    config: Settings, web: Web, nearest: reading.Operation, script: str, seconds: float
) -> tuple[float, float]:
    public = dsn("ksbb_public", config.database_url, config.secret)
    return (
        load.over_http(web.port, reading.request_script(nearest, web, None), seconds).rate,
        load.on_socket(public, script, seconds).rate,
    )
