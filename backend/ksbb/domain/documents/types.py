"""GraphQL types of documents: a BAST, its versions, and their files."""

from __future__ import annotations

import datetime as dt

import strawberry
from sqlalchemy import Boolean, DateTime, Text, and_, case, cast, column, func, select
from sqlmodel import col

import graphql_sql
from ksbb.domain.deliveries.handovers.models import Handover as HandoverRow
from ksbb.domain.deliveries.handovers.types import Handover
from ksbb.domain.deliveries.trips import models as trips
from ksbb.domain.deliveries.trips.types import Shipment
from ksbb.domain.documents import models
from ksbb.domain.documents.models import BastFileKind, BastState
from ksbb.domain.evidence.rules import PDF
from ksbb.domain.organisations.types import Organisation, Step, timeline_of
from ksbb.domain.pledges.models import Pledge as PledgeRow
from ksbb.domain.pledges.types import Pledge

strawberry.enum(
    BastState,
    description="The state of a version: issued (DRAFT); both parties signed it with certificates"
    " of trusted issuers (COUNTERSIGNED); a newer version replaced it (SUPERSEDED).",
)
strawberry.enum(
    BastFileKind, description="The file that was issued, or a copy that came back signed."
)


@graphql_sql.value()
class BastSignature:
    """An electronic signature, as it was checked when the copy came."""

    field: str = graphql_sql.column(description="Pihak1 (the executor) or Pihak2 (the unit).")
    signer: str = graphql_sql.column(description="Who signed, by the certificate.")
    issuer: str = graphql_sql.column(description="Who issued the certificate.")
    trusted: bool | None = graphql_sql.column(
        description="True: its issuer is trusted, and it was not revoked. Null: this installation"
        " checks no issuers."
    )
    claimed_at: dt.datetime | None = graphql_sql.column(
        description="When it was signed, by the signer's own clock."
    )
    stamped_at: dt.datetime | None = graphql_sql.column(
        description="When it was signed, by the stamp of a trusted clock; null without one."
    )


@graphql_sql.type(models.BastFile, node=True)
class BastFile:
    """A PDF of a version."""

    kind: BastFileKind = graphql_sql.column(description="Issued, or come back signed.")
    size: int = graphql_sql.column(description="Its size in bytes.")
    sha256: str = graphql_sql.column(
        func.encode(col(models.BastFile.sha256), "hex"),
        description="SHA-256 of its bytes, 64 hexadecimal digits.",
    )
    recorded_at: dt.datetime = graphql_sql.column(
        models.BastFile.recorded, description="When it was stored."
    )
    erased_at: dt.datetime | None = graphql_sql.column(
        description="When it was erased, twelve months after the programme; the hash stays."
    )
    checked_at: dt.datetime | None = graphql_sql.column(
        cast(col(models.BastFile.verdict)["checked_at"].astext, DateTime(timezone=True)),
        description="Of a signed copy: when its signatures were checked, in real time.",
    )
    url: str | None = graphql_sql.column(
        case(
            (
                col(models.BastFile.erased_at).is_(None),
                func.sec.file_link(col(models.BastFile.file), PDF),
            )
        ),
        description="A path from which the bytes can be loaded for 5 to 10 minutes, without"
        " signing in; null if they are erased.",
    )

    @graphql_sql.field(
        description="The signatures of a signed copy. Such a copy begins with the issued file, and"
        " nothing but signatures was added."
    )
    def signatures(self) -> list[BastSignature]:
        each = (
            func.jsonb_to_recordset(col(models.BastFile.verdict)["signatures"])
            .table_valued(
                column("field", Text),
                column("signer", Text),
                column("issuer", Text),
                column("trusted", Boolean),
                column("claimed_at", DateTime(timezone=True)),
                column("stamped_at", DateTime(timezone=True)),
                name="each",
            )
            .render_derived(with_types=True)
        )
        return graphql_sql.rows(
            select(
                each.c.field,
                each.c.signer,
                each.c.issuer,
                each.c.trusted,
                each.c.claimed_at,
                each.c.stamped_at,
            ).order_by(each.c.field)
        )


@graphql_sql.type(models.BastVersion, node=True)
class BastVersion:
    """What a BAST says: the whole, or the extract of one giver. Givers see their extracts."""

    version: int = graphql_sql.column(description="1, 2, ...; corrections make a new one.")
    state: BastState = graphql_sql.column(description="Its state.")
    giver: Organisation | None = graphql_sql.one(
        models.BastVersion.extract_for_id, description="Of an extract: whose share it shows."
    )
    code: str = graphql_sql.column(description="Its public page is `/bast/{code}`.")
    data: str = graphql_sql.column(
        description="What it says, as canonical JSON: sorted keys, no spaces, UTF-8."
    )
    data_sha256: str = graphql_sql.column(
        func.encode(col(models.BastVersion.data_sha256), "hex"),
        description="SHA-256 of `data`, which is printed on the document.",
    )
    recorded_at: dt.datetime = graphql_sql.column(
        models.BastVersion.recorded, description="When it was issued."
    )
    files: list[BastFile] = graphql_sql.many(
        models.BastFile.version_id,
        order_by=[col(models.BastFile.id)],
        description="The issued file, then the signed copies, oldest first.",
    )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("bast_version", col(models.BastVersion.id)))


@graphql_sql.type(models.Bast, node=True)
class Bast:
    """The numbered document of a proven handover (berita acara serah terima)."""

    number: str = graphql_sql.column(
        description="BAST/{issuer}/{year}/{number}, without gaps for each issuer and year."
    )
    handover: Handover = graphql_sql.one(models.Bast.handover_id, description="The handover.")
    executor: Organisation = graphql_sql.one(
        models.Bast.executor_id, description="The organisation that issues it."
    )
    versions: list[BastVersion] = graphql_sql.many(
        models.BastVersion.bast_id,
        order_by=[col(models.BastVersion.version).desc(), col(models.BastVersion.id)],
        description="Its versions, newest first, as far as the viewer may see them.",
    )


@graphql_sql.extend(Handover)
class HandoverBast:
    @graphql_sql.field(
        description="Its document; null until it is proven and the document was issued."
    )
    def bast(self) -> Bast | None:
        row = models.Bast
        return graphql_sql.row(select(row).where(col(row.handover_id) == col(HandoverRow.id)))


@graphql_sql.extend(Shipment)
class ShipmentDocuments:
    @graphql_sql.field(description="Documents of its handovers, in the order of issue.")
    def documents(self) -> list[Bast]:
        row, stop = models.Bast, trips.Stop
        of_shipment = select(col(stop.id)).where(col(stop.shipment_id) == col(trips.Shipment.id))
        return graphql_sql.rows(
            select(row).where(col(row.stop_id).in_(of_shipment)).order_by(col(row.id))
        )


@graphql_sql.extend(Pledge)
class PledgeDocuments:
    @graphql_sql.field(description="Documents of the handovers of its packages, newest first.")
    def documents(self, first: int = 20, after: str | None = None) -> graphql_sql.Connection[Bast]:
        row, load = models.Bast, trips.Load
        of_pledge = select(col(load.stop_id)).where(
            and_(col(load.pledge_id) == col(PledgeRow.id), col(load.dispatched) > 0)
        )
        return graphql_sql.page(
            select(row).where(col(row.stop_id).in_(of_pledge)),
            order_by=[col(row.id).desc()],
            first=first,
            after=after,
        )
