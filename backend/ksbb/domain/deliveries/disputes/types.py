"""GraphQL types and the mutation of disputes: what their parties write to each other."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry
from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

import graphql_sql
from ksbb.core.lifecycle import Party
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.deliveries.disputes import actions, models
from ksbb.domain.deliveries.disputes.rules import MessageCorrected
from ksbb.domain.deliveries.handovers.types import Handover
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.types import Organisation

_later = aliased(models.DisputeMessage)


@graphql_sql.type(models.DisputeMessage, node=True)
class DisputeMessage:
    """What a party of a dispute wrote to the others. It stays; a later one may correct it."""

    party: Party = graphql_sql.column(
        description="For whom its author speaks: EXECUTOR, PEMPROV, or KELURAHAN for the unit."
    )
    organisation: Organisation | None = graphql_sql.one(
        models.DisputeMessage.organisation_id,
        description="The author's organisation, if it has a public profile; never a person's name.",
    )
    text: str = graphql_sql.column(models.DisputeMessage.body, description="The message.")
    written_at: dt.datetime = graphql_sql.column(
        models.DisputeMessage.recorded, description="When it was written."
    )
    own: bool = graphql_sql.column(
        col(models.DisputeMessage.created_by) == select(func.sec.person()).scalar_subquery(),
        description="Whether the viewer wrote it, and may correct it.",
    )
    corrects: DisputeMessage | None = graphql_sql.one(
        models.DisputeMessage.corrects_id, description="The earlier message that it corrects."
    )
    corrected: bool = graphql_sql.column(
        select(col(_later.id))
        .where(col(_later.corrects_id) == col(models.DisputeMessage.id))
        .exists(),
        description="Whether a later message corrects it.",
    )


@graphql_sql.extend(Handover)
class HandoverMessages:
    messages: list[DisputeMessage] = graphql_sql.many(
        models.DisputeMessage.handover_id,
        order_by=[col(models.DisputeMessage.id)],
        description="What the parties of its dispute wrote, oldest first.",
    )


@strawberry.input(description="What a party of a dispute writes to the others.")
class WriteDisputeMessageInput:
    key: UUID = strawberry.field(description=KEY)
    handover: graphql_sql.ID = strawberry.field(description="The disputed handover.")
    text: str = strawberry.field(description="The message: 1 to 2,000 characters.")
    corrects: graphql_sql.ID | None = strawberry.field(
        default=None,
        description="An own message that it corrects, also after the dispute has ended.",
    )


class DisputeMessageWritten(graphql_sql.Payload[DisputeMessage]):
    """All parties of the dispute read the message."""


class DisputeMutations:
    @graphql_sql.mutation(refusals=[MessageCorrected])
    async def write_dispute_message(
        self, tx: Transaction, input: WriteDisputeMessageInput
    ) -> DisputeMessageWritten:
        """The executor, an officer of the kelurahan or the Pemprov writes to the other parties."""
        return DisputeMessageWritten(
            await actions.write_message(
                tx.session,
                tx.viewer,
                input.key,
                handover_id=number_of(input.handover, "Handover"),
                text=input.text,
                corrects_id=(
                    None if input.corrects is None else number_of(input.corrects, "DisputeMessage")
                ),
            )
        )
