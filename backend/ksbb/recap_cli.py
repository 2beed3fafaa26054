"""``ksbb recap``: prints the recap as of a day, as anybody may read it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from ksbb.kernel.db import Pools, open_pools
from ksbb.kernel.settings import settings
from ksbb.kernel.viewer import Viewer
from ksbb.reports import sheet
from ksbb.schema import schema

DOCUMENT = f"query Recap($asOf: Date) {{ {sheet.SELECTION} }}"


@dataclass(frozen=True, slots=True)
class _Caller:
    """What resolvers need of a caller outside the web: nobody in particular."""

    viewer: Viewer
    pools: Pools


async def ask(pools: Pools, as_of: date | None) -> dict[str, Any]:
    """What the graph answers the public about a day; about today without one.

    Raises:
        graphql.GraphQLError: the graph could not answer.
    """
    result = await schema.execute(
        DOCUMENT,
        variable_values={"asOf": as_of and as_of.isoformat()},
        context_value=_Caller(Viewer(), pools),
    )
    for error in result.errors or ():
        raise error
    return orjson.loads(orjson.dumps(result.data))


async def _answer(as_of: date | None) -> dict[str, Any]:
    pools = await open_pools(settings())
    try:
        return await ask(pools, as_of)
    finally:
        await pools.close()


def main(argv: list[str]) -> int:
    """Print it; 1 if the day has not come yet."""
    parser = argparse.ArgumentParser(
        prog="./ksbb recap",
        description="Cetak rekap per tanggal. Print the recap as of a day.",
    )
    parser.add_argument(
        "--as-of",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="tanggalnya; tanpa ini hari ini (the day; today without it)",
    )
    parser.add_argument("--locale", choices=("id", "en"), default="id", help="bahasa (language)")
    parser.add_argument(
        "--json", action="store_true", help="dengan daftar RW (for programs, with the list of RWs)"
    )
    chosen = parser.parse_args(argv)
    answer = asyncio.run(_answer(chosen.as_of))
    recap, clock = answer["recap"], answer["clock"]
    if recap["asOf"] > clock["today"]:
        print(
            f"Hari itu belum tiba: sekarang {clock['today']}."
            f" (That day has not come: it is {clock['today']}.)",
            file=sys.stderr,
        )
        return 1
    if chosen.json:
        truth = sheet.truth(chosen.locale) if clock["demo"] else None
        answer["truth"] = truth
        sys.stdout.write(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode() + "\n")
    else:
        print("\n".join(sheet.lines(answer, chosen.locale)))
    return 0
