"""``ksbb sample``: draws the sample of a day again, from public data only."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ksbb.cli.asking import ask_publicly, with_pools
from ksbb.cli.terminal import CommandError, t
from ksbb.core.database import Pools
from ksbb.domain.verification import rules
from ksbb.domain.verification.rules import Entry

Listed = Mapping[Entry, bool | None]
DOCUMENT = """
  query Sample($day: Date!, $after: String) {
    sample(day: $day) {
      listHash sealNumber
      seal { hash }
      entries(first: 1000, after: $after) {
        edges { node { stop chance drawn } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
"""


@dataclass(frozen=True, slots=True)
class Published:
    """The list of a day as it is public; ``seal`` is None before it has come."""

    list_hash: str
    seal_number: int
    seal: str | None
    entries: Listed


async def published(pools: Pools, day: date) -> Published | None:
    """The list of a day with what was drawn of it; None if the day is not listed."""
    entries: dict[Entry, bool | None] = {}
    after: str | None = None
    while True:
        variables = {"day": day.isoformat(), "after": after}
        sample = (await ask_publicly(pools, DOCUMENT, variables))["sample"]
        if sample is None:
            return None
        page = sample["entries"]
        for edge in page["edges"]:
            node = edge["node"]
            entries[Entry(node["stop"], node["chance"])] = node["drawn"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    seal = sample["seal"]
    return Published(sample["listHash"], sample["sealNumber"], seal and seal["hash"], entries)


def _read(file: Path) -> Listed:
    """The list in a CSV file with the columns `stop`, `chance` and `drawn` (yes, no or empty)."""
    try:
        with file.open(newline="") as lines:
            return {
                Entry(int(row["stop"]), int(row["chance"])): {"yes": True, "no": False}.get(
                    row["drawn"]
                )
                for row in csv.DictReader(lines)
            }
    except (OSError, KeyError, ValueError, UnicodeDecodeError) as error:
        raise CommandError(
            f"{file} bukan daftar sampel: {error}", f"{file} is no list of a sample: {error}"
        ) from error


def drawn_again(day: date, file: Path | None, seal: str) -> str:
    """What a seal draws of a day's list, a line for each delivery.

    Args:
        day: the day whose list it is.
        file: a list that was downloaded; None reads the installation's database.
        seal: with a file, the hash of the seal in hexadecimal digits.

    Raises:
        CommandError: there is no list or no seal, or what was published is not what was drawn.
    """
    if file is not None:
        if not seal:
            raise CommandError("Tulis juga --seal.", "Give the --seal, too.")
        entries = _read(file)
        return _lines(seal, entries, rules.list_hash(entries))
    found = with_pools(lambda pools: published(pools, day))
    if found is None:
        raise CommandError(f"Hari {day} tidak ada daftarnya.", f"There is no list of {day}.")
    if found.seal is None:
        raise CommandError(
            f"Segel nomor {found.seal_number} belum ada.",
            f"Seal number {found.seal_number} has not come yet.",
        )
    if rules.list_hash(found.entries) != found.list_hash:
        raise CommandError(
            "Daftarnya berubah sesudah dicatat.", "The list was changed after it had been made."
        )
    return _lines(found.seal, found.entries, found.list_hash)


def _lines(seal: str, entries: Listed, list_hash: str) -> str:
    drawn = {entry: rules.draws(seal, entry) for entry in entries}
    wrong = [entry.stop for entry in entries if entries[entry] not in (None, drawn[entry])]
    if wrong:
        raise CommandError(
            f"Yang diumumkan berbeda dari undiannya: {wrong}",
            f"What was published is not what the seal draws: {wrong}",
        )
    return "\n".join(
        [
            t(f"Daftar {list_hash}", f"List {list_hash}"),
            t(f"Segel  {seal}", f"Seal {seal}"),
            *(
                f"{entry.stop}  {entry.chance / rules.CERTAIN:8.4%}  "
                + (t("terpilih", "drawn") if drawn[entry] else "-")
                for entry in sorted(entries)
            ),
        ]
    )
