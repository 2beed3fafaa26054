"""The actions: a person marks entries as read, and chooses what to hear of."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ARRAY, BigInteger, and_, any_, bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import require
from ksbb.core.outbox import record
from ksbb.core.statements import execute, fetch_value
from ksbb.core.viewer import Viewer
from ksbb.domain.inbox import rules
from ksbb.domain.inbox.events import NotificationSet
from ksbb.domain.inbox.kinds import NotificationKind
from ksbb.domain.inbox.models import InboxEntry, NotificationSetting

_own_unread = and_(
    col(InboxEntry.person_id) == bindparam("person"),
    col(InboxEntry.organisation_id) == bindparam("organisation"),
    col(InboxEntry.read_at).is_(None),
)
_MARK = (
    update(InboxEntry)
    .where(
        _own_unread,
        or_(
            col(InboxEntry.id) == any_(bindparam("entries", type_=ARRAY(BigInteger))),
            col(InboxEntry.id) <= bindparam("through", type_=BigInteger),
        ),
    )
    .values(read_at=func.app.now())
)
_UNREAD = select(func.count()).select_from(InboxEntry).where(_own_unread)
_given = insert(NotificationSetting).values(
    person_id=bindparam("person"),
    kind=bindparam("kind"),
    inbox=bindparam("inbox"),
    mail=bindparam("mail"),
)
_SET = _given.on_conflict_do_update(
    index_elements=[col(NotificationSetting.person_id), col(NotificationSetting.kind)],
    set_={"inbox": _given.excluded.inbox, "mail": _given.excluded.mail},
)


@once
async def mark_inbox_read(
    tx: AsyncSession, viewer: Viewer, *, entries: Sequence[int], through: int | None
) -> int:
    """The viewer has read these entries, or all up to one; returns how many stay unread.

    An entry that is not theirs is left as it is, as if it did not exist.

    Raises:
        NotSignedIn, NotAllowed, InvalidInput.
    """
    require(viewer, roles=rules.HEARING)
    rules.check_marking(len(entries), through)
    own = {"person": viewer.person_id, "organisation": viewer.organisation_id}
    await execute(tx, _MARK, {**own, "entries": list(entries), "through": through})
    unread: int = await fetch_value(tx, _UNREAD, own)
    return unread


@once(personal=True)
async def set_notification(
    tx: AsyncSession, viewer: Viewer, *, kind: NotificationKind, inbox: bool, mail: bool
) -> int:
    """The viewer chooses whether to hear of a kind; returns the person's row id.

    Raises:
        NotSignedIn, NotAllowed.
        InvalidInput: nobody can switch this kind.
    """
    require(viewer, roles=rules.HEARING)
    rules.check_switchable(kind)
    values = {"person": viewer.person_id, "kind": kind, "inbox": inbox, "mail": mail}
    await execute(tx, _SET, values)
    await record(tx, NotificationSet(id=viewer.person_id, kind=kind, inbox=inbox, mail=mail))
    return viewer.person_id
