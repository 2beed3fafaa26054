"""The SELECT for a person's settings: every kind that they may hear of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Integer,
    Select,
    String,
    Text,
    and_,
    case,
    column,
    func,
    literal,
    select,
    values,
)
from sqlmodel import col

from ksbb.core.viewer import Role
from ksbb.domain.inbox.kinds import NO_MAIL, PARTS, kinds_for
from ksbb.domain.inbox.models import NotificationSetting

_KNOWN = [
    (who, position, kind.value, kind not in NO_MAIL)
    for who in PARTS
    for position, kind in enumerate(kinds_for(who))
]


def settings_of(person: Any) -> Select[*tuple[Any, ...]]:
    """The kinds that the viewer may hear of, in order.

    Columns: ``kind``, ``inbox`` and ``mail`` (whether the person hears of it there).
    """
    known = values(
        column("who", Text),
        column("position", Integer),
        column("kind", Text),
        column("mail", Boolean),
        name="known",
    ).data(_KNOWN)
    role = select(func.sec.role(type_=String())).scalar_subquery()
    kind = select(func.sec.organisation_kind(type_=String())).scalar_subquery()
    own = NotificationSetting
    return (
        select(
            known.c.kind.label("kind"),
            func.coalesce(col(own.inbox), literal(True)).label("inbox"),  # noqa: FBT003
            func.coalesce(col(own.mail), known.c.mail).label("mail"),
        )
        .select_from(known)
        .join(own, and_(col(own.person_id) == person, col(own.kind) == known.c.kind), isouter=True)
        .where(
            known.c.who
            == case(
                (role.in_((Role.KELURAHAN, Role.VERIFIER)), role),
                (role.in_((Role.OWNER, Role.OPERATOR)), kind),
                else_="",
            )
        )
        .order_by(known.c.position)
    )
