"""When support begins after a transfer, and from which minutes it does so soon enough.

Semantics page, "Support, outcome, wait": the response time runs from `sent`, the moment the last
transfer was made (the contact itself at a door), and the person is with the service from `arrived`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from pathkit.times.durations import Response
from pathkit.times.horizon import Horizon
from pathkit.times.openings import Timeline

DAY = 1440
AT_ONCE = Response("elapsed", 0)


@dataclass(frozen=True, eq=False)
class Receiver:
    """What of a receiving service bears on when it begins: one reading's opening, intake and working days."""

    open: Timeline
    intake: Timeline
    working_days: tuple[bool, ...]
    """One a known day: neither Saturday, Sunday nor a public or local holiday."""
    doors: Timeline
    """When somebody who makes their own way is let in: `open`, or at best also what is surely open."""


def begins(receiver: Receiver, response: Response, sent: int, arrived: int) -> int | None:
    """The minute at which support begins, or None when no such minute is known."""
    if response.clock == "open":
        return receiver.open.open_minutes_from(arrived, response.minutes)
    if response.clock == "elapsed":
        return receiver.open.next(max(arrived, sent + response.minutes))
    day = sent // DAY + 1
    moment: int | None = max(arrived, day * DAY)
    while moment is not None and (moment := receiver.open.next(moment)) is not None:
        if receiver.working_days[moment // DAY]:
            return moment
        moment = (moment // DAY + 1) * DAY
    return None


def arrival(receiver: Receiver, how: str, sent: int) -> int | None:
    """When somebody sent at a minute is in contact: at once, or when it next takes people, or next opens.

    `how` is "live" (the sender's transfer needs the receiver open), "queued" or "person-led".
    """
    if how == "queued":
        return receiver.intake.next(sent)
    if how == "person-led":
        return receiver.doors.next(sent)
    return sent


def support_times(
    receiver: Receiver,
    response: Response,
    how: str,
    within: int | None,
    horizon: Horizon,
) -> Timeline:
    """The minutes at which a transfer made then ends in support by the receiver.

    With `within`, only those at which support begins at most so many minutes after. The
    receiver's `supports` is not asked here; whether it takes new people on arrival is.
    """
    known = horizon.known_minutes
    if within is not None:
        if within < (0 if response.clock == "next-working-day" else response.minutes):
            return Timeline.never()
        if response.clock == "elapsed":
            return Timeline.from_runs(_elapsed(receiver, response.minutes, how, within))
        return Timeline.from_runs(_searched(receiver, response, how, within, known))
    plain = arriving(receiver, how)
    sent_by, arrived_by = _known_until(receiver, response, known)
    if arrived_by < known:
        early = _early(receiver, arrived_by)
        return arriving(early, how) & _before(sent_by)
    return plain if sent_by >= known else plain & _before(sent_by)


def arriving(receiver: Receiver, how: str) -> Timeline:
    """The minutes at which somebody sent then comes to be with the receiver while it takes new people."""
    if how == "queued":
        last = receiver.intake.last
        return Timeline.from_runs([] if last is None else [(0, last + 1)])
    if how == "person-led":
        return Timeline.from_runs(_opens_into(receiver, None))
    return receiver.intake


def _known_until(receiver: Receiver, response: Response, known: int) -> tuple[int, int]:
    """Before which minute somebody has to be sent, and before which to arrive, for the beginning to be known."""
    last = receiver.open.last
    if last is None:
        return 0, 0
    if response.clock == "elapsed":
        return (known if response.minutes == 0 else last + 1 - response.minutes), known
    if response.clock == "open":
        return known, (known if response.minutes == 0 else _minutes_before_end(receiver.open, response.minutes))
    for start, end in reversed(receiver.open.runs):
        for day in range((end - 1) // DAY, start // DAY - 1, -1):
            if receiver.working_days[day]:
                return day * DAY, min(end, (day + 1) * DAY)
    return 0, 0


def _minutes_before_end(opening: Timeline, minutes: int) -> int:
    """The minute after the last from which so many minutes of the timeline are still to come."""
    left = minutes
    for start, end in reversed(opening.runs):
        if end - start >= left:
            return end - left + 1
        left -= end - start
    return 0


def _early(receiver: Receiver, arrived_by: int) -> Receiver:
    """The receiver, taking new people only before a minute."""
    return Receiver(receiver.open, receiver.intake & _before(arrived_by), receiver.working_days, receiver.doors)


def _before(minute: int) -> Timeline:
    return Timeline.from_runs([(0, minute)])


def _elapsed(receiver: Receiver, delay: int, how: str, within: int) -> list[tuple[int, int]]:
    """With a clock that always runs: who arrives in time, and finds it open once the response time has run."""
    if how == "queued":
        arrives = _near(receiver.intake, 0, within)
    elif how == "person-led":
        arrives = _opens_into(receiver, within)
    else:
        arrives = list(receiver.intake.runs)
    return _both(arrives, _near(receiver.open, delay, within))


def _near(timeline: Timeline, soonest: int, latest: int) -> list[tuple[int, int]]:
    """The minutes `t` such that some minute of the timeline lies in [t + soonest, t + latest]."""
    if latest < soonest:
        return []
    found: list[tuple[int, int]] = []
    for start, end in timeline.runs:
        low, high = max(0, start - latest), end - soonest
        if high <= low:
            continue
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _opens_into(receiver: Receiver, within: int | None) -> list[tuple[int, int]]:
    """The minutes from which the next opening, at most `within` minutes on, finds the receiver taking people."""
    found = _both(list(receiver.intake.runs), list(receiver.doors.runs))
    previous = 0
    for start, end in receiver.doors.runs:
        if previous < start and receiver.intake.holds(start):
            found.append((previous if within is None else max(previous, start - within), start))
        previous = end
    return sorted(found)


def _both(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            found.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return found


def _searched(receiver: Receiver, response: Response, how: str, within: int, known: int) -> list[tuple[int, int]]:
    """The same by search, for clocks that run in opening hours or by working days.

    Between two edges the wait changes with the minute by a constant step of 0 or -1, or support is never
    known, so that in each piece the minutes sought are its end: found by bisection.
    """
    edges = {0, known, *range(0, known, DAY)}
    for timeline in (receiver.open, receiver.intake, receiver.doors):
        for run in timeline.runs:
            edges.update(run)
    if response.clock == "open" and response.minutes:
        edges |= {moment for edge in sorted(edges) for moment in reaching(receiver.open, response.minutes, edge)}

    def soon(minute: int) -> bool:
        arrived = arrival(receiver, how, minute)
        if arrived is None or not receiver.intake.holds(arrived):
            return False
        began = begins(receiver, response, minute, arrived)
        return began is not None and began - minute <= within

    found: list[tuple[int, int]] = []
    for start, end in pairwise(sorted(edge for edge in edges if 0 <= edge <= known)):
        if response.clock == "next-working-day" and (end - 1) % DAY + within < DAY:
            continue  # the next day is further away than that
        if not soon(end - 1):
            continue
        low, high = start, end - 1
        while low < high:
            middle = (low + high) // 2
            if soon(middle):
                high = middle
            else:
                low = middle + 1
        if found and found[-1][1] == low:
            found[-1] = (found[-1][0], end)
        else:
            found.append((low, end))
    return found


def reaching(opening: Timeline, minutes: int, moment: int) -> list[int]:
    """The minutes from which an opening clock of `minutes` ends at an edge: where the wait jumps."""
    runs = opening.runs
    left = minutes
    at = bisect_right(runs, (moment, -1)) - 1
    while at >= 0:
        start, end = runs[at][0], min(runs[at][1], moment)
        if end > start:
            if end - start >= left:
                return [end - left, end - left + 1]
            left -= end - start
        at -= 1
    return []
