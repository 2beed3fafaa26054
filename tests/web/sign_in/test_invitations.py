"""Invitations: from the mail to the membership."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.organisations.actions import invite_member
from ksbb.domain.organisations.rules import TooManyInvitations
from tests import factories
from tests.web.sign_in.conftest import Browser, Installation


async def _invite(
    installation: Installation, email: str, role: Role = Role.OPERATOR
) -> tuple[Viewer, str]:
    """An owner who has invited this address, and the token in the mail."""
    owner = await installation.make(factories.donor)
    async with installation.pools.transaction(owner) as tx:
        await invite_member(tx, owner, uuid4(), email=email, role=role)
    mail = (await installation.mails(email))[-1]
    assert mail["template"] == "INVITATION"
    return owner, mail["token"]


async def _belongs(browser: Browser, organisation: int) -> str | None:
    """The role of a browser's person in that organisation, if they act for it."""
    who = await browser.viewer()
    return who["role"] if who and who["organisation"] == organisation else None


async def test_the_mail_names_the_organisation_and_the_role(
    installation: Installation, email: str
) -> None:
    owner, token = await _invite(installation, email)
    mail = (await installation.mails(email))[-1]
    name = await installation.admin.fetchval(
        "SELECT name FROM app.organisation WHERE id = $1", owner.organisation_id
    )
    assert isinstance(name, str)
    assert (mail["organisation"], mail["role"]) == (name, "OPERATOR")
    page = await (await installation.browser()).get("/auth/invitation", params={"token": token})
    assert page.status_code == 200
    assert name in page.text
    assert email in page.text


async def test_a_new_person_accepts_with_one_button(installation: Installation, email: str) -> None:
    owner, token = await _invite(installation, email)
    browser = await installation.browser()
    answer = await browser.submit("/auth/invitation", token=token)
    assert (answer.status_code, answer.headers["location"]) == (303, "/kantor")
    assert await _belongs(browser, owner.organisation_id) == "OPERATOR"
    event = await installation.admin.fetchrow(
        "SELECT kind, counterparty_id FROM app.outbox ORDER BY id DESC LIMIT 1"
    )
    assert event is not None
    assert tuple(event) == ("InvitationAccepted", owner.organisation_id)


async def test_an_invitation_is_accepted_once(installation: Installation, email: str) -> None:
    _, token = await _invite(installation, email)
    await (await installation.browser()).submit("/auth/invitation", token=token)
    browser = await installation.browser()
    assert (await browser.get("/auth/invitation", params={"token": token})).status_code == 410
    answer = await browser.post_json("/auth/invitation", token=token)
    assert answer.status_code == 410
    assert answer.json()["error"]["code"] == "INVITATION_NOT_USABLE"
    assert await browser.me() is None


async def test_a_known_person_signs_in_first(installation: Installation, email: str) -> None:
    await installation.make(factories.person, email=email)
    owner, token = await _invite(installation, email)
    browser = await installation.browser()
    page = await browser.get("/auth/invitation", params={"token": token})
    assert "tautan masuk" in page.text
    answer = await browser.submit("/auth/invitation", token=token)
    assert answer.headers["location"] == "/auth/sent"
    assert await browser.me() is None
    mail = (await installation.mails(email))[-1]
    assert mail.pop("template") == "SIGN_IN"
    assert mail["invitation"] == token
    # The page of the link has the invitation in its form.
    assert token in (await browser.get("/auth/in", params=mail)).text
    await browser.submit("/auth/in", **mail)
    assert await _belongs(browser, owner.organisation_id) == "OPERATOR"


async def test_a_signed_in_person_accepts_at_once(installation: Installation, email: str) -> None:
    browser = await installation.signed_in(email)
    before = browser.cookie()
    owner, token = await _invite(installation, email, Role.VIEWER)
    page = await browser.get("/auth/invitation", params={"token": token})
    assert "Terima undangan" in page.text
    answer = await browser.post_json("/auth/invitation", token=token)
    assert answer.json()["viewer"]["role"] == "VIEWER"
    assert await _belongs(browser, owner.organisation_id) == "VIEWER"
    assert browser.cookie() != before


async def test_another_person_cant_accept_it(installation: Installation, email: str) -> None:
    await installation.make(factories.person, email=email)
    owner, token = await _invite(installation, email)
    thief = await installation.signed_in("lain." + email)
    page = await thief.get("/auth/invitation", params={"token": token})
    assert "sesi itu akan diakhiri" in page.text
    assert (await thief.post_json("/auth/invitation", token=token)).status_code == 202
    me = await thief.me()
    assert me is not None
    assert me["person"]["email"] == "lain." + email
    assert me["memberships"] == []
    members = await installation.admin.fetchval(
        "SELECT count(*) FROM app.membership WHERE organisation_id = $1", owner.organisation_id
    )
    assert members == 1


async def test_an_invitation_is_not_accepted_with_anothers_link(
    installation: Installation, email: str
) -> None:
    owner, token = await _invite(installation, email)
    browser = await installation.browser()
    link = await installation.link("lain." + email)
    answer = await browser.post_json("/auth/in", **link, invitation=token)
    me = answer.json()["viewer"]
    assert me["person"]["email"] == "lain." + email
    assert me["memberships"] == []
    assert await _belongs(browser, owner.organisation_id) is None


async def test_an_expired_invitation_can_t_be_accepted(
    installation: Installation, email: str
) -> None:
    _, token = await _invite(installation, email)
    await installation.admin.execute(
        "UPDATE app.invitation SET expires_at = clock_timestamp() WHERE email = $1", email
    )
    browser = await installation.browser()
    assert (await browser.get("/auth/invitation", params={"token": token})).status_code == 410
    assert (await browser.submit("/auth/invitation", token=token)).status_code == 410
    assert await browser.me() is None


async def test_no_mail_goes_out_for_an_invitation_that_was_rolled_back(
    installation: Installation, email: str
) -> None:
    owner = await installation.make(factories.donor)
    async with installation.pools.transaction(owner) as tx:
        await invite_member(tx, owner, uuid4(), email=email, role=Role.VIEWER)
        await tx.rollback()
    assert await installation.mails(email) == []


async def test_a_tenant_cant_send_mail_for_anothers_invitation(
    installation: Installation, email: str
) -> None:
    owner, _ = await _invite(installation, email)
    sent = await installation.admin.fetchval(
        "SELECT id FROM app.invitation WHERE email = $1", email
    )
    # Nor a second time for its own, because the token in the first mail would stop working.
    for viewer in (await installation.make(factories.donor), owner):
        with pytest.raises(ProgrammingError, match="no such invitation"):
            async with installation.pools.transaction(viewer) as tx:
                await tx.execute(text("SELECT app.invitation_mail(:id)"), {"id": sent})
    assert len(await installation.mails(email)) == 1


async def test_a_tenant_cant_choose_the_text_of_our_mail(
    installation: Installation, email: str
) -> None:
    owner = await installation.make(factories.organisation, Kind.DONOR, name="PT Jujur (contoh)")
    viewer = await installation.make(factories.member, owner)
    await _invites(installation, viewer, email)
    assert [mail["organisation"] for mail in await installation.mails(email)] == [
        "PT Jujur (contoh)"
    ]
    words = "SELECT app.mail_queue(:to, 'INVITATION', '{}')"
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with installation.pools.transaction(viewer) as tx:
            await tx.execute(text(words), {"to": email})


async def _invites(installation: Installation, owner: Viewer, email: str) -> None:
    async with installation.pools.transaction(owner) as tx:
        await invite_member(tx, owner, uuid4(), email=email, role=Role.VIEWER)


async def test_an_organisation_nobody_has_verified_invites_five_an_hour(
    installation: Installation, email: str
) -> None:
    applicant = await installation.make(factories.donor, state="applied")
    for number in range(5):
        await _invites(installation, applicant, f"n{number}.{email}")
    with pytest.raises(TooManyInvitations):
        await _invites(installation, applicant, f"n5.{email}")
    assert await installation.mails(f"n5.{email}") == []
    verified = await installation.make(factories.donor)
    for number in range(6):
        await _invites(installation, verified, f"v{number}.{email}")
    await installation.admin.execute(
        "UPDATE sec.attempt SET count = 50 WHERE kind = 'INVITATION_TENANT' AND count = 6"
    )
    with pytest.raises(TooManyInvitations):
        await _invites(installation, verified, f"v6.{email}")


async def test_one_address_gets_five_invitations_an_hour(
    installation: Installation, email: str
) -> None:
    for _ in range(5):
        await _invites(installation, await installation.make(factories.donor), email)
    with pytest.raises(TooManyInvitations):
        await _invites(installation, await installation.make(factories.donor), email)
    assert len(await installation.mails(email)) == 5
