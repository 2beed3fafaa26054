"""A change that breaks callers is refused: it is deprecated first, or is in the changelog."""

import pytest

from ksbb.cli import contract

RELEASED = """
type Query {
  pledge(id: ID!, code: String @deprecated(reason: "Use id.")): Pledge
  old: Old @deprecated(reason: "Use pledge.")
}

type Pledge {
  id: ID!
  state: State!
  acts: [String!]! @deprecated(reason: "Use viewerActions.")
}

type Old {
  id: ID!
}

enum State {
  OPEN
  SHUT @deprecated(reason: "Nothing is.")
}

input PledgeInput {
  note: String
}

type Mutation {
  pledge(input: PledgeInput!): Pledge
}
"""


def broken(*changes: tuple[str, str], accepted: str = "") -> list[str]:
    now = RELEASED
    for before, after in changes:
        assert before in now
        now = now.replace(before, after)
    return contract.unannounced(RELEASED, now, accepted)


def test_what_stays_as_it_is_breaks_nobody() -> None:
    assert broken() == []


def test_additions_break_nobody() -> None:
    assert (
        broken(("  state: State!", "  state: State!\n  note: String"), ("  OPEN", "  OPEN\n  NEW"))
        == []
    )


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("  state: State!\n", "", "Field Pledge.state was removed."),
        ("state: State!", "state: State", "Field Pledge.state changed type from State! to State."),
        ("pledge(id: ID!, ", "pledge(", "Argument Query.pledge(id:) was removed."),
        ("  OPEN\n", "", "Enum value State.OPEN was removed."),
        (
            "  note: String\n}",
            "  note: String!\n}",
            "Field PledgeInput.note changed type from String to String!.",
        ),
    ],
)
def test_what_callers_rely_on_may_not_change(before: str, after: str, message: str) -> None:
    assert broken((before, after)) == [message]
    assert broken((before, after), accepted=f"- {message}\n") == []


def test_what_was_deprecated_may_go_and_the_types_that_only_it_used() -> None:
    assert (
        broken(
            (', code: String @deprecated(reason: "Use id.")', ""),
            ('  old: Old @deprecated(reason: "Use pledge.")\n', ""),
            ('  acts: [String!]! @deprecated(reason: "Use viewerActions.")\n', ""),
            ('  SHUT @deprecated(reason: "Nothing is.")\n', ""),
            ("type Old {\n  id: ID!\n}\n", ""),
        )
        == []
    )


def test_the_changelogs_part_above_the_last_release_is_read() -> None:
    text = "# Changes\n\n## Unreleased\n\n- A.\n\n## 0.1.0\n\n- B.\n"
    assert "- A." in contract.unreleased(text)
    assert "- B." not in contract.unreleased(text)


def test_this_contract_breaks_nobody_unannounced() -> None:
    assert contract.broken() == []
