"""What the database refuses, said as a rule would have said it.

The rules look first; between their look and the write another transaction may have changed
something. Then the database's guard speaks, and its SQLSTATE or the name of the constraint
tells which rule it was.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

from ksbb.kernel.errors import ReasonMissing, Refusal, SamePerson, StateRefused

# By SQLSTATE, as the trigger app.step_guard and the guards of the slices raise them. Missing
# rights (42501) are not among them: the rules ask before, so that would be a fault of ours.
_STATES: dict[str, Callable[[], Refusal]] = {
    "KS001": lambda: StateRefused("", ""),
    "KS002": ReasonMissing,
    "KS003": SamePerson,
}
# By constraint, as the slices enter them: `told_by("one_name_each", NameTaken)`.
_CONSTRAINTS: dict[str, Callable[[], Refusal]] = {}


def told_by(constraint: str, refusal: Callable[[], Refusal]) -> None:
    """Say this refusal where that constraint of the database is hit."""
    _CONSTRAINTS[constraint] = refusal


def refusal_of(error: DBAPIError) -> Refusal | None:
    """The refusal behind a database error, or None where there is no rule behind it."""
    driver = error.orig.__cause__ if error.orig is not None else None
    constraint = getattr(driver, "constraint_name", None)
    make = _CONSTRAINTS.get(constraint or "") or _STATES.get(getattr(driver, "sqlstate", "") or "")
    return None if make is None else make()
