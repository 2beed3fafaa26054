"""SQL expressions about units: lists by words, kind and area; the units nearest to a place.

Arguments may be plain values or parameters of a compiled query; only ``kinds`` are plain values.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Double,
    Integer,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    join,
    literal,
    select,
    union_all,
)
from sqlalchemy.sql.functions import Function
from sqlalchemy.sql.selectable import FromClause, Subquery
from sqlmodel import col

from ksbb.domain.geo.models import Area
from ksbb.domain.geo.queries import ids_of_areas_in, point_of
from ksbb.domain.units.models import FEWEST_SHOWN, Unit, UnitBoundary, UnitKind, UnitOrder

# Jakarta is about 40 km wide: farther units are not near.
FARTHEST_METRES = 50_000
MAX_ROWS = 100


def matching(typed: Any) -> ColumnElement[bool]:
    """Whether all typed words are in a unit's name, number, areas, address or code."""
    searched = col(Unit.search)
    words = cast(_once(func.pub.search_words(typed)), ARRAY(Text()))
    return and_(
        # A trigram index finds rows with the longest word; these rows are checked for the others.
        searched.like(_once(func.pub.search_longest(typed))),
        searched.like(func.all(words)),
    )


def shown(count: Any) -> ColumnElement[int]:
    """A public count of people or families: null if it is below five."""
    return case((col(count) >= FEWEST_SHOWN, col(count)))


def order(typed: Any = None, by: UnitOrder | None = None) -> list[Any]:
    """The ORDER BY clauses for a list of units.

    Args:
        typed: without ``by``, units come first whose name or kelurahan is exactly these words.
        by: the sort order; by code if None.
    """
    # Hidden counts must not affect the order either: a cursor contains the sort value.
    families = shown(Unit.families)
    if by is UnitOrder.MOST_FAMILIES:
        return [families.desc().nulls_last(), col(Unit.id)]
    if by is UnitOrder.FEWEST_FAMILIES:
        return [families.nulls_first(), col(Unit.id).desc()]
    if by is UnitOrder.CODE_DESCENDING:
        return [col(Unit.code).desc()]
    if typed is None or by is not None:
        return [col(Unit.code)]
    phrase = _once(func.pub.search_phrase(typed))
    return [func.pub.search_depth(col(Unit.search), phrase, type_=Integer()), col(Unit.code)]


def _once(of_what_was_typed: ColumnElement[Any]) -> ColumnElement[Any]:
    """A value that PostgreSQL computes once and not for every row, whatever its plan."""
    return select(of_what_was_typed).scalar_subquery()


def listed(
    search: Any = None,
    kinds: Iterable[UnitKind] | None = None,
    area: Any = None,
    areas: type[Area] = Area,
) -> Select[Unit]:
    """The units that match, unordered.

    Args:
        search: words as typed; all must match.
        kinds: the wanted kinds; all if None or empty.
        area: row id of an area of any level in which they lie.
        areas: Area, or an alias of it if the row id is a column of Area itself.
    """
    units = select(Unit)
    if search is not None:
        units = units.where(matching(search))
    if kinds:
        units = units.where(col(Unit.kind).in_(sorted({kind.value for kind in kinds})))
    if area is not None:
        units = units.where(col(Unit.area_id).in_(ids_of_areas_in(area, areas)))
    return units


def near(
    latitude: Any,
    longitude: Any,
    radius_metres: Any,
    kinds: Iterable[UnitKind] | None,
    first: Any,
    *,
    where: ColumnElement[bool] | None = None,
) -> Subquery:
    """The nearest units within a radius: columns ``unit_id`` and ``metres``, unordered.

    The distance is 0 inside a unit's boundary, else the distance to its point. Each kind is
    searched on its own in the order of distance (GiST index on kind and point), so that rare kinds
    cost no more than frequent ones. The result has up to ``first`` units of each kind, and the
    units whose boundary contains the place: sort by distance, then cut.

    Args:
        latitude: in degrees.
        longitude: in degrees.
        radius_metres: up to FARTHEST_METRES.
        kinds: the wanted kinds; all if None or empty.
        first: how many are wanted, up to MAX_ROWS.
        where: a further condition on Unit, such as an open need.
    """
    here = point_of(latitude, longitude)
    within = func.least(func.greatest(radius_metres, 0), FARTHEST_METRES)
    wanted = sorted({kind.value for kind in kinds or ()})
    further = [] if where is None else [where]
    around = (
        select(col(UnitBoundary.unit_id))
        .where(func.ST_Covers(col(UnitBoundary.boundary), func.geometry(here)))
        .scalar_subquery()
    )
    parts: list[Any] = [
        select(col(Unit.id).label("unit_id"), literal(0.0, Double()).label("metres")).where(
            col(Unit.id).in_(around),
            *([col(Unit.kind).in_(wanted)] if wanted else []),
            *further,
        )
    ]
    for kind in wanted or [None]:
        walk = (
            select(
                col(Unit.id).label("unit_id"),
                func.ST_Distance(col(Unit.point), here, type_=Double()).label("metres"),
            )
            .where(
                # The bounding box of the radius limits the index scan. ST_DWithin would do so too,
                # but the planner believes it to be so selective that it sorts all matches instead
                # of scanning the index in order.
                col(Unit.point).op("&&")(Function("_st_expand", here, within)),
                col(Unit.id).not_in(around),
                *([col(Unit.kind) == kind] if kind else []),
                *further,
            )
            .order_by(col(Unit.point).op("<->")(here))
            .limit(limited(first))
        )
        walked = walk.subquery()
        parts.append(select(walked).where(walked.c.metres <= within))
    return union_all(*parts).subquery("near")


def located(found: Subquery) -> FromClause:
    """Units joined with what ``near`` found of them."""
    return join(Unit, found, found.c.unit_id == col(Unit.id))


def limited(first: Any) -> ColumnElement[int]:
    """A limit on rows from 1 to MAX_ROWS: other values would be invalid in SQL or too expensive."""
    return func.least(func.greatest(first, 1), MAX_ROWS)


def nearest(
    latitude: Any,
    longitude: Any,
    radius_metres: Any,
    kinds: Iterable[UnitKind] | None,
    first: Any,
    *,
    where: ColumnElement[bool] | None = None,
) -> Select[Any, Any]:
    """The units within a radius with their distance ``metres``, the nearest first; see ``near``."""
    found = near(latitude, longitude, radius_metres, kinds, first, where=where)
    return (
        select(Unit, found.c.metres)
        .select_from(located(found))
        .order_by(found.c.metres, col(Unit.id))
        .limit(limited(first))
    )
