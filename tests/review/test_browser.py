"""The application in a real Chromium: a steward's day from login to the effect on an achievement.

The program runs as users run it; applying is the real thing.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.flows.conftest import PROJECT, environment, program
from tests.review.office import LIKE_JAMBI, PASSWORD, Office, write_letters

AXE = Path(__file__).parent / "axe-core" / "axe.min.js"
APPLIED_MS = 120_000
UNREADABLE = "/butir?aturan=angka_terbaca&jenis=karantina"
ZI_OF_JAMBI = """
    SELECT status, realisasi_value::VARCHAR FROM mart.ikk_capaian
    WHERE satker_code = 'bnnp-15' AND ikk_code = 'zi'
"""

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(model_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose application runs as a process."""
    office = model_office.copied(tmp_path_factory.mktemp("dilayani"), _free_port())
    places = office.places
    command = program(
        *("review", "--warehouse", places.warehouse, "--port", office.port, "--raw", office.raw)
    )
    with subprocess.Popen(command, cwd=PROJECT, env=environment()) as process:
        try:
            deadline = monotonic() + 60
            while monotonic() < deadline and process.poll() is None:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", office.port)) == 0:
                        break
                sleep(0.2)
            yield office
        finally:
            process.send_signal(signal.SIGINT)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


Enter = Callable[..., Page]


@pytest.fixture
def enter(served: Office, chromium: Browser) -> Iterator[Enter]:
    """Somebody signed in at a browser of their own; whatever the browser complains of fails."""
    contexts, complaints = [], []

    def signed_in(name: str, **given: object) -> Page:
        context = chromium.new_context(
            base_url=f"http://127.0.0.1:{served.port}",
            **{"viewport": {"width": 1280, "height": 900}, **given},  # type: ignore[arg-type]
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if message.type in ("error", "warning") and "status of 4" not in message.text
                else None
            ),
        )
        page.goto("/masuk")
        page.fill("#nama", name)
        page.fill("#sandi", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/butir*")
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert complaints == [], "the browser complained"


def _apply(page: Page) -> None:
    page.goto("/terapkan")
    page.click("button.utama")
    page.locator(".kabar.baik").wait_for(timeout=APPLIED_MS)


def _open(page: Page, items: str) -> None:
    """Open the last item of a list, ready for keys."""
    page.goto(items)
    page.locator("td.b a").last.click()
    page.wait_for_selector("svg.lembar image")
    page.wait_for_load_state()


def _zi(page: Page) -> None:
    _open(page, "/butir?aturan=zi_jumlah&jenis=karantina")


def test_a_correction_takes_effect_and_is_undone_and_another_lapses(
    enter: Enter, served: Office
) -> None:
    assert served.rows(ZI_OF_JAMBI) == [("tertahan", None)]
    ((parts,),) = served.rows(
        "SELECT (pemenuhan + reform + hasil)::DECIMAL(9, 2)::VARCHAR FROM raw.zi "
        "WHERE satker_code = 'bnnp-15'"
    )
    page = enter("sari")
    _zi(page)
    page.keyboard.press("e")
    page.select_option("#kolom", "jumlah")
    page.fill("#nilai", parts.replace(".", ","))
    page.fill("#alasan", "Jumlah ketiga unsurnya")
    page.click("button.utama")
    expect(page.locator(".kabar.baik")).to_contain_text(parts.replace(".", ","))
    _open(page, "/butir?cari=djambi&jenis=karantina")
    page.keyboard.press("p")
    page.select_option("#satker", "bnnp-15")
    page.fill("#alasan", "Ejaan lama")
    page.keyboard.press("Enter")
    expect(page.locator(".kabar.baik")).to_contain_text(LIKE_JAMBI)
    _open(page, UNREADABLE)
    page.keyboard.press("x")
    page.fill("#alasan", "Minta cetak ulang")
    page.keyboard.press("Enter")
    expect(page.locator(".kabar.baik")).to_contain_text("Tolak")

    page.goto("/terapkan")
    expect(page.locator("#keadaan")).to_contain_text("Terapkan 3 keputusan")
    _apply(page)
    assert _outcomes(served) == {"koreksi": "berlaku", "petakan": "berlaku", "tolak": "berlaku"}
    assert served.rows(ZI_OF_JAMBI) == [("dihitung", f"{parts}0000")]
    expect(page.locator(".kabar.baik")).to_contain_text("memuat semua keputusan")

    page.goto("/keputusan")
    correction = page.locator("ol.keputusan li", has_text="Jumlah ketiga unsurnya")
    expect(correction.locator(".label")).to_have_text("Berlaku")
    correction.locator("summary").click()
    correction.locator("input[name=alasan]").fill("Tunggu jawaban inspektorat")
    correction.locator("form button").click()
    expect(page.locator("ol.keputusan li").first).to_contain_text("Tunggu jawaban inspektorat")
    write_letters(served.raw, unreadable="8O,7")
    _apply(page)
    assert served.rows(ZI_OF_JAMBI) == [("tertahan", None)]
    told = _outcomes(served)
    assert (told["koreksi"], told["petakan"], told["tolak"]) == ("dibatalkan", "berlaku", "gugur")
    expect(page.locator("#keadaan")).to_contain_text("Gugur")
    page.goto("/butir?aturan=keputusan_gugur")
    expect(page.locator("td.b a").first).to_have_text("Keputusan gugur")


def _outcomes(served: Office) -> dict[str, str]:
    """What became of the latest decision of each verb."""
    return dict(served.rows("SELECT verb, status FROM mart.keputusan ORDER BY decision_id"))


def test_two_stewards_at_once_and_the_second_is_told(enter: Enter) -> None:
    sari, budi = enter("sari"), enter("budi")
    for page in (sari, budi):
        page.goto("/butir?cari=onerror&jenis=karantina")
        page.click("td.b a")
    sari.check("input[value=tolak]", force=True)
    sari.fill("#alasan", "Bukan satker")
    sari.click("button.utama")
    sari.locator(".kabar.baik").wait_for()
    budi.check("input[value=koreksi]", force=True)
    budi.select_option("#kolom", "satker")
    budi.fill("#nilai", "BNNP Bali")
    budi.fill("#alasan", "Menurut saya Bali")
    budi.click("button.utama")
    expect(budi.locator(".kabar.gagal")).to_contain_text("sari sudah memutuskan butir ini")
    expect(budi.locator("#alasan")).to_have_value("Menurut saya Bali")
    expect(budi.locator(".riwayat")).not_to_contain_text("budi")


def test_ten_items_by_keyboard_alone(enter: Enter, served: Office) -> None:
    before = len(served.ledger().decisions())
    page = enter("budi")
    page.goto(UNREADABLE)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_selector("#putusan")
    page.keyboard.press("j")
    page.wait_for_url(re.compile("/butir/"))
    expect(page.locator(".letak")).to_have_text(re.compile("^2 dari"))
    page.keyboard.press("k")
    expect(page.locator(".letak")).to_have_text(re.compile("^1 dari"))
    for turn in range(10):
        page.keyboard.press("x")
        if turn == 0:
            page.keyboard.type("Minta cetak ulang")
        expect(page.locator("#alasan")).to_have_value("Minta cetak ulang")
        here = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, here=here: url != here)
        expect(page.locator(".kabar.baik")).to_contain_text("Tersimpan: Tolak")
    entered = served.ledger().decisions()[before:]
    assert [(entry.verb, entry.decided_by) for entry in entered] == [("tolak", "budi")] * 10
    assert len({entry.item_key for entry in entered}) == 10
    page.keyboard.press("?")
    expect(page.locator("#bantuan")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#bantuan")).to_be_hidden()
    page.keyboard.press("g")
    page.wait_for_url("**/butir?*")
    page.keyboard.press("/")
    expect(page.locator("#cari")).to_be_focused()
    page.keyboard.type("onerror x")
    expect(page.locator(".ringkas b")).not_to_have_text("3")


def test_filters_work_in_place_and_in_the_address(enter: Enter) -> None:
    page = enter("tamu")
    page.select_option("#s-jenis", "karantina")
    page.wait_for_url("**/butir?*jenis=karantina*")
    # the address changes a moment before the filters themselves are put anew
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping')")
    page.wait_for_function("!document.querySelector('.htmx-settling')")
    page.select_option("#s-surat", "zi")
    page.wait_for_url("**surat=zi*")
    expect(page.locator(".satker")).to_contain_text("BNNP Jambi")
    page.go_back()
    page.wait_for_url(lambda url: "surat=zi" not in url)
    expect(page.locator("#s-jenis")).to_have_value("karantina")


def test_the_page_is_zoomed_to_the_cell_and_out(enter: Enter) -> None:
    page = enter("tamu")
    _zi(page)
    sheet = page.locator("svg.lembar")
    at_first, whole = sheet.get_attribute("viewBox"), sheet.get_attribute("data-halaman")
    assert page.evaluate(
        "async () => { const p = new Image(); p.src = document.querySelector('svg.lembar image')"
        ".href.baseVal; await p.decode(); return p.naturalWidth; }"
    )
    page.keyboard.press("z")
    assert [float(n) for n in (sheet.get_attribute("viewBox") or "").split()] == [
        float(n) for n in (whole or "").split()
    ]
    page.keyboard.press("z")
    assert sheet.get_attribute("viewBox") == at_first
    page.click("[data-zoom=dekat]")
    nearer = [float(n) for n in (sheet.get_attribute("viewBox") or "").split()]
    assert nearer[2] < float((at_first or "").split()[2])
    box = page.locator("svg .sorot").bounding_box()
    around = sheet.bounding_box()
    assert box
    assert around
    assert around["y"] <= box["y"] <= around["y"] + around["height"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 820), ("dark", 1280)])
def test_no_page_has_a_barrier_that_axe_knows(enter: Enter, scheme: str, width: int) -> None:
    page = enter(
        "ani", color_scheme=scheme, viewport={"width": width, "height": 1000}, bypass_csp=True
    )
    page.goto("/butir?jenis=karantina")
    item = page.locator("td.b a").first.get_attribute("href") or ""
    path, _, query = item.partition("?")
    page.goto("/butir?jenis=temuan&tingkat=gagal")
    finding = page.locator("td.b a").first.get_attribute("href") or ""
    found = {}
    for address in (
        *("/butir", item, finding, f"{path}/sebab-sama?{query}", "/keputusan", "/terapkan"),
        *("/ringkasan", "/ringkasan?urut=zi&arah=turun"),
        *("/akun", "/catatan", "/sandi", "/butir?cari=tidakada", "/tidak-ada"),
    ):
        page.goto(address)
        found[address] = _violations(page)
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, f"{address} is wider than the window"
    page.goto("/butir")
    page.keyboard.press("?")
    found["bantuan"] = _violations(page)
    page.context.clear_cookies()
    page.goto("/masuk?habis=1")
    found["masuk"] = _violations(page)
    assert {address: told for address, told in found.items() if told} == {}


def _violations(page: Page) -> list[str]:
    page.add_script_tag(path=AXE)
    result = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', "
        "'best-practice']})"
    )
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:160]}"
        for violation in result["violations"]
    ]
