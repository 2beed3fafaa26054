"""Decodes vector tiles (Mapbox Vector Tile 2.1), as far as the tests need."""

from collections.abc import Iterator
from dataclasses import dataclass, field

POINT, POLYGON = 1, 3
LAYER = 3


@dataclass
class Feature:
    """A feature: its number, properties, geometry type, and corners in tile coordinates."""

    number: int = 0
    properties: dict[str, str] = field(default_factory=dict)
    geometry: int = 0
    corners: list[tuple[int, int]] = field(default_factory=list)


def layers(tile: bytes) -> dict[str, list[Feature]]:
    """The features of each layer."""
    return dict(_layer(content) for number, _, content in _fields(tile) if number == LAYER)


def _layer(content: bytes) -> tuple[str, list[Feature]]:
    parts: dict[int, list[bytes]] = {number: [] for number in range(1, 16)}
    for number, _, part in _fields(content):
        parts[number].append(part)
    keys = [key.decode() for key in parts[3]]
    values = [part.decode() for value in parts[4] for _, _, part in _fields(value)]
    return parts[1][0].decode(), [_feature(each, keys, values) for each in parts[2]]


def _feature(content: bytes, keys: list[str], values: list[str]) -> Feature:
    found = Feature()
    for number, value, part in _fields(content):
        match number:
            case 1:
                found.number = value
            case 2:
                tags = list(_varints(part))
                found.properties = {
                    keys[key]: values[tag] for key, tag in zip(tags[::2], tags[1::2], strict=True)
                }
            case 3:
                found.geometry = value
            case _:
                found.corners = list(_corners(list(_varints(part))))
    return found


def _corners(commands: list[int]) -> Iterator[tuple[int, int]]:
    x = y = at = 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        for _ in range(count if command in (1, 2) else 0):
            x += (commands[at] >> 1) ^ -(commands[at] & 1)
            y += (commands[at + 1] >> 1) ^ -(commands[at + 1] & 1)
            at += 2
            yield x, y


def _fields(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at < len(content):
        key, at = _varint(content, at)
        if key & 7 == 0:
            value, at = _varint(content, at)
            yield key >> 3, value, b""
        else:
            assert key & 7 == 2, "our tiles have no other wire types"
            size, at = _varint(content, at)
            yield key >> 3, 0, content[at : at + size]
            at += size


def _varints(content: bytes) -> Iterator[int]:
    at = 0
    while at < len(content):
        value, at = _varint(content, at)
        yield value


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
