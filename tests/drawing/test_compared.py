"""A map beside an older one: every change is drawn and said, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit.check.exits import CannotDo
from pathkit.check.parts_words import QUIET_WORDS, SERVICE_FIELDS, TRANSFER_FIELDS
from pathkit.drawing import Scene, as_svg
from pathkit.drawing import compared as module
from pathkit.drawing.compared import compared, difference
from pathkit.drawing.views import Look
from pathkit.maps import Map, load_map
from pathkit.maps.model import Service, Transfer

from .seen import read, said

ROOT = Path(__file__).parents[2]
MAPS = sorted((ROOT / "pathways").glob("*.pathway.yaml"))

OLD = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 16+, needs: [distress, suicidal-thoughts], circumstances: [intoxicated]}
organisations:
  practices: {name: Eastglen GP practices, sector: health}
  nhs: {name: NHS Eastglen, sector: health}
  listening: {name: Eastglen Listening, sector: third}
services:
  gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
  team:
    name: Eastglen duty team
    provider: nhs
    kind: crisis-team
    hours: Mon-Fri 09:00-15:30
    supports: {excludes: [intoxicated]}
    offers: [assessment, safety-planning]
    contact: {professional_phone: "01632 960002"}
  cafe: {name: Eastglen listening café, provider: listening, kind: crisis-space, open_to: public, hours: closed}
transfers:
  - {id: calls, from: gp, to: team, by: call-transfer}
  - {from: gp, to: cafe, by: signpost}
"""

HOURS = "Mon-Fri 09:00-15:30"
CALLS = "  - {id: calls, from: gp, to: team, by: call-transfer}\n"
TEAM = "    kind: crisis-team\n"


def maps(folder: Path, *changes: tuple[str, str]) -> tuple[Map, Map]:
    """The old map, and that map with texts replaced."""
    text = OLD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read(folder, OLD), read(folder, text)


def states(scene: Scene) -> dict[str, str]:
    """What each service and transfer is drawn as, by id."""
    nodes = [node for group in scene.groups for node in group.nodes]
    return {one.id: one.state for some in (nodes, scene.edges) for one in some}


def details(scene: Scene, name: str) -> tuple[str, ...]:
    """The words at a service or a transfer, by id."""
    nodes = [node for group in scene.groups for node in group.nodes]
    (found,) = [one.details for some in (nodes, scene.edges) for one in some if one.id == name]
    return found


# --- what is added, removed and changed -------------------------------------------------------------------


def test_what_is_new_is_added_and_what_is_gone_is_still_drawn(tmp_path: Path) -> None:
    cafe = "  cafe: {name: Eastglen listening café, provider: listening, kind: crisis-space"
    line = "  line: {name: Eastglen line, provider: listening, kind: helpline"
    old, new = maps(tmp_path, (cafe, line), ("to: cafe, by: signpost", "to: line, by: signpost"))
    scene = compared(old, new)
    kept, come, gone = ("gp", "team", "calls"), ("line", "gp-to-line"), ("cafe", "gp-to-cafe")
    assert states(scene) == {
        name: state for names, state in ((kept, "plain"), (come, "added"), (gone, "removed")) for name in names
    }
    assert scene.heading == (
        "Eastglen: what has changed",
        "Services: 1 added, 1 removed, 2 as before.",
        "Transfers: 1 added, 1 removed, 1 as before.",
    )
    assert {"+ added", "− removed", "Eastglen line", "Eastglen listening café"} <= set(said(as_svg(scene)))


def test_the_other_way_round_what_was_added_is_removed(tmp_path: Path) -> None:
    old, new = maps(tmp_path, ("  - {from: gp, to: cafe, by: signpost}\n", ""))
    other = {"added": "removed", "removed": "added"}
    there, back = states(compared(old, new)), states(compared(new, old))
    assert there["gp-to-cafe"] == "removed"
    assert {name: other.get(state, state) for name, state in there.items()} == back


@pytest.mark.parametrize(
    ("old", "new", "where", "told"),
    [
        (HOURS, "Mon-Fri 09:00-17:00", "team", f"hours: Mon-Fri 09:00-17:00 (was: {HOURS})"),
        (HOURS, "unknown", "team", f"hours: not known (was: {HOURS})"),
        ("excludes: [intoxicated]", "excludes: []", "team", "helps: everyone (was: not if intoxicated)"),
        (", safety-planning]", "]", "team", "offers: assessment (was: assessment, safety planning)"),
        (TEAM, "intake: Mon 10:00-11:00", "team", "takes people: Mon 10:00-11:00 (was: whenever it is open)"),
        (TEAM, "holidays: closed", "team", "holidays: closed (was: not stated)"),
        (TEAM, "responds_within: 4 h", "team", "responds within: 4 h (was: not stated)"),
        (TEAM, "valid_until: 2027-03-31", "team", "last day: 31 Mar 2027 (was: not stated)"),
        ("name: Eastglen duty team", "name: Eastglen team", "team", "name: Eastglen team (was: Eastglen duty team)"),
        ("provider: nhs", "provider: listening", "team", "run by: Eastglen Listening (was: NHS Eastglen)"),
        ("960002", "960003", "team", "contact details: changed"),
        ("call-transfer", "referral", "calls", "by: referral (was: call transfer)"),
        ("call-transfer", "call-transfer, for: {ages: 18+}", "calls", "for: ages 18+ (was: everyone)"),
        ("call-transfer", "call-transfer, shares: [story]", "calls", "shares: what they have told (was: not stated)"),
        ("to: team", "to: cafe", "calls", "goes to: Eastglen listening café (was: Eastglen duty team)"),
    ],
)
def test_a_change_is_told_with_what_is_and_what_was(tmp_path: Path, old: str, new: str, where: str, told: str) -> None:
    new = f"{TEAM}    {new}\n" if old == TEAM else new
    scene = compared(*maps(tmp_path, (old, new)))
    changed = {name for name, state in states(scene).items() if state != "plain"}
    assert changed == {where}
    assert [one for one in details(scene, where) if "(was" in one or "changed" in one] == [told]
    assert told in scene.description


def test_a_long_change_is_told_in_two_lines(tmp_path: Path) -> None:
    long = "needs: [distress], ages: 16-64, urgency: up to very-urgent, "
    scene = compared(*maps(tmp_path, ("{excludes: [intoxicated]}", f"{{{long}excludes: [intoxicated]}}")))
    assert details(scene, "team")[:2] == (
        "helps: ages 16-64, distress, up to very urgent, not if intoxicated",
        "was: not if intoxicated",
    )


def test_what_a_change_says_is_not_said_again(tmp_path: Path) -> None:
    scene = compared(*maps(tmp_path, ("hours: Mon-Fri 09:00-15:30", "hours: Mon-Fri 09:00-17:00")))
    assert sum("09:00-17:00" in one for one in details(scene, "team")) == 1


def test_a_number_for_professionals_is_not_in_the_picture(tmp_path: Path) -> None:
    scene = compared(*maps(tmp_path, ("960002", "960003")))
    assert "01632" not in scene.description
    assert "01632" not in as_svg(scene)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Mon-Fri 09:00-15:30", "weekdays 09:00-15:30"),
        ("[assessment, safety-planning]", "[safety-planning, assessment]"),
        ("needs: [distress, suicidal-thoughts]", "needs: [suicidal-thoughts, distress]"),
    ],
)
def test_what_is_only_written_otherwise_is_not_drawn_as_changed(tmp_path: Path, old: str, new: str) -> None:
    assert set(states(compared(*maps(tmp_path, (old, new)))).values()) == {"plain"}


def test_what_is_not_drawn_is_counted(tmp_path: Path) -> None:
    scene = compared(
        *maps(
            tmp_path,
            ("hours: 24/7}", "hours: 24/7, notes: Looked at again., checked_on: 2026-05-01}"),
            ("ages: 16+", "ages: 18+"),
            ("listening: {name: Eastglen Listening", "listening: {name: Eastglen Listeners"),
        )
    )
    assert set(states(scene).values()) == {"plain"}
    assert scene.heading[1:] == (
        "Services: all 3 as before.",
        "Transfers: all 2 as before.",
        "Also changed, and not drawn: the people it is for, organisations, ids, notes, sources or dates of checking "
        "at 1 place.",
    )


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name.partition(".")[0])
def test_a_map_beside_itself_is_as_before(path: Path) -> None:
    map_ = load_map(path).map
    assert map_ is not None
    scene = compared(map_, map_)
    assert set(states(scene).values()) == {"plain"}
    assert [line.split()[1] for line in scene.heading[1:]] == ["all", "all"]


def test_a_map_of_another_area_is_named_in_the_heading(tmp_path: Path) -> None:
    old, new = maps(tmp_path, ("{id: eastglen, name: Eastglen,", "{id: westmarch, name: Westmarch,"))
    assert compared(old, new).heading[0] == "Westmarch beside Eastglen"
    assert compared(old, new, title="Two areas").heading[0] == "Two areas"


@pytest.mark.parametrize(("model", "fields"), [(Service, SERVICE_FIELDS), (Transfer, TRANSFER_FIELDS)])
def test_every_field_of_the_format_is_compared_or_known_to_be_quiet(
    model: type[Service | Transfer], fields: dict[str, object]
) -> None:
    assert set(fields) | ({"id", *QUIET_WORDS} & set(model.model_fields)) == set(model.model_fields)
    assert not set(fields) & set(QUIET_WORDS)


# --- other ids --------------------------------------------------------------------------------------------


def test_a_service_with_another_id_is_the_same_where_it_is_clear(tmp_path: Path) -> None:
    old, new = maps(tmp_path, ("  team:\n", "  duty-team:\n"), ("to: team", "to: duty-team"))
    scene = compared(old, new)
    assert states(scene) == dict.fromkeys(("gp", "duty-team", "cafe", "calls", "gp-to-cafe"), "plain")
    assert scene.heading[3] == ("Also changed, and not drawn: ids, notes, sources or dates of checking at 2 places.")


def test_its_transfers_go_with_it_also_by_their_usual_ids(tmp_path: Path) -> None:
    old, new = maps(tmp_path, ("  cafe:", "  the-cafe:"), ("to: cafe", "to: the-cafe"))
    assert set(states(compared(old, new)).values()) == {"plain"}
    assert difference(old, new).added == difference(old, new).removed == frozenset()


def test_hours_that_follow_a_service_with_another_id_are_as_before(tmp_path: Path) -> None:
    follows = ("kind: crisis-space, open_to: public, hours: closed", "kind: crisis-space, hours: when gp is closed")
    renamed = (("  gp:", "  practice:"), ("from: gp", "from: practice"))
    old = maps(tmp_path, follows)[1]
    new = maps(tmp_path, follows, *renamed, ("when gp is", "when practice is"))[1]
    assert set(states(compared(old, new)).values()) == {"plain"}


def test_two_that_could_be_the_same_are_neither(tmp_path: Path) -> None:
    twins = "  {0}: {{name: Eastglen nurse, provider: nhs, kind: crisis-team, hours: 24/7}}\n"
    old = maps(tmp_path, ("  cafe:", twins.format("one") + twins.format("two") + "  cafe:"))[1]
    new = maps(tmp_path, ("  cafe:", twins.format("three") + "  cafe:"))[1]
    found = difference(old, new)
    assert (found.added, found.removed) == (frozenset({"three"}), frozenset({"one", "two"}))


def test_a_removed_transfer_goes_to_where_its_service_is_now(tmp_path: Path) -> None:
    old, new = maps(
        tmp_path, ("  team:\n", "  duty-team:\n"), ("  - {id: calls, from: gp, to: team, by: call-transfer}\n", "")
    )
    (edge,) = [edge for edge in compared(old, new).edges if edge.state == "removed"]
    assert (edge.sender, edge.receiver) == ("gp", "duty-team")


# --- many services ----------------------------------------------------------------------------------------


def test_what_is_inside_a_collapsed_box_is_told_beneath(tmp_path: Path) -> None:
    nurses = "".join(
        f"  nurse-{place}: {{name: Nurse {place}, provider: nhs, kind: crisis-team, hours: 24/7}}\n"
        for place in range(2)
    )
    inner = "transfers:\n  - {from: nurse-0, to: nurse-1, by: referral}\n"
    old = maps(tmp_path, ("  cafe:", f"{nurses}  cafe:"))[1]
    new = maps(tmp_path, ("  cafe:", nurses.replace("24/7", "closed", 1) + "  cafe:"), ("transfers:\n", inner))[1]
    scene = compared(old, new, Look(focus=("gp",)))
    assert scene.told == (
        "≠ changed: Nurse 0 (NHS Eastglen): hours: closed (was: 24/7).",
        "+ added: Nurse 0 to Nurse 1, referral.",
    )
    assert all(one in scene.description for one in scene.told)
    assert compared(old, new, Look(focus=("nhs",))).told == ()


def test_what_is_told_beneath_ends_somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TOLD", 1)
    nurses = "".join(
        f"  nurse-{place}: {{name: Nurse {place}, provider: nhs, kind: crisis-team, hours: 24/7}}\n"
        for place in range(3)
    )
    old, new = maps(tmp_path, ("  cafe:", f"{nurses}  cafe:"))
    told = compared(old, new, Look(focus=("gp",))).told
    assert told == ("+ added: Nurse 0 (NHS Eastglen).", "And 2 more inside collapsed boxes.")


def test_a_focus_may_be_on_what_is_gone_but_not_on_what_never_was(tmp_path: Path) -> None:
    old, new = maps(tmp_path, (", open_to: public, hours: closed}\n", ", hours: closed}\n"))
    assert states(compared(new, old, Look(focus=("cafe",))))["cafe"] == "changed"
    with pytest.raises(CannotDo, match="nowhere"):
        compared(old, new, Look(focus=("nowhere",)))
