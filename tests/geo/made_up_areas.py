"""Made-up places for tests: square areas around given points, as GeoJSON files."""

import json
from typing import Any

from ksbb.domain.geo.importing.source import Source

# Two made-up kelurahan of the kecamatan Kebayoran Lama: their codes and centres.
PONDOK, CIPULIR = "31.74.05.1091", "31.74.05.1092"
MIDDLES = {PONDOK: (106.78, -6.25), CIPULIR: (106.80, -6.25)}
HALF = 0.009
NAMES = {PONDOK: "Pondok Uji", CIPULIR: "Cipulir Uji"}


def square(longitude: float, latitude: float, half: float = HALF) -> dict[str, Any]:
    """A square polygon around a point; degrees."""
    west, east = round(longitude - half, 6), round(longitude + half, 6)
    south, north = round(latitude - half, 6), round(latitude + half, 6)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: dict[str, Any] | None, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(*features: dict[str, Any], name: str = "peta.geojson", **more: object) -> Source:
    document = {"type": "FeatureCollection", "features": list(features), **more}
    return Source(name, json.dumps(document).encode())


def kelurahan(code: str = PONDOK, **changed: object) -> dict[str, Any]:
    """The feature of one of the made-up kelurahan, with changed properties."""
    longitude, latitude = MIDDLES[code]
    properties = {
        "kode": code,
        "kelurahan": NAMES[code],
        "kode_kecamatan": "31.74.05",
        "kecamatan": "Kebayoran Lama",
        "kode_kota": "31.74",
        "kota": "Jakarta Selatan",
        "lon": longitude,
        "lat": latitude,
    }
    return feature(square(longitude, latitude), **{**properties, **changed})


def areas() -> Source:
    """The file of both kelurahan."""
    return geojson(kelurahan(PONDOK), kelurahan(CIPULIR), name="kelurahan.geojson")


def table(*rows: str, name: str = "unit.csv") -> Source:
    """A CSV of these lines."""
    return Source(name, ("\n".join(rows) + "\n").encode())
