"""How long a turn of the clock takes on the page of a large map, beside one frame of a screen.

    python benchmarks/clock.py MAP [--date 2026-11-21]

Needs Chromium and playwright. The clock is turned through the whole week, a quarter of an hour at a time, as a drag
does; counted is what the page's script and the layout after it take, without painting. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from datetime import date
from pathlib import Path

from pathkit.check import check_and_look
from pathkit.pages.report import Audience, look_for, report_page

FRAME = 1000 / 60
QUICK = "isolated-service"
"""The one rule that is run: findings do not bear on the clock."""
NAMES = ("chromium", "chromium-browser", "google-chrome")

TURN = """() => {
  const dial = document.querySelector(".minute"), found = [], later = window.requestAnimationFrame;
  window.requestAnimationFrame = act => {
    const begin = performance.now();
    act();
    document.body.getBoundingClientRect();
    found.push(performance.now() - begin);
    return 0;
  };
  for (let minute = 0; minute < 10080; minute += 15) {
    dial.value = String(minute);
    dial.dispatchEvent(new Event("input", {bubbles: true}));
  }
  window.requestAnimationFrame = later;
  return found.sort((one, other) => one - other);
}"""


def turns(html: str) -> list[float]:
    """The milliseconds of each turn, sorted."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        place = Path(folder) / "page.html"
        place.write_text(html, encoding="utf-8")
        opened = browser.new_page(viewport={"width": 1600, "height": 900})
        opened.goto(place.as_uri())
        found: list[float] = opened.evaluate(TURN)
        browser.close()
    return found


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("map", type=Path)
    asked.add_argument("--date", type=date.fromisoformat, default=date(2026, 11, 21))
    given = asked.parse_args()
    report, portraits = check_and_look([given.map], look_for(Audience.FORUM), date=given.date, rules=[QUICK])
    html = report_page(report, portraits)
    found = turns(html)
    print(f"{report.maps[0].services} services, a page of {len(html.encode()):,} bytes, {len(found)} turns")
    for name, value in (
        ("median", found[len(found) // 2]),
        ("19 of 20 turns", found[len(found) * 19 // 20]),
        ("longest", found[-1]),
    ):
        print(f"{name}: {value:.1f} ms, {value / FRAME:.2f} of a frame")


if __name__ == "__main__":
    main()
