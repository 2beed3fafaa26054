"""GraphQL types and mutations of stock: goods receipts and lots."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import func, select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.stock import actions, models, rules
from ksbb.domain.deliveries.stock.models import GoodsReceiptState, GoodsSource
from ksbb.domain.organisations.models import TenantOrganisation as TenantRow
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.types import Organisation, Step, TenantOrganisation, timeline_of
from ksbb.domain.pledges.models import Pledge as PledgeRow
from ksbb.domain.pledges.models import PledgeLine as PledgeLineRow
from ksbb.domain.pledges.types import Pledge, PledgeLine
from ksbb.domain.programmes.types import Package, PackageVersion

strawberry.enum(GoodsReceiptState, description="The state of a goods receipt.")
strawberry.enum(
    GoodsSource,
    description="Where goods came from: the donor, a supplier, or a replacement of"
    " damaged or missing packages.",
)


@graphql_sql.type(models.GoodsReceipt, node=True)
class GoodsReceipt:
    """What an executor counted when goods came in; its giver, executor and the Pemprov see it."""

    number: str = graphql_sql.column(description="Its number, e.g. TT-2020-000012.")
    pledge: Pledge = graphql_sql.one(
        models.GoodsReceipt.pledge_id, description="The pledge that the goods belong to."
    )
    package: Package = graphql_sql.one(
        models.GoodsReceipt.package_id, description="The kind of package."
    )
    giver: Organisation = graphql_sql.one(
        models.GoodsReceipt.donor_id, description="The organisation that promised them."
    )
    executor: Organisation = graphql_sql.one(
        models.GoodsReceipt.executor_id, description="The organisation that counted them."
    )
    source: GoodsSource = graphql_sql.column(description="Where they came from.")
    quantity: int = graphql_sql.column(description="Packages that went into stock, 1 to 1,000,000.")
    damaged: int = graphql_sql.column(
        description="Packages that were damaged on arrival and did not."
    )
    supplier: str | None = graphql_sql.column(description="Who sold them, if they were bought.")
    document: str | None = graphql_sql.column(description="The supplier's document.")
    price: graphql_sql.Rupiah | None = graphql_sql.column(
        description="What one package cost, in whole rupiah."
    )
    received_on: dt.date = graphql_sql.column(description="The day on which they came in.")
    expires_on: dt.date | None = graphql_sql.column(description="Their earliest expiry.")
    note: str = graphql_sql.column(description="A remark of who counted them.")
    state: GoodsReceiptState = graphql_sql.column(description="Its state.")
    reason: str | None = graphql_sql.column(description="Why it was taken back.")
    recorded_at: dt.datetime = graphql_sql.column(
        models.GoodsReceipt.recorded, description="When it was recorded."
    )
    lots: list[Lot] = graphql_sql.many(
        models.Lot.receipt_id,
        order_by=[col(models.Lot.id)],
        description="The lots that the goods became.",
    )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("goods_receipt", col(models.GoodsReceipt.id)))


@graphql_sql.type(models.Lot, node=True)
class Lot:
    """Packages of one pledge line that came in together, of one giver of money or of none."""

    package: Package = graphql_sql.one(models.Lot.package_id, description="The kind of package.")
    version: PackageVersion = graphql_sql.one(
        models.Lot.version_id, description="The package's contents and price."
    )
    giver: Organisation = graphql_sql.one(
        models.Lot.donor_id, description="The organisation that promised them."
    )
    executor: Organisation = graphql_sql.one(
        models.Lot.executor_id, description="The organisation that keeps them."
    )
    funder: Organisation | None = graphql_sql.one(
        models.Lot.funder_id, description="The organisation whose money paid for them."
    )
    pledge: Pledge | None = graphql_sql.one(
        models.Lot.pledge_id, description="The pledge; null for viewers who are no party to it."
    )
    quantity: int = graphql_sql.column(description="Packages that came in.")
    stock: int = graphql_sql.column(description="Packages of it that are in the depot.")
    received_on: dt.date = graphql_sql.column(description="The day on which they came in.")
    expires_on: dt.date | None = graphql_sql.column(description="Their earliest expiry.")


@graphql_sql.extend(PledgeLine)
class PledgeLineStock:
    stocked: int = graphql_sql.column(
        col(PledgeLineRow.stocked),
        description="Packages that came in, or left without being stocked.",
    )
    in_stock: int = graphql_sql.column(
        select(func.coalesce(func.sum(col(models.Lot.stock)), 0))
        .where(col(models.Lot.line_id) == col(PledgeLineRow.id))
        .scalar_subquery(),
        description="Packages that are in the depot.",
    )


@graphql_sql.extend(Pledge)
class PledgeStock:
    @graphql_sql.field(description="Goods that came in for it, newest first.")
    def goods_receipts(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[GoodsReceipt]:
        row = models.GoodsReceipt
        return graphql_sql.page(
            select(row).where(col(row.pledge_id) == col(PledgeRow.id)),
            order_by=[col(row.id).desc()],
            first=first,
            after=after,
        )


@graphql_sql.extend(TenantOrganisation)
class TenantStock:
    @graphql_sql.field(description="Goods that came in, newest first.")
    def goods_receipts(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[GoodsReceipt]:
        row = models.GoodsReceipt
        return graphql_sql.page(
            select(row).where(col(row.executor_id) == col(TenantRow.id)),
            order_by=[col(row.id).desc()],
            first=first,
            after=after,
        )

    @graphql_sql.field(description="Its lots that are in stock, the earliest expiry first.")
    def lots_in_stock(
        self, first: int = 20, after: str | None = None
    ) -> graphql_sql.Connection[Lot]:
        row = models.Lot
        return graphql_sql.page(
            select(row).where(col(row.executor_id) == col(TenantRow.id), col(row.stock) > 0),
            order_by=[func.coalesce(col(row.expires_on), dt.date(9999, 12, 31)), col(row.id)],
            first=first,
            after=after,
        )


@strawberry.input(description="Goods that came in for a pledge.")
class ReceiveGoodsInput:
    key: UUID = strawberry.field(description=KEY)
    pledge: graphql_sql.ID = strawberry.field(description="The pledge that they belong to.")
    package: graphql_sql.ID = strawberry.field(description="The kind of package.")
    quantity: int = strawberry.field(
        description="Packages that go into stock, as counted, 1 to 1,000,000."
    )
    damaged: int = strawberry.field(
        default=0, description="Packages that were damaged on arrival and don't go into stock."
    )
    received_on: dt.date = strawberry.field(
        description="The day on which they came in, within the last 7 days."
    )
    expires_on: dt.date | None = strawberry.field(
        default=None, description="Their earliest expiry, if they carry one."
    )
    supplier: str = strawberry.field(
        default="", description="Who sold them; required for an aggregator's own pledge."
    )
    document: str = strawberry.field(default="", description="The supplier's document.")
    price: graphql_sql.Rupiah | None = strawberry.field(
        default=None, description="What one package cost, in whole rupiah."
    )
    replaces: graphql_sql.ID | None = strawberry.field(
        default=None, description="The discrepancy whose packages they replace."
    )
    note: str = strawberry.field(default="", description="A remark.")


@strawberry.input(description="A goods receipt to take back, with the reason.")
class ReverseGoodsReceiptInput:
    key: UUID = strawberry.field(description=KEY)
    goods_receipt: graphql_sql.ID = strawberry.field(description="The receipt.")
    reason: str = strawberry.field(description="The reason, not empty; the giver reads it.")


class GoodsReceived(graphql_sql.Payload[GoodsReceipt]):
    """The goods are in stock."""


class GoodsReceiptReversed(graphql_sql.Payload[GoodsReceipt]):
    """The receipt is taken back; its goods are no longer in stock."""


class StockMutations:
    @graphql_sql.mutation(refusals=[rules.MoreThanPromised, rules.GoodsNotStocked])
    async def receive_goods(self, tx: Transaction, input: ReceiveGoodsInput) -> GoodsReceived:
        """The executor counts goods in."""
        return GoodsReceived(
            await actions.receive_goods(
                tx.session,
                tx.viewer,
                input.key,
                goods=rules.Goods(
                    pledge_id=number_of(input.pledge, "Pledge"),
                    package_id=number_of(input.package, "Package"),
                    quantity=input.quantity,
                    damaged=input.damaged,
                    received_on=input.received_on,
                    expires_on=input.expires_on,
                    supplier=input.supplier,
                    document=input.document,
                    price=None if input.price is None else int(input.price),
                    discrepancy_id=None
                    if input.replaces is None
                    else number_of(input.replaces, "Discrepancy"),
                    note=input.note,
                ),
            )
        )

    @graphql_sql.mutation(refusals=[rules.GoodsHaveLeft])
    async def reverse_goods_receipt(
        self, tx: Transaction, input: ReverseGoodsReceiptInput
    ) -> GoodsReceiptReversed:
        """The executor takes a wrong receipt back, while all of its goods are in stock."""
        return GoodsReceiptReversed(
            await actions.reverse_goods_receipt(
                tx.session,
                tx.viewer,
                input.key,
                receipt_id=number_of(input.goods_receipt, "GoodsReceipt"),
                reason=input.reason,
            )
        )
