"""The error for a database that this code can't bring up to date."""


class DatabaseMismatchError(Exception):
    """The database and the code don't fit together; nothing was changed.

    `message` says in Indonesian what is wrong and what to do; `english` says the same in English.
    """

    def __init__(self, message: str, english: str) -> None:
        super().__init__(english)
        self.message = message
        self.english = english


class FunctionsMismatchError(DatabaseMismatchError):
    """Revisions and function files don't fit together: the error is in the code itself."""
