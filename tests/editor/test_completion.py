"""What is offered at the cursor: what may stand there, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.made import EASTGLEN, Workspace, offset_of
from pathkit.check.report import Finding
from pathkit.editor.completion import Offer, completion
from pathkit.editor.hover import Findings
from pathkit.frameworks import names
from pathkit.maps.words import KINDS, METHODS, SECTORS


def offers(workspace: Workspace, before: str, after: str, findings: Findings | None = None) -> list[Offer]:
    """What is offered at the bar of `after`, which somebody typed in place of `before`."""
    text = EASTGLEN.replace(before, after, 1)
    cursor = text.index("|")
    reading = workspace.write(text.replace("|", "", 1))
    found = completion(reading, cursor, findings or Findings())
    return list(found.found) if found else []


def labels(workspace: Workspace, before: str, after: str) -> list[str]:
    return [one.label for one in offers(workspace, before, after)]


SERVICES = ["gp", "night-line", "hub"]
ORGANISATIONS = ["nhs-eastglen", "listeners", "nhs-24"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("to: gp\n", "to: |\n", SERVICES),
        ("to: gp\n", "to:|\n", SERVICES),
        ("{from: gp,", "{from: |,", SERVICES),
        ("{from: gp, to: night-line, by: signpost, when: closed}", "{from: gp, to: |", SERVICES),
        ("to: gp\n", "to: gp\n    conveyed_by: |\n", SERVICES),
        ("door: gp\n", "door: |\n", SERVICES),
        ("reaches: night-line", "reaches: |", SERVICES),
        ("provider: listeners", "provider: |", ORGANISATIONS),
        ("convenor: nhs-eastglen", "convenor: |", ORGANISATIONS),
        ("members: [nhs-eastglen, listeners]", "members: [nhs-eastglen, |]", ["listeners", "nhs-24"]),
        ("members: [nhs-eastglen, listeners]", "members: [nhs-eastglen, '|", ["listeners", "nhs-24"]),
        ("agreement: sharing", "agreement: |", ["sharing"]),
        ("kind: helpline", "kind: |", list(KINDS)),
        ("by: referral\n", "by: |\n", list(METHODS)),
        ("open_to: public", "open_to: |", ["public", "professionals", "transfers"]),
        ("sector: third", "sector: |", list(SECTORS)),
        ("when: closed", "when: |", ["open", "closed", "always"]),
        ("localities: [north], urgency", "localities: [|], urgency", ["north", "south"]),
        ("locality: north,", "locality: |,", ["north", "south"]),
        ("[national.pathway.yaml]", "[|]", ["national.pathway.yaml"]),
    ],
)
def test_ids_and_words_are_offered_where_they_are_expected(
    workspace: Workspace, before: str, after: str, expected: list[str]
) -> None:
    assert labels(workspace, before, after) == expected


def test_status_and_the_words_of_the_framework_are_offered(workspace: Workspace) -> None:
    assert labels(workspace, "open_to: public", "status: |")[:3] == ["active", "pilot", "paused"]
    needs = labels(workspace, "needs: [distress, homesick]", "needs: [|]")
    assert needs[:2] == ["distress", "homesick"] and "suicidal-thoughts" in needs
    assert labels(workspace, "offers: [assessment, a-walk]", "offers: [|]")[0] == "a-walk"
    assert "intoxicated" in labels(workspace, "excludes: {intoxicated: }", "excludes: [|]")
    assert "perinatal" in labels(workspace, "circumstances: [new-here, intoxicated]", "circumstances: [new-here, |]")
    assert "new-here: " in [one.text for one in offers(workspace, "{new-here: yes}", "{|}")]
    assert labels(workspace, "not_through: [gp, police-response]", "not_through: [|]")[:3] == SERVICES


def test_the_frameworks_that_there_are_are_offered_alone_or_in_a_list_and_told_by_name(workspace: Workspace) -> None:
    found = offers(workspace, "area: {id: eastglen", "area: {framework: |, id: eastglen")
    told = {one.label: one.says or one.detail for one in found}
    assert list(told) == list(names())
    assert told["crisis-care-concordat"] == "Mental Health Crisis Care Concordat"
    listed = labels(workspace, "area: {id: eastglen", "area: {framework: [perinatal-pledge, |], id: eastglen")
    assert "crisis-care-concordat" in listed


def test_hours_are_offered_with_the_services_they_may_follow(workspace: Workspace) -> None:
    found = labels(workspace, "hours: when gp is closed", "hours: when |")
    assert "when gp is closed" in found and "when hub is closed" in found
    assert {"24/7", "closed", "unknown"} < set(labels(workspace, "hours: when gp is closed", "hours: |"))


def test_urgencies_are_offered_with_their_phrases(workspace: Workspace) -> None:
    found = labels(workspace, "urgency: up to urgent", "urgency: |")
    assert {"routine", "emergency", "up to urgent", "very-urgent or above"} < set(found)
    assert labels(workspace, "urgency: routine,", "urgency: |,")[:4] == [
        "routine",
        "urgent",
        "very-urgent",
        "emergency",
    ]


def test_a_door_is_a_service_that_the_public_can_turn_to(workspace: Workspace) -> None:
    workspace.library.write_text(workspace.library.read_text("utf-8").replace("open_to: public", "tier: 1"), "utf-8")
    workspace.files.forget()
    assert labels(workspace, "door: gp\n", "door: |\n") == ["gp", "night-line"]


@pytest.mark.parametrize(
    ("before", "after", "offered", "missing"),
    [
        ("agreements:\n", "agr|\nagreement:\n", "agreements", "forum"),
        ("    kind: helpline\n", "    kind: helpline\n    |\n", "tier", "kind"),
        ("    kind: helpline\n", "    |\n", "kind", "name"),
        ("to: gp\n", "t|\n", "to", "from"),
        ("- {from: gp,", "- {|,", "from", "to"),
        ("holidays: closed", "holidays: {|}", "public", "closed"),
        ("convenor: nhs-eastglen,", "|,", "escalation", "name"),
        ("need: homesick,", "|,", "need", "age"),
    ],
)
def test_keys_are_offered_that_the_block_has_not_got(
    workspace: Workspace, before: str, after: str, offered: str, missing: str
) -> None:
    found = labels(workspace, before, after)
    assert offered in found and missing not in found


def test_a_key_comes_with_its_colon_and_what_it_means(workspace: Workspace) -> None:
    (offer,) = [one for one in offers(workspace, "    kind: helpline\n", "    |\n") if one.label == "kind"]
    assert (offer.text, offer.detail, offer.kind) == ("kind: ", "needed", "key")
    assert offer.says
    (offer,) = [one for one in offers(workspace, "    kind: helpline\n", "    |: helpline\n") if one.label == "kind"]
    assert offer.text == "kind"


def test_a_value_right_behind_the_colon_comes_with_a_space(workspace: Workspace) -> None:
    assert offers(workspace, "to: gp\n", "to:|\n")[0].text == " gp"
    assert offers(workspace, "to: gp\n", "to: |\n")[0].text == "gp"


def test_ids_are_shown_with_what_they_are_called(workspace: Workspace) -> None:
    found = {one.label: one.detail for one in offers(workspace, "to: gp\n", "to: |\n")}
    assert found["gp"] == "Eastglen GP practice · primary-care"
    assert found["hub"] == "National hub · call-handling"


def test_findings_that_are_open_are_offered_where_one_is_acknowledged(workspace: Workspace) -> None:
    finding = Finding(
        "closed-door@gp", "closed-door", "m", (), ("gp",), "error", "Shut.", False, None, (), None, (), "Open it."
    )
    found = offers(workspace, "finding: wrong-door@gp", "finding: clo|", Findings((finding,)))
    assert [(one.label, one.detail, one.says) for one in found] == [("closed-door@gp", "error", "Shut.")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: Eastglen night line", "name: |"),
        ("reason: gp and", "reason: |"),
        ("# gp is the surgery", "# gp is |"),
        ("  night-line:\n", "  |\n"),
    ],
)
def test_nothing_is_offered_where_anything_may_stand(workspace: Workspace, before: str, after: str) -> None:
    assert labels(workspace, before, after) == []


def test_ids_are_offered_in_a_text_with_other_mistakes(workspace: Workspace) -> None:
    broken = EASTGLEN.replace("agreements:", "agreements: {", 1).replace("door: gp\n", "door: \n", 1)
    reading = workspace.write(broken)
    assert reading.broken
    found = completion(reading, offset_of(broken, "door: ") + 6, Findings())
    assert found is not None and {"gp", "night-line"} <= {one.label for one in found.found}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(EASTGLEN)), cut=st.integers(0, 30))
def test_no_place_is_too_odd(workspace: Workspace, at: int, cut: int) -> None:
    reading = workspace.write(EASTGLEN[:at] + EASTGLEN[at + cut :])
    found = completion(reading, at, Findings())
    assert found is None or found.span.end == at
