"""Lifecycles: which state may follow which, by whom. The database holds the same rows.

Each slice's ``rules.py`` declares one; ``app.transition`` repeats it and the trigger
``app.step_guard`` enforces it there. A test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ksbb.kernel.errors import NotAllowed, NotSignedIn, ReasonMissing, SamePerson, StateRefused
from ksbb.kernel.viewer import ACTING, Kind, Role, Viewer


class Party(StrEnum):
    """In what capacity somebody moves a thing."""

    ANYBODY = "ANYBODY"
    GIVER = "GIVER"
    EXECUTOR = "EXECUTOR"
    PEMPROV = "PEMPROV"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True, slots=True)
class Transition:
    """One step. Before a thing exists its state is ''."""

    was: str
    becomes: str
    party: Party
    reason_required: bool = False
    another_person: bool = False


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """All steps of one kind of thing.

    ``thing`` is its name in ``app.transition``; ``word`` that of its GraphQL type.
    """

    thing: str
    word: str
    transitions: tuple[Transition, ...]

    def move(
        self,
        was: str,
        becomes: str,
        parties: Iterable[Party],
        *,
        reason: str | None = None,
        same_person: bool = False,
    ) -> None:
        """Refuse a step that may not be taken.

        Args:
            was: the state the thing is in.
            becomes: the state it is to be in.
            parties: in which capacities the viewer could act.
            reason: what was given as one.
            same_person: whether the viewer wrote the thing.

        Raises:
            StateRefused: nobody takes this step from here.
            NotAllowed: others do.
            ReasonMissing: it wants a reason.
            SamePerson: it wants a second pair of eyes.
        """
        steps = [t for t in self.transitions if (t.was, t.becomes) == (was, becomes)]
        if not steps:
            raise StateRefused(self.word, was)
        capacities = {Party.ANYBODY, *parties}
        step = next((t for t in steps if t.party in capacities), None)
        if step is None:
            pemprov = any(t.party is Party.PEMPROV for t in steps)
            raise NotAllowed([Kind.PEMPROV] if pemprov else [], sorted(ACTING))
        if step.reason_required and not (reason or "").strip():
            raise ReasonMissing
        if step.another_person and same_person:
            raise SamePerson


def parties(viewer: Viewer, *, giver: int, executor: int) -> frozenset[Party]:
    """In which capacities the viewer may move a thing of these two organisations."""
    if not viewer.acts:
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
    """Refuse who does not act for one of these kinds of organisations (any, if none is named).

    Raises:
        NotSignedIn, NotAllowed.
    """
    if not viewer.signed_in:
        raise NotSignedIn
    roles = list(roles)
    if viewer.role not in roles or (kinds and viewer.kind not in kinds):
        raise NotAllowed(list(kinds), roles)
