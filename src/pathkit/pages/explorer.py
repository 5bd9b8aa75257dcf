"""The part of a report page that can be played with: the map through the week, the doors hour by hour, and journeys.

It is a document first. Without a script the map stands there as pictures of fixed moments, each with its lists, and
every door with its week for one usual person and for some telling people. With one (`assets/explorer.js`) all of that
can be set to any minute and any people; the script draws on a copy of the same picture, and looks up what `timetable`
holds.

An `Explorer` is plain and is made where the map was checked; `shown` puts the page's own anchors in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from pathkit.check.report import Finding, JourneyPerson, ShownJourney
from pathkit.check.weeks import DAYS, Band, Hour
from pathkit.check.words import show_person
from pathkit.drawing import as_svg, scene_of
from pathkit.drawing.scene import Edge, Node, Scene
from pathkit.maps import Map
from pathkit.maps.values import listed, visible
from pathkit.pages.page import embedded
from pathkit.pages.timetable import OPEN, PERHAPS, SHUT, STATES, Choice, Timetable, Week, runs
from pathkit.pathway import Pathway
from pathkit.situations import Person, usual_circumstances
from pathkit.times.words import moment_in_words

if TYPE_CHECKING:
    from markupsafe import Markup

DAY, HOUR = 1440, 60
LETTER = 0.42
"""The hours of a week that a letter takes, where the table is narrowest; the script knows it too."""
TELLING = 3
"""How many telling people a door's week is shown for, besides one usual person."""
MOST_WALKS = 200
"""The most journeys that can be stepped through on one map: those of the gravest findings."""
_SVG = "http://www.w3.org/2000/svg"
_SIGN = "open, takes nobody new"
"""What keeps a line free in every box while the picture is laid out: no sign is longer."""
USABLE = {OPEN: "Can be used", PERHAPS: "Nobody has written down whether they can be used"}
"""What is said of transfers; those that cannot be used are not listed."""
_KIND = {OPEN: "open", PERHAPS: "perhaps", SHUT: "shut"}
"""How a state is drawn; what is open in any way is drawn as open, and its words say in which."""


@dataclass(frozen=True)
class Listed:
    """The services, or the transfers, in one state, by name."""

    words: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Moment:
    """The map at one moment: a state for each service and transfer, and the same in words."""

    label: str
    services: tuple[str, ...]
    transfers: tuple[str, ...]
    listed: tuple[Listed, ...]
    ways: tuple[Listed, ...]
    usable: int


@dataclass(frozen=True)
class Cell:
    """Hours of a day that are alike: `bands` are two where nobody has written down which it is."""

    start: int
    end: int
    bands: tuple[Band, ...]

    @property
    def times(self) -> str:
        """When, as it is read out."""
        return f"{self.start:02}:00 to {self.end:02}:00"

    @property
    def words(self) -> str:
        """What happens."""
        return " or, at best, ".join(band.words for band in self.bands)

    def said(self, band: Band) -> str:
        """What stands in the cell of one of its bands: its sign, and its words where there is room for them."""
        words = f" {band.words}" if self.end - self.start >= LETTER * len(band.words) else ""
        return f"{band.sign}{'?' if len(self.bands) > 1 else ''}{words}"


@dataclass(frozen=True)
class Line:
    """A day of a week, or several holidays that are alike."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Heat:
    """A door's week for some people."""

    people: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Door:
    """A door and its weeks: of one usual person whom it is for (None: it is for nobody), and of telling people."""

    name: str
    usual: Heat | None
    telling: tuple[Heat, ...]


@dataclass(frozen=True)
class Walk:
    """A journey as the script steps through it: by service, transfer, where the clock stands, and what is said.

    A step's transfer is -1 where none led there. The clock is a stretch of the timetable and minutes into it. `who` is
    what is chosen to get to the person (nothing, where they cannot be chosen).
    """

    finding: str
    label: str
    steps: tuple[tuple[int, int, int, int, str], ...]
    who: Mapping[str, int]


@dataclass(frozen=True)
class Explorer:
    """All of it for one map. `picture` is the whole map as SVG, whose parts the moments draw anew."""

    name: str
    picture: str
    moments: tuple[Moment, ...]
    doors: tuple[Door, ...]
    bands: tuple[Band, ...]
    choices: tuple[Choice, ...]
    days: tuple[str, ...]
    walks: tuple[Walk, ...]
    data: Mapping[str, Any]
    in_full: bool
    usual_only: bool
    collapsed: bool

    def shown(self, prefix: str = "", anchors: Mapping[str, str] | None = None) -> Shown:
        """As a page shows it whose anchors begin with `prefix`; `anchors` are those of its findings, by id."""
        picture = _Drawing(self.picture, prefix)
        at = anchors or {}
        walks = [
            [at.get(one.finding, ""), one.label, [list(step) for step in one.steps], dict(one.who)]
            for one in self.walks
            if one.finding in at or anchors is None
        ]
        return Shown(
            self,
            prefix,
            picture.whole(),
            tuple((one, picture.at(one, f"{self.name}: what is open, {one.label}")) for one in self.moments),
            embedded({**self.data, "prefix": prefix, "walks": walks}),
        )


@dataclass(frozen=True)
class Shown:
    """An explorer with the anchors of a page: what the templates `_explorer.html` and `_weeks.html` are given."""

    of: Explorer
    prefix: str
    picture: Markup
    moments: tuple[tuple[Moment, Markup], ...]
    data: Markup


def explorer_of(pathway: Pathway, findings: Sequence[Finding] = ()) -> Explorer:
    """The explorer of a map that was checked; the journeys of its findings, gravest first, are those it steps through.

    Raises `CannotDraw`.
    """
    map_ = pathway.map
    told = [one for one in findings if one.journey is not None]
    walked = [moment.date() for one in told if one.journey is not None for moment in _moments_of(one.journey)]
    horizon = pathway.horizon
    known = [one for one in walked if 0 <= horizon.day_of(one) < horizon.known_days]
    timetable = Timetable(pathway, known)
    name = map_.area.name if map_.area is not None else ""
    picture = _picture(map_, f"{name}: services and the transfers between them")
    return Explorer(
        name,
        picture,
        tuple(_moments(timetable)),
        tuple(_doors(timetable, told)),
        timetable.bands,
        timetable.choices,
        tuple(one.label for one in timetable.stretches),
        tuple(_walks(timetable, told)),
        timetable.data(),
        timetable.in_full,
        timetable.usual_only,
        re.search(r'data-n="[0-9]+ ', picture) is not None,
    )


# --- the picture ------------------------------------------------------------------------------------------


def _picture(map_: Map, title: str) -> str:
    """The map as SVG, each box with a line free for what is open."""
    scene = scene_of(map_, title)
    lean = replace(
        scene,
        groups=tuple(replace(group, nodes=tuple(map(_lean_node, group.nodes))) for group in scene.groups),
        edges=tuple(replace(edge, details=()) for edge in scene.edges),
        heading=(),
    )
    return _called_by_name(as_svg(lean, handles=True), scene)


def _lean_node(node: Node) -> Node:
    return replace(node, details=(*node.details[:1], _SIGN))


def _called_by_name(svg: str, scene: Scene) -> str:
    """The picture with what a pointer finds said in names and not in ids, and without the words for the whole."""
    names = {node.id: node.name for group in scene.groups for node in group.nodes}
    said = {_numbers(node): node.name for group in scene.groups for node in group.nodes}
    lines = {
        _numbers(edge): f"{names[edge.sender]} to {names[edge.receiver]}: {', '.join(edge.details)}"
        for edge in scene.edges
    }
    root = ElementTree.fromstring(svg)
    for group in root.iter(f"{{{_SVG}}}g"):
        title = group.find(f"{{{_SVG}}}title")
        if title is None:
            continue
        words = said.get(group.get("data-n", "-")) or lines.get(group.get("data-t", "-"))
        if words is None:
            group.remove(title)
        else:
            title.text = visible(words)
    return _written(root)


def _numbers(part: Node | Edge) -> str:
    return " ".join(map(str, part.numbers))


class _Drawing:
    """The picture of a map, of which pictures of moments are made: they name its parts, and so cost little."""

    def __init__(self, svg: str, prefix: str) -> None:
        self.root = ElementTree.fromstring(svg)
        self.prefix = prefix
        drawing = self.root.find(f"{{{_SVG}}}g")
        assert drawing is not None, "a picture is drawn in one group"
        self.drawing = drawing
        self.nodes = [group for group in drawing if "data-n" in group.attrib]
        self.edges = [group for group in drawing if "data-t" in group.attrib]
        self.signs = [_free_line(node) for node in self.nodes]
        self.halos = [_halo(node) for node in self.nodes]
        self.heads = [_heads(edge) for edge in self.edges]
        self._put_in_layers()
        for kind, groups in (("n", self.nodes), ("t", self.edges)):
            for number, group in enumerate(groups):
                group.set("id", f"{prefix}map-{kind}{number}")
        for number, edge in enumerate(self.edges):
            edge[-1].set("id", f"{prefix}map-l{number}")

    def _put_in_layers(self) -> None:
        """What is neither service nor transfer goes into two groups: what lies beneath them, and what above."""
        rest = [part for part in self.drawing if part not in (*self.nodes, *self.edges)]
        layers = {name: Element(f"{{{_SVG}}}g", {"id": f"{self.prefix}map-{name}"}) for name in ("ground", "words")}
        for part in rest:
            layers["words" if part.get("class") == "labels" else "ground"].append(part)
        self.drawing[:] = [layers["ground"], *self.edges, *self.nodes, layers["words"]]

    def whole(self) -> Markup:
        """The whole map, as it stands."""
        from markupsafe import Markup

        return Markup(_written(self.root))

    def at(self, moment: Moment, title: str) -> Markup:
        """The map at a moment: what cannot be used is faint, and every box says whether it is open."""
        from markupsafe import Markup

        root = Element(
            "svg",
            {name: self.root.get(name, "") for name in ("viewBox", "width", "height", "font-family")}
            | {"xmlns": _SVG, "role": "img", "aria-label": visible(title), "class": "moment"},
        )
        drawing = SubElement(root, "g", {"transform": self.drawing.get("transform", "")})
        SubElement(drawing, "use", {"href": f"#{self.prefix}map-ground"})
        for edge, heads in zip(self.edges, self.heads, strict=True):
            kind, _ = together([moment.transfers[number] for number in _handle(edge)])
            drawn = edge if kind == "open" else edge[-1]
            SubElement(drawing, "use", {"href": f"#{drawn.get('id')}", "class": f"line {kind}"})
            for head in heads if kind == "perhaps" else ():
                SubElement(drawing, head.tag.rpartition("}")[2], dict(head.attrib) | {"class": "head perhaps"})
        for node, sign, halo in zip(self.nodes, self.signs, self.halos, strict=True):
            kind, words = together([moment.services[number] for number in _handle(node)])
            SubElement(drawing, "use", {"href": f"#{node.get('id')}", "class": f"box {kind}"})
            SubElement(drawing, "rect", dict(halo.attrib) | {"class": f"halo {kind}"})
            SubElement(drawing, "text", {**_place(sign), "class": f"sign {kind}"}).text = words
        SubElement(drawing, "use", {"href": f"#{self.prefix}map-words"})
        return Markup(ElementTree.tostring(root, encoding="unicode"))


def together(states: Sequence[str]) -> tuple[str, str]:
    """How several services that are drawn as one are drawn (`open`, `perhaps` or `shut`), and what is said of them."""
    kinds = [_KIND.get(state, "open") for state in states]
    kind = next(one for one in ("open", "perhaps", "shut") if one in kinds)
    if len(states) == 1:
        return kind, STATES[states[0]]
    told = f"{kinds.count('open')} of {len(states)} open"
    return kind, f"{told}, ? {kinds.count('perhaps')}" if "perhaps" in kinds else told


def _handle(group: Element) -> list[int]:
    return [int(number) for number in (group.get("data-n") or group.get("data-t") or "").split()]


def _free_line(node: Element) -> Element:
    """The line of a box that is kept free, emptied."""
    line = [text for text in node.iter(f"{{{_SVG}}}text") if text.text == _SIGN][-1]  # a name may say the same
    line.text = ""
    line.set("class", "sign")
    return line


def _place(text: Element) -> dict[str, str]:
    return {name: text.get(name, "") for name in ("x", "y", "font-size")}


def _heads(edge: Element) -> list[Element]:
    """The arrow heads of a line, marked as such; what is left of the line is put into a group of its own, the last."""
    stroke = Element(f"{{{_SVG}}}g", {"class": "stroke"})
    heads = []
    for part in list(edge):
        if part.tag == f"{{{_SVG}}}path":
            edge.remove(part)
            stroke.append(part)
        elif part.tag != f"{{{_SVG}}}title":
            part.set("class", "head")
            heads.append(part)
    edge.append(stroke)
    return heads


def _halo(node: Element) -> Element:
    """A frame around a box, put into it."""
    drawn = [one.get("points") or one.get("d") or "" for one in node.iter()]
    numbers = [float(number) for one in drawn for number in re.findall(r"-?[0-9.]+", one)]
    left, right = min(numbers[::2]) - 4, max(numbers[::2]) + 4
    above, below = min(numbers[1::2]) - 4, max(numbers[1::2]) + 4
    place = {"x": left, "y": above, "width": right - left, "height": below - above, "rx": 6}
    return SubElement(
        node,
        f"{{{_SVG}}}rect",
        {name: f"{value:g}" for name, value in place.items()} | {"class": "halo", "fill": "none"},
    )


def _written(root: Element) -> str:
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


# --- moments ----------------------------------------------------------------------------------------------


def _moments(timetable: Timetable) -> Iterator[Moment]:
    """Telling moments; those at which everything is alike are one."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for label, minute in _telling_minutes(timetable):
        found.setdefault(timetable.states_at(minute), []).append(label)
    names = [one.name for one in timetable.pathway.map.services.values()]
    ways = [timetable.transfer_name(one) for one in timetable.pathway.map.transfers.values()]
    for (services, transfers), labels in found.items():
        yield Moment(
            " and ".join(labels),
            services,
            transfers,
            tuple(_listed(STATES, names, services)),
            tuple(_listed(USABLE, ways, transfers)),
            transfers.count(OPEN),
        )


def _listed(told: Mapping[str, str], names: Sequence[str], states: Sequence[str]) -> Iterator[Listed]:
    for sign, words in told.items():
        if sign in states:
            yield Listed(words, tuple(name for name, state in zip(names, states, strict=True) if state == sign))


def _telling_minutes(timetable: Timetable) -> Iterator[tuple[str, int]]:
    first = timetable.pathway.ordinary_week * 7
    yield "Tuesday 11:00", (first + 1) * DAY + 11 * HOUR
    afternoons = [
        minute for day in range(first, first + 5) for minute in range(day * DAY + 12 * HOUR, day * DAY + 20 * HOUR, 15)
    ]
    barest = min(afternoons, key=lambda minute: (_usable(timetable, minute), minute))
    if _usable(timetable, barest) < _usable(timetable, (first + 1) * DAY + 11 * HOUR):
        day, within = divmod(barest, DAY)
        yield f"{DAYS[day % 7]} {within // HOUR:02}:{within % HOUR:02}", barest
    yield "Saturday 03:00", (first + 5) * DAY + 3 * HOUR
    holidays = [day * DAY + 11 * HOUR for _, day, holiday in timetable.told if holiday]
    if holidays:
        barest = min(holidays, key=lambda minute: (_usable(timetable, minute), minute))
        yield f"{moment_in_words(timetable.pathway.horizon.moment(barest))}, a holiday", barest


def _usable(timetable: Timetable, minute: int) -> int:
    """How many services take people at a minute, and how many transfers can be used."""
    return sum(states.count(OPEN) for states in timetable.states_at(minute))


# --- doors, hour by hour --------------------------------------------------------------------------------------


def _doors(timetable: Timetable, findings: Sequence[Finding]) -> Iterator[Door]:
    people = _telling_people(timetable, findings)
    for door in timetable.doors:
        typical = timetable.typical(door)
        usual = None if typical is None else timetable.week(door, 1 << typical)
        telling = (
            Heat(words, tuple(_lines(timetable, found)))
            for words, classes in people
            if (found := timetable.week(door, classes)) is not None and found != usual
        )
        yield Door(
            timetable.pathway.map.services[door].name,
            None
            if typical is None or usual is None
            else Heat(_usual_words(timetable, typical), tuple(_lines(timetable, usual))),
            tuple(telling),
        )


def _usual_words(timetable: Timetable, number: int) -> str:
    """One person in words, who is said to be as people usually are where they are."""
    who = show_person(timetable.pathway.map, timetable.pathway.population.person(number))
    return who.words if who.circumstances or who.without else f"{who.words}, with nothing unusual about them"


def _telling_people(timetable: Timetable, findings: Sequence[Finding]) -> list[tuple[str, int]]:
    """The people of the gravest findings, in words, each with their class."""
    population, map_ = timetable.pathway.population, timetable.pathway.map
    found: dict[str, int] = {}
    for finding in findings:
        who = None if finding.journey is None else finding.journey.person
        if who is None or len(found) == TELLING:
            continue
        number = population.class_of(_person(map_, who))
        if number is not None and timetable.classes >> number & 1:
            found.setdefault(who.words, 1 << number)
    return list(found.items())


def _person(map_: Map, who: JourneyPerson) -> Person:
    true = (usual_circumstances(map_.circumstances) | set(who.circumstances)) - set(who.without)
    return Person(who.need, who.urgency, who.age, who.locality, frozenset(true))


def _lines(timetable: Timetable, week: Week) -> Iterator[Line]:
    """The seven days, and the holidays, those together that are alike."""
    alike: dict[tuple[Hour, ...], list[str]] = {}
    holidays = sum(holiday for _, _, holiday in timetable.told)
    for (label, _, holiday), hours in zip(timetable.told, week, strict=True):
        if holiday:
            alike.setdefault(hours, []).append(label)
        else:
            yield Line(label, tuple(_cells(timetable, hours)))
    for hours, labels in alike.items():
        yield Line(_dates(labels, holidays), tuple(_cells(timetable, hours)))


def _dates(labels: Sequence[str], all_of_them: int) -> str:
    """Dates, month by month: "25, 28 Dec 2026; 1 Jan 2027"."""
    if 1 < len(labels) == all_of_them:
        return f"All {all_of_them} holidays"
    years: dict[str, dict[str, list[str]]] = {}
    for day, month, year in (label.split() for label in labels):
        years.setdefault(year, {}).setdefault(month, []).append(day)
    return "; ".join(
        f"{', '.join(f'{listed(days)} {month}' for month, days in months.items())} {year}"
        for year, months in years.items()
    )


def _cells(timetable: Timetable, hours: Sequence[Hour]) -> Iterator[Cell]:
    band = {one.id: one for one in timetable.bands}
    for start, end, hour in runs(hours):
        yield Cell(start, end, tuple(band[one] for one in dict.fromkeys((hour.stated, hour.best))))


# --- journeys -----------------------------------------------------------------------------------------------


def _walks(timetable: Timetable, findings: Iterable[Finding]) -> Iterator[Walk]:
    """Each finding's journey."""
    for finding in list(findings)[:MOST_WALKS]:
        if finding.journey is not None:
            label = f"{finding.journey.person.words}, {moment_in_words(finding.journey.at)}"
            who = timetable.chosen(_person(timetable.pathway.map, finding.journey.person)) or {}
            yield Walk(finding.id, label[:1].upper() + label[1:], tuple(_steps(timetable, finding.journey)), who)


def _steps(timetable: Timetable, journey: ShownJourney) -> Iterator[tuple[int, int, int, int, str]]:
    map_, horizon = timetable.pathway.map, timetable.pathway.horizon
    services = {name: number for number, name in enumerate(map_.services)}
    transfers = {name: number for number, name in enumerate(map_.transfers)}
    for step in journey.steps:
        place = timetable.place(horizon.minute_of(step.at))
        yield services[step.service], transfers.get(step.transfer or "", -1), *place, step.text
    last = journey.steps[-1]
    begins = last.at if journey.begins is None else journey.begins
    place = timetable.place(horizon.minute_of(begins))
    yield services[last.service], -1, *place, journey.ending


def _moments_of(journey: ShownJourney) -> Iterator[datetime]:
    yield from (step.at for step in journey.steps)
    if journey.begins is not None:
        yield journey.begins
