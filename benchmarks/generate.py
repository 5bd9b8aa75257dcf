"""Write the maps of a made-up nation, to measure with.

    python benchmarks/generate.py DIR [--areas 32 --services 150 --seed 1]

A library of national services and a map for each area, as people would write them. The same arguments give
the same bytes; an area's map does not depend on how many others there are. Everything is invented.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import vocabulary as words
from layout import Layout, Raw, Value
from vocabulary import ROLES, ROUTES, Role, Route

DATE = "2026-11-21"
"""The date for which the maps are written: give it to `pathkit check --date`."""

TRANSFERS_PER_SERVICE = 400 / 150
LIBRARY = "national/nation.pathway.yaml"
FILES = "*.pathway.yaml"

_LIVE = frozenset({"warm-handover", "call-transfer", "visit", "conveyance", "deployment"})
_NATIONAL = {
    "nhs24-mental-health-hub": "nhs-24",
    "breathing-space": "breathing-space-line",
    "samaritans": "samaritans-line",
    "childline": "childline-line",
    "police-101": "police-scotland",
    "police-999": "police-scotland",
    "police-response": "police-scotland",
    "sas-999": "scottish-ambulance-service",
    "ambulance-response": "scottish-ambulance-service",
}
_FICTIONAL_NUMBERS = 999


@dataclass
class Service:
    """A service while its map is being made: what its transfers need to know of it, and its keys."""

    id: str
    role: Role
    provider: str
    locality: str
    ages: str
    keys: dict[str, Value]


@dataclass
class Area:
    """An area while its map is being made."""

    rng: random.Random
    layout: Layout
    id: str
    name: str
    ages: str
    needs: list[str]
    localities: tuple[str, ...]
    circumstances: list[str]
    own_circumstance: bool
    towns: list[str]
    organisations: dict[str, dict[str, Value]] = field(default_factory=dict)
    third_sector: list[str] = field(default_factory=list)
    services: dict[str, Service] = field(default_factory=dict)
    transfers: list[dict[str, Value]] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        """True for that share of the times it is asked."""
        return self.rng.random() < share

    def of(self, role: str) -> list[Service]:
        """The area's services of one role, in the order of the file."""
        return [service for service in self.services.values() if service.role.name == role]


def write_repository(folder: Path, areas: int = 32, services: int = 150, seed: int = 1) -> list[Path]:
    """Write the library, the maps and settings below `folder`; the YAML files, library first.

    What stands in `folder` under the same names is overwritten, and nothing else is touched.
    """
    library = folder / LIBRARY
    library.parent.mkdir(parents=True, exist_ok=True)
    library.write_text(words.LIBRARY, encoding="utf-8")
    (folder / "pathkit.yaml").write_text("profile: agreed\n", encoding="utf-8")
    written = [library]
    for number in range(areas):
        name, text = area_map(number, services, seed)
        path = folder / f"{name}.pathway.yaml"
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def area_map(number: int, services: int, seed: int) -> tuple[str, str]:
    """The id of an area and the text of its map."""
    area = _area(number, seed)
    _organisations(area)
    for role, count in _counts(services):
        for _ in range(count):
            _add_service(area, role)
    _add_transfers(area, round(services * TRANSFERS_PER_SERVICE))
    return area.id, "\n".join(_text(area)) + "\n"


# --- the area and its people


def _area(number: int, seed: int) -> Area:
    rng = random.Random(f"{seed}/{number}")
    name = _area_name(number, seed)
    children = rng.random() < 0.6
    circumstances = ["gp-registered", "intoxicated", *rng.sample(words.CIRCUMSTANCES, rng.choice((3, 4)))]
    needs = ["distress", *rng.sample(words.NEEDS[:2], rng.choice((1, 2, 2)))]
    needs += rng.sample(words.NEEDS[2:], rng.randint(3 - len(needs), 5 - len(needs)))
    if number % 4 == 3:
        needs[-1] = "injury-or-overdose"
    towns = [first + last for first in words.TOWNS_FIRST for last in words.TOWNS_LAST]
    rng.shuffle(towns)
    return Area(
        rng=rng,
        layout=Layout(rng, blocks=rng.choice((0.05, 0.1, 0.2))),
        id=name.lower(),
        name=name,
        ages="5+" if children else "16+",
        needs=needs,
        localities=rng.choice(words.LOCALITIES),
        circumstances=circumstances,
        own_circumstance=children and rng.random() < 0.3,
        towns=towns,
    )


def _area_name(number: int, seed: int) -> str:
    names = [first + last for first in words.AREAS_FIRST for last in words.AREAS_LAST]
    random.Random(f"{seed}/areas").shuffle(names)
    again = number // len(names)
    return names[number % len(names)] + (str(again + 1) if again else "")


def _organisations(area: Area) -> None:
    known = {
        f"nhs-{area.id}": (f"NHS {area.name}", "health"),
        f"{area.id}-council": (f"{area.name} Council", "council"),
        f"{area.id}-practices": (f"GP practices in {area.name}", "health"),
    }
    for town in area.towns[-8:]:
        organisation = f"{town.lower()}-{area.rng.choice(('trust', 'voices', 'together', 'project'))}"
        known[organisation] = (organisation.replace("-", " ").title(), "third")
        area.third_sector.append(organisation)
    area.organisations = {key: {"name": name, "sector": sector} for key, (name, sector) in known.items()}


# --- services


def _counts(services: int) -> list[tuple[Role, int]]:
    """How many services of each role: by share, the largest remainders first, and of each at least one."""
    total = sum(role.share for role in ROLES)
    exact = {role.name: role.share * services / total for role in ROLES}
    counts = {name: max(1, int(share)) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (int(exact[name]) - exact[name], name))
    for name in by_remainder[: max(0, services - sum(counts.values()))]:
        counts[name] += 1
    return [(role, counts[role.name]) for role in ROLES]


def _provider(area: Area, role: Role) -> str:
    if role.provider == "third":
        return area.rng.choice(area.third_sector)
    return {
        "health": f"nhs-{area.id}",
        "council": f"{area.id}-council",
        "practices": f"{area.id}-practices",
        "police": "police-scotland",
        "ambulance": "scottish-ambulance-service",
    }[role.provider]


def _add_service(area: Area, role: Role) -> None:
    rng = area.rng
    number = len(area.services)
    town = area.towns[number % (len(area.towns) - 8)]
    title = rng.choice(role.titles).format(town=town, area=area.name)
    place = town if "{town}" in role.titles[0] or town in title else area.name
    name = f"{place}-{role.name}".lower().replace(" ", "-")
    again = sum(1 for known in area.services if known.startswith(name))
    service = Service(
        id=name + (f"-{again + 1}" if again else ""),
        role=role,
        provider=_provider(area, role),
        locality=rng.choice(area.localities) if role.local and area.chance(0.75) else "",
        ages=_ages(area, role),
        keys={},
    )
    keys = service.keys
    keys["name"] = title + (f" {again + 1}" if again else "")
    keys["provider"] = service.provider
    keys["kind"] = role.kind
    if role.tier and area.chance(0.4):
        keys["tier"] = role.tier
    if role.open_to != "transfers":
        keys["open_to"] = role.open_to
    if role.name == "gp":
        keys["door_for"] = {"requires": ["gp-registered"]} | _where(service, "localities")
    _validity(area, service)
    _hours(area, service)
    if role.needs:
        keys["supports"] = _supports(area, service)
        if area.chance(0.88):
            keys["offers"] = _offers(area, role)
    responds = rng.choice(role.responds)
    if responds and area.chance(0.75):
        keys["responds_within"] = Raw(responds)
    _contact(area, service)
    _particulars(area, service)
    area.services[service.id] = service


def _ages(area: Area, role: Role) -> str:
    """Ages of a role in this area: where nobody is under 16, services for children begin at 16."""
    ages = area.rng.choice(role.ages)
    if area.ages == "16+" and ages.startswith(("5-", "12-")):
        return "16-17"
    return ages


def _where(service: Service, key: str) -> dict[str, Value]:
    return {key: [service.locality]} if service.locality else {}


def _validity(area: Area, service: Service) -> None:
    if service.role.open_to == "public" or service.role.share < 5:
        return
    draw = area.rng.random()
    if draw < 0.04:
        service.keys |= {"status": "pilot", "valid_from": "2026-04-01", "valid_until": "2027-03-31"}
    elif draw < 0.05:
        service.keys |= {"status": "planned", "valid_from": "2027-04-01"}
    elif draw < 0.06:
        service.keys["status"] = "paused"
    elif draw < 0.08:
        service.keys["valid_from"] = area.rng.choice(("2026-12-01", "2027-01-11", "2027-08-16"))


def _hours(area: Area, service: Service) -> None:
    """Hours, intake, holidays and dates."""
    keys, rng = service.keys, area.rng
    sort = rng.choice(service.role.hours)
    if sort == "follows":
        followed = area.of("gp" if service.role.name == "gp-ooh" else "cmht")
        keys["hours"] = f"when {rng.choice(followed).id} is closed"
        return
    text = rng.choice(words.HOURS[sort])
    several = words.RULE_ENDS.split(text)
    keys["hours"] = several if len(several) > 1 and area.chance(0.3) else text
    if sort == "always" or sort == "unknown":
        return
    if sort == "office" and area.chance(0.35):
        keys["intake"] = rng.choice(words.INTAKES)
    holidays = _holidays(area, sort)
    if holidays:
        keys["holidays"] = Raw(holidays)
    if area.chance(0.18):
        keys["dates"] = Raw("{" + _dates(area) + "}")


def _holidays(area: Area, sort: str) -> str:
    """The holiday policy; nothing for the quarter of services that do not state one."""
    shut = sort in ("office", "practice", "some-days", "monthly")
    if area.chance(0.25):
        return ""
    if area.chance(0.12):
        public = area.rng.choice(("closed", "closed", "10:00-16:00"))
        return f"{{public: {public}, local: as usual}}"
    if area.chance(0.08):
        return area.rng.choice(("10:00-16:00", "09:00-13:00"))
    return "closed" if area.chance(0.9 if shut else 0.25) else "as usual"


def _dates(area: Area) -> str:
    some = [area.rng.choice(words.DATES)]
    if area.chance(0.5):
        some.append(area.rng.choice(words.MORE_DATES))
    return ", ".join(some)


def _needs(area: Area, role: Role) -> list[str]:
    """Needs that the role can support and the area asks about."""
    both = [need for need in role.needs if need in area.needs] or [area.needs[0]]
    return [need for need in both if area.chance(0.85)] or both[:1]


def _supports(area: Area, service: Service) -> list[Value]:
    role = service.role
    block: dict[str, Value] = {"needs": _needs(area, role)}
    if service.ages:
        block["ages"] = service.ages
    urgency = area.rng.choice(role.urgency)
    if urgency:
        block["urgency"] = urgency
    block |= _where(service, "localities")
    requires = [role.requires] if role.requires in area.circumstances else []
    if role.name == "gp":
        requires = ["gp-registered"]
    if requires:
        block["requires"] = requires
    block |= _excludes(area)
    blocks: list[Value] = [block]
    if service.ages.startswith("18-") and "left-school" in area.circumstances and area.chance(0.5):
        blocks.append({"needs": block["needs"], "ages": "16-17", "requires": ["left-school"], "excludes": []})
    if service.ages == "5-17" and area.own_circumstance and area.chance(0.6):
        blocks.append({"needs": block["needs"], "ages": "17-18", "requires": ["in-full-time-education"]})
    return blocks


def _excludes(area: Area) -> dict[str, Value]:
    draw = area.rng.random()
    if draw < 0.4:
        return {}
    if draw < 0.62:
        return {"excludes": []}
    if draw < 0.82:
        return {"excludes": ["intoxicated"]}
    if draw < 0.92:
        return {"excludes": {"intoxicated": Raw(area.rng.choice(words.FUNCTIONAL))}}
    sometimes = ("limited-english", "no-fixed-address", "visitor")
    others = [name for name in area.circumstances if name in sometimes]
    return {"excludes": ["intoxicated", *others[:1]]}


def _offers(area: Area, role: Role) -> list[str]:
    most = len(role.offers)
    chosen = set(area.rng.sample(role.offers, area.rng.randint(max(1, most - 1), most)))
    return [offer for offer in role.offers if offer in chosen]


def _number(area: Area) -> str:
    return f"01632 960{area.rng.randrange(_FICTIONAL_NUMBERS + 1):03}"


def _contact(area: Area, service: Service) -> None:
    public = service.role.open_to == "public"
    if not area.chance(0.95 if public else 0.2):
        return
    contact: dict[str, Value] = {}
    if public or area.chance(0.4):
        contact["phone"] = _number(area)
    if public and area.chance(0.5):
        contact["text"] = _number(area)
    if area.chance(0.2):
        contact["email"] = f"{service.role.name}@{area.id}.example.org"
    if public or area.chance(0.3):
        contact["address"] = f"{area.rng.randint(1, 90)} {area.rng.choice(area.towns)} Road"
    if not public or area.chance(0.3):
        contact["professional_phone"] = _number(area)
    service.keys["contact"] = contact


def _particulars(area: Area, service: Service) -> None:
    keys, rng = service.keys, area.rng
    if service.role.open_to == "public" and keys["hours"] != "24/7" and area.chance(0.2):
        keys["when_shut"] = "nothing"
    if area.chance(0.06):
        keys["languages"] = ["English", rng.choice(("British Sign Language", "Polish", "Gaelic", "Urdu"))]
    if area.chance(0.2):
        keys["trauma_training"] = rng.choice(("informed", "skilled", "skilled", "enhanced", "specialist"))
    if area.chance(0.06):
        keys["decision_owner"] = rng.choice(("The duty consultant", "The team leader", "The charge nurse"))
    if area.chance(0.1):
        keys["sources"] = [_source(area, service)]
    if area.chance(0.5):
        keys["checked_on"] = f"2026-{rng.randint(3, 11):02}-{rng.randint(1, 20):02}"
    if area.chance(0.06):
        keys["notes"] = " ".join(rng.sample(words.NOTES, rng.choice((1, 1, 2))))


def _source(area: Area, service: Service) -> Value:
    source: dict[str, Value] = {"title": f"{area.name} {area.rng.choice(words.SOURCES)}"}
    if area.chance(0.8):
        source["url"] = f"https://example.org/{area.id}/{service.id}"
    hours = service.keys["hours"]
    if area.chance(0.3) and isinstance(hours, str) and not hours.startswith(("when", "unknown")):
        source["says"] = {"hours": hours}
    return source


# --- transfers


def _add_transfers(area: Area, wanted: int) -> None:
    """First the routes that every such service has, then a way to each service, then others at random."""
    core: list[tuple[str, str, Route]] = []
    others: list[tuple[str, str, Route]] = []
    for route in ROUTES:
        for sender, receivers in _senders(area, route):
            for rank, receiver in enumerate(receivers[: route.most]):
                (core if route.core and rank == 0 else others).append((sender, receiver, route))
    area.rng.shuffle(others)
    chosen = list(core)
    for way in [*_first_ways(area, {receiver for _, receiver, _ in core}), *others]:
        if len(chosen) >= wanted:
            break
        if way not in chosen:
            chosen.append(way)
    order = {name: place for place, name in enumerate([*_NATIONAL, *area.services])}
    seen: set[str] = set()
    for sender, receiver, route in sorted(chosen, key=lambda way: (order[way[0]], order[way[1]], way[2].by)):
        _add_transfer(area, sender, receiver, route, seen)


def _senders(area: Area, route: Route) -> Iterator[tuple[str, list[str]]]:
    """Each sender of a route and those it may send to: the ones nearest to it first."""
    senders = [route.sender] if route.sender in _NATIONAL else [service.id for service in area.of(route.sender)]
    for number, sender in enumerate(senders):
        if route.to in _NATIONAL:
            yield sender, [route.to]
            continue
        receivers = area.of(route.to)
        turn = number % max(1, len(receivers))
        receivers = receivers[turn:] + receivers[:turn]
        here = area.services[sender].locality if sender in area.services else ""
        if here:
            receivers.sort(key=lambda receiver: receiver.locality not in (here, ""))
        yield sender, [receiver.id for receiver in receivers]


def _first_ways(area: Area, reached: set[str]) -> Iterator[tuple[str, str, Route]]:
    """A way to each service that the core routes leave out and that is no door."""
    for service in area.services.values():
        if service.id in reached or service.role.open_to == "public":
            continue
        ways = [
            (sender, service.id, route)
            for route in ROUTES
            if route.to == service.role.name and route.by != "advice"
            for sender, _ in _senders(area, route)
        ]
        yield area.rng.choice(ways)


def _add_transfer(area: Area, sender: str, receiver: str, route: Route, seen: set[str]) -> None:
    keys: dict[str, Value] = {}
    name = f"{sender}-to-{receiver}"
    if name in seen:
        name = f"{name}-{'when-shut' if route.when == 'closed' else route.by}"
        if name in seen:
            return
        keys["id"] = name
    seen.add(name)
    keys |= {"from": sender, "to": receiver, "by": route.by}
    condition = _for(area, receiver, route)
    if condition:
        keys["for"] = condition
    if route.when != "open":
        keys["when"] = route.when
    live = route.by in _LIVE
    if route.office and area.chance(0.5):
        keys["hours"] = area.rng.choice(("Mon-Fri 09:00-17:00", "Mon-Fri 09:00-16:00"))
        keys["holidays"] = "closed"
    elif live and route.when == "open" and area.chance(0.05):
        keys["hours"] = area.rng.choice(("daily 08:00-22:00", "Mon-Fri 08:00-20:00", "daily 20:00-08:00"))
    if area.chance(0.02):
        keys["valid_until"] = area.rng.choice(("2027-03-31", "2027-06-30"))
    if live and area.chance(0.5):
        keys["takes"] = area.rng.choice(("5 min", "10 min", "10 min", "15 min", "20 min", "45 min"))
    if route.by == "referral" and area.chance(0.15):
        keys["responds_within"] = Raw(area.rng.choice(words.TRANSFER_RESPONSES))
    if route.by == "conveyance":
        _conveyance(area, keys, sender, receiver)
    if route.by not in ("signpost", "advice"):
        _sharing(area, keys, sender, receiver)
    if area.chance(0.03):
        keys["notes"] = area.rng.choice(words.TRANSFER_NOTES)
    area.transfers.append(keys)


def _for(area: Area, receiver: str, route: Route) -> dict[str, Value]:
    """Whom a transfer is for: what the route says, and what its writer knows of the receiver."""
    condition: dict[str, Value] = {}
    known = area.services.get(receiver)
    if known is not None and known.ages and area.chance(0.35):
        condition["ages"] = known.ages
    if route.urgency and area.chance(0.93):
        condition["urgency"] = route.urgency
    if known is not None and known.locality and area.chance(0.4):
        condition["localities"] = [known.locality]
    if known is not None and known.role.needs and area.chance(0.1):
        condition["needs"] = _needs(area, known.role)
    if known is not None and known.role.name == "gp":
        condition["requires"] = ["gp-registered"]
    if route.by == "referral" and area.chance(0.04):
        condition["excludes"] = ["intoxicated"]
    return condition


def _conveyance(area: Area, keys: dict[str, Value], sender: str, receiver: str) -> None:
    known = area.services.get(sender)
    if known is not None and known.role.name not in ("police", "ambulance", "car") and area.chance(0.5):
        responses = [*area.of("ambulance"), *area.of("police")]
        keys["conveyed_by"] = area.rng.choice(responses).id
    if receiver in area.services and area.services[receiver].role.name == "pos" and area.chance(0.7):
        keys["basis"] = "s297"


def _sharing(area: Area, keys: dict[str, Value], sender: str, receiver: str) -> None:
    if area.chance(0.3):
        keys["shares"] = area.rng.choice(
            (
                ["identity", "story", "risk"],
                ["identity", "story", "risk", "plan"],
                ["identity", "contacts", "risk"],
                ["identity", "contacts"],
                ["identity", "story", "contacts", "safeguarding"],
            )
        )
    parties = [_organisation(area, sender), _organisation(area, receiver)]
    if parties[0] != parties[1]:
        if "shares" in keys and area.chance(0.6):
            keys["agreement"] = "sharing"
        if area.chance(0.15):
            keys["agreed_by"] = parties if area.chance(0.85) else parties[:1]
    if area.chance(0.2):
        keys["holds_until"] = area.rng.choice(("accepted", "accepted", "contacted", "arrived", "sent"))
    if area.chance(0.07):
        keys["feedback"] = area.rng.choice(("yes", "no"))


def _organisation(area: Area, service: str) -> str:
    return _NATIONAL[service] if service in _NATIONAL else area.services[service].provider


# --- the text


def _text(area: Area) -> Iterator[str]:
    lay = area.layout
    yield f"# {area.name}: made up for benchmarks. No such place."
    yield ""
    yield f"uses: [{LIBRARY}]"
    yield ""
    local = sorted(area.rng.sample(words.LOCAL_HOLIDAYS, 2))
    facts: dict[str, Value] = {
        "id": area.id,
        "name": area.name,
        "calendar": "scotland",
        "local_holidays": local,
    }
    if area.chance(0.5):
        facts["not_holidays"] = ["2026-11-30"]
    yield "area:"
    yield from lay.body(facts, 2)
    yield ""
    yield from _people_text(area)
    yield ""
    yield "forum:"
    yield from lay.body(_forum(area), 2)
    for title, block in (("organisations", area.organisations), ("agreements", _agreements(area))):
        yield ""
        yield f"{title}:"
        for key, value in block.items():
            yield from lay.lines(key, value, 2)
    yield ""
    yield "services:"
    kind = ""
    for service in area.services.values():
        if service.role.kind != kind:
            kind = service.role.kind
            yield f"  # --- {kind.replace('-', ' ')}"
        yield f"  {service.id}:"
        yield from lay.body(service.keys, 4)
        yield ""
    yield "transfers:"
    for transfer in area.transfers:
        yield from lay.item(transfer, 2)
    yield ""
    yield "scenarios:"
    for scenario in _scenarios(area):
        yield from lay.item(scenario, 2)


def _people_text(area: Area) -> Iterator[str]:
    yield "people:"
    yield f"  ages: {area.ages}"
    yield f"  needs: [{', '.join(area.needs)}]"
    yield f"  localities: [{', '.join(area.localities)}]"
    if area.own_circumstance:
        yield "  circumstances:"
        yield from (f"    {name}: {{}}" for name in area.circumstances)
        yield f"    in-full-time-education: {words.OWN_CIRCUMSTANCE}"
    else:
        yield f"  circumstances: [{', '.join(area.circumstances)}]"


def _forum(area: Area) -> dict[str, Value]:
    members = [*area.organisations, "police-scotland", "scottish-ambulance-service"]
    forum: dict[str, Value] = {
        "name": f"{area.name} Distress Forum",
        "convenor": f"nhs-{area.id}",
        "members": [member for member in members if area.chance(0.9)],
        "escalation": "Duty manager of the health board, by the switchboard, at any hour",
        "measures": "Waits, refusals and repeat contacts, quarterly",
        "reviewed": area.rng.choice(("2026-02-10", "2026-05-01", "2026-09-14")),
        "review_every": "6 months",
    }
    if area.chance(0.7):
        forum["lived_experience"] = "Two members of the service-user panel sit on the forum"
    return forum


def _agreements(area: Area) -> dict[str, dict[str, Value]]:
    parties = [f"nhs-{area.id}", f"{area.id}-council", f"{area.id}-practices", *area.third_sector]
    nation = sorted(set(_NATIONAL.values()) - {"samaritans-line", "childline-line", "breathing-space-line"})
    return {
        "sharing": {
            "name": f"{area.name} information sharing protocol",
            "parties": [*parties, *nation],
            "covers": ["identity", "story", "risk", "plan", "contacts"],
            "without_consent_when": "immediate risk of significant harm",
            "review_by": area.rng.choice(("2027-03-31", "2026-10-31", "2027-09-30")),
        }
    }


def _scenarios(area: Area) -> Iterator[dict[str, Value]]:
    doors = [*(service.id for service in area.of("gp")[:2]), area.of("ed")[0].id, "police-101", "sas-999"]
    moments = ("Sat 03:00", "Tue 10:30", "2026-12-25 14:00", "Fri 16:45", "Sun 20:15")
    for number, (door, at) in enumerate(zip(doors, moments, strict=False), 1):
        urgency = area.rng.choice(("routine", "urgent", "very-urgent"))
        person: dict[str, Value] = {
            "age": str(area.rng.randint(16, 80)),
            "need": area.rng.choice(area.needs),
            "urgency": urgency,
            "locality": area.rng.choice(area.localities),
        }
        if area.chance(0.4):
            person["circumstances"] = {"intoxicated": "yes"}
        expect: dict[str, Value] = {"outcome": area.rng.choice(("now", "later"))}
        if area.chance(0.5):
            expect["not_through"] = ["police-response"]
        yield {
            "name": f"Promise {number}: somebody turns to {door.replace('-', ' ')}",
            "person": person,
            "door": door,
            "at": at,
            "expect": expect,
        }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write the maps of a made-up nation.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to write")
    parser.add_argument("--areas", type=int, default=32)
    parser.add_argument("--services", type=int, default=150, help="services an area")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    files = write_repository(given.folder, given.areas, given.services, given.seed)
    size = sum(path.stat().st_size for path in files)
    print(f"{len(files)} files, {size:,} bytes in {given.folder}; check them with --date {DATE}")


if __name__ == "__main__":
    main()
