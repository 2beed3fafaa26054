"""The audits of GraphQL over HTTP, from the npm package graphql-http."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.web.graphql.conftest import TOKEN
from tools.dev import node


def failed(folder: Path, address: str) -> list[dict[str, str]]:
    """The audits that did not pass at an address; there are 61 of them."""
    ended = subprocess.run(
        [node.node(), folder / "run.mjs", f"{address}/graphql", TOKEN],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    results = json.loads(ended.stdout)
    assert len(results) == 61
    return [result for result in results if result["status"] != "ok"]


# In one process: the packages are installed once.
@pytest.mark.xdist_group("audits")
def test_the_endpoint_passes_all_61_audits(audits: Path, address: str) -> None:
    assert failed(audits, address) == []
