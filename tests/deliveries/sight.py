"""Looks whether a party reads rows of other organisations."""

from sqlalchemy import text

from ksbb.core.viewer import Viewer
from tests.deliveries.world import World

# A giver reads the trips, stops and handovers of its packages.
OF_A_GIVER = {
    "shipment": " OR id IN (SELECT shipment_id FROM app.load WHERE donor_id = {})",
    "handover": " OR stop_id IN (SELECT stop_id FROM app.load WHERE donor_id = {})",
    "stop": " OR id IN (SELECT stop_id FROM app.load WHERE donor_id = {})",
}


async def rows_of_others(world: World, party: Viewer) -> dict[str, int]:
    """How many rows of other organisations a party reads in each table of parties."""
    tables = await world.rows(
        "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns"
        " WHERE table_schema = 'app'"
        " AND column_name IN"
        " ('organisation_id', 'donor_id', 'giver_id', 'executor_id', 'funder_id') GROUP BY 1"
    )
    found: dict[str, int] = {}
    async with world.db.viewer(party) as tx:
        for table, columns in tables:
            readable = text("SELECT has_table_privilege(:table, 'SELECT')")
            if not await tx.scalar(readable, {"table": f"app.{table}"}):
                continue
            own = " OR ".join(
                f"{column} = {party.organisation_id}" for column in columns
            ) + OF_A_GIVER.get(table, "").format(party.organisation_id)
            others = await tx.scalar(
                text(f"SELECT count(*) FROM app.{table} WHERE ({own}) IS NOT TRUE")  # noqa: S608
            )
            if others:
                found[table] = others
    return found
