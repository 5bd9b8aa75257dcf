"use strict";
/* The map through the week, the doors hour by hour, and journeys step by step. Everything is looked up in the data that
   stands in the page (see `pages/timetable.py`); nothing is worked out here but the worst of several weeks. Names are
   only ever put in as text. */
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const DAY = 1440, LETTER = 0.42, PAUSE = 600, SETTLED = 80, TURN = 350;
  const RANK = {open: 0, perhaps: 1, shut: 2};
  const kindOf = state => state === "s" ? "shut" : state === "?" ? "perhaps" : "open";
  const two = number => String(number).padStart(2, "0");
  const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
  const listed = names => names.length > 6 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");

  const and = words => words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join();

  /* A button that cannot be used now keeps the keyboard where it is. */
  const able = (button, yes) => button.setAttribute("aria-disabled", String(!yes));

  const make = (tag, text = "", kind = "") => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  /* A line of the timetable, such as "s0o540": its signs, and the minutes from which they hold. */
  const parsed = line => {
    const signs = [], starts = [];
    for (const [, sign, start] of line.matchAll(/([a-z?])(\d+)/g)) { signs.push(sign); starts.push(Number(start)); }
    return {signs, starts};
  };

  /* The last place of a sorted list whose number is not above `wanted`. */
  const placeOf = (numbers, wanted) => {
    let low = 0, high = numbers.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (numbers[middle] <= wanted) low = middle; else high = middle - 1;
    }
    return low;
  };

  /* The worst of some letters, each of which stands for two bands: as stated, and at best. */
  const worst = (letters, bands) => {
    let stated = 0, best = 0;
    for (const letter of letters) {
      const both = letter.charCodeAt(0) - 48;
      stated = Math.max(stated, Math.floor(both / bands));
      best = Math.max(best, both % bands);
    }
    return [stated, best];
  };

  /* The last place of a journey to stand at: its end, which is told with the only step of a journey of one. */
  const lastOf = steps => steps.length > 2 ? steps.length - 1 : 0;

  class Timetable {
    constructor(data) {
      this.data = data;
      this.lines = data.lines.map(parsed);
      this.minutes = data.minutes.map(day => {
        const changes = day.split(",");
        return {signs: changes.map(one => one[0]), starts: changes.map(one => Number(one.slice(1)))};
      });
      this.sets = data.sets.map(digits => BigInt("0x" + digits));
      this.known = new Map();
    }

    /* What is true of every service and transfer in each part of a stretch: in no part does anything change. */
    stretch(number) {
      if (!this.known.has(number)) {
        const {services, transfers} = this.data;
        const used = [...new Set([...services, ...transfers].map(one => one.lines[number]))];
        const cuts = [...new Set([0, ...used.flatMap(line => this.lines[line].starts)])].sort((a, b) => a - b);
        const told = new Map(used.map(line => {
          const {signs, starts} = this.lines[line];
          return [line, cuts.map(cut => signs[placeOf(starts, cut)])];
        }));
        const of = one => told.get(one.lines[number]);
        this.known.set(number, {cuts, services: services.map(of), transfers: transfers.map(of)});
      }
      return this.known.get(number);
    }

    /* The groups of people with these choices (option by the choice's name; what is left out is any). */
    people(chosen) {
      const {shape, choices, groups} = this.data;
      const names = ["need", "urgency", "age", "locality", "circumstance"];
      const places = names.map((name, dimension) => {
        const choice = choices.find(([id]) => id === name);
        const option = chosen[name];
        if (!choice || option === undefined || option === "") return [...Array(shape[dimension]).keys()];
        return [choice[1][Number(option)]];
      });
      let classes = [0];
      places.forEach((some, dimension) => {
        classes = classes.flatMap(one => some.map(place => one * shape[dimension] + place));
      });
      let found = 0n;
      for (const group of new Set(classes.map(one => groups[one]))) if (group >= 0) found |= 1n << BigInt(group);
      return found;
    }

    /* Whether a pair of sets (as stated, at best) holds these people: "all", "some", "perhaps" or "". */
    held([stated, best], people) {
      const sure = this.sets[stated] & people;
      if (sure) return sure === people ? "all" : "some";
      return this.sets[best] & people ? "perhaps" : "";
    }

    /* By row the hours of a door, each its two bands, for the worst off of these people; null where it is for none. */
    week(door, people) {
      const {weeks, days, rows, bands} = this.data;
      const found = door.weeks.filter(([, those]) => this.sets[those] & people).map(([week]) => weeks[week]);
      if (!found.length) return null;
      return rows.map((_, row) => {
        const alike = [...new Set(found.map(week => week[row]))].map(day => days[day]);
        return Array.from({length: 24}, (_, hour) => worst(alike.map(day => day[hour]), bands.length));
      });
    }

    /* The days of a door, minute by minute, for each kind of these people; none where it is for none of them. */
    kinds(door, people) {
      return door.minutes.filter(([, those]) => this.sets[those] & people).map(([days]) => days);
    }

    /* The two bands of the worst off of such kinds of people at one minute of a day. */
    at(kinds, row, minute) {
      const days = [...new Set(kinds.map(days => days[row]))].map(day => this.minutes[day]);
      return worst(days.map(({signs, starts}) => signs[placeOf(starts, minute)]), this.data.bands.length);
    }
  }

  class Explorer {
    constructor(root) {
      this.root = root;
      this.table = new Timetable(JSON.parse(root.querySelector(".explorer-data").textContent));
      this.data = this.table.data;
      this.weeks = document.querySelector(`.weeks[data-explorer="${CSS.escape(root.id)}"]`);
      this.board = root.querySelector(".board");
      this.at = {stretch: 0, minute: 2100};
      this.walk = null;
      this.waiting = false;
      this.find = selector => this.board.querySelector(selector);
      this.dial = this.find(".minute");
      this.copyMap();
      this.putDoors();
      this.putStates();
      this.putWalks();
      this.listen();
      this.choose();
      this.board.hidden = false;
      root.querySelector(".moments").open = false;
      this.keepInSight(this.find(".clock"));
      this.redraw();
      this.announced = this.states();
    }

    // --- what is put on the page once -------------------------------------------------------------------

    copyMap() {
      const svg = this.root.querySelector(".moments svg").cloneNode(true);
      for (const one of svg.querySelectorAll("[id]")) one.removeAttribute("id");
      this.find(".stage").append(svg);
      const parts = (selector, name) => [...svg.querySelectorAll(selector)].map(group => ({
        group, numbers: group.getAttribute(name).split(" ").map(Number), sign: group.querySelector(".sign"), shown: "",
      }));
      this.boxes = parts("[data-n]", "data-n");
      this.ways = parts("[data-t]", "data-t");
    }

    putDoors() {
      const list = this.find(".at-doors ul");
      this.doors = this.data.doors.map(door => {
        const item = make("li"), sign = make("span", "", "signs"), words = make("span");
        sign.setAttribute("aria-hidden", "true");
        item.append(sign, make("strong", this.data.services[door.service].name), ": ", words);
        list.append(item);
        return {door, item, sign, words, shown: ""};
      });
    }

    putStates() {
      const place = this.find(".by-state div");
      this.lists = Object.entries(this.data.states).map(([state, words]) => {
        const heading = make("p"), list = make("ul");
        place.append(heading, list);
        return {state, words, heading, list, shown: null};
      });
      this.items = this.data.services.map(service => make("li", service.name));
      const ways = this.find(".ways > div");
      this.wayLists = ["open", "perhaps"].map(kind => {
        const list = make("ul");
        if (kind === "perhaps") ways.append(make("p", "Nobody has written down whether these can be used:"));
        ways.append(list);
        return {kind, list, heading: list.previousElementSibling, shown: null};
      });
      this.wayItems = this.data.transfers.map(transfer => make("li", transfer.name));
    }

    putWalks() {
      const chooser = this.find(".walk");
      if (!chooser) return;
      this.data.walks.forEach(([anchor, label, steps], number) => {
        const option = make("option", label);
        option.value = String(number);
        chooser.append(option);
        const strip = anchor && document.getElementById(anchor)?.querySelector("svg.strip");
        if (strip) new Stepper(this, number, strip);
      });
    }

    // --- what somebody does -------------------------------------------------------------------------------

    listen() {
      const on = (selector, event, act) => this.find(selector)?.addEventListener(event, act);
      this.dial.addEventListener("input", () => this.turnTo({minute: Number(this.dial.value)}));
      on(".day", "change", event => {
        const stretch = Number(event.target.value);
        const minute = stretch ? this.at.minute % DAY : DAY + this.at.minute % DAY;
        this.turnTo({stretch, minute});
      });
      for (const button of this.board.querySelectorAll(".by")) {
        button.addEventListener("click", () => this.turnBy(Number(button.value)));
      }
      on(".next", "click", () => this.turnTo({minute: this.nextChange()}));
      this.play = this.find(".play");
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.play.hidden = true;
      this.play.addEventListener("click", () => this.playing(!this.timer));
      on(".walk", "change", event => this.follow(event.target.value === "" ? null : Number(event.target.value), 0));
      on(".back", "click", () => this.walk && this.follow(this.walk.number, this.walk.step - 1));
      on(".on", "click", () => this.walk && this.follow(this.walk.number, this.walk.step + 1));
      this.forms = [this.find(".chooser"), this.weeks?.querySelector(".chooser")].filter(Boolean);
      for (const form of this.forms) {
        form.hidden = false;
        for (const [name, option] of Object.entries(this.data.begin)) form.elements[name].value = String(option);
        form.addEventListener("submit", event => event.preventDefault());
        form.addEventListener("change", event => {
          for (const other of this.forms) other.elements[event.target.name].value = event.target.value;
          this.leave();
          this.choose();
          this.redraw();
          this.tellSoon();
        });
      }
    }

    /* The clock stays on the screen beside the map where it leaves room enough for it. */
    keepInSight(clock) {
      const fit = () => {
        clock.classList.toggle("stays", clock.offsetHeight < innerHeight * 0.35);
        this.board.style.setProperty("--clock", `${clock.offsetHeight}px`);
      };
      new ResizeObserver(fit).observe(clock);
      addEventListener("resize", fit);
    }

    get length() { return this.data.stretches[this.at.stretch][1] * DAY; }

    turnBy(minutes) {
      this.turnTo({minute: (this.at.minute + minutes + this.length) % this.length});
    }

    /* Whoever turns the clock is no longer at a step of a journey. */
    turnTo(change) {
      this.leave();
      Object.assign(this.at, change);
      this.tellSoon();
      if (this.waiting) return;
      this.waiting = true;
      requestAnimationFrame(() => { this.waiting = false; this.redraw(); });
    }

    nextChange() {
      const {cuts} = this.table.stretch(this.at.stretch);
      return cuts.find(cut => cut > this.at.minute) ?? 0;
    }

    playing(go) {
      clearInterval(this.timer);
      this.timer = go ? setInterval(() => this.turnBy(15), TURN) : 0;
      this.play.setAttribute("aria-pressed", String(go));
      if (!go) this.tellSoon();
    }

    choose() {
      const form = this.forms[0];
      const chosen = Object.fromEntries([...form.querySelectorAll("select")].map(one => [one.name, one.value]));
      const people = this.table.people(chosen);
      this.people = people;
      const words = name => form.elements[name]?.value ? form.elements[name].selectedOptions[0].text : "";
      const turned = words("circumstance");
      const told = ["need", "urgency"].map(words).filter(Boolean);
      if (form.elements.circumstance) {
        told.push({"": "whatever their circumstances", "as usual": "with nothing unusual about them"}[turned] ?? turned);
      }
      const who = `anybody${words("age") && ` aged ${words("age")}`}${words("locality") && ` in ${words("locality")}`}`;
      this.whom = people === 0n ? "Nobody is like that in this map: choose another age or circumstance."
        : `${people & (people - 1n) ? "The worst that happens to any of them, for" : "For"} ${[who, ...told].join(", ")}.`;
      this.all = !["need", "urgency", "age", "locality"].some(words) && ["", "as usual"].includes(turned);
      for (const place of this.board.querySelectorAll(".whom")) place.textContent = this.whom;
      this.helps = this.data.services.map(service => this.table.held(service.helps, people));
      this.for = this.data.transfers.map(transfer => this.table.held(transfer.for, people));
      for (const [number, one] of this.doors.entries()) {
        one.week = this.table.week(one.door, people);
        one.kinds = this.table.kinds(one.door, people);
        this.putWeek(number, one.week);
      }
      this.changed = true;
    }

    // --- what is drawn anew with every turn of the clock --------------------------------------------------

    states() {
      const {cuts, services, transfers} = this.table.stretch(this.at.stretch);
      const cut = placeOf(cuts, this.at.minute);
      return {services: services.map(one => one[cut]), transfers: transfers.map(one => one[cut])};
    }

    redraw() {
      const {stretch, minute} = this.at;
      const label = this.labelOf(stretch, minute);
      this.dial.max = String(this.length - 15);
      this.dial.value = String(minute);
      this.dial.setAttribute("aria-valuetext", label);
      this.find(".at").textContent = label;
      this.find(".day").value = String(stretch);
      this.dial.dataset.drawn = String(minute);
      const now = this.states();
      for (const box of this.boxes) this.drawBox(box, now.services);
      for (const way of this.ways) this.drawWay(way, now.transfers);
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.drawWords(), this.settling ? SETTLED : 0);
    }

    /* What makes the page longer or shorter waits until the clock is not turned on at once. */
    drawWords() {
      this.drawDoors();
      this.find(".at-doors ul").dataset.drawn = this.labelOf(this.at.stretch, this.at.minute);
      this.drawLists(this.states());
      this.drawUsable(this.states());
      this.changed = false;
    }

    labelOf(stretch, minute) {
      const [label] = stretch ? this.data.stretches[stretch] : this.data.rows[Math.floor(minute / DAY)];
      return `${label} ${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
    }

    drawBox(box, states) {
      const here = box.numbers.map(number => states[number]);
      const walked = this.walkedTo(box.numbers);
      const helps = this.all ? "" : box.numbers.map(number => this.helps[number]).join(",");
      const shown = `${here.join("")} ${walked.words} ${helps}`;
      if (shown === box.shown) return;
      box.shown = shown;
      const kinds = here.map(kindOf);
      const kind = kinds.reduce((one, other) => RANK[one] <= RANK[other] ? one : other);
      box.group.setAttribute("class", `node ${kind} ${walked.kind}`);
      const words = this.wordsOf(here, kinds, box.numbers);
      box.sign.textContent = walked.words ? `${walked.words} · ${kind === "perhaps" ? "? not known" : kind}` : words;
    }

    wordsOf(here, kinds, numbers) {
      if (here.length > 1) {
        const unknown = kinds.filter(kind => kind === "perhaps").length;
        return `${kinds.filter(kind => kind === "open").length} of ${here.length} open${unknown ? `, ? ${unknown}` : ""}`;
      }
      const told = this.data.states[here[0]];
      const helps = this.all ? "" : {all: "helps them", some: "helps some", perhaps: "? helps them"}[this.helps[numbers[0]]];
      return here[0] === "o" && helps ? `${told}, ${helps}` : told;
    }

    /* How a transfer can be used by the people who are chosen: "open", "perhaps" or "shut". */
    usable(number, states) {
      const held = this.for[number], kind = kindOf(states[number]);
      return held === "" ? "shut" : held === "perhaps" && kind === "open" ? "perhaps" : kind;
    }

    drawWay(way, states) {
      const kinds = way.numbers.map(number => this.usable(number, states));
      const kind = kinds.reduce((one, other) => RANK[one] <= RANK[other] ? one : other);
      const walked = this.walk && way.numbers.some(number => this.walk.transfers.includes(number)) ? "walked" : "";
      const shown = `edge ${kind} ${walked}`;
      if (shown === way.shown) return;
      way.shown = shown;
      way.group.setAttribute("class", shown);
    }

    walkedTo(numbers) {
      if (!this.walk) return {kind: "", words: ""};
      const steps = this.walk.steps.slice(0, this.walk.step + 1).map((step, place) => [step[0], place + 1])
        .filter(([service, place]) => numbers.includes(service) && place < this.walk.steps.length).map(([, place]) => place);
      const here = numbers.includes(this.walk.steps[this.walk.step][0]);
      if (!steps.length) return {kind: "", words: ""};
      return {kind: here ? "here" : "been", words: `${steps.length > 1 ? "steps" : "step"} ${steps.join(", ")}`};
    }

    drawDoors() {
      const {stretch, minute} = this.at;
      const row = stretch ? this.data.rows.findIndex(([, of]) => of === stretch) : Math.floor(minute / DAY);
      for (const one of this.doors) {
        const bands = one.week && row >= 0 ? this.table.at(one.kinds, row, minute % DAY) : null;
        const shown = bands ? bands.join() : one.week ? "no row" : "none of them";
        if (shown === one.shown && !this.changed) continue;
        one.shown = shown;
        const told = bands ? this.bandsOf(bands) : [];
        one.sign.replaceChildren(...told.map(([id, sign]) => make("i", told.length > 1 ? `${sign}?` : sign, `hour ${id}`)));
        one.words.textContent = bands ? this.told(told) : one.week ? "not worked out for this day" : "not a door for them";
      }
    }

    bandsOf([stated, best]) {
      return (stated === best ? [stated] : [stated, best]).map(place => this.data.bands[place]);
    }

    told(bands) {
      return bands.map(([, , words]) => words).join(" or, at best, ");
    }

    drawLists({services}) {
      for (const list of this.lists) {
        const members = services.flatMap((state, number) => state === list.state ? [number] : []);
        const shown = members.join();
        if (shown === list.shown) continue;
        list.shown = shown;
        list.heading.textContent = `${capital(list.words.replace("? ", ""))} (${members.length})`;
        list.heading.hidden = list.list.hidden = !members.length;
        list.list.replaceChildren(...members.map(number => this.items[number]));
      }
    }

    /* The transfers that can be used, and those of which nobody knows, by name. */
    drawUsable({transfers}) {
      const kinds = transfers.map((_, number) => this.usable(number, transfers));
      this.find(".ways .many").textContent = String(kinds.filter(kind => kind === "open").length);
      for (const list of this.wayLists) {
        const members = kinds.flatMap((kind, number) => kind === list.kind ? [number] : []);
        const shown = members.join();
        if (shown === list.shown) continue;
        list.shown = shown;
        list.list.hidden = !members.length;
        if (list.heading) list.heading.hidden = !members.length;
        list.list.replaceChildren(...members.map(number => this.wayItems[number]));
      }
    }

    /* Said aloud once the clock has come to rest: the time, and what has changed. */
    tellSoon() {
      clearTimeout(this.telling);
      if (this.timer) return;
      this.telling = setTimeout(() => {
        const now = this.states(), before = this.announced;
        this.announced = now;
        const names = this.data.services.map(service => service.name);
        const turned = Object.entries(this.data.states).map(([state, words]) => [words.replace("? ", ""), names.filter(
          (_, number) => now.services[number] === state && before.services[number] !== state)]);
        const usable = now.transfers.filter((_, number) => this.usable(number, now.transfers) === "open").length;
        const changes = turned.filter(([, some]) => some.length).map(([words, some]) => `Now ${words}: ${listed(some)}.`);
        this.find(".told").textContent = [`${this.labelOf(this.at.stretch, this.at.minute)}.`, this.whom,
          ...(changes.length ? changes : ["No service has opened or shut."]),
          `${usable} of ${now.transfers.length} transfers can be used.`].join(" ");
      }, PAUSE);
    }

    // --- a door's week -------------------------------------------------------------------------------------

    putWeek(number, week) {
      const place = this.weeks?.querySelectorAll(".door-week")[number]?.querySelector(".chosen");
      if (!place) return;
      let table = place.querySelector("table");
      if (!week) {
        this.kept ??= new Map();
        if (table) this.kept.set(number, [...place.children]);
        place.replaceChildren(make("p", "This is not a door for them."));
        return;
      }
      if (!table) {
        if (!this.kept?.has(number)) return;
        place.replaceChildren(...this.kept.get(number));
        table = place.querySelector("table");
      }
      table.caption.firstElementChild.textContent = this.whom;
      const alike = new Map();
      this.data.rows.forEach(([label], row) => {
        const key = row < 7 ? String(row) : week[row].join(";");
        if (!alike.has(key)) alike.set(key, {labels: [], hours: week[row]});
        alike.get(key).labels.push(label);
      });
      table.tBodies[0].replaceChildren(...[...alike.values()].map(one => this.rowOf(one)));
    }

    rowOf({labels, hours}) {
      const row = make("tr");
      const head = make("th", this.datesOf(labels));
      head.scope = "row";
      row.append(head);
      for (let start = 0, end; start < 24; start = end) {
        for (end = start + 1; end < 24 && hours[end].join() === hours[start].join(); end++);
        row.append(this.cellOf(start, end, this.bandsOf(hours[start])));
      }
      return row;
    }

    /* As `explorer.py` says dates. */
    datesOf(labels) {
      if (!/\d/.test(labels[0])) return labels[0];
      if (labels.length > 1 && labels.length === this.data.rows.length - 7) return `All ${labels.length} holidays`;
      const years = new Map();
      for (const label of labels) {
        const [day, month, year] = label.split(" ");
        if (!years.has(year)) years.set(year, new Map());
        years.get(year).set(month, [...years.get(year).get(month) ?? [], day]);
      }
      return [...years].map(([year, months]) =>
        `${[...months].map(([month, days]) => `${and(days)} ${month}`).join(", ")} ${year}`).join("; ");
    }

    cellOf(start, end, bands) {
      const cell = make("td"), words = this.told(bands), half = bands.length > 1;
      cell.colSpan = end - start;
      cell.append(make("span", `${two(start)}:00 to ${two(end)}:00: ${words}`, "unseen"));
      for (const [id, sign, said] of bands) {
        const roomy = end - start >= LETTER * said.length;
        const hour = make("i", sign + (half ? "?" : "") + (roomy ? ` ${said}` : ""), `hour ${id}${half ? " half" : ""}`);
        hour.setAttribute("aria-hidden", "true");
        cell.append(hour);
      }
      return cell;
    }

    // --- journeys ---------------------------------------------------------------------------------------------

    /* Stand at a step of a journey (null: none): the clock turns to it, and the map shows the way so far. */
    follow(number, step) {
      if (this.timer) this.playing(false);
      clearTimeout(this.telling);
      const left = this.walk?.number;
      if (number === null) {
        this.walk = null;
      } else {
        const [, , steps, who] = this.data.walks[number];
        if (number !== left) this.chooseOne(who);
        step = Math.max(0, Math.min(step, lastOf(steps)));
        this.walk = {number, step, steps, transfers: steps.slice(0, step + 1).map(one => one[1]).filter(one => one >= 0)};
        const [, , stretch, minute] = steps[step];
        Object.assign(this.at, {stretch, minute});
      }
      this.showWalk(left);
      this.redraw();
      this.announced = this.states();
      this.find(".told").textContent = this.walk ? this.saidOf(this.walk) : "";
    }

    /* Follow no journey any longer; the clock stays where it is. */
    leave() {
      const left = this.walk?.number;
      if (left === undefined) return;
      this.walk = null;
      this.showWalk(left);
    }

    showWalk(left) {
      const {walk} = this;
      this.find(".walk").value = walk ? String(walk.number) : "";
      able(this.find(".back"), walk && walk.step > 0);
      able(this.find(".on"), walk && walk.step < lastOf(walk.steps));
      this.find(".said").textContent = walk ? this.saidOf(walk) : "";
      for (const stepper of this.steppers ?? []) {
        if (stepper.number === walk?.number || stepper.number === left) stepper.show(walk);
      }
    }

    /* The person of a journey, if they can be chosen. */
    chooseOne(who) {
      if (!Object.keys(who).length) return;
      for (const form of this.forms) {
        for (const [name, option] of Object.entries(who)) form.elements[name].value = String(option);
      }
      this.choose();
    }

    saidOf({step, steps}) {
      const many = steps.length - 1, ends = `How it ends: ${capital(steps[many][4])}`;
      if (step === many) return ends;
      const said = `Step ${step + 1} of ${many}: ${capital(steps[step][4])}`;
      return step === lastOf(steps) ? `${said.replace(/\.$/, "")}. ${ends}` : said;
    }
  }

  /* The buttons under the picture of a journey. */
  class Stepper {
    constructor(explorer, number, strip) {
      this.explorer = explorer;
      this.number = number;
      this.groups = [...strip.querySelectorAll(".step")];
      (explorer.steppers ??= []).push(this);
      const button = (words, by) => {
        const made = make("button", words);
        made.type = "button";
        made.addEventListener("click", () => {
          const walk = explorer.walk?.number === number ? explorer.walk : null;
          if (walk || by > 0) explorer.follow(number, walk ? walk.step + by : 0);
        });
        return made;
      };
      this.back = button("Previous step", -1);
      this.on = button("Step through it", 1);
      able(this.back, false);
      this.said = make("p");
      const link = make("a", "See it on the map");
      link.href = `#${explorer.root.id}`;
      link.addEventListener("click", () => { if (explorer.walk?.number !== number) explorer.follow(number, 0); });
      const row = make("div", "", "stepper screen-only");
      row.append(this.back, this.on, link, this.said);
      strip.closest("figure").append(row);
    }

    show(walk) {
      const mine = walk?.number === this.number ? walk : null;
      able(this.back, mine && mine.step > 0);
      able(this.on, !mine || mine.step < lastOf(mine.steps));
      this.on.textContent = mine ? "Next step" : "Step through it";
      this.said.textContent = mine ? this.explorer.saidOf(mine) : "";
      this.groups.forEach((group, place) => {
        group.querySelector(".marker")?.remove();
        if (!mine || place !== mine.step) return;
        const {x, y, width, height} = group.getBBox();
        const marker = document.createElementNS(SVG, "rect");
        for (const [name, value] of Object.entries({x: x - 4, y: y - 3, width: width + 8, height: height + 6, rx: 4})) {
          marker.setAttribute(name, String(value));
        }
        marker.setAttribute("class", "marker");
        group.prepend(marker);
      });
    }
  }

  for (const root of document.querySelectorAll(".explorer")) new Explorer(root);
})();
