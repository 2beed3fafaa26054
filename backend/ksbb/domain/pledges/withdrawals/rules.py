"""Rules of withdrawals: when a giver has to ask, and who may answer."""

from __future__ import annotations

import datetime as dt

from ksbb.core.lifecycle import Lifecycle, Party, Transition

DAYS = 3
"""How many days the executor has to answer; afterwards the Pemprov decides."""

LIFECYCLE = Lifecycle(
    "withdrawal",
    "Withdrawal",
    (
        Transition("", "requested", Party.GIVER, reason_required=True),
        *(
            Transition("requested", answer, party, reason_required=True, another_person=True)
            for answer in ("agreed", "refused")
            for party in (Party.PEMPROV, Party.EXECUTOR)
        ),
        Transition("requested", "taken_back", Party.GIVER, reason_required=True),
    ),
)


def answering(
    parties: frozenset[Party], *, due_on: dt.date, today: dt.date, own: bool
) -> frozenset[Party]:
    """The capacities in which a request may be answered.

    Args:
        parties: the viewer's.
        due_on: until when the executor may answer.
        today: the programme's day.
        own: whether giver and executor are the same organisation: nobody answers itself.
    """
    late = own or today > due_on
    return frozenset(party for party in parties if not (late and party is Party.EXECUTOR))
