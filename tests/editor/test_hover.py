"""What is shown of the thing under the cursor."""

from __future__ import annotations

from datetime import date

import pytest
from markdown_it import MarkdownIt

from editor.made import EASTGLEN, Workspace
from pathkit.check.run import Request, check_map
from pathkit.check.settings import Settings
from pathkit.editor.hover import Findings, hover


def shown(workspace: Workspace, offset: int, findings: Findings | None = None) -> str:
    reading = workspace.reading
    found = hover(reading, workspace.files.last_map(reading), reading.root, offset, findings or Findings())
    return found.markdown if found else ""


@pytest.mark.parametrize(
    ("words", "within"),
    [
        ("  gp:\n", 3),
        ("when gp is", 6),
        ("{from: gp", 8),
        ("to: 'gp'", 5),
        ("door: gp", 7),
        ("not_through: [gp", 15),
        ("wrong-door@gp", 12),
    ],
)
def test_a_service_is_the_same_wherever_it_is_named(workspace: Workspace, words: str, within: int) -> None:
    text = shown(workspace, workspace.at(words, within))
    assert text.startswith("**Eastglen GP practice** · `gp`  \nPrimary care · NHS Eastglen · open to the public\n")
    assert "Open: Mon-Fri 09:00-17:00  \nOn holidays: closed" in text
    assert "Helps: distress or homesickness, up to urgent, north, not if " in text
    assert "Offers: assessment and a walk" in text
    assert "On to:\n\n- Eastglen night line (`night-line`): signpost, while it is shut" in text
    assert "From:\n\n- National hub (`hub`): referral" in text


@pytest.mark.parametrize(
    ("words", "within", "says"),
    [
        ("  night-line:\n", 5, "Open: whenever Eastglen GP practice is shut"),
        ("from: hub", 7, "**National hub** · `hub`"),
        ("provider: listeners", 12, "**Eastglen Listeners** · `listeners`  \n"),
        ("provider: listeners", 12, "member of the forum\n\nRuns:\n\n- Eastglen night line (`night-line`)"),
        ("agreement: sharing", 12, "**Eastglen protocol** · `sharing`\n\nParties: NHS 24 and NHS Eastglen"),
        ("id: by-day", 5, "Eastglen night line → Eastglen GP practice · `by-day`"),
        ("@hub-to-gp", 4, "National hub → Eastglen GP practice · `hub-to-gp`"),
        ("[distress, homesick]", 12, "`homesick` · homesickness · of this map"),
        ("[distress, homesick]", 3, "`distress` · distress · a word of the framework"),
        ("circumstances: {new-here", 17, "`new-here` · has just moved here · of this map"),
        ("offers: [listening]", 10, "`listening` · "),
        ("localities: [north], u", 14, "`north` · a locality of Eastglen"),
        ("id: eastglen", 5, "**Eastglen** · `eastglen` · the area of this map"),
        ("cold-handover@", 3, "`cold-handover` · "),
        ("police-response", 3, "`police-response` · any "),
        ("hours: Mon", 2, "**hours**\n\nWhen it is open: `Mon-Fri 09:00-17:00`"),
        ("open_to: public", 2, "One of: `public`, `professionals`, `transfers`"),
        ("services:\n", 2, "**services**"),
        ("reaches: night", 2, "**reaches**"),
        ("kind: primary-care", 8, "`primary-care` · primary care"),
        ("by: referral", 6, "`referral` · referral"),
        ("[national.path", 4, "`national.pathway.yaml` is used here"),
    ],
)
def test_everything_that_has_a_meaning_says_it(workspace: Workspace, words: str, within: int, says: str) -> None:
    assert says in shown(workspace, workspace.at(words, within))


@pytest.mark.parametrize(("words", "within"), [("reason: gp and", 9), ("# gp is", 3), ("at: Sat", 5)])
def test_nothing_is_shown_of_plain_texts(workspace: Workspace, words: str, within: int) -> None:
    assert shown(workspace, workspace.at(words, within)) == ""


def test_a_service_is_shown_with_its_findings_and_how_old_they_are(workspace: Workspace) -> None:
    checked = check_map(str(workspace.map), Request(date(2026, 11, 21)), Settings())
    ids = [one.id for one in checked.findings if "night-line" in one.subjects]
    assert ids
    text = shown(workspace, workspace.at("  night-line:\n", 5), Findings(checked.findings))
    assert all(f"`{name}`" in text for name in ids) and "Findings:\n" in text
    stale = Findings(checked.findings, "From the check before the last change.")
    assert "Findings (from the check before the last change):" in shown(
        workspace, workspace.at("  night-line:\n", 5), stale
    )


def test_the_last_good_map_is_shown_while_something_is_wrong(workspace: Workspace) -> None:
    assert workspace.reading.map is not None
    workspace.write(EASTGLEN.replace("kind: helpline", "kind: nonsense"))
    assert workspace.reading.map is None
    offset = workspace.at("door: gp", 7)
    assert "**Eastglen GP practice**" in shown(workspace, offset)
    assert shown(workspace, offset).endswith("\n\n*As it was before the map had mistakes.*")
    assert "As it was" not in shown(workspace, workspace.at("kind: primary-care", 8)), "this is of no earlier map"
    workspace.write(EASTGLEN)
    assert "As it was" not in shown(workspace, workspace.at("door: gp", 7))


def test_only_a_service_that_passes_people_on_is_said_to(workspace: Workspace) -> None:
    start, end = EASTGLEN.index("    supports: {excludes: []}\n"), EASTGLEN.index("transfers:")
    workspace.write(EASTGLEN[:start] + EASTGLEN[end:])
    offset = workspace.at("  night-line:\n", 5)
    assert "Helps nobody itself: it passes people on" in shown(workspace, offset)
    start, end = (workspace.reading.root.text.source.index(one) for one in ("  - {id: by-day", "agreements:"))
    source = workspace.reading.root.text.source
    workspace.write(source[:start] + source[end:])
    assert "Helps nobody itself\n" in shown(workspace, workspace.at("  night-line:\n", 5))


def test_of_a_map_that_was_never_good_names_are_shown(workspace: Workspace) -> None:
    fresh = Workspace(workspace.folder, EASTGLEN.replace("kind: helpline", "kind: [helpline"))
    assert fresh.files.last_map(fresh.reading) is None
    assert shown(fresh, fresh.at("door: gp", 7)).startswith("**Eastglen GP practice** · `gp`")


def test_names_are_shown_and_never_obeyed(workspace: Workspace) -> None:
    name = "<script>alert(1)</script> [x](https://example.org) `a` **b** | \\u202e ![i](j)"
    workspace.write(EASTGLEN.replace("name: Eastglen GP practice ", f'name: "{name}" '))
    reading = workspace.reading
    assert reading.map is not None
    for words, within in (("door: gp", 7), ("  night-line:\n", 5), ("provider: nhs-eastglen", 12)):
        made = MarkdownIt("commonmark").render(shown(workspace, workspace.at(words, within)))
        assert "<script" not in made and "<a " not in made and "<img" not in made
        assert "\u202e" not in made
