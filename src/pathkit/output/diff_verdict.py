"""What a change comes to for people, in a few sentences, and how grave that is: what a meeting has to know first.

Nothing is said to be as it was that was not compared, and nothing is called good beside new findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pathkit.check.difference import WORSE, MapDifference
from pathkit.output.diff_words import (
    CANNOT_BE_TOLD,
    FOR_THE_BETTER,
    FOR_THE_WORSE,
    NEITHER,
    PERHAPS_BETTER,
    PERHAPS_WORSE,
    WEIGHTY,
    faults_of,
    numbers,
    sentence,
)
from pathkit.output.words import FAULT, LIMITS, capital, counted, listed

NOTHING = "Nothing changes for anybody."
NOTHING_FOR_BOTH = "Nothing changes for anybody whom both editions ask about."
NO_MAP = "No map differs."
NOT_COMPARED = "What the change does to people could not be told"
GONE = "and with {} every door of {} own: that counts as for the worse."
MOST_NAMED = 5
"""So many names of doors or circumstances stand in a sentence."""

COMPARISON_LIMITS = (
    "Both editions were asked about the same people at the same minutes of the same year.",
    "A map says what is arranged, not what happens. Whether a service has the staff for a change, no map can tell.",
    *LIMITS,
)
"""What no comparison can show, said in every one that is read at a meeting."""


def verdict(maps: Sequence[MapDifference]) -> tuple[str, ...]:
    """What a change comes to for people, in sentences; the first is what a meeting has to know."""
    if not maps:
        return (NO_MAP,)
    told = [one for one in maps if compared(one)]
    gone = [one for one in maps if one.after is None]
    rest = [one for one in maps if not compared(one) and one.after is not None]
    people = tuple(_of_people(told, len(maps), certain=not any(one.not_run for one in maps)))
    lost = tuple(_of_the_gone(gone, alone=len(maps) == 1))
    faults = (f"{FAULT}: something is missing here.",) if any(map(faults_of, maps)) else ()
    first = (*people, *lost) if any(one.of(WORSE) for one in told) else (*lost, *people)
    return (*first, *_of_the_rest(rest, alone=len(maps) == 1), *faults)


def compared(one: MapDifference) -> bool:
    """Whether what happens to people was compared: there are two editions, and both could be asked."""
    failed = bool(one.not_run) and not one.changes
    return one.not_compared is None and one.before is not None and one.after is not None and not failed


def weighs(one: MapDifference) -> str:
    """What a map's verdict is coloured and signed by: "worse", "unclear", "new findings", "better" or "same"."""
    if one.after is None or one.of(WORSE):
        return "worse"
    number = numbers((one,))
    if any(number[kind.id] for kind in (PERHAPS_WORSE, CANNOT_BE_TOLD, PERHAPS_BETTER)) or _in_part((one,)):
        return "unclear"
    if news((one,)):
        return "new findings"
    return "better" if number[FOR_THE_BETTER.id] else "same"


def none_worse(one: MapDifference) -> str:
    """What stands where nobody is worse off in a map."""
    return _nobody((one,), 1)


def _in_part(maps: Sequence[MapDifference]) -> bool:
    """Whether something that people's fares turn on was left out of the comparison."""
    return any(one.waits_not_compared or one.meanings for one in maps)


def _nobody(maps: Sequence[MapDifference], of: int) -> str:
    number = numbers(maps)
    certainly = "certainly " if number[PERHAPS_WORSE.id] or number[CANNOT_BE_TOLD.id] else ""
    where = " in what was compared" if _in_part(maps) else _where(maps, of)
    return f"Nobody is {certainly}worse off{where}."


def _where(maps: Sequence[MapDifference], of: int) -> str:
    """A part of a sentence that is true of some of the maps only."""
    if len(maps) == of:
        return ""
    return " in the map that was compared" if len(maps) == 1 else " in the maps that were compared"


def _of_people(maps: Sequence[MapDifference], of: int, *, certain: bool) -> Iterator[str]:
    """What is told of the maps that were compared, `of` so many."""
    if not maps:
        return
    number = numbers(maps)
    if not any(number[kind.id] for kind in WEIGHTY):
        if certain:
            yield from _nothing(maps, number, of)
        return
    if number[FOR_THE_WORSE.id]:
        yield f"People are worse off in {_ways(number[FOR_THE_WORSE.id])}{_of_which(maps, number[FOR_THE_WORSE.id])}."
    else:
        yield _nobody(maps, of)
    if number[PERHAPS_WORSE.id]:
        yield f"In {_ways(number[PERHAPS_WORSE.id])} people are perhaps worse off, and certainly no better."
    if number[CANNOT_BE_TOLD.id]:
        yield (
            f"In {_ways(number[CANNOT_BE_TOLD.id])} it turns on what nobody has written down whether people are better "
            "or worse off."
        )
    if number[PERHAPS_BETTER.id]:
        yield f"In {_ways(number[PERHAPS_BETTER.id])} people are perhaps better off, and certainly no worse."
    if number[FOR_THE_BETTER.id]:
        yield f"People are better off in {_ways(number[FOR_THE_BETTER.id])}."
    yield from (capital(f"{told}.") for told in (_waits_left_out(maps), _meanings_left_out(maps)) if told)
    if news(maps) and not number[FOR_THE_WORSE.id]:
        yield capital(f"{news(maps)}.")


def _ways(number: int) -> str:
    return counted(number, "way")


def _of_which(maps: Sequence[MapDifference], worse: int) -> str:
    """Of how many of the changes for the worse no new finding tells, or only in part."""
    changes = [change for one in maps for change in one.of(WORSE)]
    silent = sum(change.silent for change in changes)
    partly = sum(change.untold is not None and not change.silent for change in changes)
    if silent == worse:
        return f", and no new finding tells of {'it' if worse == 1 else 'any of them'}"
    if partly == worse:
        return f", and new findings tell of {'it' if worse == 1 else 'them'} only in part"
    told = []
    if silent:
        told.append(f"no new finding tells of {_few(silent)} of them")
    if partly:
        told.append(f"new findings tell of {_few(partly)} {'' if silent else 'of them '}only in part")
    return f"; {', and '.join(told)}" if told else ""


def _few(number: int) -> str:
    return "one" if number == 1 else f"{number:,}"


def _nothing(maps: Sequence[MapDifference], number: Mapping[str, int], of: int) -> Iterator[str]:
    """What is said where nobody is better or worse off, nor perhaps: no more than was compared."""
    where = _where(maps, of)
    whom = " whom both editions ask about" if any(one.people for one in maps) else ""
    new, waits, meanings = news(maps), _waits_left_out(maps), _meanings_left_out(maps)
    doors = number[NEITHER.id]
    if waits:
        same = "No outcome is better or worse" if doors else "No outcome changes"
        yield f"{same}{f' for anybody{whom}' if whom else ''}{where}; {waits}."
        if meanings:
            yield capital(f"{meanings}.")
    elif meanings:
        other = "No other outcome or wait changes" if new else "Nothing else changes"
        yield f"{'Nobody else is better or worse off' if doors else other}{where}; {meanings}."
    elif doors:
        yield f"Nobody{whom} is better or worse off{where}."
    elif new:
        yield f"Outcomes and waits are the same for everybody{whom}{where}; {new}."
        return
    elif any(part.bears_on_people for one in maps for part in one.parts):
        yield f"Outcomes and waits are the same for everybody{whom}{where}. Who helps them, and how, may not be."
    else:
        yield f"{NOTHING_FOR_BOTH.rstrip('.') if whom else NOTHING.rstrip('.')}{where}."
    if new:
        yield capital(f"{new}.")


def _waits_left_out(maps: Sequence[MapDifference]) -> str:
    doors = _first([name for one in maps for name in one.waits_not_compared])
    return f"how long people wait could not be compared at {doors}" if doors else ""


def _meanings_left_out(maps: Sequence[MapDifference]) -> str:
    labels = [f"“{label}”" for one in maps for label in one.meanings]
    if not labels:
        return ""
    mean = "means" if len(labels) == 1 else "mean"
    return f"what {_first(labels)} {mean} has changed, and what that does was not compared"


def _first(names: Sequence[str]) -> str:
    """Names in a sentence, not too many."""
    if len(names) <= MOST_NAMED:
        return listed(list(names))
    return f"{', '.join(names[: MOST_NAMED - 1])} and {len(names) - MOST_NAMED + 1:,} more"


def news(maps: Sequence[MapDifference]) -> str:
    """ "1 error and 2 warnings are new or have grown", or "": such a change is not passed as if it were none."""
    changes = [change for one in maps for change in one.findings if change.what == "new" or change.grown]
    severities = [change.finding.severity for change in changes]
    told = [counted(severities.count(one), one) for one in ("error", "warning") if one in severities]
    if not told:
        return ""
    grave = [change for change in changes if change.finding.severity != "note"]
    new, grown = (any((change.what == "new") is wanted for change in grave) for wanted in (True, False))
    are, have = ("is", "has") if len(grave) == 1 else ("are", "have")
    become = [f"{are} new"] * new + [f"{have} grown"] * grown
    return f"{listed(told)} {' or '.join(become)}"


def _of_the_gone(maps: Sequence[MapDifference], *, alone: bool) -> Iterator[str]:
    """That maps are gone. Their doors are not compared one by one: none of them is left."""
    if maps:
        which = "The map is gone" if alone else counted(len(maps), "map is gone", "maps are gone")
        yield f"{which}, {GONE.format('it', 'its') if len(maps) == 1 else GONE.format('them', 'their')}"


def _of_the_rest(maps: Sequence[MapDifference], *, alone: bool) -> Iterator[str]:
    """That nothing could be compared in some maps; of one alone, why."""
    if alone:
        yield from (_why_not(one) for one in maps)
    elif maps:
        yield f"In {counted(len(maps), 'map')} nothing could be compared."


def _why_not(one: MapDifference) -> str:
    if one.before is None and one.not_compared is None:
        return "The map is new: there is no other edition to compare it with."
    return f"{NOT_COMPARED}: {sentence(one.not_compared)}" if one.not_compared else f"{NOT_COMPARED}."


def limits(maps: Sequence[MapDifference]) -> tuple[str, ...]:
    """What a comparison cannot show; where there was none, what no map can."""
    return COMPARISON_LIMITS if any(map(compared, maps)) else COMPARISON_LIMITS[1:]
