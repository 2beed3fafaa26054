"""``ksbb schema``: writes the contract, or checks that the committed one is the exported one."""

from __future__ import annotations

import argparse
import sys

from ksbb.kernel.settings import REPOSITORY
from ksbb.schema import schema

CONTRACT = REPOSITORY / "schema.graphql"


def exported() -> str:
    """The schema as SDL, as the file holds it."""
    return schema.as_str().rstrip() + "\n"


def main(argv: list[str]) -> int:
    """Write ``schema.graphql``; with ``--check`` only compare, and fail if it differs."""
    parser = argparse.ArgumentParser(prog="ksbb schema")
    parser.add_argument(
        "--check",
        action="store_true",
        help="hanya bandingkan / only compare with the committed file",
    )
    if parser.parse_args(argv).check:
        if not CONTRACT.exists() or CONTRACT.read_text() != exported():
            print("schema.graphql differs from the code: run ./ksbb schema", file=sys.stderr)
            return 1
        return 0
    CONTRACT.write_text(exported())
    print(f"Wrote {CONTRACT.name}.")
    return 0
