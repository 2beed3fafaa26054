"""Selects over units: lists by words, kind and area; the nearest to a place.

Arguments are plain values or parameters of a compiled read alike; ``kinds`` are looked at here.
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

from ksbb.geo.models import Area
from ksbb.geo.queries import ids_inside, place
from ksbb.units.models import FEWEST_SHOWN, Unit, UnitBoundary, UnitKind, UnitOrder

# Beyond it "near" means nothing in a city of 40 km.
FARTHEST_METRES = 50_000
MOST = 100


def matching(typed: Any) -> ColumnElement[bool]:
    """Whether all words that were typed are in a unit's name, number, areas, address or code."""
    searched = col(Unit.search)
    words = cast(_once(func.pub.search_words(typed)), ARRAY(Text()))
    return and_(
        # A trigram index answers for the longest word; the others are looked at in what it finds.
        searched.like(_once(func.pub.search_longest(typed))),
        searched.like(func.all(words)),
    )


def shown(count: Any) -> ColumnElement[int]:
    """A count of people or families as anybody may know it: null if it is under five."""
    return case((col(count) >= FEWEST_SHOWN, col(count)))


def order(typed: Any = None, by: UnitOrder | None = None) -> list[Any]:
    """The clauses of an order of units.

    Args:
        typed: without ``by``, units come first whose name or kelurahan these words are.
        by: by code if it is not given.
    """
    # What is not shown orders nothing either: a cursor says where a unit stands.
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
    """A value that PostgreSQL works out once and not for every row, whichever way it plans."""
    return select(of_what_was_typed).scalar_subquery()


def listed(
    search: Any = None,
    kinds: Iterable[UnitKind] | None = None,
    area: Any = None,
    areas: type[Area] = Area,
    codes: Any = None,
) -> Select[Unit]:
    """Units that fit, without an order.

    Args:
        search: words as typed, all of which must fit.
        kinds: the wanted kinds; all if None or empty.
        area: the code of an area of any level in which they lie.
        areas: Area, or an alias of it where the code is a column of Area itself.
        codes: their own codes.
    """
    units = select(Unit)
    if codes is not None:
        units = units.where(col(Unit.code) == func.any(codes))
    if search is not None:
        units = units.where(matching(search))
    if kinds:
        units = units.where(col(Unit.kind).in_(sorted({kind.value for kind in kinds})))
    if area is not None:
        units = units.where(col(Unit.area_id).in_(ids_inside(area, areas)))
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

    The distance is 0 inside a unit's boundary, else that to its point. Each kind is walked on
    its own in the order of distance (gist on kind and point), so that rare kinds cost no more
    than frequent ones. It yields up to ``first`` of each kind and the units around the place:
    order by distance, then cut.

    Args:
        latitude: in degrees.
        longitude: in degrees.
        radius_metres: up to FARTHEST_METRES.
        kinds: the wanted kinds; all if None or empty.
        first: how many are wanted, up to MOST.
        where: a further condition on Unit, such as an open need.
    """
    here = place(latitude, longitude)
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
                # The box of the radius bounds the walk. ST_DWithin would, too, but the planner
                # takes it for so selective that it sorts everything within instead of walking.
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
    """Units beside what ``near`` found of them."""
    return join(Unit, found, found.c.unit_id == col(Unit.id))


def limited(first: Any) -> ColumnElement[int]:
    """A number of rows that SQL can't refuse and nobody can make dear: from 1 to MOST."""
    return func.least(func.greatest(first, 1), MOST)


def nearest(
    latitude: Any,
    longitude: Any,
    radius_metres: Any,
    kinds: Iterable[UnitKind] | None,
    first: Any,
    *,
    where: ColumnElement[bool] | None = None,
) -> Select[Any, Any]:
    """The nearest units with their distance ``metres``, the nearest first; see ``near``."""
    found = near(latitude, longitude, radius_metres, kinds, first, where=where)
    return (
        select(Unit, found.c.metres)
        .select_from(located(found))
        .order_by(found.c.metres, col(Unit.id))
        .limit(limited(first))
    )
