"""What people without an account tell in the story: made up, and labelled so.

Nothing of it is about a real organisation: complaints name institutions that are made up
themselves, and the only proposal that is accepted is for one of them.
"""

from __future__ import annotations

from datetime import date

from ksbb.story.acts import Complaint, Proposal
from ksbb.story.gifts import may
from ksbb.story.places import PASAR_KEDIP

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
