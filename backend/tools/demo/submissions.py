"""What people without an account submit in the demo: made up, and labelled so.

None of it is about a real organisation: complaints name institutions that are made up themselves,
and the only accepted proposal is for one of them.
"""

from __future__ import annotations

from datetime import date

from tools.demo.gifts import may
from tools.demo.rws import PASAR_KEDIP
from tools.demo.steps import Complaint, Proposal

COMPLAINTS = (
    Complaint(
        "schedule",
        may(1, 19, 20),
        "CONTOH-09",
        "CROWD",
        "Kabar pembagian beredar dan orang mulai berkumpul di depan pesantren, padahal jadwalnya"
        " belum ada. Mohon diumumkan bahwa paket diantar. (contoh)",
        may(2, 10, 15),
        "Terima kasih. Paket diantar, tidak perlu ada yang datang. Kelurahan sudah kami minta"
        " menyampaikannya kepada warga sekitar. (contoh)",
    ),
    Complaint(
        "figure",
        may(3, 7, 45),
        "CONTOH-17",
        "WRONG_FIGURE",
        "Penghuni panti kami bertambah sejak Maret; jumlah di halaman ini masih yang lama."
        " Bagaimana memperbaikinya? (contoh)",
    ),
)

PROPOSALS = (
    Proposal(
        "children",
        may(1, 13, 10),
        "CONTOH-01",
        None,
        71,
        "INSTITUTION",
        date(2020, 5, 1),
        "Ada tujuh anak baru sejak April. (contoh)",
        may(2, 11, 40),
    ),
    Proposal(
        "rented-rooms",
        may(2, 20, 30),
        PASAR_KEDIP.rws[1].code,
        96,
        371,
        "RT_RW",
        date(2020, 5, 2),
        "Termasuk penghuni rumah kontrakan yang belum terdata. (contoh)",
    ),
)
