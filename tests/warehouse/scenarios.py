"""Nights that the tests of the marts look at. Each year is a story of its own.

2023: the sample letters' true rows, alone and bundled. 2022: BNNP Bali with revisions, withheld
rows and an odd agreement. 2021: Gorontalo without any agreement but a BNNK's own.
"""

from tests.warehouse.letters import (
    Values,
    dektari_rows,
    document,
    part,
    received,
    statement,
    truth,
)
from warehouse.batch import Received

KALBAR = "BADAN NARKOTIKA NASIONAL PROVINSI KALIMANTAN BARAT"
IKPA_BNNP = "Nilai Indikator Kinerja Pelaksanaan Anggaran (IKPA) BNN Provinsi Kalimantan Barat"
NKA_BNNP = "Nilai Kinerja Anggaran BNN Provinsi Kalimantan Barat"


def kalbar_2023() -> list[Received]:
    """The sample letters: eight alone, all but the screen of OM-SPAN again in the report's file."""
    agreement = part(
        "perjanjian_kinerja",
        {
            "perjanjian_kinerja": truth("perjanjian_kinerja"),
            "anggaran_kegiatan": truth("anggaran_kegiatan"),
        },
        satker=KALBAR,
    )
    dektari = part(
        "dektari", {"dektari": dektari_rows(truth("dektari"))}, nomor="B/4732/XII/DE/2023/BNN"
    )
    dektara = part("dektara", {"dektara": truth("dektara")}, nomor="B/4729/XII/DE/2023/BNN")
    kotan = part("kotan", {"kotan": truth("kotan")}, nomor="B/4717/XII/DE/2023/BNN")
    clinics = part("ikm_ikr", {"ikm_ikr": truth("ikm_ikr")}, nomor="B/99/I/DE/2024/BNN")
    decree = part("ibm", {"ibm": truth("ibm")}, nomor="KEP/214/III/2023/BNN")
    zi = part("zi", {"zi": truth("zi")}, nomor="B/770/XII/IR/2023/INS")
    smart = part("smart", {"smart": truth("smart")})
    ikpa = part("ikpa", {"ikpa": truth("ikpa"), "ikpa_indikator": truth("ikpa_indikator")})
    report = part(
        "lkip",
        {name: truth(name) for name in ("lkip_capaian", "lkip_rincian", "lkip_belanja")},
        nomor="LKIP/1/I/2024/BNNP",
        satker=KALBAR,
        claims=[
            statement("target", "13.1", "95", IKPA_BNNP),
            statement("realisasi", "13.1", "98.87", IKPA_BNNP),
            statement("capaian", "13.1", "104.07", IKPA_BNNP),
            statement("realisasi", NKA_BNNP, "72.25", NKA_BNNP, "ringkasan"),
            statement("capaian", NKA_BNNP, "84.97", NKA_BNNP, "ringkasan"),
            statement("capaian", "12.1", "84.94", NKA_BNNP),
        ],
    )
    alone = {
        "2023/dektari.pdf": dektari,
        "2023/dektara.pdf": dektara,
        "2023/kotan.pdf": kotan,
        "2023/ikm.pdf": clinics,
        "2023/ibm.pdf": decree,
        "2023/zi.pdf": zi,
        "2023/smart.pdf": smart,
        "2023/ikpa.pdf": ikpa,
        "2023/pk.pdf": agreement,
    }
    bundle = document(
        report, agreement, dektari, dektara, kotan, clinics, decree, smart, zi, path="2023/lkip.pdf"
    )
    files = [received(document(letter, path=path)) for path, letter in alone.items()]
    return [*files, received(bundle, 1.0)]


def _zi(number: int, satker: str, parts: tuple[str, str, str], total: str) -> Values:
    pemenuhan, reform, hasil = parts
    return {
        "no": str(number),
        "satker": satker,
        "pemenuhan": pemenuhan,
        "reform": reform,
        "hasil": hasil,
        "jumlah": total,
    }


def bali_2022() -> list[Received]:
    """BNNP Bali: a revised ZI letter, the same bytes twice, a withheld row, an odd agreement."""
    older = part(
        "zi",
        {
            "zi": [
                _zi(1, "BNNP Bali", ("20.00", "20.00", "30.00"), "70.00"),
                _zi(2, "BNNP Banten", ("21.00", "20.00", "30.00"), "71.00"),
            ]
        },
        tahun=2022,
        nomor="B/7/ZI/2022",
    )
    revised = part(
        "zi",
        {"zi": [_zi(1, "BNNP Bali", ("20.00", "20.00", "32.00"), "72.00")]},
        tahun=2022,
        nomor="B / 7 / ZI / 2022",
    )
    agreement = part(
        "perjanjian_kinerja",
        {
            "perjanjian_kinerja": [
                _target(1, "Jumlah kabupaten/kota dengan indeks ketahanan diri remaja", "3"),
                _target(2, "Nilai Zona Integritas", "0"),
                _target(3, "Jumlah sepeda yang dibagikan", "10"),
                _target(4, "Nilai Kinerja Anggaran", "80"),
            ]
        },
        tahun=2022,
        satker="BNNP Bali",
    )
    dektari = document(
        part(
            "dektari",
            {
                "dektari": [
                    _dektari("BNN Kota Denpasar", "54.00", "Sangat Tinggi"),
                    _dektari("BNN Kabupaten Badung", "50.00", "Tinggi"),
                    _dektari("BNNP Bali", "50.00", "Tinggi"),
                ]
            },
            tahun=2022,
            nomor="B/8/DEKTARI/2022",
        ),
        path="2022/dektari.pdf",
    )
    return [
        received(document(older, path="2022/zi.pdf", content="zi"), 1.0),
        received(document(older, path="2022/salinan.pdf", content="zi"), 2.0),
        received(document(revised, path="2022/a-revisi.pdf"), 3.0),
        received(document(agreement, path="2022/pk.pdf"), 4.0),
        received(dektari, 5.0, withheld=[("dektari", 2)]),
    ]


def _target(number: int, indikator: str, target: str | None) -> Values:
    return {
        "no": str(number),
        "sasaran": "Sasaran",
        "indikator": indikator,
        "target": target,
        "satuan": "x",
    }


def _dektari(satker: str, nilai: str, kategori: str) -> Values:
    return {"satker": satker, "nilai": nilai, "kategori": kategori, "tingkat": "satker"}


def _smart(satker: str, nilai: str) -> Values:
    return {"satker": satker, "tahun": "2021", "nilai": nilai, "kategori": "Baik"}


def gorontalo_2021() -> list[Received]:
    """Gorontalo: a BNNK against its own target, a name nobody knows, figures that disagree."""
    own = part(
        "perjanjian_kinerja",
        {"perjanjian_kinerja": [_target(1, "Nilai Kinerja Anggaran", "90")]},
        tahun=2021,
        satker="BNN Kabupaten Gorontalo",
    )
    smart = part(
        "smart",
        {"smart": [_smart("BNN Kabupaten Gorontalo", "90"), _smart("BNN Kota Gorontalo", "89")]},
        tahun=2021,
    )
    dektara = part(
        "dektara",
        {
            "dektara": [
                {
                    "no": str(number),
                    "satker": satker,
                    "nilai": "80",
                    "kategori": "TINGGI",
                }
                for number, satker in enumerate(
                    ["BNNP Gorontalo", "BNN Kabupaten Bone Bolanggo", "BNN Kota Gorontalo"], start=1
                )
            ]
        },
        tahun=2021,
        nomor="B/1/DEKTARA/2021",
    )
    zi = [
        part(
            "zi",
            {"zi": [_zi(1, "BNNP Gorontalo", ("20", "20", hasil), total)]},
            tahun=2021,
            nomor=nomor,
        )
        for nomor, hasil, total in (("B/1/ZI/2021", "30", "70"), ("B/2/ZI/2021", "31", "71"))
    ]
    unknown_year = part(
        "zi",
        {"zi": [_zi(1, "BNNP Aceh", ("20", "20", "30"), "70")]},
        tahun=None,
        nomor="B/3/ZI",
    )
    files = {
        "2021/pk.pdf": own,
        "2021/smart.pdf": smart,
        "2021/dektara.pdf": dektara,
        "2021/zi-1.pdf": zi[0],
        "2021/zi-2.pdf": zi[1],
        "lain/zi.pdf": unknown_year,
    }
    return [
        received(document(letter, path=path), float(order))
        for order, (path, letter) in enumerate(files.items())
    ]
