"""GraphQL over HTTP, as the audits of the npm package graphql-http see it."""

import json
import subprocess
from pathlib import Path

import pytest

from ksbb.local import node
from tests.endpoint.conftest import TOKEN

AUDITS = Path(__file__).with_name("audits")


@pytest.fixture(scope="session")
def audits() -> Path:
    """The audits' folder with their packages."""
    if not (AUDITS / "node_modules" / "graphql-http").is_dir():
        node.npm("ci", folder=AUDITS, failing=("npm ci gagal.", "npm ci failed."))
    return AUDITS


def test_the_endpoint_passes_all_61_audits(audits: Path, address: str) -> None:
    ended = subprocess.run(
        [node.node(), audits / "run.mjs", f"{address}/graphql", TOKEN],
        check=True,
        capture_output=True,
        cwd=audits,
    )
    results = json.loads(ended.stdout)
    assert len(results) == 61
    assert [result for result in results if result["status"] != "ok"] == []
