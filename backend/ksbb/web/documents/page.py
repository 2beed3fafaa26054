"""The page of a document. All values are escaped (``Markup.format``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ksbb.core.words import Locale
from ksbb.domain.documents.wording import COLUMNS, DISPUTED, METHODS, SIDES, place
from ksbb.domain.reports.sheet import day_of, demo_notice, number, package_words
from ksbb.web.small_page import main_part, small_page

Pair = tuple[str, str]

_ENGLISH = {
    "sent": "Sent",
    "good": "Good",
    "damaged": "Damaged",
    "missing": "Missing",
    "brought_back": "Brought back",
    "undecided": "Undecided",
    "surplus": "Surplus",
    "CODE": "Code of the unit's slip, typed by the receiver",
    "KELURAHAN": "Statement of a kelurahan officer",
    "COURIER_CODE": "Code of the unit's slip, typed on the courier's phone",
    "SIGNATURE": "Receiver's signature on the courier's screen",
    "PAPER": "Signed paper",
    "UNIT": "by the unit's word",
    "EXECUTOR": "by the executor's word",
}
_KINDS: dict[str, Pair] = {
    "ISSUED": ("diterbitkan", "issued"),
    "SIGNED": ("kembali bertanda tangan", "came back signed"),
}

_HEADER = Markup('<a href="{}">KSBB</a> <a href="{}" lang="{}">{}</a>')
_HEAD = Markup("<h1>{}</h1>\n")
_BOX = Markup('<div class="box {kind}" role="status"><b>{title}</b>{text}</div>\n')
_P = Markup("<p>{}</p>\n")
_H2 = Markup("<h2>{}</h2>\n")
_LINK = Markup('<a href="{}">{}</a>')
_FACTS = Markup("<dl>{}</dl>\n")
_FACT = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
_TABLE = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>\n")
_TH = Markup('<th scope="col">{}</th>')
_ROW = Markup('<tr><th scope="row">{}</th>{}</tr>')
_TD = Markup('<td data-head="{}">{}</td>')
_LIST = Markup("<ul>{}</ul>\n")
_ITEM = Markup("<li>{}</li>")
_DROP = Markup("""<div id="drop" class="drop" hidden>
<label for="file">{label}</label>
<input type="file" id="file" accept="application/pdf">
<p class="soft">{hint}</p>
</div>
<p id="answer" class="box" role="status" hidden data-same="{same}" data-other="{other}" \
data-failed="{failed}"></p>
""")
_HASH = Markup('<li><span>{about}</span><code data-about="{about}">{sha256}</code></li>')
_HASHES = Markup('<ul class="hashes">{}</ul>\n')
_COMMAND = Markup("<p>{}</p>\n<pre>sha256sum {}</pre>\n")


@dataclass(frozen=True, slots=True)
class Page:
    """The pages of one request.

    Attributes:
        english: the language.
        css, script: their addresses.
    """

    english: bool
    css: str
    script: str

    def document(self, document: Mapping[str, Any]) -> str:
        """Whether it is genuine and current, what it says, and the hashes of its files."""
        here, there = f"/bast/{document['code']}", f"/en/bast/{document['code']}"
        say = self.say
        content = [
            self._demo(document),
            self._state(document),
            _FACTS.format(Markup("").join(_FACT.format(*fact) for fact in self._facts(document))),
            _H2.format(say(("Paket", "Packages"))),
            self._lines(document["lines"]),
            _H2.format(say(("Bukti terima", "Proof of receipt"))),
            _LIST.format(Markup("").join(map(_ITEM.format, self._proofs(document)))),
            *self._files(document),
        ]
        return self._whole(str(document["number"]), content, here if self.english else there)

    def unknown(self) -> str:
        """There is no document with this code."""
        text = (
            (
                "Bandingkan alamat ini dengan yang tercetak di bawah kode QR. Bila sama, dokumen"
                " itu tidak diterbitkan di sini."
            ),
            (
                "Compare this address with the one below the QR code. If they are the same, that"
                " document was not issued here."
            ),
        )
        title = ("Dokumen tidak ditemukan", "No such document")
        box = _BOX.format(kind="wrong", title=self.say(title), text=_P.format(self.say(text)))
        return self._whole(self.say(("Periksa dokumen", "Check a document")), [box], "")

    def say(self, pair: Pair) -> str:
        """A text in the language of the page."""
        return pair[self.english]

    def _word(self, key: str, indonesian: str) -> str:
        return _ENGLISH[key] if self.english else indonesian

    @property
    def _locale(self) -> Locale:
        return "en" if self.english else "id"

    def _day(self, day: str) -> str:
        return day_of(dt.date.fromisoformat(day[:10]), self._locale)

    def _demo(self, document: Mapping[str, Any]) -> Markup:
        if not document["demo"]:
            return Markup("")
        return Markup('<p class="demo">{}</p>\n').format(demo_notice(self._locale))

    def _state(self, document: Mapping[str, Any]) -> Markup:
        say, state = self.say, document["state"]
        if state == "superseded":
            current = document["current"]
            prefix = "/en" if self.english else ""
            link = _LINK.format(
                f"{prefix}/bast/{current['code']}",
                say(("Buka versi {}", "Open version {}")).format(current["version"]),
            )
            title = ("Asli, tetapi sudah diganti", "Genuine, but replaced")
            return _BOX.format(kind="old", title=say(title), text=_P.format(link))
        lines: list[Pair] = []
        if state == "countersigned":
            lines.append(
                (
                    (
                        "Kedua pihak menandatanganinya secara elektronik; penerbit sertifikatnya"
                        " dipercaya."
                    ),
                    (
                        "Both parties signed it electronically; the issuers of their certificates"
                        " are trusted."
                    ),
                )
            )
        if document["disputed"]:
            lines.append(
                (
                    DISPUTED,
                    (
                        "The counts of unit and courier differ. What is undecided does not count as"
                        " received."
                    ),
                )
            )
        title = ("Asli dan berlaku", "Genuine and current")
        text = Markup("").join(_P.format(say(line)) for line in lines)
        return _BOX.format(kind="good", title=say(title), text=text)

    def _facts(self, document: Mapping[str, Any]) -> Iterable[tuple[str, str | Markup]]:
        say, unit = self.say, document["unit"]
        prefix = "/en" if self.english else ""
        yield say(("Versi", "Version")), str(document["version"])
        yield say(("Terbit", "Issued")), self._day(document["issued_at"])
        yield say(("Hari serah terima", "Day of handover")), self._day(document["happened_on"])
        yield say(("Dicatat", "Recorded")), self._day(document["recorded_on"])
        yield say(("Pelaksana", "Executor")), document["executor"]
        if document["giver"]:
            yield (
                say(("Petikan untuk", "Extract for")),
                say(("{} (bagiannya saja)", "{} (its share alone)")).format(document["giver"]),
            )
        link = _LINK.format(f"{prefix}/unit/{unit['code']}", unit["name"])
        yield say(("Unit", "Unit")), Markup("{}, {}").format(link, place(unit))

    def _lines(self, lines: list[Mapping[str, Any]]) -> Markup:
        shown = [
            (key, self._word(key, title))
            for key, title, always in COLUMNS
            if always or any(line[key] for line in lines)
        ]
        head = [self.say(("Paket", "Package")), *(title for _, title in shown)]
        rows = [
            _ROW.format(
                package_words(line["code"], line["package"], self._locale),
                Markup("").join(
                    _TD.format(title, number(line[key], self._locale)) for key, title in shown
                ),
            )
            for line in lines
        ]
        return _TABLE.format(Markup("").join(map(_TH.format, head)), Markup("").join(rows))

    def _proofs(self, document: Mapping[str, Any]) -> Iterable[str]:
        for proof in document["proofs"]:
            how = self._word(proof["method"], METHODS[proof["method"]])
            whose = self._word(proof["side"], SIDES[proof["side"]])
            yield f"{how}, {self._day(proof['on'])} ({whose})"

    def _files(self, document: Mapping[str, Any]) -> Iterable[Markup]:
        say = self.say
        yield _H2.format(say(("Apakah berkas Anda sama?", "Is your file the same?")))
        yield _DROP.format(
            label=say(("Pilih PDF, atau seret ke sini", "Choose the PDF, or drop it here")),
            hint=say(
                (
                    "Berkas diperiksa di perangkat Anda dan tidak dikirim.",
                    "The file is checked on your device and is not sent.",
                )
            ),
            same=say(("Sama: {}", "The same: {}")),
            other=say(
                (
                    "Tidak sama dengan satu pun berkas dokumen ini.",
                    "Not the same as any file of this document.",
                )
            ),
            failed=say(("Berkas tidak dapat dibaca.", "The file can't be read.")),
        )
        hashes = [
            _HASH.format(
                about=say(("versi {}, {} {}", "version {}, {} {}")).format(
                    each["version"], say(_KINDS[each["kind"]]), self._day(each["on"])
                ),
                sha256=each["sha256"],
            )
            for each in document["files"]
        ]
        how = (
            "Atau hitung SHA-256 berkas Anda, lalu bandingkan dengan daftar ini:",
            "Or compute the SHA-256 of your file and compare it with this list:",
        )
        yield _COMMAND.format(say(how), say(("berkas.pdf", "file.pdf")))
        yield _HASHES.format(Markup("").join(hashes))
        data = ("SHA-256 data, tercetak di kaki dokumen", "SHA-256 of its data, printed on it")
        yield _HASHES.format(
            Markup("<li><span>{}</span><code>{}</code></li>").format(
                say(data), document["data_sha256"]
            )
        )

    def _whole(self, title: str, content: Iterable[Markup], other: str) -> str:
        home = "/en" if self.english else "/"
        there = ("id", "Bahasa Indonesia") if self.english else ("en", "English")
        header = _HEADER.format(home, other or ("/" if self.english else "/en"), *there)
        return small_page(
            title,
            main_part(header, Markup("").join([_HEAD.format(title), *content])),
            css=self.css,
            script=self.script,
            lang=self._locale,
        )
