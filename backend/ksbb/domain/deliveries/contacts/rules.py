"""Rules of contacts."""

from __future__ import annotations

import re
from typing import ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.refusals import InvalidInput, Refusal, check_length

_PHONE = re.compile(r"\+?[0-9]{8,15}")
_SEPARATORS = re.compile(r"[ ().-]")


class NothingToDeliver(Refusal):
    """Contacts are for who has committed packages to deliver to the unit."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Narahubung unit ini hanya untuk pelaksana yang masih punya paket komitmen untuk"
        " diantar ke sana.",
        "en": "This unit's contact is only for an executor with committed packages to deliver"
        " there.",
    }


def checked(name: str, role: str, phone: str) -> tuple[str, str, str]:
    """Name, function and number as they are stored: without separators in the number.

    Raises:
        InvalidInput: names the field.
    """
    check_length(name=(name, 120), role=(role, 80))
    for field, value in (("name", name), ("role", role)):
        if not value.strip():
            raise InvalidInput(field, ("Tulis isinya.", "Write something here."))
    number = _SEPARATORS.sub("", phone.strip())
    if not _PHONE.fullmatch(number):
        raise InvalidInput(
            "phone",
            (
                "Tulis nomor dengan 8 sampai 15 angka, misalnya 0812 3456 789.",
                "Write a number of 8 to 15 digits, such as 0812 3456 789.",
            ),
        )
    return name.strip(), role.strip(), number


register_refusal("contact_is_for_who_delivers", NothingToDeliver)
