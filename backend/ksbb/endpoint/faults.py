"""Every way the endpoint says no: a stable code, an HTTP status, a sentence in two languages.

Programs read ``extensions.code``; people read ``message``. Indonesian comes first, English is
for those who ask for it with ``Accept-Language``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ksbb.kernel.errors import Locale


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table below: status and the two sentences, which may name facts."""

    status: int
    id: str
    en: str


KINDS: dict[str, Kind] = {
    # What came in could not be read.
    "BODY_TOO_LARGE": Kind(
        413,
        "Isi permintaan lebih besar dari {limit} bita.",
        "The body is larger than {limit} bytes.",
    ),
    "REQUEST_TOO_SLOW": Kind(
        408,
        "Permintaan tidak selesai diterima pada waktunya.",
        "The request did not arrive in time.",
    ),
    "NOT_JSON": Kind(
        400,
        "`{part}` bukan JSON yang sah dalam UTF-8.",
        "`{part}` is not valid JSON in UTF-8.",
    ),
    "BAD_QUERY_STRING": Kind(
        400,
        "Parameter pada alamat bukan teks UTF-8 yang sah.",
        "The parameters of the address are not valid UTF-8 text.",
    ),
    "URI_TOO_LONG": Kind(
        414,
        "Parameter pada alamat lebih dari {limit} bita: kirim dengan POST.",
        "The parameters of the address exceed {limit} bytes: send them by POST.",
    ),
    "JSON_TOO_DEEP": Kind(
        400,
        "JSON bersarang lebih dari {limit} tingkat.",
        "The JSON is nested more than {limit} levels deep.",
    ),
    "BAD_PARAMETER": Kind(
        400,
        "Parameter `{parameter}` harus berupa {expected_id}.",
        "The parameter `{parameter}` must be {expected_en}.",
    ),
    "BAD_CHARACTER": Kind(
        400,
        "Karakter NUL (U+0000) tidak diterima.",
        "The character NUL (U+0000) is not accepted.",
    ),
    "NO_BATCHING": Kind(
        400,
        "Satu permintaan memuat satu operasi, bukan daftar.",
        "One request carries one operation, not a list.",
    ),
    "NOTHING_ASKED": Kind(
        400,
        "Tidak ada `query` maupun `documentId` dalam permintaan.",
        "The request has neither `query` nor `documentId`.",
    ),
    "QUERY_AND_ID": Kind(
        400,
        "Kirim `query` atau `documentId`, jangan keduanya.",
        "Send `query` or `documentId`, not both.",
    ),
    "UNSUPPORTED_MEDIA_TYPE": Kind(
        415,
        "Isi POST harus `application/json` dalam UTF-8, tanpa kompresi.",
        "The body of a POST must be `application/json` in UTF-8, not compressed.",
    ),
    "NOT_ACCEPTABLE": Kind(
        406,
        "Jawaban hanya ada sebagai `application/json` atau `application/graphql-response+json`.",
        "Answers come as `application/json` or `application/graphql-response+json` only.",
    ),
    "METHOD_NOT_ALLOWED": Kind(
        405,
        "GraphQL di sini hanya menerima GET dan POST.",
        "GraphQL takes GET and POST only.",
    ),
    # Who asks.
    "PERSISTED_ONLY": Kind(
        403,
        "Tanpa masuk, hanya dokumen yang terdaftar (`documentId`) yang dijalankan.",
        "Without signing in only registered documents (`documentId`) are run.",
    ),
    "UNKNOWN_DOCUMENT": Kind(
        404,
        "Dokumen `{document}` tidak dikenal. Muat ulang halaman untuk versi terbaru.",
        "Document `{document}` is not known. Reload the page for the latest version.",
    ),
    "UNAUTHENTICATED": Kind(
        401,
        "Token tidak sah atau sudah kedaluwarsa.",
        "The token is not valid or has expired.",
    ),
    "CSRF": Kind(
        403,
        "Permintaan dengan kuki perlu asal yang sama dan tajuk `X-KSBB-CSRF: 1`.",
        "A request with cookies needs the same origin and the header `X-KSBB-CSRF: 1`.",
    ),
    # What may run.
    "MUTATION_NEEDS_POST": Kind(
        405,
        "Perubahan hanya dapat dikirim dengan POST.",
        "A mutation can be sent by POST only.",
    ),
    "NO_SUBSCRIPTIONS": Kind(
        400,
        "Langganan dikirim dengan POST dan `Accept: text/event-stream`.",
        "Subscriptions are asked for by POST with `Accept: text/event-stream`.",
    ),
    "ONLY_SUBSCRIPTIONS": Kind(
        406,
        "Sebagai `text/event-stream` hanya langganan yang dijawab.",
        "Only subscriptions are answered as `text/event-stream`.",
    ),
    "SIGN_IN_FIRST": Kind(
        401,
        "Masuklah lebih dahulu.",
        "Sign in first.",
    ),
    "TOO_MANY_STREAMS": Kind(
        503,
        "Terlalu banyak halaman menunggu perubahan sekaligus. Tutup beberapa, atau coba lagi.",
        "Too many pages wait for changes at once. Close some of them, or try again.",
    ),
    "UNKNOWN_OPERATION": Kind(
        400,
        "Operasi `{operation}` tidak ada dalam dokumen.",
        "The document has no operation `{operation}`.",
    ),
    "OPERATION_NAME_NEEDED": Kind(
        400,
        "Dokumen memuat beberapa operasi: sebutkan `operationName`.",
        "The document has several operations: name one with `operationName`.",
    ),
    "GRAPHQL_PARSE_FAILED": Kind(
        400, "Dokumen GraphQL tidak terbaca: {detail}", "The document can't be read: {detail}"
    ),
    "GRAPHQL_VALIDATION_FAILED": Kind(
        400, "Dokumen GraphQL tidak sah: {detail}", "The document is not valid: {detail}"
    ),
    "BAD_USER_INPUT": Kind(400, "Nilai tidak sah: {detail}", "A value is not valid: {detail}"),
    "INTROSPECTION_APART": Kind(
        400,
        "Tanyakan skema (`__schema`, `__type`) dalam dokumen tersendiri.",
        "Ask for the schema (`__schema`, `__type`) in a document of its own.",
    ),
    "TEXT_TOO_LONG": Kind(
        400,
        "Dokumen lebih panjang dari {limit} karakter.",
        "The document is longer than {limit} characters.",
    ),
    "TOO_MANY_TOKENS": Kind(
        400,
        "Dokumen memuat lebih dari {limit} token.",
        "The document has more than {limit} tokens.",
    ),
    "TOO_DEEP": Kind(
        400,
        "Dokumen bersarang {found} tingkat; paling banyak {limit}.",
        "The document is {found} levels deep; at most {limit} are allowed.",
    ),
    "TOO_MANY_ALIASES": Kind(
        400,
        "Dokumen memakai {found} alias; paling banyak {limit}.",
        "The document uses {found} aliases; at most {limit} are allowed.",
    ),
    "TOO_MANY_DIRECTIVES": Kind(
        400,
        "Dokumen memakai {found} direktif; paling banyak {limit}.",
        "The document uses {found} directives; at most {limit} are allowed.",
    ),
    "TOO_MANY_REPEATS": Kind(
        400,
        "Dokumen meminta ruas yang sama {found} kali di satu tempat; paling banyak {limit}.",
        "The document asks for one field {found} times in one place; at most {limit} are allowed.",
    ),
    "TOO_MANY_NODES": Kind(
        400,
        "Jawaban diperkirakan memuat {found} objek; paling banyak {limit}. Kecilkan `first`.",
        "The answer may hold {found} objects; at most {limit} are allowed. Lower `first`.",
    ),
    "TOO_COSTLY": Kind(
        400,
        "Biaya dokumen diperkirakan {found}; paling banyak {limit}. Kecilkan `first`.",
        "The document's estimated cost is {found}; at most {limit} is allowed. Lower `first`.",
    ),
    "PAGE_SIZE_OUT_OF_RANGE": Kind(
        400,
        "`{argument}` harus 1 sampai {limit}, bukan {found}.",
        "`{argument}` must be 1 to {limit}, not {found}.",
    ),
    # What went wrong on our side.
    "DEADLINE": Kind(
        504,
        "Jawaban tidak selesai dalam waktunya. Perubahan yang memakai kunci aman diulang "
        "dengan kunci yang sama.",
        "The answer was not ready in time. A mutation with a key is safe to repeat with the "
        "same key.",
    ),
    "UNAVAILABLE": Kind(
        503,
        "Basis data sedang tidak dapat dihubungi. Coba lagi sebentar lagi.",
        "The database can't be reached at the moment. Try again shortly.",
    ),
    "INTERNAL": Kind(
        500,
        "Terjadi kesalahan di pihak kami. Sebutkan kode {incident} bila menghubungi kami.",
        "Something went wrong on our side. Quote code {incident} when you contact us.",
    ),
}


# Codes that other layers raise with words of their own, where 400 would be wrong.
ELSEWHERE = {"TIMED_OUT": 504}


def status_of(code: str) -> int:
    """The HTTP status of an answer whose only content is an error with this code."""
    kind = KINDS.get(code)
    return ELSEWHERE.get(code, 400) if kind is None else kind.status


class Fault(Exception):
    """A request that is answered with an error and nothing else.

    ``facts`` fill the sentence and stand in ``extensions`` beside the code.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def status(self) -> int:
        """The HTTP status of an answer that consists of this fault alone."""
        return status_of(self.code)

    def again(self) -> Fault:
        """The same fault, never raised: one that was raised keeps its frames alive."""
        return Fault(self.code, **self.facts)

    def sentence(self, locale: Locale) -> str:
        """The sentence for people, in their language."""
        return sentence(self.code, locale, **self.facts)

    def formatted(self, locale: Locale) -> dict[str, Any]:
        """The entry in ``errors``, as GraphQL's specification shapes it."""
        facts = {name: fact for name, fact in self.facts.items() if not name.startswith("expected")}
        return {
            "message": self.sentence(locale),
            "extensions": {"code": self.code, **facts},
        }


def sentence(code: str, locale: Locale, **facts: Any) -> str:
    """The sentence of a code in one language, with its facts filled in."""
    kind = KINDS[code]
    return (kind.en if locale == "en" else kind.id).format(**facts)
