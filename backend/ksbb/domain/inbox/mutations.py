"""The mutations of the inbox."""

from __future__ import annotations

from uuid import UUID

import strawberry

import graphql_sql
from ksbb.core.mutations import Transaction, number_of
from ksbb.domain.inbox import actions
from ksbb.domain.inbox.kinds import NotificationKind
from ksbb.domain.organisations.mutations import KEY


@strawberry.input(description="Entries of the viewer's inbox that they have read.")
class MarkInboxReadInput:
    key: UUID = strawberry.field(description=KEY)
    entries: list[graphql_sql.ID] = strawberry.field(
        default_factory=list, description="These entries, at most 100."
    )
    through: graphql_sql.ID | None = strawberry.field(
        default=None,
        description="This entry and all older ones; what arrives meanwhile stays new.",
    )


@strawberry.input(description="Where the viewer wants to hear of one kind.")
class SetNotificationInput:
    key: UUID = strawberry.field(description=KEY)
    kind: NotificationKind = strawberry.field(description="What happened.")
    inbox: bool = strawberry.field(description="Whether it comes into the inbox.")
    mail: bool = strawberry.field(description="Whether it comes by mail.")


@graphql_sql.payload()
class InboxMarkedRead:
    """The entries are read."""

    unread: int = graphql_sql.fact(description="How many entries are still new.")

    def __init__(self, unread: int) -> None:
        self.unread = unread


@graphql_sql.payload()
class NotificationSet:
    """The choice is kept."""

    kind: NotificationKind = graphql_sql.fact(description="What happened.")
    inbox: bool = graphql_sql.fact(description="Whether it comes into the inbox.")
    mail: bool = graphql_sql.fact(description="Whether it comes by mail.")

    def __init__(self, kind: NotificationKind, inbox: bool, mail: bool) -> None:
        self.kind, self.inbox, self.mail = kind, inbox, mail


class InboxMutations:
    @graphql_sql.mutation()
    async def mark_inbox_read(self, tx: Transaction, input: MarkInboxReadInput) -> InboxMarkedRead:
        """Mark entries of the viewer's own inbox as read."""
        return InboxMarkedRead(
            await actions.mark_inbox_read(
                tx.session,
                tx.viewer,
                input.key,
                entries=[number_of(each, "InboxEntry") for each in input.entries],
                through=input.through and number_of(input.through, "InboxEntry"),
            )
        )

    @graphql_sql.mutation()
    async def set_notification(
        self, tx: Transaction, input: SetNotificationInput
    ) -> NotificationSet:
        """Switch one kind of notification on or off, for the viewer alone."""
        await actions.set_notification(
            tx.session,
            tx.viewer,
            input.key,
            kind=input.kind,
            inbox=input.inbox,
            mail=input.mail,
        )
        return NotificationSet(input.kind, input.inbox, input.mail)
