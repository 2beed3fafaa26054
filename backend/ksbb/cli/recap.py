"""``ksbb recap``: prints the recap as of a day, with public data only."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson

from ksbb.cli.asking import ask_publicly, with_pools
from ksbb.cli.terminal import CommandError, language
from ksbb.core.database import Pools
from ksbb.domain.reports import sheet

DOCUMENT = f"query Recap($asOf: Date) {{ {sheet.SELECTION} }}"


async def ask(pools: Pools, as_of: date | None) -> dict[str, Any]:
    """The public GraphQL result for a day; for today if ``as_of`` is None.

    Raises:
        graphql.GraphQLError: the query failed.
    """
    return await ask_publicly(pools, DOCUMENT, {"asOf": as_of and as_of.isoformat()})


def recap(as_of: date | None, *, as_json: bool) -> str:
    """The recap of a day, or of today, as text or as JSON (which also lists the RWs).

    Raises:
        CommandError: the day is in the future.
    """
    answer = with_pools(lambda pools: ask(pools, as_of))
    found, clock = answer["recap"], answer["clock"]
    if found["asOf"] > clock["today"]:
        raise CommandError(
            f"Hari itu belum tiba: sekarang {clock['today']}.",
            f"That day has not come yet: today is {clock['today']}.",
        )
    if not as_json:
        return "\n".join(sheet.lines(answer, language()))
    answer["demoNotice"] = sheet.demo_notice(language()) if clock["demo"] else None
    return orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode()
