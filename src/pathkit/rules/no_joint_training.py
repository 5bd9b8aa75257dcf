"""Staff of two organisations bring people to one another, and have had no training together.

What it finds
Two organisations between whose services staff bring people live (a warm handover, a call transfer, a visit, a
conveyance or a deployment), by a transfer of the map's own, and no training that both took part in has been held by the
date of the check. Asked only in a map that states training at all, with those who took part: a training of which nobody
has written down whose it was may be the one. Training that has lapsed was held all the same (`training-lapsed` tells
it). It reads only what the map states: no map shows what staff have learned.

Why it matters
Collaborative (Framework for Collaboration, section 5): people are connected sooner where providers work in partnership.
The framework (section 3) names joint training between agencies, beside good behaviour towards one another and agreed
processes, as what matters where the right service is missing at the moment of need. A live handover is two people who
speak with one another, often at night: it goes better where both have learned the same words for distress and risk.

How to put it right
Hold a training with both, or let both join one that there is, and write it down (`with`, `on`).

When a forum may live with it
Where people are seldom brought from one to the other, or where both have had the same training apart, such as the open
course on recognising and responding to distress. It is a note and no more.

Bad: no-joint-training@ambulance@nhs-eastglen
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      police: {name: Eastglen Police, sector: police}
      ambulance: {name: Eastglen Ambulance, sector: ambulance}
    services:
      crew: {name: Eastglen ambulance crews, provider: ambulance, kind: ambulance-response, hours: 24/7}
      officers: {name: Eastglen officers, provider: police, kind: police-response, hours: 24/7}
      unit: {name: Eastglen assessment unit, provider: nhs-eastglen, kind: assessment-unit, open_to: public,
             hours: 24/7}
    transfers:
      - {from: officers, to: unit, by: conveyance}
      - {from: crew, to: unit, by: warm-handover}
    training:
      distress-skills: {what: Recognising and responding to distress, with: [police, nhs-eastglen], on: 2026-03-01}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      police: {name: Eastglen Police, sector: police}
      ambulance: {name: Eastglen Ambulance, sector: ambulance}
    services:
      crew: {name: Eastglen ambulance crews, provider: ambulance, kind: ambulance-response, hours: 24/7}
      officers: {name: Eastglen officers, provider: police, kind: police-response, hours: 24/7}
      unit: {name: Eastglen assessment unit, provider: nhs-eastglen, kind: assessment-unit, open_to: public,
             hours: 24/7}
    transfers:
      - {from: officers, to: unit, by: conveyance}
      - {from: crew, to: unit, by: warm-handover}
    training:
      distress-skills:
        what: Recognising and responding to distress
        with: [police, ambulance, nhs-eastglen]
        on: 2026-03-01
"""

from datetime import date

from pathkit.maps import Transfer
from pathkit.maps.model import Training
from pathkit.pathway.readings import LIVE
from pathkit.rules.face import Asked, Hit, Iterator, Map, rule
from pathkit.rules.partners import in_use, providers
from pathkit.times.words import date_in_words


def brings_across(map_: Map, transfer: Transfer) -> bool:
    """Whether by a transfer of the map's own staff of one organisation bring people live to another."""
    first, last = providers(map_, transfer)
    return transfer.by in LIVE and first != last and transfer.id not in map_.library


def lists_training(map_: Map) -> bool:
    """Whether a map lists training, and whose it was, so that one that is missing shows."""
    return bool(map_.training) and all(one.with_ is not None for one in map_.training.values())


@rule(
    principle="collaborative",
    severity="note",
    remedy="Hold a training with both, or let both join one that there is, and write it down (`with`, `on`).",
    stated=lambda map_: lists_training(map_) and any(brings_across(map_, one) for one in map_.transfers.values()),
    of_statements=True,
)
def no_joint_training(pathway: Asked) -> Iterator[Hit]:
    map_, on = pathway.map, pathway.pathway.date
    if not lists_training(map_):
        return
    pairs: dict[frozenset[str], list[str]] = {}
    for transfer in in_use(pathway):
        if brings_across(map_, transfer):
            pairs.setdefault(frozenset(providers(map_, transfer)), []).append(transfer.id)
    for pair, transfers in pairs.items():
        joint = [one for one in map_.training.values() if pair <= set(one.with_ or ())]
        if any(_may_have_been_held(one, on) for one in joint):
            continue
        first, last = sorted(pair)
        planned = min((one.on for one in joint if one.on is not None), default=None)
        yield Hit(
            (first, last),
            "Staff of {first} and {last} hand people over to each other, and no training that both had is written down"
            "{planned}.",
            words={
                "first": pathway.name_of((first,)),
                "last": pathway.name_of((last,)),
                "planned": "" if planned is None else f" (one is to be held on {date_in_words(planned)})",
            },
            at=tuple((("transfers", one), "people are brought here") for one in transfers),
        )


def _may_have_been_held(training: Training, on: date) -> bool:
    """Whether it has been held; one of which nobody has written down the day may have been."""
    return training.on is None or training.on <= on
