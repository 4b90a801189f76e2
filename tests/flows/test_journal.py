"""What nights did is written down, told to people and to machines, however a night ends."""

import json
import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from prometheus_client.parser import text_string_to_metric_families

from flows.journal import KEPT, Journal
from flows.news import nothing_new
from flows.places import Places
from flows.telling import stories, told
from reports.formats import moment
from reports.night.page import NightStory, duration, page_of
from tests.flows.conftest import PROJECT, environment, few_letters, program, run_program
from warehouse.query import summary

AXE = PROJECT / "tests" / "review" / "axe-core" / "axe.min.js"


Status = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Week:
    """Nights one after another: killed, published, without news, failed; and what was told then."""

    places: Places
    killed: Status
    quiet: Status
    failed: Status


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    home = tmp_path_factory.mktemp("malam")
    raw, places = home / "raw", Places(home / "c.duckdb")
    few_letters(raw)
    (raw / "2023" / "teks.pdf").write_text("Ini bukan PDF.")
    run = ("run", "--raw", raw, "--warehouse", places.warehouse)
    status = ("status", "--warehouse", places.warehouse)
    command = program(*run)
    with subprocess.Popen(command, cwd=PROJECT, env=environment(), start_new_session=True) as night:
        while not any(n.outcome == "running" for n in places.journal.nights()):
            time.sleep(0.05)
            assert night.poll() is None
        os.kill(night.pid, signal.SIGKILL)
    killed = run_program(*status)
    assert [run_program(*run).returncode for _ in range(2)] == [0, 0]
    quiet = run_program(*status, "--malam", 2)
    for path in raw.rglob("*.pdf"):
        path.write_text("rusak")
    assert run_program(*run).returncode == 1
    return Week(places, killed, quiet, run_program(*status, "--malam", 1))


def test_nights_are_written_down_as_they_went(week: Week) -> None:
    nights = week.places.journal.nights()
    assert [night.outcome for night in nights] == ["dead", "published", "no_news", "failed"]
    published = nights[1]
    numbers = summary(week.places.warehouse)
    assert published.numbers["rows_loaded"] == numbers.rows_loaded > 0
    assert published.numbers["letters"] == numbers.letters
    assert list(published.numbers["refused"]) == ["2023/teks.pdf"]
    assert list(published.stages) == [
        *("Membaca berkas", "Memeriksa surat", "Membangun gudang data", "Menerbitkan")
    ]
    assert published.stages["Membaca berkas"][1] == 4
    assert sum(seconds for seconds, _ in published.stages.values()) <= (published.seconds or 0)


def test_status_tells_each_of_them(week: Week) -> None:
    assert week.killed.returncode == 1
    assert "mati di tengah jalan" in week.killed.stdout
    assert "belum ada" in week.killed.stdout
    assert week.quiet.returncode == 0
    published, did, apart, quiet, _, waiting = week.quiet.stdout.splitlines()
    assert "diterbitkan" in published
    numbers = summary(week.places.warehouse)
    assert "4 berkas, 4 dibaca baru" in did
    assert f"{numbers.rows_loaded} baris dimuat, {numbers.rows_quarantined} dikarantina" in did
    assert f"temuan: {numbers.findings.get('gagal', 0)} gagal" in did
    assert apart.strip() == "1 ditolak"
    assert "tidak ada yang baru" in quiet
    assert f"{summary(week.places.warehouse).findings.get('gagal', 0)} temuan gagal" in waiting
    assert week.failed.returncode == 1
    assert "Tidak ada satu pun berkas" in week.failed.stdout


def test_the_numbers_are_the_nights(week: Week) -> None:
    places = week.places
    families = text_string_to_metric_families(places.metrics.read_text(encoding="utf-8"))
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }
    published = next(n for n in places.journal.nights() if n.outcome == "published")
    assert found["capaian_rows", "loaded"] == published.numbers["rows_loaded"]
    assert published.numbers["letters"]
    for status, count in published.numbers["letters"].items():
        assert found["capaian_letters", status] == count
    for severity, count in published.numbers["findings"].items():
        assert found["capaian_findings", severity] == count
    assert found["capaian_night_seconds",] == published.seconds
    assert found["capaian_files_refused",] == 1
    assert found["capaian_night_success",] == 0
    assert found["capaian_nights_failed_in_a_row",] == 1


def test_the_page_of_the_night_tells_all_and_is_accessible(week: Week) -> None:
    places = week.places
    text = places.night_report.read_text(encoding="utf-8")
    assert "Tidak ada satu pun berkas PDF" in text
    assert "2023/teks.pdf" in text
    assert "mati di tengah jalan" in text
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in (1280, 390):
            tab = browser.new_page(viewport={"width": width, "height": 900})
            tab.goto(places.night_report.as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
            tab.add_script_tag(path=AXE)
            assert [item["id"] for item in tab.evaluate("axe.run()")["violations"]] == []
        browser.close()


def test_status_tells_what_was_restored_and_whom_no_word_reached(tmp_path: Path) -> None:
    places = Places(tmp_path / "c.duckdb")
    with pytest.raises(ValueError, match="rusak"), places.journal.night() as log:
        raise ValueError("rusak")
    places.journal.untold(log.night, ["CAPAIAN_WEBHOOK: server menjawab 500"])
    places.journal.restored("seperti diterbitkan 1 Des 2026 04.15 WIB")
    done = run_program("status", "--warehouse", places.warehouse)
    assert done.returncode == 1, "what was restored is no night that went well"
    failed, error, untold, restored, stands = done.stdout.splitlines()
    assert "gagal" in failed
    assert "gudang data lama tetap ada" not in done.stdout, "there is none"
    assert "rusak" in error
    assert untold.strip() == "pemberitahuan gagal: CAPAIAN_WEBHOOK: server menjawab 500"
    assert restored.endswith("dipulihkan seperti diterbitkan 1 Des 2026 04.15 WIB")
    assert "belum ada" in stands


@pytest.mark.parametrize("options", [("--malam", 0), ("--malam", -3), ("--warehouse", PROJECT)])
def test_status_of_what_cannot_be_meant_is_wrong_use(
    options: tuple[str, object], tmp_path: Path
) -> None:
    done = run_program("status", "--warehouse", tmp_path / "c.duckdb", *options)
    assert done.returncode == 2
    assert done.stderr.startswith("capaian: ")


def test_a_night_without_news_is_in_the_numbers_and_tells_of_one_that_died(tmp_path: Path) -> None:
    places = Places(tmp_path / "c.duckdb")
    died = places.journal.night()
    died.__enter__()
    nothing_new(places)
    dead, quiet = places.journal.nights()
    assert (dead.outcome, quiet.outcome) == ("dead", "no_news")
    text = places.metrics.read_text(encoding="utf-8")
    started = re.search(r"^capaian_night_started_timestamp_seconds (\S+)$", text, re.MULTILINE)
    assert started is not None
    assert float(started[1]) == pytest.approx(quiet.started.timestamp())
    assert "capaian_night_success 1.0" in text


def test_no_failed_finding_is_a_nought_and_a_failed_night_has_none() -> None:
    numbers = {"files": 1, "rows_loaded": 5, "rows_quarantined": 6, "pages": 1}
    numbers |= {"findings": {"info": 2}, "letters": {}, "missing": {}}  # type: ignore[dict-item]
    start = datetime(2026, 11, 28, tzinfo=UTC)
    page = page_of(
        [NightStory(start, "published", 1.0, numbers=numbers), NightStory(start, "failed", 1.0)]
    )
    cells = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", page.rpartition("Malam-malam terakhir")[2])
    assert cells[-2:] == ["0", "–"]


def test_a_damaged_line_costs_only_itself(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "nights.jsonl")
    journal.no_news()
    with (tmp_path / "nights.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"night": "2026-11-28T01:00:00+00:00", "event": "star')
    with journal.night() as night:
        night.end("published", numbers={"files": 1})
    assert [night.outcome for night in journal.nights()] == ["no_news", "published"]
    events = [json.loads(line)["event"] for line in _whole(tmp_path / "nights.jsonl")]
    assert events == ["no_news", "started", "published"]


def _whole(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("{") and line.endswith("}")]


def test_what_cannot_be_told_does_not_undo_the_night(tmp_path: Path) -> None:
    places = Places(tmp_path / "c.duckdb")
    places.night_report.mkdir(parents=True)
    with told(places) as night:
        night.end("published", numbers={})
    assert places.journal.nights()[-1].outcome == "published"


def test_a_first_night_that_failed_has_a_page(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "nights.jsonl")
    with pytest.raises(ValueError, match="<b>rusak</b>"), journal.night():
        raise ValueError("<b>rusak</b>")
    page = page_of(stories(journal.nights()))
    assert "&lt;b&gt;rusak&lt;/b&gt;" in page
    assert "Belum ada malam yang menerbitkan" in page


def test_times_are_those_of_jakarta() -> None:
    assert moment(datetime(2026, 11, 27, 18, 30, tzinfo=UTC)) == "28 Nov 2026 01.30 WIB"
    assert duration(245.2) == "4 menit 5 detik"
    assert duration(3.24) == "3,2 detik"
    assert duration(None) == "–"


def test_a_journal_keeps_a_year_of_nights_and_lets_older_ones_go(tmp_path: Path) -> None:
    path = tmp_path / "nights.jsonl"
    start = datetime(2020, 1, 1, tzinfo=UTC)
    days = [(start + timedelta(days=turn)).isoformat() for turn in range(2 * KEPT + 1)]
    path.write_text(
        "".join(json.dumps({"time": day, "night": day, "event": "no_news"}) + "\n" for day in days)
    )
    with Journal(path).night() as log:
        log.end("published", numbers={})
    nights = Journal(path).nights()
    assert [night.started.isoformat() for night in nights[:-1]] == days[-KEPT:]
    assert nights[-1].outcome == "published"


def test_a_journal_that_cannot_be_written_stops_no_night(tmp_path: Path) -> None:
    (tmp_path / "nights.jsonl").mkdir()
    with Journal(tmp_path / "nights.jsonl").night() as log:
        log.end("published", numbers={})
