"""What a change does to people, as one sentence: who, where and when, and what happens to them before and after."""

from __future__ import annotations

from collections.abc import Mapping

from pathkit.check.report import Extent
from pathkit.pathway import Reading
from pathkit.pathway.both import Door, Fare
from pathkit.pathway.changed_waits import ChangedWait, Waits
from pathkit.times.durations import duration_in_words
from pathkit.times.phrases import ANY_TIME
from pathkit.times.words import When, shorten, times_in_words

MOST_TIMES = 3
"""So many phrases of times are told in a sentence; the extent tells them all."""


def subject(whole: Extent, who: str, times: When, door: str) -> str:
    """Who turns where, and when: "People aged 16-17 at very urgent who turn to Police 101 Sat-Sun 00:00-09:00".

    `who` are the people up to what they do (see `people_who`).
    """
    named = f"Everyone who turns to {door}" if whole.people == ("everyone",) else f"{who} turn to {door}"
    return f"{named[:1].upper()}{named[1:]} {_at(whole, times)}"


def _at(whole: Extent, times: When) -> str:
    """When they turn there, and whether all of them do so at all of these times."""
    said = _times(times)
    if len(whole.groups) + whole.more_groups <= 1:
        return said
    return "at one time or another" if said == ANY_TIME else f"at some of these times, {said}"


def _times(times: When) -> str:
    """The ordinary week, and how many dates differ from it; or the dates, where there is nothing but them."""
    if not times.weekly:
        return times_in_words(times, MOST_TIMES)
    dates = len(times.dates)
    weekly = shorten(times.weekly, MOST_TIMES)
    return f"{weekly}, not as usual on {'1 date' if dates == 1 else f'{dates} dates'}" if dates else weekly


def outcomes(door: Door, before: Fare, after: Fare, called: Mapping[str, str]) -> str:
    """ "helped straight away → left with nothing, or at best helped straight away"."""
    was = "no such door" if door.before is None else "no door for them"
    now = "no such door any more" if door.after is None else "no longer a door for them"
    return f"{_outcome(before, called, was)} → {_outcome(after, called, now)}"


def _outcome(fare: Fare, called: Mapping[str, str], otherwise: str) -> str:
    if fare is None:
        return otherwise
    stated, best = (called[one] for one in fare)
    return stated if stated == best else f"{stated}, or at best {best}"


def waits(wait: ChangedWait, called: Mapping[str, str]) -> str:
    """ "taken on, with a wait: 1 h → 4 h to 16 h, longer by up to 15 h"."""
    was, now = (wait.waits[edition, wait.shows] for edition in (0, 1))
    best = ", at best" if wait.shows is Reading.BEST else ""
    outcome = called[wait.fare[list(Reading).index(wait.shows)]]
    told = f"{outcome}{best}: {in_words(was)} → {in_words(now)}"
    if not wait.way:
        return f"{told}{_otherwise_at_best(wait, called)}, {_PERHAPS[wait.leaning]}"
    ranges = [span for some in (was, now) for span in (some.known, some.at_least) if span is not None]
    if any(shortest != longest for shortest, longest in ranges):
        told += f", {'longer' if wait.way > 0 else 'shorter'} by up to {duration_in_words(wait.most)}"
    return told


_PERHAPS = {
    "worse": "perhaps longer",
    "better": "perhaps shorter",
    "mixed": "perhaps longer and perhaps shorter",
    "neither": "perhaps otherwise",
}


def _otherwise_at_best(wait: ChangedWait, called: Mapping[str, str]) -> str:
    """What becomes of a wait at best, where that is another than as stated."""
    if wait.shows is Reading.BEST or wait.fare[1] == "none":
        return ""
    stated, best = ([in_words(wait.waits[edition, reading]) for edition in (0, 1)] for reading in Reading)
    if stated == best and wait.fare[0] == wait.fare[1]:
        return ""
    outcome = "" if wait.fare[0] == wait.fare[1] else f"{called[wait.fare[1]]}: "
    return f", or, at best, {outcome}{best[0] if best[0] == best[1] else ' → '.join(best)}"


def in_words(some: Waits) -> str:
    """How long waits are: "1 h to 4 h, or at least 30 min"."""
    parts = []
    if some.known is not None:
        shortest, longest = some.known
        least = duration_in_words(shortest) if shortest else "no wait"
        most = duration_in_words(longest)
        parts.append(least if shortest == longest else f"{least} to {most}")
    if some.at_least is not None:
        shortest, longest = some.at_least
        if not longest:
            parts.append("one that nobody has written down")
        elif shortest == longest:
            parts.append(f"at least {duration_in_words(longest)}")
        else:
            parts.append(
                f"at least {duration_in_words(shortest) if shortest else 'none'} to {duration_in_words(longest)}"
            )
    return ", or ".join(parts)
