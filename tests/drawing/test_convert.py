"""PNG and PDF: with nothing of the machine's, the same each time, readable on paper and aloud."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from pathkit.drawing import as_svg, convert, scene_of
from pathkit.drawing.convert import LEAST, MARGIN, MOST, PAPERS, CannotConvert, as_pdf, as_png, sheet_for
from pathkit.drawing.measure import width_of
from pathkit.maps import load_map
from pathkit.maps.values import visible

from .seen import said

ROOT = Path(__file__).parents[2]
MAPS = sorted((ROOT / "pathways").glob("*.pathway.yaml"))


def picture(text: str = "Eastglen", width: str = "300", height: str = "200", title: str = "Eastglen") -> str:
    """A small picture with one text."""
    size = f'width="{width}" height="{height}" viewBox="0 0 300 200"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><title>{escape(title)}</title>'
        f'<desc>All of {escape(title)}</desc><text x="10" y="20" font-size="13">{escape(text)}</text></svg>'
    )


def size_of(png: bytes) -> tuple[int, int]:
    """The pixels of a PNG."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def words_of(pdf: bytes) -> str:
    """What a reader finds in a PDF of one page, without line breaks."""
    (page,) = PdfReader(BytesIO(pdf)).pages
    return " ".join(page.extract_text().split())


def catalog(pdf: bytes) -> Any:
    """What a PDF says of itself as a whole."""
    return PdfReader(BytesIO(pdf)).trailer["/Root"]


# --- PNG --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scale", "size"), [(1, (300, 200)), (2, (600, 400)), (1.5, (450, 300))])
def test_a_png_has_so_many_pixels_to_each_unit_of_the_picture(scale: float, size: tuple[int, int]) -> None:
    assert size_of(as_png(picture(), scale)) == size


def test_a_png_of_a_huge_picture_is_one_that_programs_can_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "MOST_PIXELS", 15_000)
    wide, high = size_of(as_png(picture(), 2))
    assert (wide, high) == (150, 100)


# --- PDF --------------------------------------------------------------------------------------------------


def test_the_words_of_a_pdf_can_be_searched_also_beyond_english() -> None:
    assert words_of(as_pdf(picture("Łódź, Tromsø – café ✗ · ≠"))) == "Łódź, Tromsø – café ✗ · ≠"


def test_a_pdf_is_one_that_can_be_read_aloud() -> None:
    pdf = as_pdf(picture())
    assert catalog(pdf)["/MarkInfo"]["/Marked"]
    assert catalog(pdf)["/Lang"] == "en-GB"
    assert catalog(pdf)["/ViewerPreferences"]["/DisplayDocTitle"]
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None and reader.metadata.title == "Eastglen"
    assert "All of Eastglen" in str(figure(catalog(pdf)["/StructTreeRoot"]))


def figure(element: Any) -> Any:
    """The description of the picture, wherever it is among the tags."""
    element = element.get_object()
    if isinstance(element, list):
        return next(filter(None, map(figure, element)), None)
    if not hasattr(element, "get"):
        return None
    return element.get("/Alt") or (figure(element["/K"]) if "/K" in element else None)


def test_a_pdf_tells_no_time_and_no_place() -> None:
    metadata = PdfReader(BytesIO(as_pdf(picture()))).metadata
    assert metadata is not None
    assert set(metadata) <= {"/Title", "/Subject", "/Creator"}
    assert str(ROOT).encode() not in as_pdf(picture())


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name.partition(".")[0])
def test_real_maps_go_on_one_sheet_of_paper_with_every_word(path: Path) -> None:
    map_ = load_map(path).map
    assert map_ is not None
    svg = as_svg(scene_of(map_, "A real map"))
    pdf = as_pdf(svg)
    (page,) = PdfReader(BytesIO(pdf)).pages
    sides = sorted(round(float(side)) for side in (page.mediabox.width, page.mediabox.height))
    assert sides in [sorted(map(round, paper)) for paper in PAPERS.values()]
    found = words_of(pdf)
    assert {text for text in said(svg) if " ".join(text.split()) not in found} == set()


@given(st.floats(20, 9000), st.floats(20, 9000))
def test_a_picture_fits_its_sheet_and_small_print_can_be_read(width: float, height: float) -> None:
    (wide, high), by = sheet_for(width, height)
    assert LEAST <= by <= MOST
    assert width * by <= wide - 2 * MARGIN + 0.01
    assert height * by <= high - 2 * MARGIN + 0.01
    assert (wide > high) == (width > height)


@pytest.mark.parametrize(
    ("width", "height", "paper"),
    [(500, 700, "A4"), (1400, 900, "A4"), (2100, 1500, "A3"), (1500, 2600, "A2"), (4000, 2000, "A1")],
)
def test_the_sheet_is_the_smallest_that_will_do(width: float, height: float, paper: str) -> None:
    sheet, _ = sheet_for(width, height)
    assert sorted(sheet) == sorted(PAPERS[paper])


def test_a_picture_beyond_every_paper_has_a_sheet_of_its_own() -> None:
    assert sheet_for(9000, 4000) == ((9000 * LEAST + 2 * MARGIN, 4000 * LEAST + 2 * MARGIN), LEAST)


# --- whatever the machine ---------------------------------------------------------------------------------


def test_a_bare_machine_makes_the_same_bytes() -> None:
    program = (
        "import sys; from pathkit.drawing.convert import as_pdf, as_png; svg = sys.stdin.buffer.read().decode();"
        "sys.stdout.buffer.write(as_pdf(svg) + as_png(svg))"
    )
    bare = {"LC_ALL": "C", "PATH": "", "HOME": "/nowhere", "FONTCONFIG_FILE": "/nowhere", "PYTHONHASHSEED": "7"}
    if "SYSTEMROOT" in os.environ:
        bare["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    svg = picture("Łódź, Tromsø – café ✗")
    command = [sys.executable, "-c", program]
    made = subprocess.run(command, input=svg.encode(), env=bare, capture_output=True, timeout=120, check=True)
    assert made.stdout == as_pdf(svg) + as_png(svg)


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has no fonts of its own."""
    own = convert._fonts
    monkeypatch.setattr(convert, "_fonts", lambda only_own: own(True))


def test_letters_that_no_font_has_do_not_stop_a_picture(no_fonts: None) -> None:
    pdf, png = as_pdf(picture("健康 clinic")), as_png(picture("健康 clinic"))
    assert "clinic" in words_of(pdf)
    assert size_of(png) == (600, 400)


def test_the_fonts_of_a_machine_are_asked_only_for_letters_that_ours_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    own = convert._fonts

    def fonts(only_own: bool) -> typst.Fonts:
        asked.append(only_own)
        return own(True)

    monkeypatch.setattr(convert, "_fonts", fonts)
    as_pdf(picture("Łódź, Tromsø"))
    as_png(picture("Łódź, Tromsø"))
    assert set(asked) == {True}
    as_pdf(picture("健"))
    assert set(asked) == {True, False}


def test_the_font_comes_with_its_licence() -> None:
    folder = Path(convert.__file__).parent / "fonts"
    assert {one.name for one in folder.iterdir()} == {"DejaVuSans.ttf", "LICENSE"}
    assert "Bitstream Vera Fonts Copyright" in (folder / "LICENSE").read_text("utf-8")
    assert {one.family for one in convert._fonts(True).fonts()} == {convert.FONT}


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]), min_size=6))
def test_texts_are_no_wider_than_their_boxes_are_made_for(text: str) -> None:
    text = "".join(text.split()) + "service"
    measured = (
        b'#set page(width: auto, height: auto, margin: 0pt)\n#text(font: "DejaVu Sans", size: 10pt, sys.inputs.text)'
    )
    compiler = typst.Compiler(measured, font_paths=convert._fonts(True))
    pdf = compiler.compile(sys_inputs={"text": text}, format="pdf", timestamp=0)
    assert isinstance(pdf, bytes)
    (page,) = PdfReader(BytesIO(pdf)).pages
    assert float(page.mediabox.width) <= width_of(text, 10) * 1.06  # a line has that much room to spare on its right


# --- whatever stands in a picture -------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(visible).filter(str.strip))
def test_words_are_never_read_as_the_language_of_the_typesetter(name: str) -> None:
    pdf = as_pdf(picture(name, title=name))
    metadata = PdfReader(BytesIO(pdf)).metadata
    assert metadata is not None and metadata.title is not None
    assert metadata.title.split() == name.split()


@pytest.mark.parametrize(
    "name", ['#panic("x")', "$x$ *b* _i_", "`raw`", '"]) #read("/etc/passwd")', "\\u{41}", "@a <b>"]
)
def test_what_would_be_markup_elsewhere_is_text(name: str) -> None:
    assert words_of(as_pdf(picture(name))) == name


# --- what cannot be done ----------------------------------------------------------------------------------


def test_a_missing_library_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    for make in (as_png, as_pdf):
        with pytest.raises(CannotConvert, match="pip install typst"):
            make(picture())


@pytest.mark.parametrize("size", ["", "0", "wide"])
def test_a_picture_without_a_size_is_refused(size: str) -> None:
    svg = picture(width=size, height=size).replace(' viewBox="0 0 300 200"', "")
    with pytest.raises(CannotConvert, match="how large it is"):
        as_pdf(svg)


def test_the_size_may_be_that_of_what_is_seen() -> None:
    svg = picture().replace('width="300" height="200" ', "")
    assert size_of(as_png(svg, 1)) == (300, 200)


def test_a_picture_that_asks_for_a_file_is_refused() -> None:
    asking = picture().replace("<text", f'<image href="{Path(__file__).name}" width="9" height="9"/><text')
    for make in (as_png, as_pdf):
        with pytest.raises(CannotConvert, match=r"could not be made into p.*failed to load linked image"):
            make(asking)
