"""The mail of the notifications, one template for each kind (``ksbb.domain.inbox.kinds``).

A mail about one pledge names its public code and leads to its public page, which everybody may
open; any other leads into the office. Subjects name organisations and numbers, never people.
"""

from __future__ import annotations

from collections.abc import Callable

from ksbb.core.notifications.drafts import OFFICE, Draft, Facts
from ksbb.core.notifications.notice_drafts import leads_to, notice, office_page
from ksbb.core.words import word_for


def _applied(facts: Facts) -> Draft:
    return notice(
        ("Pendaftaran organisasi baru", "New organisation application"),
        (
            "{about} mendaftar sebagai " + word_for(facts["kind"]) + ". Pemprov memverifikasinya.",
            "{about} has applied as " + word_for(facts["kind"], "en") + "; it waits for you.",
        ),
        leads_to(f"{OFFICE}/organisasi/{facts['subject_id']}"),
    )(facts)


def _handover(facts: Facts) -> str:
    """The page with both counts, for those who have it."""
    if facts.get("part") != "GIVER":
        return f"{OFFICE}/serah-terima/{facts['handover_id']}"
    return office_page(facts)


def _documents(facts: Facts) -> str:
    return f"{OFFICE}/pengiriman/{facts['shipment_id']}/dokumen"


_AGREEMENTS = leads_to(f"{OFFICE}/pks")
_PROFILE = leads_to(f"{OFFICE}/organisasi-kami")

NOTICE_TEXTS: dict[str, Callable[[Facts], Draft]] = {
    "PLEDGE_SUBMITTED": notice(
        ("{thing} menunggu Anda", "{thing} is waiting for you"),
        (
            "{by} mengajukan {thing}: {packages}. Silakan terima atau tolak.",
            "{by} has made {thing}: {packages}. Please accept or reject it.",
        ),
    ),
    "PLEDGE_ACCEPTED": notice(
        ("{thing} disanggupi pelaksana", "{thing} was accepted"),
        (
            "{by} menyanggupi {thing} dan akan melaksanakannya.",
            "{by} has accepted {thing} and will carry it out.",
        ),
    ),
    "PLEDGE_REJECTED": notice(
        ("{thing} ditolak", "{thing} was rejected"),
        ("{by} menolak {thing}.", "{by} has rejected {thing}."),
    ),
    "PLEDGE_COMMITTED": notice(
        ("{thing} menjadi komitmen", "{thing} is committed"),
        (
            "{thing} sudah menjadi komitmen: {packages}.",
            "{thing} is now committed: {packages}.",
        ),
    ),
    "PLEDGE_LAPSED": notice(
        ("{thing} gugur", "{thing} has lapsed"),
        (
            "{thing} tidak disanggupi dalam waktunya. Paketnya tidak lagi ditahan.",
            "{thing} was not accepted in time. Its packages are no longer held.",
        ),
    ),
    "PLEDGE_WITHDRAWN": notice(
        ("{thing} ditarik", "{thing} was withdrawn"),
        ("{by} menarik {thing}.", "{by} has withdrawn {thing}."),
    ),
    "WITHDRAWAL_REQUESTED": notice(
        ("Permintaan menarik {thing}", "Request to withdraw {thing}"),
        (
            "{by} meminta penarikan {thing}. Pelaksana atau Pemprov menjawabnya.",
            "{by} requests to withdraw {thing}. The executor or the provincial government answers.",
        ),
    ),
    "WITHDRAWAL_ANSWERED": notice(
        ("Penarikan {thing} {outcome}", "Withdrawal of {thing} {outcome}"),
        (
            "Permintaan menarik {thing} {outcome} oleh {by}.",
            "The request to withdraw {thing} was {outcome} by {by}.",
        ),
    ),
    "WITHDRAWAL_TAKEN_BACK": notice(
        ("{thing} tetap berjalan", "{thing} goes on"),
        (
            "{by} membatalkan permintaan menarik {thing}.",
            "{by} has taken back the request to withdraw {thing}.",
        ),
    ),
    "CLOSED_SHORT": notice(
        ("{thing} ditutup kurang", "{thing} is closed short"),
        (
            "{by} menutup {thing}: {packages} tidak datang. Anda dapat menyanggahnya.",
            "{by} closed {thing} short: {packages} did not come. You can contest it.",
        ),
    ),
    "CLOSING_CONTESTED": notice(
        ("Penutupan {thing} disanggah", "The closing of {thing} is contested"),
        (
            "{by} menyanggah penutupan {thing}. Pemprov memutuskannya.",
            "{by} contests the short closing of {thing}. The provincial government decides.",
        ),
    ),
    "CONTEST_DROPPED": notice(
        ("Sanggahan atas {thing} dicabut", "No longer contested: {thing}"),
        (
            "{by} mencabut sanggahannya atas penutupan {thing}.",
            "{by} no longer contests the short closing of {thing}.",
        ),
    ),
    "CONTEST_ANSWERED": notice(
        ("Penutupan {thing} {outcome}", "The closing of {thing} {outcome}"),
        (
            "Pemprov memutuskan: penutupan {thing} {outcome}.",
            "The provincial government decided: the closing of {thing} {outcome}.",
        ),
    ),
    "CLOSING_TAKEN_BACK": notice(
        ("{thing} dibuka lagi", "{thing} is open again"),
        (
            "{by} membatalkan penutupan {thing}. Paketnya kembali menjadi komitmen.",
            "{by} took back the closing of {thing}. Its packages are committed again.",
        ),
    ),
    "REASSIGNED": notice(
        ("{thing} dialihkan", "{thing} was reassigned"),
        (
            "PKS pelaksana {thing} tidak berlaku. {by} melepas {packages} untuk pihak lain.",
            "The executor of {thing} has no agreement. {by} released {packages} for others.",
        ),
    ),
    "REASSIGNMENT_TAKEN_BACK": notice(
        ("Pengalihan {thing} dibatalkan", "The reassignment of {thing} is taken back"),
        (
            "{by} membatalkan pengalihan {thing}; {packages} menjadi komitmen lagi.",
            "{by} took the reassignment of {thing} back; {packages} are committed again.",
        ),
    ),
    "CONTRIBUTION_INTENDED": notice(
        ("Kontribusi {amount} dari {by}", "A contribution of {amount} from {by}"),
        (
            "{by} berniat memberi {amount}. Catat penerimaannya setelah dana masuk.",
            "{by} intends to give {amount}. Record it when you have received the money.",
        ),
    ),
    "CONTRIBUTION_RECEIVED": notice(
        ("Kontribusi {amount} diterima", "Your contribution of {amount} was received"),
        ("{by} sudah menerima {amount} dari Anda.", "{by} has received {amount} from you."),
    ),
    "GOODS_RECEIVED": notice(
        ("Barang {thing} masuk", "Goods of {thing} came in"),
        (
            "{by} menghitung {packages} dari {thing} di gudangnya.",
            "{by} has counted {packages} of {thing} in its depot.",
        ),
    ),
    "DISPATCHED": notice(
        ("{packages} berangkat", "{packages} have left"),
        (
            "{packages} berangkat menuju {unit}, dikirim oleh {by} ({thing}).",
            "{packages} have left for {unit}, sent by {by} ({thing}).",
        ),
    ),
    "HANDED_OVER": notice(
        ("Diserahkan di {unit}", "Handed over at {unit}"),
        (
            "Kurir mencatat serah terima di {unit} ({thing}). Bukti dari unit ditunggu.",
            "The courier recorded a handover at {unit} ({thing}). The unit's proof is awaited.",
        ),
    ),
    "STOP_FAILED": notice(
        ("Belum diserahkan di {unit}", "Not handed over at {unit}"),
        (
            "Paket tidak dapat diserahkan di {unit} dan dibawa kembali ({thing}).",
            "Packages could not be handed over at {unit} and are brought back ({thing}).",
        ),
    ),
    "PROVEN": notice(
        ("Diterima di {unit}", "Received at {unit}"),
        (
            "Penerimaan di {unit} terbukti, {outcome} ({thing}).",
            "What {unit} received is proven, {outcome} ({thing}).",
        ),
    ),
    "BAST_READY": notice(
        ("BAST untuk {unit} terbit", "The BAST for {unit} is ready"),
        (
            "BAST serah terima di {unit} sudah terbit ({thing}).",
            "The BAST of the handover at {unit} is ready ({thing}).",
        ),
        _documents,
    ),
    "DISCREPANCY_OPENED": notice(
        ("Selisih {packages} di {unit}", "{packages} damaged or missing at {unit}"),
        (
            "{packages} rusak atau hilang di {unit} ({thing}). Pelaksana menyelesaikannya.",
            "{packages} were damaged or missing at {unit} ({thing}). The executor settles it.",
        ),
    ),
    "DISCREPANCY_SETTLED": notice(
        ("Selisih di {unit} diselesaikan", "The discrepancy at {unit} is settled"),
        (
            "{packages} yang rusak atau hilang di {unit} {outcome} ({thing}).",
            "{packages} damaged or missing at {unit} are {outcome} ({thing}).",
        ),
    ),
    "DISPUTE_OPENED": notice(
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
    "DISPUTE_MESSAGE": notice(
        ("Pesan baru tentang {unit}", "New message about {unit}"),
        (
            "{by} menulis pesan tentang perbedaan hitungan di {unit} ({thing}).",
            "{by} wrote a message about the dispute at {unit} ({thing}).",
        ),
        _handover,
    ),
    "DISPUTE_DECIDED": notice(
        ("Hitungan di {unit} diputuskan", "The count at {unit} is decided"),
        (
            "Perbedaan hitungan di {unit} sudah diputuskan ({thing}).",
            "The dispute about the count at {unit} is decided ({thing}).",
        ),
        _handover,
    ),
    "VERIFICATION_DRAWN": notice(
        ("Kiriman Anda terpilih dalam sampel", "Deliveries of yours were drawn"),
        (
            "Kiriman {organisation} terpilih dalam sampel dan akan dihitung petugas verifikasi.",
            "Deliveries of {organisation} were drawn. A verifier looks at them.",
        ),
        leads_to("/transparansi/sampel"),
    ),
    "VERIFICATION_ASSIGNED": notice(
        ("Verifikasi baru: {unit}", "New verification: {unit}"),
        (
            "Kiriman di {unit} menunggu Anda hitung bersama unit.",
            "A delivery at {unit} waits for you to count it with the unit.",
        ),
    ),
    "VERIFICATION_AGREED": notice(
        ("Verifikasi di {unit}: sesuai", "Verification at {unit}: agrees"),
        (
            "Petugas verifikasi menghitung jumlah yang sama di {unit} ({thing}).",
            "The verifier counted the same numbers at {unit} ({thing}).",
        ),
    ),
    "VERIFICATION_DIFFERED": notice(
        ("Verifikasi di {unit}: berbeda", "Verification at {unit}: differs"),
        (
            "Petugas verifikasi menghitung jumlah lain di {unit} ({thing}).",
            "The verifier counted other numbers at {unit} ({thing}).",
        ),
    ),
    "AGREEMENT_ENDING": notice(
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
    "PERMIT_ENDING": notice(
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
    "ORGANISATION_VERIFIED": notice(
        ("{organisation} terverifikasi", "{organisation} is verified"),
        (
            (
                "Pemprov sudah memverifikasi {organisation}. Sekarang Anda dapat mengajukan janji"
                " bantuan."
            ),
            "The provincial government has verified {organisation}. You can now make pledges.",
        ),
    ),
    "ORGANISATION_REJECTED": notice(
        ("{organisation}: pendaftaran ditolak", "{organisation}: application rejected"),
        (
            "Pendaftaran {organisation} ditolak.",
            "The application of {organisation} was rejected.",
        ),
        _PROFILE,
    ),
    "ORGANISATION_SUSPENDED": notice(
        ("{organisation} ditangguhkan", "{organisation} is suspended"),
        ("{organisation} ditangguhkan.", "{organisation} is suspended."),
        _PROFILE,
    ),
}
