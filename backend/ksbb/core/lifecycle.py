"""Lifecycles: which state may follow which, and who may do it. The database has the same rows.

Each ``rules.py`` of the domain declares one. The table ``app.transition`` repeats it, and the
trigger ``app.step_guard`` enforces it. A test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from ksbb.core.refusals import NotAllowed, NotSignedIn, ReasonMissing, SamePerson, StateRefused
from ksbb.core.viewer import WRITING_ROLES, Kind, Role, Viewer


class Party(StrEnum):
    """The capacity in which somebody changes the state of a thing."""

    ANYBODY = "ANYBODY"
    GIVER = "GIVER"
    EXECUTOR = "EXECUTOR"
    PEMPROV = "PEMPROV"
    FIELD = "FIELD"
    UNIT = "UNIT"
    KELURAHAN = "KELURAHAN"
    VERIFIER = "VERIFIER"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed change of state. Before a thing exists its state is ''.

    An `automatic` step follows from another action of the same party and is not a decision of its
    own. The database does not store this difference.
    """

    from_state: str
    to_state: str
    party: Party
    reason_required: bool = False
    another_person: bool = False
    automatic: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """All allowed changes of state of one kind of thing.

    ``thing`` is its name in ``app.transition``, ``word`` the name of its GraphQL type.
    """

    thing: str
    word: str
    transitions: tuple[Transition, ...]

    def move(
        self,
        from_state: str,
        to_state: str,
        parties: Iterable[Party],
        *,
        reason: str | None = None,
        same_person: bool = False,
    ) -> None:
        """Refuse a change of state that is not allowed.

        Args:
            from_state: the current state.
            to_state: the wanted state.
            parties: the capacities in which the viewer could act.
            reason: the reason that was given, if any.
            same_person: whether the viewer also created the thing.

        Raises:
            StateRefused: nobody may make this change from the current state.
            NotAllowed: other parties may make it, the viewer may not.
            ReasonMissing: a reason is required.
            SamePerson: a second person must approve.
        """
        steps = [
            t for t in self.transitions if (t.from_state, t.to_state) == (from_state, to_state)
        ]
        if not steps:
            raise StateRefused(self.word, from_state)
        capacities = {Party.ANYBODY, *parties}
        step = next((t for t in steps if t.party in capacities), None)
        if step is None:
            pemprov = any(t.party is Party.PEMPROV for t in steps)
            raise NotAllowed([Kind.PEMPROV] if pemprov else [], sorted(WRITING_ROLES))
        if step.reason_required and not (reason or "").strip():
            raise ReasonMissing
        if step.another_person and same_person:
            raise SamePerson


def parties(viewer: Viewer, *, giver: int, executor: int) -> frozenset[Party]:
    """The capacities in which the viewer may act on a thing of these two organisations."""
    if not viewer.may_write:
        return frozenset()
    return frozenset(
        party
        for party, is_one in (
            (Party.GIVER, viewer.organisation_id == giver),
            (Party.EXECUTOR, viewer.organisation_id == executor),
            (Party.PEMPROV, viewer.kind is Kind.PEMPROV),
        )
        if is_one
    )


def require(
    viewer: Viewer, *kinds: Kind, roles: Iterable[Role] = (Role.OWNER, Role.OPERATOR)
) -> None:
    """Refuse a viewer who does not act for one of these kinds of organisations (any, if none).

    Raises:
        NotSignedIn, NotAllowed.
    """
    if not viewer.signed_in:
        raise NotSignedIn
    roles = list(roles)
    if viewer.role not in roles or (kinds and viewer.kind not in kinds):
        raise NotAllowed(list(kinds), roles)
