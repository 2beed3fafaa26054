"""A recap as text, for a terminal or a mail, in Indonesian or English.

Numbers and days are written in the style of the language: 40.913 and Rp1.000.000.000 in Indonesian,
40,913 and Rp1,000,000,000 in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from ksbb.core.words import Locale

WIB = timezone(timedelta(hours=7), "WIB")

# The GraphQL fields that the text needs.
SELECTION = """
    clock { today demo }
    recap(asOf: $asOf) {
      asOf computedAt
      rwCount kelurahanCount kotaCount kabupatenCount
      organisationCount donorCount aggregatorCount
      packages { package { code name } quantity received receivedByUnit institutions }
      kotas {
        area { code name kabupaten }
        kelurahanCount rwCount
        packages { package { code } quantity }
      }
      organisations {
        organisation { name kind }
        given { package { code } quantity }
        carriedOut { package { code } quantity }
        money
      }
      gifts { giver { name } aggregator { name } amount receivedOn }
      units { unit { code name } packages { package { code } quantity } }
    }
"""

_MONTHS: dict[Locale, tuple[str, ...]] = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}

_WORDS: dict[Locale, dict[str, str]] = {
    "id": {
        "title": "Rekap KSBB per {day}",
        "unfinished": "Hari ini belum berakhir; angkanya masih dapat berubah.",
        "scope": "{kota} kota administrasi, {kelurahan} kelurahan, {rw} RW",
        "kabupaten": "{kabupaten} kabupaten administrasi",
        "organisations": "{all} donatur dan agregator ({donors} donatur, {aggregators} agregator)",
        "package": "Paket untuk RW",
        "committed": "komitmen",
        "received": "diterima",
        "byUnit": "menurut unit",
        "byExecutor": "menurut pelaksana",
        "institutions": "komitmen untuk panti dan pesantren",
        "area": "Wilayah",
        "kota": "Kota Adm. {name}",
        "kab": "Kab. Adm. {name}",
        "kelurahan": "kelurahan",
        "rw": "RW",
        "given": "Yang diberikan",
        "carriedOut": "Yang dilaksanakan untuk organisasi lain",
        "money": "Uang yang diterima agregator",
        "amount": "rupiah",
        "sum": "Jumlah",
        "through": "{giver} kepada {aggregator}, {day}",
        "counted": "Dihitung {moment} WIB dari komitmen yang tidak dilepas sampai hari itu.",
        "demo_notice": "Jumlah total menurut rilis 3 Mei 2020; "
        "rincian per organisasi dan RW adalah contoh.",
    },
    "en": {
        "title": "KSBB recap as of {day}",
        "unfinished": "The day is not over; its figures may still change.",
        "scope": "{kota} administrative cities, {kelurahan} kelurahan, {rw} RW",
        "kabupaten": "{kabupaten} administrative regency",
        "organisations": "{all} donors and aggregators"
        " ({donors} donors, {aggregators} aggregators)",
        "package": "Packages for RWs",
        "committed": "committed",
        "received": "received",
        "byUnit": "by the unit",
        "byExecutor": "by the executor",
        "institutions": "committed to institutions",
        "area": "Area",
        "kota": "City of {name}",
        "kab": "Regency of {name}",
        "kelurahan": "kelurahan",
        "rw": "RW",
        "given": "Given",
        "carriedOut": "Carried out for others",
        "money": "Money that aggregators received",
        "amount": "rupiah",
        "sum": "Sum",
        "through": "{giver} to {aggregator}, {day}",
        "counted": "Counted at {moment} WIB from commitments not released by that day.",
        "demo_notice": "Totals follow the release of 3 May 2020; "
        "details by organisation and RW are examples.",
    },
}


_PACKAGES: dict[str, tuple[str, str]] = {
    "SEMBAKO": ("Paket sembako", "Staple food packages"),
    "SIAP_SAJI": ("Makanan siap saji", "Ready meals"),
    "LEBARAN": ("Paket Lebaran", "Lebaran packages"),
    "THR": ("THR", "Holiday allowance (THR)"),
}


def package_words(code: str, name: str, locale: Locale) -> str:
    """What people call a kind of package; its own name if the code has no words."""
    return _PACKAGES.get(code, (name, name))[locale == "en"]


def number(quantity: int, locale: Locale) -> str:
    """A whole number with thousands separators."""
    written = f"{quantity:,}"
    return written if locale == "en" else written.replace(",", ".")


def rupiah(amount: int, locale: Locale) -> str:
    """An amount of whole rupiah."""
    return f"Rp{number(amount, locale)}"


def day_of(day: date, locale: Locale) -> str:
    """A day in words, such as 2 Mei 2020."""
    return f"{day.day} {_MONTHS[locale][day.month - 1]} {day.year}"


def demo_notice(locale: Locale) -> str:
    """Which figures of the demo are real: printed wherever the figures are."""
    return _WORDS[locale]["demo_notice"]


def lines(answer: dict[str, Any], locale: Locale = "id") -> Iterator[str]:
    """The lines of the text.

    Args:
        answer: the result of a query with `SELECTION`.
        locale: the language of words and numbers.
    """
    words, recap, clock = _WORDS[locale], answer["recap"], answer["clock"]
    as_of = date.fromisoformat(recap["asOf"])
    yield words["title"].format(day=day_of(as_of, locale))
    if recap["asOf"] == clock["today"]:
        yield words["unfinished"]
    yield ""
    yield from _packages(recap["packages"], locale)
    yield ""
    yield _scope(recap, locale)
    yield from _areas(recap, locale)
    yield ""
    yield words["organisations"].format(
        all=number(recap["organisationCount"], locale),
        donors=number(recap["donorCount"], locale),
        aggregators=number(recap["aggregatorCount"], locale),
    )
    yield from _organisations(recap, locale)
    yield ""
    yield from _money(recap["gifts"], locale)
    yield ""
    moment = datetime.fromisoformat(recap["computedAt"]).astimezone(WIB)
    yield words["counted"].format(moment=f"{day_of(moment.date(), locale)}, {moment:%H.%M}")
    if clock["demo"]:
        yield words["demo_notice"]


def _packages(rows: Sequence[dict[str, Any]], locale: Locale) -> Iterator[str]:
    words = _WORDS[locale]
    yield from _table(
        (
            words["package"],
            words["committed"],
            words["received"],
            words["byUnit"],
            words["byExecutor"],
        ),
        (
            (
                row["package"]["name"],
                number(row["quantity"], locale),
                number(row["received"], locale),
                number(row["receivedByUnit"], locale),
                number(row["received"] - row["receivedByUnit"], locale),
            )
            for row in rows
        ),
    )
    # Institutions have their own line and are never part of the RWs' figures.
    for row in rows:
        if row["institutions"]:
            count = number(row["institutions"], locale)
            yield f"{row['package']['name']}: {count} {words['institutions']}"


def _scope(recap: dict[str, Any], locale: Locale) -> str:
    words = _WORDS[locale]
    sentence = words["scope"].format(
        kota=number(recap["kotaCount"], locale),
        kelurahan=number(recap["kelurahanCount"], locale),
        rw=number(recap["rwCount"], locale),
    )
    if not recap["kabupatenCount"]:
        return sentence
    kabupaten = number(recap["kabupatenCount"], locale)
    return f"{words['kabupaten'].format(kabupaten=kabupaten)}, {sentence}"


def _kinds(rows: Iterable[dict[str, Any]], field: str = "packages") -> set[str]:
    """The codes of the packages in the lines."""
    return {each["package"]["code"] for row in rows for each in row[field]}


def _by_kind(line: list[dict[str, Any]], codes: Iterable[str], locale: Locale) -> Iterator[str]:
    """A line's packages, one column for each kind: different kinds are never added together."""
    found = {each["package"]["code"]: each["quantity"] for each in line}
    for code in codes:
        yield number(found[code], locale) if code in found else "-"


def _named(recap: dict[str, Any], codes: set[str]) -> dict[str, str]:
    """The names of these packages by code, in the recap's order."""
    every = (row["package"] for row in recap["packages"])
    return {each["code"]: each["name"] for each in every if each["code"] in codes}


def _areas(recap: dict[str, Any], locale: Locale) -> Iterator[str]:
    words, rows = _WORDS[locale], recap["kotas"]
    names = _named(recap, _kinds(rows))
    yield from _table(
        (words["area"], words["kelurahan"], words["rw"], *names.values()),
        (
            (
                words["kab" if row["area"]["kabupaten"] else "kota"].format(
                    name=row["area"]["name"]
                ),
                number(row["kelurahanCount"], locale),
                number(row["rwCount"], locale),
                *_by_kind(row["packages"], names, locale),
            )
            for row in rows
        ),
    )


def _organisations(recap: dict[str, Any], locale: Locale) -> Iterator[str]:
    words, rows = _WORDS[locale], recap["organisations"]
    names = _named(recap, _kinds(rows, "given"))
    yield from _table(
        (words["given"], *names.values(), words["amount"]),
        (
            (
                row["organisation"]["name"],
                *_by_kind(row["given"], names, locale),
                rupiah(int(row["money"]), locale) if int(row["money"]) else "-",
            )
            for row in rows
            if row["given"] or int(row["money"])
        ),
    )
    carrying = [row for row in rows if row["carriedOut"]]
    if carrying:
        names = _named(recap, _kinds(carrying, "carriedOut"))
        yield ""
        yield from _table(
            (words["carriedOut"], *names.values()),
            (
                (row["organisation"]["name"], *_by_kind(row["carriedOut"], names, locale))
                for row in carrying
            ),
        )


def _money(gifts: Sequence[dict[str, Any]], locale: Locale) -> Iterator[str]:
    words = _WORDS[locale]
    rows = [
        (
            words["through"].format(
                giver=gift["giver"]["name"],
                aggregator=gift["aggregator"]["name"],
                day=day_of(date.fromisoformat(gift["receivedOn"]), locale),
            ),
            rupiah(int(gift["amount"]), locale),
        )
        for gift in gifts
    ]
    whole = sum(int(gift["amount"]) for gift in gifts)
    rows.append((words["sum"], rupiah(whole, locale)))
    yield from _table((words["money"], ""), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A header and rows in columns: words to the left, figures to the right."""
    every = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    for words, *figures in every:
        cells = [f"{cell:>{width}}" for cell, width in zip(figures, widths[1:], strict=True)]
        yield "  ".join([f"{words:{widths[0]}}", *cells]).rstrip()
