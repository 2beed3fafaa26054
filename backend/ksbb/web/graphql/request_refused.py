"""Why the endpoint refuses a request: stable codes, each with a status and two sentences.

Programs read ``extensions.code``; people read ``message``, in Indonesian unless they ask for
English with ``Accept-Language``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ksbb.core.words import Locale


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """The HTTP status of a code and its two sentences, which may have facts in braces."""

    status: int
    id: str
    en: str


CODES: dict[str, ErrorCode] = {
    # The request could not be read.
    "BODY_TOO_LARGE": ErrorCode(
        413,
        "Isi permintaan lebih besar dari {limit} bita.",
        "The body is larger than {limit} bytes.",
    ),
    "REQUEST_TOO_SLOW": ErrorCode(
        408,
        "Permintaan terlalu lama dikirim.",
        "The request took too long to arrive.",
    ),
    "NOT_JSON": ErrorCode(
        400,
        "`{part}` bukan JSON yang sah dalam UTF-8.",
        "`{part}` is not valid JSON in UTF-8.",
    ),
    "BAD_QUERY_STRING": ErrorCode(
        400,
        "Parameter pada alamat bukan teks UTF-8 yang sah.",
        "The parameters of the address are not valid UTF-8 text.",
    ),
    "URI_TOO_LONG": ErrorCode(
        414,
        "Parameter pada alamat lebih dari {limit} bita: kirim dengan POST.",
        "The parameters of the address exceed {limit} bytes: send them by POST.",
    ),
    "JSON_TOO_DEEP": ErrorCode(
        400,
        "JSON bersarang lebih dari {limit} tingkat.",
        "The JSON is nested more than {limit} levels deep.",
    ),
    "BAD_PARAMETER": ErrorCode(
        400,
        "Parameter `{parameter}` harus berupa {expected_id}.",
        "The parameter `{parameter}` must be {expected_en}.",
    ),
    "BAD_CHARACTER": ErrorCode(
        400,
        "Karakter NUL (U+0000) tidak diterima.",
        "The character NUL (U+0000) is not accepted.",
    ),
    "NO_BATCHING": ErrorCode(
        400,
        "Satu permintaan memuat satu operasi, bukan daftar.",
        "One request carries one operation, not a list.",
    ),
    "NOTHING_ASKED": ErrorCode(
        400,
        "Permintaan tidak berisi `query` atau `documentId`.",
        "The request has neither `query` nor `documentId`.",
    ),
    "QUERY_AND_ID": ErrorCode(
        400,
        "Kirim `query` atau `documentId`, jangan keduanya.",
        "Send `query` or `documentId`, not both.",
    ),
    "UNSUPPORTED_MEDIA_TYPE": ErrorCode(
        415,
        "Isi POST harus `application/json` dalam UTF-8, tanpa kompresi.",
        "The body of a POST must be `application/json` in UTF-8, not compressed.",
    ),
    "NOT_ACCEPTABLE": ErrorCode(
        406,
        "Jawaban hanya ada sebagai `application/json` atau `application/graphql-response+json`.",
        "Answers come as `application/json` or `application/graphql-response+json` only.",
    ),
    "METHOD_NOT_ALLOWED": ErrorCode(
        405,
        "GraphQL di sini hanya menerima GET dan POST.",
        "GraphQL takes GET and POST only.",
    ),
    # The caller.
    "REGISTERED_ONLY": ErrorCode(
        403,
        "Tanpa masuk, Anda hanya dapat menjalankan dokumen terdaftar (`documentId`).",
        "Without signing in you can run registered documents (`documentId`) only.",
    ),
    "UNKNOWN_DOCUMENT": ErrorCode(
        404,
        "Dokumen `{document}` tidak dikenal. Muat ulang halaman ini.",
        "Document `{document}` is not known. Reload this page.",
    ),
    "UNAUTHENTICATED": ErrorCode(
        401,
        "Token tidak sah atau sudah kedaluwarsa.",
        "The token is not valid or has expired.",
    ),
    "CSRF": ErrorCode(
        403,
        "Permintaan dengan kuki perlu asal yang sama dan tajuk `X-KSBB-CSRF: 1`.",
        "A request with cookies needs the same origin and the header `X-KSBB-CSRF: 1`.",
    ),
    # The document.
    "MUTATION_NEEDS_POST": ErrorCode(
        405,
        "Perubahan hanya dapat dikirim dengan POST.",
        "A mutation can be sent by POST only.",
    ),
    "NO_SUBSCRIPTIONS": ErrorCode(
        400,
        "Langganan dikirim dengan POST dan `Accept: text/event-stream`.",
        "Send subscriptions by POST with `Accept: text/event-stream`.",
    ),
    "ONLY_SUBSCRIPTIONS": ErrorCode(
        406,
        "Hanya langganan yang dapat dijawab sebagai `text/event-stream`.",
        "Only subscriptions can be answered as `text/event-stream`.",
    ),
    "SIGN_IN_FIRST": ErrorCode(
        401,
        "Silakan masuk dahulu.",
        "Sign in first.",
    ),
    "TOO_MANY_STREAMS": ErrorCode(
        503,
        "Terlalu banyak halaman terbuka sekaligus. Tutup beberapa, lalu coba lagi.",
        "Too many pages are open at once. Close some of them, then try again.",
    ),
    "UNKNOWN_OPERATION": ErrorCode(
        400,
        "Operasi `{operation}` tidak ada dalam dokumen.",
        "The document has no operation `{operation}`.",
    ),
    "OPERATION_NAME_NEEDED": ErrorCode(
        400,
        "Dokumen memuat beberapa operasi: sebutkan `operationName`.",
        "The document has several operations: name one with `operationName`.",
    ),
    "GRAPHQL_PARSE_FAILED": ErrorCode(
        400, "Dokumen GraphQL tidak terbaca: {detail}", "The document can't be read: {detail}"
    ),
    "GRAPHQL_VALIDATION_FAILED": ErrorCode(
        400, "Dokumen GraphQL tidak sah: {detail}", "The document is not valid: {detail}"
    ),
    "BAD_USER_INPUT": ErrorCode(400, "Nilai tidak sah: {detail}", "A value is not valid: {detail}"),
    "INTROSPECTION_APART": ErrorCode(
        400,
        "Kirim pertanyaan tentang skema (`__schema`, `__type`) dalam dokumen terpisah.",
        "Ask for the schema (`__schema`, `__type`) in a separate document.",
    ),
    "TEXT_TOO_LONG": ErrorCode(
        400,
        "Dokumen lebih panjang dari {limit} karakter.",
        "The document is longer than {limit} characters.",
    ),
    "TOO_MANY_TOKENS": ErrorCode(
        400,
        "Dokumen memuat lebih dari {limit} token.",
        "The document has more than {limit} tokens.",
    ),
    "TOO_DEEP": ErrorCode(
        400,
        "Dokumen bersarang {found} tingkat; paling banyak {limit}.",
        "The document is {found} levels deep; at most {limit} are allowed.",
    ),
    "TOO_MANY_ALIASES": ErrorCode(
        400,
        "Dokumen memakai {found} alias; paling banyak {limit}.",
        "The document uses {found} aliases; at most {limit} are allowed.",
    ),
    "TOO_MANY_DIRECTIVES": ErrorCode(
        400,
        "Dokumen memakai {found} direktif; paling banyak {limit}.",
        "The document uses {found} directives; at most {limit} are allowed.",
    ),
    "TOO_MANY_REPEATS": ErrorCode(
        400,
        "Dokumen meminta ruas yang sama {found} kali di satu tempat; paling banyak {limit}.",
        "The document asks for one field {found} times in one place; at most {limit} are allowed.",
    ),
    "TOO_MANY_NODES": ErrorCode(
        400,
        "Jawaban diperkirakan memuat {found} objek; paling banyak {limit}. Kecilkan `first`.",
        "The answer may hold {found} objects; at most {limit} are allowed. Lower `first`.",
    ),
    "TOO_COSTLY": ErrorCode(
        400,
        "Biaya dokumen diperkirakan {found}; paling banyak {limit}. Kecilkan `first`.",
        "The document's estimated cost is {found}; at most {limit} is allowed. Lower `first`.",
    ),
    "PAGE_SIZE_OUT_OF_RANGE": ErrorCode(
        400,
        "`{argument}` harus 1 sampai {limit}, bukan {found}.",
        "`{argument}` must be 1 to {limit}, not {found}.",
    ),
    # Failures on our side.
    "DEADLINE": ErrorCode(
        504,
        "Terlalu lama. Coba lagi; perubahan yang memakai kunci aman dikirim ulang dengan kunci "
        "yang sama.",
        "This took too long. Try again; a mutation with a key is safe to send again with the "
        "same key.",
    ),
    "UNAVAILABLE": ErrorCode(
        503,
        "Basis data sedang tidak dapat dihubungi. Coba lagi sebentar lagi.",
        "The database can't be reached at the moment. Try again shortly.",
    ),
    "INTERNAL": ErrorCode(
        500,
        "Terjadi kesalahan di pihak kami. Sebutkan kode {incident} bila menghubungi kami.",
        "Something went wrong on our side. Quote code {incident} when you contact us.",
    ),
}


# Codes that other modules raise with their own message and that are not a 400.
OTHER_STATUSES = {"TIMED_OUT": 504}


def status_of(code: str) -> int:
    """The HTTP status of an answer that has only an error with this code."""
    known = CODES.get(code)
    return OTHER_STATUSES.get(code, 400) if known is None else known.status


class RequestRefused(Exception):
    """The request is answered with one error and nothing else.

    ``facts`` fill the sentence and are sent in ``extensions`` beside the code.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def status(self) -> int:
        """The HTTP status of the response."""
        return status_of(self.code)

    def copy(self) -> RequestRefused:
        """A new one with the same content: one that was raised keeps its frames in memory."""
        return RequestRefused(self.code, **self.facts)

    def message(self, locale: Locale) -> str:
        """The sentence for people, in their language."""
        return message_of(self.code, locale, **self.facts)

    def formatted(self, locale: Locale) -> dict[str, Any]:
        """The entry in ``errors``, in the form of GraphQL's specification."""
        facts = {name: fact for name, fact in self.facts.items() if not name.startswith("expected")}
        return {
            "message": self.message(locale),
            "extensions": {"code": self.code, **facts},
        }


def message_of(code: str, locale: Locale, **facts: Any) -> str:
    """The sentence of a code in one language, with its facts filled in."""
    known = CODES[code]
    return (known.en if locale == "en" else known.id).format(**facts)
