"""Reads GeoJSON (RFC 7946): the format is checked here, the geometry by PostGIS."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import orjson

from ksbb.domain.geo.importing.records import Cell, Geometry, Record, column_name
from ksbb.domain.geo.importing.report import ImportFailed, Message, Position, Report, Step
from ksbb.domain.geo.rules import Extent

# How many levels of lists enclose a position in the coordinates.
_DEPTHS = {"Point": 0, "Polygon": 2, "MultiPolygon": 3}
_DEGREES = ("CRS84", "4326")
_RING_MIN = 4
_POSITION_MIN = 2


class _Malformed(Exception):
    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.text = Message(indonesian, english)


def read(file: str, content: bytes, report: Report) -> list[Record]:
    """All features of a FeatureCollection; a malformed one is an error in the report.

    Raises:
        ImportFailed: it is not JSON, not a FeatureCollection, or not in degrees.
    """
    whole = Position(file)
    try:
        document = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        where = Position(file, error.lineno)
        text = Message(f"bukan JSON yang benar ({error.msg})", f"not correct JSON ({error.msg})")
        raise ImportFailed(where, None, text) from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        text = Message(
            "bukan GeoJSON berisi FeatureCollection", "not GeoJSON with a FeatureCollection"
        )
        raise ImportFailed(whole, None, text)
    features = document.get("features")
    if not isinstance(features, list):
        raise ImportFailed(
            whole, "features", Message("bukan daftar fitur", "not a list of features")
        )
    _require_degrees(whole, document.get("crs"))
    records: list[Record] = []
    for number, feature in enumerate(features, start=1):
        place = Position(file, number, Step.FEATURE)
        try:
            records.append(_record(place, feature))
        except _Malformed as malformed:
            report.error(place, "geometry", malformed.text)
    return records


def _require_degrees(place: Position, crs: Any) -> None:
    """Refuse an old-style ``crs`` member other than degrees of WGS 84."""
    if crs is None:
        return
    name = crs.get("properties", {}).get("name") if isinstance(crs, dict) else crs
    if not str(name).endswith(_DEGREES):
        text = Message(
            f"sistem koordinatnya {name}; yang diterima derajat WGS 84 (EPSG:4326)",
            f"its coordinate system is {name}; degrees of WGS 84 (EPSG:4326) are wanted",
        )
        raise ImportFailed(place, "crs", text)


def _record(place: Position, feature: Any) -> Record:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _Malformed("bukan Feature", "not a Feature")
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        raise _Malformed("properties bukan objek", "properties are not an object")
    values: dict[str, Cell] = {}
    headers: dict[str, str] = {}
    for header, value in properties.items():
        # Nested values are not used as columns.
        if value is None or isinstance(value, str | int | float):
            values[column_name(header)] = value
            headers[column_name(header)] = header
    return Record(place, values, headers, _geometry(feature.get("geometry")))


def _geometry(given: Any) -> Geometry | None:
    if given is None:
        return None
    type_ = given.get("type") if isinstance(given, dict) else None
    if type_ not in _DEPTHS:
        raise _Malformed(
            f"geometri {type_} tidak diterima; yang diterima Polygon, MultiPolygon, Point",
            f"a geometry {type_} is not accepted; accepted are Polygon, MultiPolygon, Point",
        )
    coordinates = given.get("coordinates")
    positions = list(_positions(coordinates, _DEPTHS[type_]))
    return Geometry(
        type_,
        orjson.dumps({"type": type_, "coordinates": coordinates}).decode(),
        Extent(
            west=min(x for x, _ in positions),
            south=min(y for _, y in positions),
            east=max(x for x, _ in positions),
            north=max(y for _, y in positions),
        ),
    )


def _positions(part: Any, depth: int) -> Iterator[tuple[float, float]]:
    """Every position of the coordinates.

    Raises:
        _Malformed: the lists don't have the depth of the type, or a ring is open or too short.
    """
    if not isinstance(part, list) or not part:
        raise _Malformed("koordinat kosong atau bukan daftar", "coordinates are empty or no list")
    if depth == 0:
        yield _position(part)
        return
    if depth == 1:
        if len(part) < _RING_MIN:
            raise _Malformed(
                f"cincin hanya punya {len(part)} titik; paling sedikit {_RING_MIN}",
                f"a ring has only {len(part)} positions; at least {_RING_MIN}",
            )
        if part[0] != part[-1]:
            raise _Malformed(
                "cincin tidak tertutup: titik akhir bukan titik awal",
                "a ring is open: its last position is not its first",
            )
    for inner in part:
        yield from _positions(inner, depth - 1)


def _position(part: list[Any]) -> tuple[float, float]:
    if len(part) < _POSITION_MIN or not all(
        isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number)
        for number in part
    ):
        raise _Malformed(
            f"titik {part!r:.60} bukan bilangan", f"position {part!r:.60} is no number"
        )
    return float(part[0]), float(part[1])
