"""Turns an error of the database into the refusal of the rule behind it.

Rules are checked first. Between that check and the write another transaction may change something.
Then a trigger or a constraint of the database refuses the write, and its SQLSTATE or the name of
the constraint shows which rule it was.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

from ksbb.core.refusals import ReasonMissing, Refusal, SamePerson, StateRefused

# By SQLSTATE, as the trigger app.step_guard and the triggers of the domain raise them. Missing
# privileges (42501) are not listed: rules check permissions first, so that would be a bug.
_STATES: dict[str, Callable[[], Refusal]] = {
    "KS001": lambda: StateRefused("", ""),
    "KS002": ReasonMissing,
    "KS003": SamePerson,
}
# By constraint, as the domain registers them: `register_refusal("one_name_each", NameTaken)`.
_CONSTRAINTS: dict[str, Callable[[], Refusal]] = {}


def register_refusal(constraint: str, refusal: Callable[[], Refusal]) -> None:
    """Register the refusal to return when this constraint of the database is violated."""
    _CONSTRAINTS[constraint] = refusal


def refusal_of(error: DBAPIError) -> Refusal | None:
    """The refusal behind a database error, or None if no rule is behind it."""
    driver = error.orig.__cause__ if error.orig is not None else None
    constraint = getattr(driver, "constraint_name", None)
    make = _CONSTRAINTS.get(constraint or "") or _STATES.get(getattr(driver, "sqlstate", "") or "")
    return None if make is None else make()
