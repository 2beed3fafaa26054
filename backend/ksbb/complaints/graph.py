"""Complaints in GraphQL: what the Pemprov sees and does, and what a code tells anybody."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import BigInteger, DateTime, String, Text, column, func, select
from sqlmodel import col

from ksbb import reads
from ksbb.complaints import actions, models
from ksbb.complaints.models import About, ComplaintState, Happened
from ksbb.organisations.graph import Organisation, Step, timeline_of
from ksbb.organisations.verbs import KEY
from ksbb.units.graph import Unit

strawberry.enum(ComplaintState, description="Where a complaint stands with the Pemprov.")
strawberry.enum(About, name="ComplaintAbout", description="What a complaint is about.")
strawberry.enum(Happened, name="ComplaintHappened", description="What went wrong.")


@reads.type(models.Complaint, node=True)
class Complaint:
    """What somebody without an account told the Pemprov; only the Pemprov sees it."""

    code: str = reads.column(description="The code by which whoever told it follows it.")
    about: About = reads.column(description="What it is about.")
    subject: str = reads.column(description="Which one, as it was typed; may be empty.")
    unit: Unit | None = reads.one(
        models.Complaint.unit_id, description="The unit that `subject` names, if it names one."
    )
    organisation: Organisation | None = reads.one(
        models.Complaint.organisation_id,
        description="The organisation that `subject` names, if it names one.",
    )
    happened: Happened = reads.column(description="What went wrong.")
    told: str = reads.column(description="What was told, in plain text of several lines.")
    state: ComplaintState = reads.column(description="Where it stands.")
    answer: str | None = reads.column(
        models.Complaint.reason,
        description="What the Pemprov answered, or why it was closed without an answer.",
    )
    received_at: dt.datetime = reads.column(description="When it came in.")

    @reads.field(
        description="How whoever told it can be reached: a mail address or a telephone number."
        " Null if they gave none, once it was kept long enough, and for who only looks."
    )
    def contact(self) -> str | None:
        return reads.sql(contact_of(models.Reporter.complaint_id, col(models.Complaint.id)))

    @reads.field(description="What happened to it, the first first.")
    def timeline(self) -> list[Step]:
        return reads.rows(timeline_of("complaint", col(models.Complaint.id)))


def contact_of(reference: int | None, id: Any) -> Any:
    """How whoever told this thing can be reached.

    Args:
        reference: the column of Reporter that refers to such things.
        id: the column that holds the thing's number, of the parent's row.
    """
    return select(col(models.Reporter.contact)).where(col(reference) == id).scalar_subquery()


@reads.value()
class ComplaintStatus:
    """How a complaint stands, for whoever knows its code. Never what was told, nor by whom."""

    code: str = reads.column(description="Its code.")
    about: About = reads.column(description="What it is about.")
    happened: Happened = reads.column(description="What went wrong.")
    unit: Unit | None = reads.one("unit_id", description="The unit it is about, if it is one.")
    organisation: Organisation | None = reads.one(
        "organisation_id", description="The organisation it is about, if it is one."
    )
    state: ComplaintState = reads.column(description="Where it stands.")
    received_at: dt.datetime = reads.column(description="When it came in.")
    in_hand_at: dt.datetime | None = reads.column(
        description="When the Pemprov took it in hand; null if it has not."
    )
    answered_at: dt.datetime | None = reads.column(
        description="When it was answered or closed; null if it was not."
    )
    answer: str | None = reads.column(
        description="The Pemprov's answer, or why it was closed without one."
    )


class ComplaintQueries:
    @reads.field(
        description="The complaint of this code, as it was noted down: spaces, hyphens and small"
        " letters do not matter. Null if there is none."
    )
    def complaint_status(self, code: str) -> ComplaintStatus | None:
        moment = DateTime(timezone=True)
        status = func.app.complaint_status(code).table_valued(
            column("code", Text()),
            column("about", Text()),
            column("happened", Text()),
            column("state", Text()),
            column("unit_id", BigInteger()),
            column("organisation_id", BigInteger()),
            column("received_at", moment),
            column("in_hand_at", moment),
            column("answered_at", moment),
            column("answer", Text()),
        )
        return reads.row(select(*status.c))

    @reads.field(audience=["gov"], description="A complaint.")
    def complaint(self, id: reads.GlobalID) -> Complaint | None:
        return reads.row(
            select(models.Complaint).where(col(models.Complaint.id) == reads.id_of(id, Complaint))
        )

    @reads.field(audience=["gov"], description="Complaints, the oldest first.")
    def complaints(
        self,
        states: list[ComplaintState] | None = None,
        search: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> reads.Connection[Complaint] | None:
        found = select(models.Complaint)
        if states is not None:
            found = found.where(col(models.Complaint.state).in_([each.value for each in states]))
        if search is not None:
            found = found.where(col(models.Complaint.code) == code_typed(search))
        order = [col(models.Complaint.received_at), col(models.Complaint.id)]
        return reads.page(found, order_by=order, first=first, after=after)


def code_typed(text: Any) -> Any:
    """A code as it was typed or read aloud."""
    return func.app.code_typed(text, type_=String())


@strawberry.input(description="A complaint.")
class ComplaintActInput:
    key: UUID = strawberry.field(description=KEY)
    complaint: reads.GlobalID = strawberry.field(description="The complaint.")


@strawberry.input(description="A complaint, and what is answered.")
class AnswerComplaintInput:
    key: UUID = strawberry.field(description=KEY)
    complaint: reads.GlobalID = strawberry.field(description="The complaint.")
    answer: str = strawberry.field(
        description="At most 2,000 characters; whoever knows the code reads it."
    )


@strawberry.input(description="A complaint, and why it is closed without an answer.")
class CloseComplaintInput:
    key: UUID = strawberry.field(description=KEY)
    complaint: reads.GlobalID = strawberry.field(description="The complaint.")
    reason: str = strawberry.field(
        description="At most 2,000 characters; whoever knows the code reads it."
    )


@reads.payload()
class ComplaintTaken:
    """The Pemprov has it in hand."""

    complaint: Complaint = reads.fact(description="The complaint.")

    def __init__(self, complaint: int) -> None:
        self.complaint_id = complaint


@reads.payload()
class ComplaintAnswered:
    """The answer can be read by whoever knows the code."""

    complaint: Complaint = reads.fact(description="The complaint.")

    def __init__(self, complaint: int) -> None:
        self.complaint_id = complaint


@reads.payload()
class ComplaintClosed:
    """It was closed; the reason can be read by whoever knows the code."""

    complaint: Complaint = reads.fact(description="The complaint.")

    def __init__(self, complaint: int) -> None:
        self.complaint_id = complaint


class ComplaintMutations:
    @reads.mutation(description="The Pemprov takes a complaint in hand.")
    async def take_complaint(
        self, tx: reads.Transaction, input: ComplaintActInput
    ) -> ComplaintTaken:
        return ComplaintTaken(
            await actions.take_complaint(
                tx.session, tx.viewer, input.key, complaint=_number(input.complaint)
            )
        )

    @reads.mutation(description="The Pemprov answers a complaint that it has in hand.")
    async def answer_complaint(
        self, tx: reads.Transaction, input: AnswerComplaintInput
    ) -> ComplaintAnswered:
        return ComplaintAnswered(
            await actions.answer_complaint(
                tx.session,
                tx.viewer,
                input.key,
                complaint=_number(input.complaint),
                answer=input.answer,
            )
        )

    @reads.mutation(description="The Pemprov closes a complaint without an answer.")
    async def close_complaint(
        self, tx: reads.Transaction, input: CloseComplaintInput
    ) -> ComplaintClosed:
        return ComplaintClosed(
            await actions.close_complaint(
                tx.session,
                tx.viewer,
                input.key,
                complaint=_number(input.complaint),
                reason=input.reason,
            )
        )


def _number(id: reads.GlobalID) -> int:
    return reads.number_of(id, "Complaint")
