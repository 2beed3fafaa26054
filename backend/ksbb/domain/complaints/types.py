"""GraphQL types of complaints: what the Pemprov sees and does, and what a code shows to anybody."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import BigInteger, DateTime, String, Text, column, func, select
from sqlmodel import col

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.complaints import actions, models
from ksbb.domain.complaints.models import About, ComplaintState, Problem
from ksbb.domain.organisations.mutations import KEY
from ksbb.domain.organisations.types import Organisation, Step, timeline_of
from ksbb.domain.units.types import Unit

strawberry.enum(ComplaintState, description="The state of a complaint.")
strawberry.enum(About, name="ComplaintAbout", description="What a complaint is about.")
strawberry.enum(Problem, name="ComplaintProblem", description="What went wrong.")


@graphql_sql.type(models.Complaint, node=True)
class Complaint:
    """A problem that somebody without an account reported; only the Pemprov sees it."""

    code: str = graphql_sql.column(description="The code with which the reporter follows it.")
    about: About = graphql_sql.column(description="What it is about.")
    subject: str = graphql_sql.column(
        description="Which one it is about, as it was typed; may be empty."
    )
    unit: Unit | None = graphql_sql.one(
        models.Complaint.unit_id, description="The unit that `subject` names, if it names one."
    )
    organisation: Organisation | None = graphql_sql.one(
        models.Complaint.organisation_id,
        description="The organisation that `subject` names, if it names one.",
    )
    problem: Problem = graphql_sql.column(description="What went wrong.")
    description: str = graphql_sql.column(
        description="The report: plain text, may have several lines."
    )
    state: ComplaintState = graphql_sql.column(description="Its state.")
    answer: str | None = graphql_sql.column(
        models.Complaint.reason,
        description="The Pemprov's answer, or why it was closed without an answer.",
    )
    received_at: dt.datetime = graphql_sql.column(description="When it was received.")

    @graphql_sql.field(
        description="The reporter's contact: a mail address or a telephone number. Null if none"
        " was given, after it was deleted, and for viewers who may only read."
    )
    def contact(self) -> str | None:
        return graphql_sql.sql(contact_of(models.Reporter.complaint_id, col(models.Complaint.id)))

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[Step]:
        return graphql_sql.rows(timeline_of("complaint", col(models.Complaint.id)))


def contact_of(reference: int | None, id: Any) -> Any:
    """The contact of the person who sent this thing.

    Args:
        reference: the column of Reporter that refers to such things.
        id: the column of the parent's row that holds the row id of the thing.
    """
    return select(col(models.Reporter.contact)).where(col(reference) == id).scalar_subquery()


@graphql_sql.value()
class ComplaintStatus:
    """The status of a complaint, for anyone who has its code; without the report itself."""

    code: str = graphql_sql.column(description="The code with which it is followed.")
    about: About = graphql_sql.column(description="What it is about.")
    problem: Problem = graphql_sql.column(description="What went wrong.")
    unit: Unit | None = graphql_sql.one(
        "unit_id", description="The unit it is about, if it is about one."
    )
    organisation: Organisation | None = graphql_sql.one(
        "organisation_id", description="The organisation it is about, if it is about one."
    )
    state: ComplaintState = graphql_sql.column(description="Its state.")
    received_at: dt.datetime = graphql_sql.column(description="When it was received.")
    in_hand_at: dt.datetime | None = graphql_sql.column(
        description="When the Pemprov took it in hand; null before that."
    )
    answered_at: dt.datetime | None = graphql_sql.column(
        description="When it was answered or closed; null before that."
    )
    answer: str | None = graphql_sql.column(
        description="The Pemprov's answer, or why it was closed without one."
    )


class ComplaintQueries:
    @graphql_sql.field(
        description="The complaint with this code. Spaces, hyphens and lower case letters"
        " do not matter. Null if there is none."
    )
    def complaint_status(self, code: str) -> ComplaintStatus | None:
        moment = DateTime(timezone=True)
        status = func.app.complaint_status(code).table_valued(
            column("code", Text()),
            column("about", Text()),
            column("problem", Text()),
            column("state", Text()),
            column("unit_id", BigInteger()),
            column("organisation_id", BigInteger()),
            column("received_at", moment),
            column("in_hand_at", moment),
            column("answered_at", moment),
            column("answer", Text()),
        )
        return graphql_sql.row(select(*status.c))

    @graphql_sql.field(
        audience=["gov"], description="The complaint with this id; null if there is none."
    )
    def complaint(self, id: graphql_sql.ID) -> Complaint | None:
        return graphql_sql.row(
            select(models.Complaint).where(
                col(models.Complaint.id) == graphql_sql.id_of(id, Complaint)
            )
        )

    @graphql_sql.field(audience=["gov"], description="Complaints, oldest first.")
    def complaints(
        self,
        states: list[ComplaintState] | None = None,
        search: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> graphql_sql.Connection[Complaint] | None:
        found = select(models.Complaint)
        if states is not None:
            found = found.where(col(models.Complaint.state).in_([each.value for each in states]))
        if search is not None:
            found = found.where(col(models.Complaint.code) == normalise_code(search))
        order = [col(models.Complaint.received_at), col(models.Complaint.id)]
        return graphql_sql.page(found, order_by=order, first=first, after=after)


def normalise_code(text: Any) -> Any:
    """A code as it was typed, in its stored form."""
    return func.app.normalise_code(text, type_=String())


@strawberry.input(description="A complaint to take in hand.")
class TakeComplaintInput:
    key: UUID = strawberry.field(description=KEY)
    complaint: graphql_sql.ID = strawberry.field(description="The complaint.")


@strawberry.input(description="A complaint, and the answer.")
class AnswerComplaintInput:
    key: UUID = strawberry.field(description=KEY)
    complaint: graphql_sql.ID = strawberry.field(description="The complaint.")
    answer: str = strawberry.field(
        description="At most 2,000 characters; anyone who has the code can read it."
    )


@strawberry.input(description="A complaint, and why it is closed without an answer.")
class CloseComplaintInput:
    key: UUID = strawberry.field(description=KEY)
    complaint: graphql_sql.ID = strawberry.field(description="The complaint.")
    reason: str = strawberry.field(
        description="At most 2,000 characters; anyone who has the code can read it."
    )


class ComplaintTaken(graphql_sql.Payload[Complaint]):
    """The Pemprov has taken the complaint in hand."""


class ComplaintAnswered(graphql_sql.Payload[Complaint]):
    """The complaint is answered; anyone who has its code can read the answer."""


class ComplaintClosed(graphql_sql.Payload[Complaint]):
    """The complaint is closed; anyone who has its code can read the reason."""


class ComplaintMutations:
    @graphql_sql.mutation(description="The Pemprov takes a complaint in hand.")
    async def take_complaint(self, tx: Transaction, input: TakeComplaintInput) -> ComplaintTaken:
        return ComplaintTaken(
            await actions.take_complaint(
                tx.session, tx.viewer, input.key, complaint=_number(input.complaint)
            )
        )

    @graphql_sql.mutation(description="The Pemprov answers a complaint that it has in hand.")
    async def answer_complaint(
        self, tx: Transaction, input: AnswerComplaintInput
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

    @graphql_sql.mutation(description="The Pemprov closes a complaint without an answer.")
    async def close_complaint(self, tx: Transaction, input: CloseComplaintInput) -> ComplaintClosed:
        return ComplaintClosed(
            await actions.close_complaint(
                tx.session,
                tx.viewer,
                input.key,
                complaint=_number(input.complaint),
                reason=input.reason,
            )
        )


def _number(id: graphql_sql.ID) -> int:
    return number_of(id, "Complaint")
