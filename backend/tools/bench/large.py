"""Many more units than Jakarta has, to test that finding the nearest ones takes no longer.

The demo's units are repeated around their places, each with its boundary, its data and its open
needs. They are inserted in bulk, without triggers and secondary indexes, so this file writes what
the triggers would derive; a test compares.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from ksbb.cli.terminal import step
from ksbb.core.database import dsn, with_database
from ksbb.core.revisions import sources
from ksbb.core.settings import Settings
from tools.bench import data, load, reading
from tools.bench.reading import Paired
from tools.bench.web import Web, serving
from tools.dev import databases

SIZES = (300_000, 1_000_000)

_KEPT = "ksbb_bench_large_"
_TABLES = ("unit", "unit_boundary", "snapshot", "need")

# Square degrees of the city at six degrees south, as if it were one square.
_CITY = 0.0535
# Half the width, in degrees, of the box around a demo unit in which its copies are placed.
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
                      snapshot_id, is_example, search)
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
INSERT INTO pub.snapshot (id, unit_id, families, people, source, day, is_example)
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
    """Add units to a database with the demo.

    Args:
        admin_dsn: a superuser's.
        size: number of units to add; each has a snapshot and, if it is an RW, a boundary.
    """
    with psycopg.connect(admin_dsn) as connection:
        connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
        # No triggers run: neither those that derive values (written above) nor the foreign key
        # checks, which would run for each of millions of rows.
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
    """Settings of databases by the number of added units; they are kept for the next run.

    Args:
        config: the installation whose server is used.
        sizes: numbers of units to add to the demo's.
    """
    admin = config.database_url
    ours = f"{_KEPT}{_digest()}_"
    for old in databases.named_like(admin, _KEPT):
        if not old.startswith(ours) or old.endswith("_building"):
            databases.drop(admin, old)
    for size in sizes:
        if not databases.exists(admin, f"{ours}{size}"):
            with step(f"Basis data dengan {size:,} unit", f"A database with {size:,} units"):
                _build(admin, data.prepared(config), f"{ours}{size}", size)
    return {size: data.at_the_end(config, with_database(admin, f"{ours}{size}")) for size in sizes}


def _build(admin: str, source: str, name: str, size: int) -> None:
    # Renamed when it is complete, so that an interrupted run is not mistaken for it.
    building = f"{name}_building"
    enlarge(databases.clone(admin, source, building), size)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(building), sql.Identifier(name)
            )
        )


def _digest() -> str:
    """Hash of everything such a database depends on: the schema, and how it is filled."""
    digest = hashlib.sha256()
    for source in (*sources(), Path(__file__), Path(data.__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Slower:
    """Rates among the demo's units and among many; the ratio is how much longer it takes."""

    size: int
    over_http: Paired
    on_socket: Paired


def measure(
    base: Settings, large: Mapping[int, Settings], *, rounds: int, seconds: float
) -> list[Slower]:
    """The nearest units among the demo's and among many, over HTTP and as a statement.

    Args:
        base: the database of the demo.
        large: databases by the number of their units.
        rounds: in each round every database has one turn.
        seconds: length of a turn.
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

        rates()  # the first round has cold caches
        all_rates = [rates() for _ in range(rounds)]
    http, socket = ([[turn[i] for turn in pair] for pair in all_rates] for i in (0, 1))
    return [
        Slower(
            size,
            Paired([pair[0] for pair in http], [pair[place] for pair in http]),
            Paired([pair[0] for pair in socket], [pair[place] for pair in socket]),
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
