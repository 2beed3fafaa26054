"""The mail of the notifications, one template for each kind (``ksbb.domain.inbox.kinds``).

A mail about one pledge names its public code and leads to its public page, which everybody may
open; any other leads into the office. Subjects name organisations and numbers, never people.
"""

from __future__ import annotations

from collections.abc import Callable

from ksbb.core.notifications.drafts import OFFICE, OPEN, Draft, Facts, Pair, packages, rupiah
from ksbb.core.words import word_for

_OUTCOMES: dict[str | None, Pair] = {
    "AGREED": ("disetujui", "agreed to"),
    "REFUSED": ("ditolak", "refused"),
    "REPLACED": ("diganti dengan paket baru", "replaced by new packages"),
    "RETURNED_TO_NEED": ("dikembalikan ke kebutuhan unit", "returned to the unit's need"),
    "WRITTEN_OFF": ("dihapuskan dari catatan", "written off"),
    "UNIT": ("menurut unit", "according to the unit"),
    "EXECUTOR": ("menurut pelaksana", "according to the executor"),
}


def _thing(facts: Facts) -> Pair:
    """What it is about: the pledge if there is one, else the trip."""
    if facts.get("number"):
        return f"janji bantuan {facts['number']}", f"pledge {facts['number']}"
    if facts.get("shipment"):
        return f"pengiriman {facts['shipment']}", f"shipment {facts['shipment']}"
    return "beberapa janji bantuan", "several pledges"


def _when(facts: Facts) -> Pair:
    days = facts.get("days", 0)
    if days == 0:
        return "hari ini", "today"
    return (f"{days} hari lagi", f"in {days} days") if days > 1 else ("besok", "tomorrow")


def _office(facts: Facts) -> str:
    """The office's page that a mail leads to if it is not about one pledge."""
    if facts.get("part") == "OFFICER":
        return f"{OFFICE}/kiriman"
    if facts.get("part") == "VERIFIER":
        return OFFICE
    if facts.get("shipment_id"):
        return f"{OFFICE}/pengiriman/{facts['shipment_id']}"
    if facts.get("contribution_id"):
        return f"{OFFICE}/kontribusi/{facts['contribution_id']}"
    return OFFICE


def _notice(
    subject: Pair, body: Pair, path: Callable[[Facts], str] = _office
) -> Callable[[Facts], Draft]:
    """A template. Its texts may name ``{thing}``, ``{unit}``, ``{packages}``, ``{by}`` ..."""

    def draft(facts: Facts) -> Draft:
        code = facts.get("code")
        thing, count, when = _thing(facts), packages(facts), _when(facts)
        outcome = _OUTCOMES.get(facts.get("detail"), ("", ""))
        place = facts.get("unit") or ("beberapa unit", "several units")

        def filled(text: str, language: int) -> str:
            written = text.format(
                thing=thing[language],
                packages=count[language],
                outcome=outcome[language],
                when=when[language],
                unit=place if isinstance(place, str) else place[language],
                by=facts.get("by", "KSBB"),
                about=facts.get("about", ""),
                organisation=facts.get("organisation", ""),
                amount=rupiah(facts) if facts.get("amount") else "",
            )
            # The beginning of a sentence.
            return written[:1].upper() + written[1:]

        bodies = [filled(text, language) for language, text in enumerate(body)]
        if code:
            bodies[0] += f" Kode lacak: {code}."
            bodies[1] += f" Tracking code: {code}."
        if facts.get("reason"):
            bodies[0] += f" Alasan: {facts['reason']}"
            bodies[1] += f" Reason: {facts['reason']}"
        return Draft(
            (filled(subject[0], 0), filled(subject[1], 1)),
            (bodies[0], bodies[1]),
            f"/lacak/{code}" if code else path(facts),
            ("Lacak janji bantuan", "Track the pledge") if code else OPEN,
            (
                "Atur pemberitahuan di KSBB: Akun Anda, lalu Pemberitahuan.",
                "Choose your notifications in KSBB: your account, then Notifications.",
            ),
        )

    return draft


def _applied(facts: Facts) -> Draft:
    return _notice(
        ("Pendaftaran organisasi baru", "New organisation application"),
        (
            "{about} mendaftar sebagai " + word_for(facts["kind"]) + ". Pemprov memverifikasinya.",
            "{about} has applied as " + word_for(facts["kind"], "en") + "; it waits for you.",
        ),
        _to(f"{OFFICE}/organisasi/{facts['subject_id']}"),
    )(facts)


def _to(path: str) -> Callable[[Facts], str]:
    return lambda _: path


def _handover(facts: Facts) -> str:
    """The page with both counts, for those who have it."""
    if facts.get("part") in ("EXECUTOR", "PEMPROV"):
        return f"{OFFICE}/serah-terima/{facts['handover_id']}"
    return _office(facts)


def _documents(facts: Facts) -> str:
    return f"{OFFICE}/pengiriman/{facts['shipment_id']}/dokumen"


_AGREEMENTS = _to(f"{OFFICE}/pks")
_PROFILE = _to(f"{OFFICE}/organisasi-kami")

NOTICE_TEXTS: dict[str, Callable[[Facts], Draft]] = {
    "PLEDGE_SUBMITTED": _notice(
        ("{thing} menunggu Anda", "{thing} is waiting for you"),
        (
            "{by} mengajukan {thing}: {packages}. Silakan terima atau tolak.",
            "{by} has made {thing}: {packages}. Please accept or reject it.",
        ),
    ),
    "PLEDGE_ACCEPTED": _notice(
        ("{thing} disanggupi pelaksana", "{thing} was accepted"),
        (
            "{by} menyanggupi {thing} dan akan melaksanakannya.",
            "{by} has accepted {thing} and will carry it out.",
        ),
    ),
    "PLEDGE_REJECTED": _notice(
        ("{thing} ditolak", "{thing} was rejected"),
        ("{by} menolak {thing}.", "{by} has rejected {thing}."),
    ),
    "PLEDGE_COMMITTED": _notice(
        ("{thing} menjadi komitmen", "{thing} is committed"),
        (
            "{thing} sudah menjadi komitmen: {packages}.",
            "{thing} is now committed: {packages}.",
        ),
    ),
    "PLEDGE_LAPSED": _notice(
        ("{thing} gugur", "{thing} has lapsed"),
        (
            "{thing} tidak disanggupi dalam waktunya. Paketnya tidak lagi ditahan.",
            "{thing} was not accepted in time. Its packages are no longer held.",
        ),
    ),
    "PLEDGE_WITHDRAWN": _notice(
        ("{thing} ditarik", "{thing} was withdrawn"),
        ("{by} menarik {thing}.", "{by} has withdrawn {thing}."),
    ),
    "WITHDRAWAL_REQUESTED": _notice(
        ("Permintaan menarik {thing}", "Request to withdraw {thing}"),
        (
            "{by} meminta penarikan {thing}. Pelaksana atau Pemprov menjawabnya.",
            "{by} requests to withdraw {thing}. The executor or the provincial government answers.",
        ),
    ),
    "WITHDRAWAL_ANSWERED": _notice(
        ("Penarikan {thing} {outcome}", "Withdrawal of {thing} {outcome}"),
        (
            "Permintaan menarik {thing} {outcome} oleh {by}.",
            "The request to withdraw {thing} was {outcome} by {by}.",
        ),
    ),
    "WITHDRAWAL_TAKEN_BACK": _notice(
        ("{thing} tetap berjalan", "{thing} goes on"),
        (
            "{by} membatalkan permintaan menarik {thing}.",
            "{by} has taken back the request to withdraw {thing}.",
        ),
    ),
    "CONTRIBUTION_INTENDED": _notice(
        ("Kontribusi {amount} dari {by}", "A contribution of {amount} from {by}"),
        (
            "{by} berniat memberi {amount}. Catat penerimaannya setelah dana masuk.",
            "{by} intends to give {amount}. Record it when you have received the money.",
        ),
    ),
    "CONTRIBUTION_RECEIVED": _notice(
        ("Kontribusi {amount} diterima", "Your contribution of {amount} was received"),
        ("{by} sudah menerima {amount} dari Anda.", "{by} has received {amount} from you."),
    ),
    "GOODS_RECEIVED": _notice(
        ("Barang {thing} masuk", "Goods of {thing} came in"),
        (
            "{by} menghitung {packages} dari {thing} di gudangnya.",
            "{by} has counted {packages} of {thing} in its depot.",
        ),
    ),
    "DISPATCHED": _notice(
        ("{packages} berangkat", "{packages} have left"),
        (
            "{packages} berangkat menuju {unit}, dikirim oleh {by} ({thing}).",
            "{packages} have left for {unit}, sent by {by} ({thing}).",
        ),
    ),
    "HANDED_OVER": _notice(
        ("Diserahkan di {unit}", "Handed over at {unit}"),
        (
            "Kurir mencatat serah terima di {unit} ({thing}). Bukti dari unit ditunggu.",
            "The courier recorded a handover at {unit} ({thing}). The unit's proof is awaited.",
        ),
    ),
    "STOP_FAILED": _notice(
        ("Belum diserahkan di {unit}", "Not handed over at {unit}"),
        (
            "Paket tidak dapat diserahkan di {unit} dan dibawa kembali ({thing}).",
            "Packages could not be handed over at {unit} and are brought back ({thing}).",
        ),
    ),
    "PROVEN": _notice(
        ("Diterima di {unit}", "Received at {unit}"),
        (
            "Penerimaan di {unit} terbukti, {outcome} ({thing}).",
            "What {unit} received is proven, {outcome} ({thing}).",
        ),
    ),
    "BAST_READY": _notice(
        ("BAST untuk {unit} terbit", "The BAST for {unit} is ready"),
        (
            "BAST serah terima di {unit} sudah terbit ({thing}).",
            "The BAST of the handover at {unit} is ready ({thing}).",
        ),
        _documents,
    ),
    "DISCREPANCY_OPENED": _notice(
        ("Selisih {packages} di {unit}", "{packages} damaged or missing at {unit}"),
        (
            "{packages} rusak atau hilang di {unit} ({thing}). Pelaksana menyelesaikannya.",
            "{packages} were damaged or missing at {unit} ({thing}). The executor settles it.",
        ),
    ),
    "DISCREPANCY_SETTLED": _notice(
        ("Selisih di {unit} diselesaikan", "The discrepancy at {unit} is settled"),
        (
            "{packages} yang rusak atau hilang di {unit} {outcome} ({thing}).",
            "{packages} damaged or missing at {unit} are {outcome} ({thing}).",
        ),
    ),
    "DISPUTE_OPENED": _notice(
        ("Hitungan di {unit} berbeda", "The counts at {unit} differ"),
        (
            (
                "Hitungan kurir dan unit di {unit} berbeda ({thing}). Sampai diputuskan,"
                " angka yang lebih kecil yang berlaku."
            ),
            (
                "The courier and the unit counted differently at {unit} ({thing}). Until this is"
                " decided, the smaller number counts."
            ),
        ),
        _handover,
    ),
    "DISPUTE_DECIDED": _notice(
        ("Hitungan di {unit} diputuskan", "The count at {unit} is decided"),
        (
            "Perbedaan hitungan di {unit} sudah diputuskan ({thing}).",
            "The dispute about the count at {unit} is decided ({thing}).",
        ),
        _handover,
    ),
    "VERIFICATION_DRAWN": _notice(
        ("Kiriman Anda terpilih dalam sampel", "Deliveries of yours were drawn"),
        (
            "Kiriman {organisation} terpilih dalam sampel dan akan dihitung petugas verifikasi.",
            "Deliveries of {organisation} were drawn. A verifier looks at them.",
        ),
        _to("/transparansi/sampel"),
    ),
    "VERIFICATION_ASSIGNED": _notice(
        ("Verifikasi baru: {unit}", "New verification: {unit}"),
        (
            "Kiriman di {unit} menunggu Anda hitung bersama unit.",
            "A delivery at {unit} waits for you to count it with the unit.",
        ),
    ),
    "VERIFICATION_AGREED": _notice(
        ("Verifikasi di {unit}: sesuai", "Verification at {unit}: agrees"),
        (
            "Petugas verifikasi menghitung jumlah yang sama di {unit} ({thing}).",
            "The verifier counted the same numbers at {unit} ({thing}).",
        ),
    ),
    "VERIFICATION_DIFFERED": _notice(
        ("Verifikasi di {unit}: berbeda", "Verification at {unit}: differs"),
        (
            "Petugas verifikasi menghitung jumlah lain di {unit} ({thing}).",
            "The verifier counted other numbers at {unit} ({thing}).",
        ),
    ),
    "AGREEMENT_ENDING": _notice(
        ("PKS {about} berakhir {when}", "The agreement of {about} ends {when}"),
        (
            "PKS {about} berakhir {when}. Tanpa PKS tidak ada janji baru lewat agregator ini.",
            (
                "The agreement of {about} ends {when}. Without one no new pledge can be made"
                " through this aggregator."
            ),
        ),
        _AGREEMENTS,
    ),
    "PERMIT_ENDING": _notice(
        ("Izin PUB {about} berakhir {when}", "The permit of {about} ends {when}"),
        (
            "Izin PUB {about} berakhir {when}. Tanpa izin, dana baru tidak dapat dicatat.",
            (
                "The collection permit of {about} ends {when}. Without one no new gift of money"
                " can be recorded."
            ),
        ),
        _AGREEMENTS,
    ),
    "ORGANISATION_APPLIED": _applied,
    "ORGANISATION_VERIFIED": _notice(
        ("{organisation} terverifikasi", "{organisation} is verified"),
        (
            (
                "Pemprov sudah memverifikasi {organisation}. Sekarang Anda dapat mengajukan janji"
                " bantuan."
            ),
            "The provincial government has verified {organisation}. You can now make pledges.",
        ),
    ),
    "ORGANISATION_REJECTED": _notice(
        ("{organisation}: pendaftaran ditolak", "{organisation}: application rejected"),
        (
            "Pendaftaran {organisation} ditolak.",
            "The application of {organisation} was rejected.",
        ),
        _PROFILE,
    ),
    "ORGANISATION_SUSPENDED": _notice(
        ("{organisation} ditangguhkan", "{organisation} is suspended"),
        ("{organisation} ditangguhkan.", "{organisation} is suspended."),
        _PROFILE,
    ),
}
