"""Further frameworks are told under headings of their own, in text, in Markdown and on the page."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

from rich.console import Console
from rules.checking import ON, checked, small

from pathkit.check import check_and_look
from pathkit.output.report_markdown import as_markdown
from pathkit.output.text import as_text
from pathkit.pages.audience import Audience
from pathkit.pages.report import look_for, report_page

AREA = "calendar: none, framework: [framework-for-collaboration, perinatal-pledge, collaborative-commitments]"
GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7, supports: {excludes: []},
       offers: [assessment, mother-and-baby-bed]}
"""
TEXT = small(GP, people="{ages: 18-45, needs: [mental-illness], circumstances: [perinatal]}", area=AREA)
PLEDGE = "Women and Families Maternal Mental Health Pledge: 8 expectations"
MISSING = "Commitments 1 and 2 (communication) and 4 to 15 are not here"
WHY = "no map shows whether a woman is judged when she speaks"


def test_in_text(tmp_path: Path) -> None:
    out = io.StringIO()
    as_text(checked(tmp_path, TEXT), Console(file=out, width=200, color_system=None))
    said = out.getvalue()
    assert f"\n{PLEDGE}\n" in said and "\nThe twelve principles\n" in said
    assert re.search(rf"– beyond a map +Free to speak +{WHY}\n", said)
    assert MISSING in said


def test_in_markdown(tmp_path: Path) -> None:
    said = as_markdown(checked(tmp_path, TEXT))
    assert f"\n## {PLEDGE}\n" in said
    assert f"| Free to speak | – beyond a map | {WHY} |" in said
    assert MISSING in said
    broken = re.search(r"(\d+) principles? of (\d+)", said)
    assert broken is not None and broken[2] == str(12 + 6 + 1), "what no map can show cannot be broken"


def page(folder: Path, *texts: str) -> str:
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"area-{number}.pathway.yaml"
        path.write_text(text, "utf-8")
        paths.append(path)
    report, seen = check_and_look(paths, look_for(Audience.FORUM), date=ON)
    return report_page(report, seen)


def test_on_the_page(tmp_path: Path) -> None:
    html = page(tmp_path, TEXT)
    assert re.search(rf"<h2[^>]*>{PLEDGE}", html) and MISSING in html
    at = html.index("<strong>Free to speak</strong>")
    assert "beyond a map" in html[at - 300 : at] and WHY in html[at : at + 300]
    assert re.search(r'<a href="#[^"]+"><strong>The family informed and supported</strong></a>', html)


def test_on_the_page_of_a_map_that_goes_by_one_pack_alone_no_place_has_the_name_of_another(tmp_path: Path) -> None:
    alone = TEXT.replace(
        "[framework-for-collaboration, perinatal-pledge, collaborative-commitments]", "perinatal-pledge"
    )
    html = page(tmp_path, alone)
    assert "The twelve principles" not in html
    names = Counter(re.findall(r'\sid="((?:findings|principles)[^"]*)"', html))
    assert "principles" in names and set(names.values()) == {1}


def test_over_several_maps_a_principle_says_of_which_framework_it_is(tmp_path: Path) -> None:
    other = small(GP.replace(", mother-and-baby-bed", "")).replace("eastglen", "southness")
    html = page(tmp_path, TEXT, other)
    assert '<strong>Free to speak</strong> <span class="small">(Women and Families' in html
    assert '<strong>No Wrong Door</strong> <span class="small quiet">' in html
