"""The stewards' application with many open items: how long Chromium waits for its pages."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from playwright.sync_api import Page, sync_playwright

from tests.bench.docs import table
from tests.bench.night import ROOT
from tests.review.office import PASSWORD, Office, write_letters

ITEMS = 10_000
REPEATS = 7
PORT = 8477

_MANY = f"""
    INSERT INTO mart.temuan
    SELECT first.* REPLACE (
        md5('banyak' || number) AS temuan_id,
        first.item_key || '#banyak' || number AS item_key
    )
    FROM (SELECT * FROM mart.temuan WHERE page IS NOT NULL LIMIT 10) AS first,
        range({ITEMS // 10}) AS numbers (number)
"""
_KEYS = """
    UPDATE mart.temuan SET temuan_id = md5(item_key), row_key = NULL
    WHERE contains(item_key, '#banyak')
"""


def _fill(office: Office) -> int:
    """Findings enough that so many items are open; gives how many there are."""
    with duckdb.connect(str(office.places.warehouse)) as connection:
        connection.execute(_MANY)
        connection.execute(_KEYS)
        ((count,),) = connection.execute(
            "SELECT (SELECT count(*) FROM mart.temuan) + (SELECT count(*) FROM mart.karantina)"
        ).fetchall()
    return int(count)


def _loaded(page: Page, path: str) -> float:
    """Median seconds until a page is loaded, pictures included."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        page.goto(path, wait_until="load")
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def lines() -> list[str]:
    """The table of the pages."""
    with TemporaryDirectory() as folder:
        office = Office(Path(folder), PORT)
        write_letters(office.raw)
        office.apply()
        office.hire()
        count = _fill(office)
        places = office.places
        command = [sys.executable, "-m", "flows.cli", "review", "--warehouse", places.warehouse]
        command += ["--port", PORT, "--raw", office.raw]
        with subprocess.Popen([str(part) for part in command], cwd=ROOT) as served:
            try:
                return _measured(office, count)
            finally:
                served.terminate()


def _measured(office: Office, count: int) -> list[str]:
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(base_url=f"http://127.0.0.1:{office.port}")
        _wait_for(page)
        start = time.perf_counter()
        page.fill("#nama", "sari")
        page.fill("#sandi", PASSWORD)
        page.click("button.utama")
        page.wait_for_url("**/butir*", wait_until="load")
        first = time.perf_counter() - start
        query = "aturan=angka_terbaca&jenis=karantina"
        item = page.goto(f"/butir?{query}") and page.get_attribute("td.b a", "href")
        rows = [
            [
                "login and the first list after the start, the password's hash included",
                f"{first:.2f}",
            ],
            ["the list, first page", f"{_loaded(page, '/butir'):.2f}"],
            ["the list, last page", f"{_loaded(page, f'/butir?hal={-(-count // 50)}'):.2f}"],
            ["the list, searched for a name", f"{_loaded(page, '/butir?cari=jambi'):.2f}"],
            ["one item, its page's picture kept", f"{_loaded(page, str(item)):.2f}"],
        ]
        browser.close()
    return [f"{count:,} open items.", "", *table("page, loaded in Chromium|seconds", *rows)]


def _wait_for(page: Page) -> None:
    for _ in range(100):
        try:
            page.goto("/masuk")
        except Exception:  # noqa: BLE001 - not there yet, whatever Chromium calls it
            time.sleep(0.2)
        else:
            return
    raise TimeoutError
