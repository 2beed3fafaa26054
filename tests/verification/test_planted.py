"""Each invariant of verification finds the fault that is planted for it."""

import pytest

from ksbb.core.audit.verification_invariants import VERIFICATION_INVARIANTS
from tests.planting import assert_found
from tests.verification.conftest import Drawn

PLANTED = {
    "a handover is verified if and only if its public rows say so, and the books hold them": (
        "UPDATE pub.delivery SET verified_on = NULL"
    ),
    "the public seals are the audit's": "UPDATE pub.seal SET hash = sha256('x') WHERE number = 1",
    "a sample's list has its hash, and all that was first reported on its day": (
        "DELETE FROM pub.sample_entry WHERE stop_id = (SELECT max(stop_id) FROM pub.sample_entry)"
    ),
    "a sample is drawn by its seal, and what is drawn is looked at": (
        "UPDATE pub.sample_entry SET drawn = false"
    ),
    "who verified is no party": (
        "UPDATE app.look SET verifier_id = (SELECT max(actor_id) FROM app.handover"
        " WHERE stop_id = look.stop_id)"
    ),
}


@pytest.mark.parametrize("sentence", VERIFICATION_INVARIANTS)
async def test_a_planted_fault_is_found(drawn: Drawn, sentence: str) -> None:
    await drawn.verify(drawn.stops[0], 63, 5)
    await assert_found(drawn.db, VERIFICATION_INVARIANTS[sentence], PLANTED[sentence])
