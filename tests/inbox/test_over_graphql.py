"""The inbox and its settings over GraphQL."""

from typing import Any

from ksbb.core.viewer import NOBODY, Role, Viewer
from tests import factories
from tests.deliveries.world import deliver_to
from tests.inbox.notified import deliver_all
from tests.real_schema import Api

_INBOX = """{ viewer { unreadCount inbox { totalCount edges { node {
    id kind readAt packages detail by { name } pledge { number } shipment { number } unit { name }
} } } } }"""
_SETTINGS = "{ viewer { notificationSettings { kind inbox mail } } }"
_MARKED = "... on InboxMarkedRead { unread } ... on InvalidInput { field message }"
_SET = "... on NotificationSet { kind inbox mail } ... on InvalidInput { field message }"


async def _settings(api: Api, viewer: Viewer) -> dict[str, tuple[bool, bool]]:
    data = await api.query(viewer, _SETTINGS)
    return {
        each["kind"]: (each["inbox"], each["mail"])
        for each in data["viewer"]["notificationSettings"]
    }


async def _inbox(api: Api, viewer: Viewer, document: str = _INBOX) -> Any:
    return (await api.query(viewer, document))["viewer"]


async def test_a_giver_reads_its_inbox_and_marks_it_as_read(api: Api) -> None:
    async with api.transaction() as db:
        world = await deliver_to(db)
        await world.on_the_way()
        await deliver_all(db)
        number = await world.one("SELECT number FROM app.pledge WHERE id = :id", id=world.pledge)
    seen = await _inbox(api, world.donor)
    newest = seen["inbox"]["edges"][0]["node"]
    assert (newest["kind"], newest["packages"], newest["readAt"]) == ("DISPATCHED", 120, None)
    assert newest["pledge"] == {"number": number}
    assert newest["shipment"] is not None
    count = seen["inbox"]["totalCount"]
    assert seen["unreadCount"] == count > 1
    done = await api.mutate(world.donor, "markInboxRead", _MARKED, entries=[newest["id"]])
    assert done == {"__typename": "InboxMarkedRead", "unread": count - 1}
    done = await api.mutate(world.donor, "markInboxRead", _MARKED, through=newest["id"])
    assert done["unread"] == 0
    assert (await _inbox(api, world.donor))["unreadCount"] == 0


async def test_the_inbox_is_narrowed_by_kind_and_to_what_is_new(api: Api) -> None:
    async with api.transaction() as db:
        world = await deliver_to(db)
        await world.on_the_way()
        await deliver_all(db)
    own = "{ viewer { inbox(%s) { edges { node { kind id } } } } }"
    found = await _inbox(api, world.donor, own % "kinds: [DISPATCHED, GOODS_RECEIVED]")
    kinds = [edge["node"]["kind"] for edge in found["inbox"]["edges"]]
    assert kinds == ["DISPATCHED", "GOODS_RECEIVED"]
    first = found["inbox"]["edges"][0]["node"]["id"]
    await api.mutate(world.donor, "markInboxRead", _MARKED, entries=[first])
    new = await _inbox(api, world.donor, own % "unread: true, kinds: [DISPATCHED, GOODS_RECEIVED]")
    assert [edge["node"]["kind"] for edge in new["inbox"]["edges"]] == ["GOODS_RECEIVED"]


async def test_a_choice_is_kept_and_can_be_taken_back(api: Api) -> None:
    async with api.transaction() as db:
        donor = await factories.donor(db)
    assert (await _settings(api, donor))["DISPATCHED"] == (True, True)
    for inbox, mail in ((False, True), (True, True), (True, False)):
        done = await api.mutate(
            donor, "setNotification", _SET, kind="DISPATCHED", inbox=inbox, mail=mail
        )
        assert done == {
            "__typename": "NotificationSet",
            "kind": "DISPATCHED",
            "inbox": inbox,
            "mail": mail,
        }
        settings = await _settings(api, donor)
        assert settings["DISPATCHED"] == (inbox, mail)
    assert settings["HANDED_OVER"] == (True, False)


async def test_everybody_is_shown_what_they_can_hear_of(api: Api) -> None:
    async with api.transaction() as db:
        donor, aggregator = await factories.donor(db), await factories.aggregator(db)
        officer = await factories.pemprov(db, Role.KELURAHAN)
        pemprov = await factories.pemprov(db)
        looker = await factories.colleague(db, donor, Role.VIEWER)
    assert "AGREEMENT_ENDING" not in await _settings(api, donor)
    assert {"AGREEMENT_ENDING", "PLEDGE_SUBMITTED"} <= {*await _settings(api, aggregator)}
    assert "ORGANISATION_APPLIED" in await _settings(api, pemprov)
    assert [*await _settings(api, officer)] == [
        "DISPATCHED",
        "DISPUTE_OPENED",
        "DISPUTE_MESSAGE",
        "DISPUTE_DECIDED",
    ]
    assert await _settings(api, looker) == {}
    assert (await api.query(NOBODY, _SETTINGS)) == {"viewer": None}


async def test_refusals_are_in_the_readers_language(api: Api) -> None:
    async with api.transaction() as db:
        donor = await factories.donor(db)
    done = await api.mutate(
        donor, "setNotification", _SET, kind="ORGANISATION_SUSPENDED", inbox=False, mail=False
    )
    assert done == {
        "__typename": "InvalidInput",
        "field": "kind",
        "message": "Pemberitahuan ini tidak dapat dimatikan.",
    }
    done = await api.mutate(donor, "markInboxRead", _MARKED, entries=[])
    assert done["field"] == "entries"
