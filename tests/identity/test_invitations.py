"""From the invitation in the mail to the membership."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from ksbb.kernel.viewer import Kind, Role, Viewer
from ksbb.organisations.actions import invite_member
from ksbb.organisations.rules import TooManyInvitations
from tests import make
from tests.identity.conftest import Browser, House


async def _invite(house: House, email: str, role: Role = Role.OPERATOR) -> tuple[Viewer, str]:
    """An owner who has invited this address, and the token of the mail."""
    owner = await house.make(make.donor)
    async with house.pools.transaction(owner) as tx:
        await invite_member(tx, owner, uuid4(), email=email, role=role)
    mail = (await house.mails(email))[-1]
    assert mail["template"] == "INVITATION"
    return owner, mail["token"]


async def _belongs(browser: Browser, organisation: int) -> str | None:
    """The role in which a browser acts for that organisation."""
    who = await browser.who()
    return who["role"] if who and who["organisation"] == organisation else None


async def test_the_mail_tells_who_invites_to_what(house: House, email: str) -> None:
    owner, token = await _invite(house, email)
    mail = (await house.mails(email))[-1]
    name = await house.admin.fetchval(
        "SELECT name FROM app.organisation WHERE id = $1", owner.organisation_id
    )
    assert isinstance(name, str)
    assert (mail["organisation"], mail["role"]) == (name, "OPERATOR")
    page = await (await house.browser()).get("/auth/invitation", params={"token": token})
    assert page.status_code == 200
    assert name in page.text
    assert email in page.text


async def test_somebody_new_accepts_with_one_button(house: House, email: str) -> None:
    owner, token = await _invite(house, email)
    browser = await house.browser()
    answer = await browser.submit("/auth/invitation", token=token)
    assert (answer.status_code, answer.headers["location"]) == (303, "/kantor")
    assert await _belongs(browser, owner.organisation_id) == "OPERATOR"
    event = await house.admin.fetchrow(
        "SELECT kind, other_id FROM app.outbox ORDER BY id DESC LIMIT 1"
    )
    assert event is not None
    assert tuple(event) == ("InvitationAccepted", owner.organisation_id)


async def test_an_invitation_is_accepted_once(house: House, email: str) -> None:
    _, token = await _invite(house, email)
    await (await house.browser()).submit("/auth/invitation", token=token)
    browser = await house.browser()
    assert (await browser.get("/auth/invitation", params={"token": token})).status_code == 410
    answer = await browser.ask("/auth/invitation", token=token)
    assert answer.status_code == 410
    assert answer.json()["error"]["code"] == "INVITATION_NOT_USABLE"
    assert await browser.me() is None


async def test_a_known_person_proves_themselves_first(house: House, email: str) -> None:
    await house.make(make.person, email=email)
    owner, token = await _invite(house, email)
    browser = await house.browser()
    page = await browser.get("/auth/invitation", params={"token": token})
    assert "tautan masuk" in page.text
    answer = await browser.submit("/auth/invitation", token=token)
    assert answer.headers["location"] == "/auth/sent"
    assert await browser.me() is None
    mail = (await house.mails(email))[-1]
    assert mail.pop("template") == "SIGN_IN"
    assert mail["invitation"] == token
    # The page behind the link carries the invitation along.
    assert token in (await browser.get("/auth/in", params=mail)).text
    await browser.submit("/auth/in", **mail)
    assert await _belongs(browser, owner.organisation_id) == "OPERATOR"


async def test_who_is_signed_in_accepts_at_once(house: House, email: str) -> None:
    browser = await house.signed_in(email)
    before = browser.cookie()
    owner, token = await _invite(house, email, Role.VIEWER)
    page = await browser.get("/auth/invitation", params={"token": token})
    assert "Terima undangan" in page.text
    answer = await browser.ask("/auth/invitation", token=token)
    assert answer.json()["viewer"]["role"] == "VIEWER"
    assert await _belongs(browser, owner.organisation_id) == "VIEWER"
    assert browser.cookie() != before


async def test_another_person_cant_take_it_up(house: House, email: str) -> None:
    await house.make(make.person, email=email)
    owner, token = await _invite(house, email)
    thief = await house.signed_in("lain." + email)
    page = await thief.get("/auth/invitation", params={"token": token})
    assert "sesi itu akan diakhiri" in page.text
    assert (await thief.ask("/auth/invitation", token=token)).status_code == 202
    me = await thief.me()
    assert me is not None
    assert me["person"]["email"] == "lain." + email
    assert me["memberships"] == []
    members = await house.admin.fetchval(
        "SELECT count(*) FROM app.membership WHERE organisation_id = $1", owner.organisation_id
    )
    assert members == 1


async def test_an_invitation_sent_along_with_anothers_link_is_not_theirs(
    house: House, email: str
) -> None:
    owner, token = await _invite(house, email)
    browser = await house.browser()
    link = await house.link("lain." + email)
    answer = await browser.ask("/auth/in", **link, invitation=token)
    me = answer.json()["viewer"]
    assert me["person"]["email"] == "lain." + email
    assert me["memberships"] == []
    assert await _belongs(browser, owner.organisation_id) is None


async def test_an_expired_invitation_lets_nobody_in(house: House, email: str) -> None:
    _, token = await _invite(house, email)
    await house.admin.execute(
        "UPDATE app.invitation SET expires_at = clock_timestamp() WHERE email = $1", email
    )
    browser = await house.browser()
    assert (await browser.get("/auth/invitation", params={"token": token})).status_code == 410
    assert (await browser.submit("/auth/invitation", token=token)).status_code == 410
    assert await browser.me() is None


async def test_no_mail_goes_out_for_an_invitation_that_was_rolled_back(
    house: House, email: str
) -> None:
    owner = await house.make(make.donor)
    async with house.pools.transaction(owner) as tx:
        await invite_member(tx, owner, uuid4(), email=email, role=Role.VIEWER)
        await tx.rollback()
    assert await house.mails(email) == []


async def test_a_tenant_cant_send_mail_for_another_ones_invitation(
    house: House, email: str
) -> None:
    owner, _ = await _invite(house, email)
    sent = await house.admin.fetchval("SELECT id FROM app.invitation WHERE email = $1", email)
    # Nor twice for their own: the token that is on its way would be another's.
    for viewer in (await house.make(make.donor), owner):
        with pytest.raises(ProgrammingError, match="no such invitation"):
            async with house.pools.transaction(viewer) as tx:
                await tx.execute(text("SELECT app.invitation_mail(:id)"), {"id": sent})
    assert len(await house.mails(email)) == 1


async def test_a_tenant_cant_put_words_into_our_mail(house: House, email: str) -> None:
    owner = await house.make(make.organisation, Kind.DONOR, name="PT Jujur (contoh)")
    viewer = await house.make(make.member, owner)
    await _invites(house, viewer, email)
    assert [mail["organisation"] for mail in await house.mails(email)] == ["PT Jujur (contoh)"]
    words = "SELECT app.mail_queue(:to, 'INVITATION', '{}')"
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with house.pools.transaction(viewer) as tx:
            await tx.execute(text(words), {"to": email})


async def _invites(house: House, owner: Viewer, email: str) -> None:
    async with house.pools.transaction(owner) as tx:
        await invite_member(tx, owner, uuid4(), email=email, role=Role.VIEWER)


async def test_an_organisation_nobody_has_verified_invites_five_an_hour(
    house: House, email: str
) -> None:
    applicant = await house.make(make.donor, state="applied")
    for number in range(5):
        await _invites(house, applicant, f"n{number}.{email}")
    with pytest.raises(TooManyInvitations):
        await _invites(house, applicant, f"n5.{email}")
    assert await house.mails(f"n5.{email}") == []
    verified = await house.make(make.donor)
    for number in range(6):
        await _invites(house, verified, f"v{number}.{email}")
    await house.admin.execute(
        "UPDATE sec.attempt SET count = 50 WHERE kind = 'INVITATION_TENANT' AND count = 6"
    )
    with pytest.raises(TooManyInvitations):
        await _invites(house, verified, f"v6.{email}")


async def test_one_address_gets_five_invitations_an_hour(house: House, email: str) -> None:
    for _ in range(5):
        await _invites(house, await house.make(make.donor), email)
    with pytest.raises(TooManyInvitations):
        await _invites(house, await house.make(make.donor), email)
    assert len(await house.mails(email)) == 5
