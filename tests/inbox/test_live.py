"""A new entry reaches the open page of whoever it is for."""

from tests.real_schema import global_id
from tests.web.graphql.test_stream import RunningApp, pledge, running, signed_in, subscribed

__all__ = ["running"]


async def test_only_who_is_notified_sees_that_their_inbox_changed(running: RunningApp) -> None:
    async with (
        signed_in(running, "donor") as donor,
        signed_in(running, "pmi") as pmi,
        signed_in(running, "pemprov") as pemprov,
        subscribed(donor) as own,
        subscribed(pmi) as events,
        subscribed(pemprov) as others,
    ):
        aggregator = global_id("Organisation", running.people["pmi"].organisation_id)
        await pledge(running, donor, channel="VIA_AGGREGATOR", aggregator=aggregator)
        change = await events.until("INBOX")
        assert change["thingId"] == global_id("Person", running.people["pmi"].person_id)
        assert change["number"] is None
        for each in (own, others):
            things = [change["thing"] for change in (await each.changed())["changes"]]
            assert "PLEDGE" in things
            assert "INBOX" not in things
