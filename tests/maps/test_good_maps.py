"""A good map is read as its writer means it."""

from datetime import date
from pathlib import Path

import pytest

from pathkit.maps import load_map

from .reading import changed, good, read
from .texts import GOOD, LIBRARY, SMALL


def test_the_example_of_the_design_is_a_good_map(tmp_path: Path) -> None:
    found = good(tmp_path, GOOD)
    assert found.area is not None and found.area.name == "Eastglen"
    assert found.area.local_holidays == {date(2026, 9, 28)}
    assert found.people.ages == ((5, 110),)
    assert found.people.localities == ("north", "south")
    assert found.forum is not None and found.forum.review_every is not None
    assert found.forum.review_every.months == 6
    duty = found.services["duty-team"]
    assert duty.id == "duty-team" and duty.kind == "crisis-team"
    assert duty.checked_on == date(2026, 5, 1)
    assert duty.intake is not None and duty.intake.text == "Mon-Fri 09:00-15:30"
    assert duty.holidays is not None and duty.holidays.public == duty.holidays.local
    assert set(duty.dates) == {date(2026, 12, 24), date(2026, 12, 31)}
    assert duty.supports is not None
    adults, leavers = duty.supports
    assert adults.ages == ((18, 110),) and leavers.ages == ((16, 17),)
    assert adults.urgency == frozenset({"routine", "urgent", "very-urgent"})
    assert list(adults.excludes or {}) == ["intoxicated"] and leavers.excludes == {}
    assert leavers.requires == ("left-school",)
    assert duty.responds_within is not None
    assert duty.responds_within["emergency"].minutes == 60
    assert duty.responds_within["urgent"].clock == "next-working-day"
    assert duty.contact is not None and duty.contact["phone"] == "01632 960001"
    assert duty.sources[0].says is not None and duty.sources[0].says.ages == ((18, 110),)
    transfer = found.transfers["nhs24-mental-health-hub-to-duty-team"]
    assert (transfer.from_, transfer.to, transfer.by) == (
        "nhs24-mental-health-hub",
        "duty-team",
        "warm-handover",
    )
    assert transfer.for_ is not None and transfer.for_[0].urgency == frozenset({"urgent", "very-urgent", "emergency"})
    assert transfer.takes == 10
    assert found.scenarios[0].person.circumstances == {"intoxicated": True}
    assert found.acknowledged[0].covers.hours_per_week == 64.0


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    found = good(tmp_path, SMALL)
    assert found.area is not None
    assert (found.area.calendar, found.area.framework) == ("scotland", ("framework-for-collaboration",))
    assert found.area.in_hours.text == "Mon-Fri 09:00-17:00"
    assert found.people.ages == ((0, 110),)
    assert found.people.needs == tuple(found.framework.needs)
    assert (found.people.localities, found.people.circumstances) == ((), ())
    hub = found.services["hub"]
    assert (hub.open_to, hub.status, hub.supports, hub.offers, hub.holidays) == (
        "transfers",
        "active",
        None,
        None,
        None,
    )
    transfer = found.transfers["gp-to-hub"]
    assert (transfer.when, transfer.shares, transfer.feedback, transfer.hours) == ("open", None, None, None)


def test_a_value_is_what_the_writer_typed_and_never_what_yaml_makes_of_it(tmp_path: Path) -> None:
    text = SMALL + "".join(
        f"  - {{id: t{number}, from: gp, to: hub, by: signpost, notes: {word}}}\n"
        for number, word in enumerate(("no", "on", "22:30", "0131", "1e3", "2026-05-01", "0x1F", "1_000", "NaN"))
    )
    notes = [transfer.notes for transfer in good(tmp_path, text).transfers.values()]
    assert notes[1:] == ["no", "on", "22:30", "0131", "1e3", "2026-05-01", "0x1F", "1_000", "NaN"]


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_an_empty_value_means_left_out(tmp_path: Path, nothing: str) -> None:
    text = SMALL + f"scenarios: {nothing}\nagreements: {nothing}\nforum: {nothing}\n"
    text = changed(text, "hours: 24/7", f"hours: 24/7, offers: {nothing}, status: {nothing}")
    found = good(tmp_path, text)
    assert found.scenarios == () and found.forum is None
    assert found.services["hub"].offers is None and found.services["hub"].status == "active"


def test_a_quoted_null_is_text(tmp_path: Path) -> None:
    found = good(tmp_path, changed(SMALL, "name: Hub", 'name: "null"'))
    assert found.services["hub"].name == "null"


def test_a_name_with_nothing_after_it_is_still_named(tmp_path: Path) -> None:
    text = SMALL + "people: {circumstances: {intoxicated: , own: {label: at sea}}}\n"
    text = changed(text, "hours: 24/7", "hours: 24/7, supports: {excludes: {intoxicated: }}")
    found = good(tmp_path, text)
    assert found.people.circumstances == ("intoxicated", "own")
    supports = found.services["hub"].supports
    assert supports is not None and list(supports[0].excludes or ()) == ["intoxicated"]


def test_own_words_stand_beside_those_of_the_framework(tmp_path: Path) -> None:
    text = SMALL + (
        "people:\n"
        "  needs: {distress: {}, frostbite: {label: frostbite, physical: yes}}\n"
        "  circumstances:\n"
        "    left-school: {ages: 15-17}\n"
        "    at-sea: {label: at sea, implies: {gp-registered: no}}\n"
    )
    text = changed(text, "name: Eastglen}", "name: Eastglen, offers: {tea: {label: a cup of tea}}}")
    text = changed(text, "hours: 24/7", "hours: 24/7, offers: [tea, listening]")
    found = good(tmp_path, text)
    assert found.people.needs == ("distress", "frostbite")
    assert found.needs["frostbite"].physical and not found.needs["distress"].physical
    assert found.circumstances["left-school"].ages == ((15, 17),)
    assert found.circumstances["left-school"].label == "has left school"
    assert found.circumstances["at-sea"].implies == {"gp-registered": False}
    assert found.offers["tea"] == "a cup of tea" and found.offers["listening"] == "listening"


def test_exclusions_may_say_more(tmp_path: Path) -> None:
    supports = "{excludes: {intoxicated: {kind: functional, why: cannot take part, instead: safe-space}}}"
    found = good(tmp_path, changed(SMALL, "hours: 24/7", f"hours: 24/7, supports: {supports}"))
    blocks = found.services["hub"].supports
    assert blocks is not None and blocks[0].excludes is not None
    assert blocks[0].excludes["intoxicated"].kind == "functional"


def test_one_response_time_is_for_all_urgencies(tmp_path: Path) -> None:
    text = changed(SMALL, "hours: 24/7", "hours: 24/7, responds_within: {within: 4 h, clock: open}")
    responds = good(tmp_path, text).services["hub"].responds_within
    assert responds is not None
    assert {(urgency, time.minutes, time.clock) for urgency, time in responds.items()} == {
        (urgency, 240, "open") for urgency in ("routine", "urgent", "very-urgent", "emergency")
    }


def test_byte_order_mark_crlf_and_tabs_after_content_are_fine(tmp_path: Path) -> None:
    text = SMALL.replace("hours: 24/7}", "hours: 24/7}\t# a comment\t").replace("\n", "\r\n")
    assert good(tmp_path, b"\xef\xbb\xbf" + text.encode()).services.keys() == {"gp", "hub"}


def test_anchors_and_aliases_work(tmp_path: Path) -> None:
    text = changed(
        SMALL, "hours: Mon-Fri 08:30-18:00", "hours: &usual Mon-Fri 08:30-18:00, supports: &all [{ages: 16+}]"
    )
    text = changed(text, "hours: 24/7", "hours: *usual, supports: *all")
    services = good(tmp_path, text).services
    assert services["gp"].hours == services["hub"].hours
    assert services["gp"].supports == services["hub"].supports


def test_everything_has_its_place(tmp_path: Path) -> None:
    found = good(tmp_path, GOOD)
    lines = GOOD.splitlines()

    def at(*path: str | int) -> str:
        place = found.place(*path)
        assert place is not None and place.file.endswith("a.pathway.yaml")
        return lines[place.line - 1][place.column - 1 :]

    assert at("area").startswith("area:")
    assert at("services", "duty-team").startswith("duty-team:")
    assert at("services", "duty-team", "hours").startswith("hours: Mon-Fri")
    assert at("services", "duty-team", "supports", 1).startswith("{needs: [suicidal-thoughts], ages: 16-17")
    assert at("services", "duty-team", "supports", 1, "ages").startswith("ages: 16-17")
    assert at("services", "police-101", "supports", 0, "ages").startswith("police-101:")
    assert at("services", "duty-team", "notes").startswith("duty-team:")
    assert at("transfers", "nhs24-mental-health-hub-to-duty-team").startswith("from: nhs24")
    assert at("transfers", "nhs24-mental-health-hub-to-duty-team", "for", 0, "urgency").startswith("urgency: ")
    assert at("people", "circumstances", "perinatal").startswith("perinatal]")
    assert at("scenarios", 0, "expect").startswith("expect:")
    assert at("forum", "members", 1).startswith("police-scotland")


def test_a_slip_that_still_has_a_meaning_is_a_warning(tmp_path: Path) -> None:
    loaded = read(tmp_path, changed(SMALL, "hours: 24/7", "hours: daily 10:00-23:59"))
    assert loaded.map is not None
    assert [(problem.severity, problem.line) for problem in loaded.problems] == [("warning", 6)]


def test_a_library_is_validated_on_its_own(tmp_path: Path) -> None:
    loaded = read(tmp_path, LIBRARY)
    assert loaded.is_library and loaded.problems == ()
    assert loaded.map is not None and loaded.map.area is None


def test_a_map_holds_what_its_library_holds(tmp_path: Path) -> None:
    (tmp_path / "national").mkdir()
    (tmp_path / "national/scotland.pathway.yaml").write_text(LIBRARY)
    text = "uses: [national/scotland.pathway.yaml]\n" + SMALL
    text += "  - {from: gp, to: nhs24-mental-health-hub, by: signpost}\n"
    found = good(tmp_path, text)
    assert list(found.services) == ["gp", "hub", "nhs24-mental-health-hub"]
    assert found.library == {"nhs-24", "police-scotland", "nhs24-mental-health-hub"}
    assert [Path(name).name for name in found.files] == ["a.pathway.yaml", "scotland.pathway.yaml"]
    place = found.place("services", "nhs24-mental-health-hub", "hours")
    assert place is not None and place.file.endswith("national/scotland.pathway.yaml") and place.line == 10


def test_two_maps_can_use_one_library(tmp_path: Path) -> None:
    (tmp_path / "b.pathway.yaml").write_text(LIBRARY)
    for name in ("x.pathway.yaml", "y.pathway.yaml"):
        (tmp_path / name).write_text("uses: [b.pathway.yaml]\n" + SMALL)
        assert load_map(tmp_path / name).problems == ()
