"""GraphQL types of the field: shifts, phones, entries for the office, and a courier's stops."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import Integer, func, or_, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.deliveries.field import models
from ksbb.domain.deliveries.field.models import EntryState
from ksbb.domain.deliveries.handovers.types import Handover
from ksbb.domain.deliveries.trips.models import Shipment as ShipmentRow
from ksbb.domain.deliveries.trips.models import Stop as StopRow
from ksbb.domain.deliveries.trips.models import StopState
from ksbb.domain.deliveries.trips.types import Shipment, Stop
from ksbb.domain.organisations.types import Person
from ksbb.domain.programmes.types import Package

strawberry.enum(
    EntryState,
    name="FieldEntryState",
    description="What the office did with an entry that a phone left to it.",
)


@graphql_sql.type(models.Device, node=True)
class Device:
    """A phone in the field, and what it last said of its queue."""

    courier: Person | None = graphql_sql.one(
        models.Device.person_id, description="The courier, if they have an account."
    )
    opened_at: dt.datetime = graphql_sql.column(description="When it was bound, in real time.")
    heard_at: dt.datetime = graphql_sql.column(description="When it was last heard, in real time.")
    waiting: int = graphql_sql.column(description="Entries that it still had to send then.")
    refused: int = graphql_sql.column(
        description="Entries that were refused and that the courier has to mend."
    )
    photos: int = graphql_sql.column(description="Photos that it still had to send then.")
    arrived: int = graphql_sql.column(description="Entries that have arrived.")
    lost: int = graphql_sql.column(
        func.greatest(
            0,
            col(models.Device.sequence)
            - col(models.Device.waiting)
            - col(models.Device.refused)
            - col(models.Device.arrived),
            type_=Integer,
        ),
        description="Entries that it saved, but neither has nor has sent: they are lost.",
    )


@graphql_sql.type(models.Shift, node=True)
class Shift:
    """A link for a courier without an account, for 96 hours; it opens on one phone."""

    label: str = graphql_sql.column(description="Who drives, as the office calls it.")
    created_at: dt.datetime = graphql_sql.column(description="When it was opened, in real time.")
    ends_at: dt.datetime = graphql_sql.column(description="When it ends, in real time.")
    revoked_at: dt.datetime | None = graphql_sql.column(
        description="When the office ended it, in real time."
    )

    @graphql_sql.field(description="The phone that opened the link; null if none has.")
    def device(self) -> Device | None:
        row = models.Device
        return graphql_sql.row(select(row).where(col(row.shift_id) == col(models.Shift.id)))

    @graphql_sql.field(description="The trips whose stops it hands over.")
    def shipments(self) -> list[Shipment]:
        link = models.ShiftShipment
        return graphql_sql.rows(
            select(ShipmentRow)
            .join(link, col(link.shipment_id) == col(ShipmentRow.id))
            .where(col(link.shift_id) == col(models.Shift.id))
            .order_by(col(ShipmentRow.id))
        )


@graphql_sql.type(models.FieldCount)
class FieldCount:
    """Packages of one kind, as a phone counted them."""

    package: Package = graphql_sql.one(
        models.FieldCount.package_id, description="The kind of package."
    )
    good: int = graphql_sql.column(description="Packages in good order.")
    damaged: int = graphql_sql.column(description="Damaged packages.")
    missing: int = graphql_sql.column(description="Missing packages.")
    brought_back: int = graphql_sql.column(description="Packages that were brought back.")
    surplus: int = graphql_sql.column(description="Packages on top of what was sent.")


@graphql_sql.type(models.FieldEntry, node=True)
class FieldEntry:
    """What a phone could not report, for the executor's office to record or dismiss."""

    stop: Stop = graphql_sql.one(models.FieldEntry.stop_id, description="The stop.")
    state: EntryState = graphql_sql.column(description="What the office did with it.")
    reason: str | None = graphql_sql.column(description="Why it was dismissed.")
    problem: str = graphql_sql.column(description="Why the phone left it to the office.")
    happened_on: dt.date = graphql_sql.column(description="The day on which it happened.")
    happened_at: dt.datetime = graphql_sql.column(description="The moment by the phone.")
    receiver: str = graphql_sql.column(description="The function of who received, never a name.")
    note: str = graphql_sql.column(description="The courier's remark.")
    failed_because: str = graphql_sql.column(
        description="Why nothing was handed over; empty if something was."
    )
    recorded_at: dt.datetime = graphql_sql.column(
        models.FieldEntry.recorded, description="When it arrived."
    )
    handover: Handover | None = graphql_sql.one(
        models.FieldEntry.handover_id, description="The handover that was recorded from it."
    )
    counts: list[FieldCount] = graphql_sql.many(
        models.FieldCount.entry_id,
        order_by=[col(models.FieldCount.package_id)],
        description="What was counted.",
    )


@graphql_sql.extend(Shipment)
class ShipmentField:
    @graphql_sql.field(description="Its shifts, the newest first.")
    def shifts(self) -> list[Shift]:
        link = models.ShiftShipment
        return graphql_sql.rows(
            select(models.Shift)
            .join(link, col(link.shift_id) == col(models.Shift.id))
            .where(col(link.shipment_id) == col(ShipmentRow.id))
            .order_by(col(models.Shift.id).desc())
        )

    @graphql_sql.field(description="Phones of couriers with an account who have a stop on it.")
    def devices(self) -> list[Device]:
        row = models.Device
        couriers = select(col(StopRow.courier_id)).where(
            col(StopRow.shipment_id) == col(ShipmentRow.id)
        )
        return graphql_sql.rows(
            select(row).where(col(row.person_id).in_(couriers)).order_by(col(row.id).desc())
        )

    @graphql_sql.field(description="Entries that phones left to the office, the newest first.")
    def field_entries(self) -> list[FieldEntry]:
        row = models.FieldEntry
        stops = select(col(StopRow.id)).where(col(StopRow.shipment_id) == col(ShipmentRow.id))
        return graphql_sql.rows(
            select(row).where(col(row.stop_id).in_(stops)).order_by(col(row.id).desc())
        )


class FieldQueries:
    @graphql_sql.field(
        description="The stops of the courier or the shift that acts, of trips that are planned or"
        " on the way or ended within the last days, in order; null for everybody else."
    )
    def courier_stops(self) -> list[Stop] | None:
        shipment = ShipmentRow
        courier, shift = (
            select(each).scalar_subquery() for each in (func.sec.courier(), func.sec.shift())
        )
        today = select(func.app.today()).scalar_subquery()
        return graphql_sql.rows(
            select(StopRow)
            .join(shipment, col(shipment.id) == col(StopRow.shipment_id))
            .where(
                or_(col(StopRow.courier_id) == courier, col(StopRow.shift_id) == shift),
                col(StopRow.state) != StopState.CANCELLED,
                or_(
                    col(StopRow.state).in_((StopState.PLANNED, StopState.ON_THE_WAY)),
                    col(shipment.day) >= today - 7,
                ),
            )
            .order_by(col(shipment.day), col(shipment.id), col(StopRow.position))
        )
