"use strict";
// Draws what the page's text cannot show: maps of nodes, and filters over everything. Text from the cluster only ever
// becomes textContent or an attribute's value, never markup.
(() => {
  const $ = (id) => document.getElementById(id);
  const source = JSON.parse($("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";

  // --- Reading compact data -----------------------------------------------------------------------------------------

  const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** `a12ba3`: numbers with how often each stands. */
  function runs(text, length) {
    const values = new Uint16Array(length);
    let place = 0;
    for (let i = 0; i < text.length;) {
      let value;
      if (text[i] === ".") {
        const end = text.indexOf(".", i + 1);
        value = parseInt(text.slice(i + 1, end), 36);
        i = end + 1;
      } else {
        value = LETTERS.indexOf(text[i]);
        i += 1;
      }
      let count = 0;
      while (i < text.length && text[i] >= "0" && text[i] <= "9") { count = count * 10 + Number(text[i]); i += 1; }
      values.fill(value, place, place += count || 1);
    }
    return values;
  }

  /** `0-5,9`: positions. */
  function ranges(text) {
    const positions = [];
    if (!text) return positions;
    for (const part of text.split(",")) {
      const [first, last] = part.split("-").map(Number);
      for (let i = first; i <= (last ?? first); i += 1) positions.push(i);
    }
    return positions;
  }

  /** Names, each with how many letters it shares with the one before. */
  function names(text, count) {
    if (!count) return [];
    let before = [];
    return text.split("\n").map((line) => {
      before = before.slice(0, parseInt(line[0], 36)).concat(Array.from(line.slice(1)));
      return before.join("");
    });
  }

  const nodes = names(source.nodes, source.nodeCount);
  const groupings = source.groupings.map((g) => ({ name: g.name, groups: g.groups, of: runs(g.of, nodes.length) }));
  const findings = source.findings.map((f) => ({ ...f, nodes: new Set(ranges(f.nodes)) }));
  const causes = source.causes.map((c) => ({ ...c, nodes: new Set(ranges(c.nodes)), sets: new Set(c.sets) }));
  const states = source.states;
  // The last cell of each DaemonSet stands for nodes that nobody judged. `later` is how it stands afterwards.
  const sets = source.sets.map((s) => ({ ...s, of: runs(s.of, nodes.length), later: s.later === undefined ? null : runs(s.later, nodes.length),
    stateOfCell: [...s.cells.map((cell) => states[cell.state]), "none"] }));

  // --- States -------------------------------------------------------------------------------------------------------

  // The worst first: a node of the cluster map has the worst state of its pods.
  const WORST = ["failing", "refused", "evicted", "missing", "blocked", "gated", "unscheduled", "contested", "pending", "notReady",
    "terminating", "starting", "duplicate", "misplaced", "stale", "preempts", "placed", "unknown", "available", "fits", "mayStay",
    "ineligible", "absent", "none", "few3", "few2", "few1", "few0"];
  const LABELS = {
    available: "available", notReady: "not ready", starting: "starting", pending: "pending", missing: "missing",
    failing: "failing", evicted: "evicted", terminating: "terminating", stale: "old revision", misplaced: "misplaced",
    duplicate: "duplicate", ineligible: "not eligible", unknown: "not recorded", none: "no data", absent: "not there",
    fits: "fits", refused: "does not fit", preempts: "fits by preemption", mayStay: "not eligible, a pod there may stay",
    placed: "gets a place", blocked: "no place", contested: "others may take the room", gated: "held by a scheduling gate",
    unscheduled: "not taken up by the scheduler",
    few0: "none missing", few1: "1 missing", few2: "2 or 3 missing", few3: "4 or more missing",
  };
  // A mark for each state, so that nothing depends on colour: strokes in a square from 0 to 1.
  const MARKS = {
    available: "", notReady: "M.25.72L.5.28L.75.72Z", starting: "M.5.28l.22.22l-.22.22l-.22-.22Z", pending: "M.25.5h.5",
    missing: "M.2.2h.6v.6h-.6Z", failing: "M.25.25l.5.5M.75.25l-.5.5", evicted: "M.5.78v-.5M.28.48l.22-.22l.22.22",
    terminating: "M.25.75l.5-.5", stale: "M.3.3v.4h.4", misplaced: "M.5.22v.56M.22.5h.56", duplicate: "M.25.38h.5M.25.62h.5",
    ineligible: "", unknown: "M.36.36l.14-.12l.14.12l-.14.2M.48.76h.04", none: "", absent: "M.3.7l.4-.4",
    fits: "", refused: "M.25.25l.5.5M.75.25l-.5.5", preempts: "M.5.78v-.5M.28.48l.22-.22l.22.22", mayStay: "M.25.5h.5",
    placed: "M.24.52l.18.2l.34-.42", blocked: "M.2.2h.6v.6h-.6Z", contested: "M.25.38h.5M.25.62h.5", gated: "M.3.26v.48M.7.26v.48",
    unscheduled: "M.36.36l.14-.12l.14.12l-.14.2M.48.76h.04",
    few0: "", few1: "M.5.3v.4", few2: "M.38.3v.4M.62.3v.4", few3: "M.28.3v.4M.5.3v.4M.72.3v.4",
  };
  const rank = new Map(WORST.map((state, position) => [state, position]));

  const NOT_OWN = new Set(["ineligible", "mayStay", "absent", "none"]);
  function cellOf(set, node) { return set.cells[set.of[node]]; }
  function stateOf(set, node) { return set.stateOfCell[set.of[node]]; }
  function laterStateOf(set, node) { return set.stateOfCell[set.later[node]]; }
  function describe(set, node) { return describeCell(cellOf(set, node)); }
  function describeCell(cell) {
    if (!cell) return "no data";
    const parts = [LABELS[states[cell.state]]];
    if (cell.cause) parts.push(cell.cause);
    if (cell.also) parts.push("also " + cell.also.join(", "));
    if (cell.why) parts.push(cell.why.join("; "));
    return parts.join(": ").replace(": also", ", also");
  }

  /** For each node the worst state of its pods, and how many DaemonSets are in it. */
  const worst = nodes.map(() => ({ state: "none", count: 0, lacking: 0 }));
  for (const set of sets) {
    const ranks = set.stateOfCell.map((state) => rank.get(state));
    worst.forEach((one, node) => {
      const cell = set.of[node];
      if (ranks[cell] < rank.get(one.state)) { one.state = set.stateOfCell[cell]; one.count = 0; }
      if (one.state === set.stateOfCell[cell]) one.count += 1;
      if (ranks[cell] < rank.get("stale")) one.lacking += 1;
    });
  }

  // --- Elements -----------------------------------------------------------------------------------------------------

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }
  function drawn(name, attributes = {}, text) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  const tip = element("div", { class: "tip", hidden: "", "aria-hidden": "true" });
  document.body.append(tip);
  function showTip(text, x, y) {
    tip.textContent = text;
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(x + 12, innerWidth - box.width - 4)) + "px";
    tip.style.top = (y + 18 + box.height > innerHeight ? Math.max(4, y - box.height - 12) : y + 18) + "px";
  }
  function hideTip() { tip.hidden = true; }
  addEventListener("scroll", hideTip, { passive: true });
  addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });

  // --- A drawing of many cells, each reached by pointer and keyboard --------------------------------------------------

  let surfaces = 0;

  /**
   * A box with a drawing in it. `items` are {x, y, w, h, state, label, dim}; one path for each state keeps the drawing of
   * thousands of cells quick, and one cursor goes from cell to cell. To a screen reader it is a list of options.
   */
  class Surface {
    constructor(label, choose) {
      this.id = "surface-" + (surfaces += 1);
      this.choose = choose;
      this.items = [];
      this.current = 0;
      this.svg = drawn("svg", { "aria-hidden": "true" });
      this.option = element("div", { role: "option", class: "sr", id: this.id + "-0", "aria-selected": "true" }, "not drawn yet");
      this.box = element("div", { class: "surface", role: "listbox", tabindex: "0", "aria-label": label });
      this.box.append(this.svg, this.option);
      this.box.addEventListener("keydown", (event) => this.key(event));
      this.box.addEventListener("focus", () => this.go(this.current, true));
      this.box.addEventListener("blur", hideTip);
      this.svg.addEventListener("pointermove", (event) => this.hover(event));
      this.svg.addEventListener("pointerleave", hideTip);
      this.svg.addEventListener("click", (event) => {
        const found = this.at(event);
        if (found < 0) return;
        this.go(found, false);
        if (this.choose) this.choose(this.items[found]);
      });
    }

    /** Draws the items anew. */
    draw(width, height, items, extras = []) {
      this.items = items;
      this.current = Math.min(this.current, Math.max(items.length - 1, 0));
      this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      this.svg.setAttribute("width", width);
      this.svg.setAttribute("height", height);
      this.cursor = drawn("rect", { class: "cursor", rx: 2 });
      // Thick round strokes would cover the colour of a small cell, and take the browser long.
      this.cells = drawn("g", items.length && Math.min(items[0].w, items[0].h) < 12 ? { class: "small" } : {});
      this.svg.replaceChildren(this.cells, ...extras, this.cursor);
      this.paint();
      this.announce();
    }

    /** Paints the cells: what is dim, and what not. */
    paint() {
      const fills = new Map(), marks = new Map();
      const add = (map, key, text) => { const list = map.get(key); if (list) list.push(text); else map.set(key, [text]); };
      for (const item of this.items) {
        const key = item.state + (item.dim ? " dim" : "");
        if (item.fill === undefined) {
          const gap = item.w > 5 ? 1 : 0;
          const w = item.w - gap, h = item.h - gap;
          item.fill = `M${item.x} ${item.y}h${w}v${h}h${-w}z`;
          item.mark = item.w >= 5 && item.h >= 5 && MARKS[item.state] ? scaled(MARKS[item.state], item.x, item.y, w, h) : "";
        }
        add(fills, key, item.fill);
        if (item.mark) add(marks, key, item.mark);
      }
      const paths = [];
      for (const [key, parts] of fills) {
        const dim = key.endsWith(" dim") ? " dim" : "";
        paths.push(drawn("path", { class: `cell s-${key.split(" ")[0]}${dim}`, d: parts.join("") }));
      }
      for (const [key, parts] of marks) {
        const dim = key.endsWith(" dim") ? " dim" : "";
        paths.push(drawn("path", { class: `mark-line m-${key.split(" ")[0]}${dim}`, d: parts.join("") }));
      }
      this.cells.replaceChildren(...paths);
    }

    at(event) {
      const box = this.svg.getBoundingClientRect();
      const scale = this.svg.viewBox.baseVal.width / box.width || 1;
      const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
      return this.items.findIndex((i) => x >= i.x && x < i.x + i.w && y >= i.y && y < i.y + i.h);
    }

    hover(event) {
      const found = this.at(event);
      if (found < 0) return hideTip();
      showTip(this.items[found].label(), event.clientX, event.clientY);
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const item = this.items[this.current];
      if (!item) return;
      const to = { ArrowRight: () => this.current + 1, ArrowLeft: () => this.current - 1, Home: () => 0,
        End: () => this.items.length - 1, ArrowDown: () => this.nearest(1), ArrowUp: () => this.nearest(-1),
        PageDown: () => this.current + 10, PageUp: () => this.current - 10 }[event.key];
      if (to) {
        event.preventDefault();
        this.go(Math.max(0, Math.min(this.items.length - 1, to())), true);
      } else if ((event.key === "Enter" || event.key === " ") && this.choose) {
        event.preventDefault();
        this.choose(item);
      }
    }

    /** The cell above or below that is nearest. */
    nearest(direction) {
      const from = this.items[this.current];
      let best = this.current, least = Infinity;
      this.items.forEach((item, position) => {
        const down = (item.y - from.y) * direction;
        if (down <= 0) return;
        const distance = down * 4 + Math.abs(item.x - from.x);
        if (distance < least) { least = distance; best = position; }
      });
      return best;
    }

    go(position, showsTip) {
      this.current = position;
      this.announce();
      const item = this.items[position];
      if (!item) return;
      const box = this.svg.getBoundingClientRect();
      const scale = box.width / this.svg.viewBox.baseVal.width || 1;
      const left = item.x * scale;
      if (left < this.box.scrollLeft) this.box.scrollLeft = left - 20;
      if (left + item.w * scale > this.box.scrollLeft + this.box.clientWidth) this.box.scrollLeft = left - this.box.clientWidth + item.w + 30;
      if (!showsTip) return;
      const now = this.svg.getBoundingClientRect();
      showTip(item.label(), now.left + item.x * scale, now.top + (item.y + item.h - 12) * scale);
    }

    announce() {
      const item = this.items[this.current];
      this.option.textContent = item ? item.label() : "nothing";
      this.option.id = `${this.id}-${this.current}`;
      this.option.setAttribute("aria-posinset", this.current + 1);
      this.option.setAttribute("aria-setsize", Math.max(this.items.length, 1));
      this.box.setAttribute("aria-activedescendant", this.option.id);
      if (!item) return;
      for (const [key, value] of [["x", item.x - 1], ["y", item.y - 1], ["width", item.w + 1], ["height", item.h + 1]]) {
        this.cursor.setAttribute(key, value);
      }
    }
  }

  const scaledPaths = new Map();
  /** A mark from its unit square in a cell. */
  function scaled(mark, x, y, w, h) {
    let parts = scaledPaths.get(mark);
    if (!parts) {
      parts = mark.match(/[a-zA-Z]|-?\d*\.?\d+/g);
      scaledPaths.set(mark, parts);
    }
    let text = "", command = "M", index = 0;
    for (const part of parts) {
      if (/[a-zA-Z]/.test(part)) { command = part; index = 0; text += part; continue; }
      const value = Number(part);
      const isX = command === "h" || (command !== "v" && index % 2 === 0);
      const offset = command === "M" || command === "L" ? (isX ? x : y) : 0;
      text += (index ? " " : "") + Math.round((value * (isX ? w : h) + offset) * 100) / 100;
      index += 1;
    }
    return text;
  }

  // --- Node maps ----------------------------------------------------------------------------------------------------

  function cellSize(count, isSmall) {
    if (count <= 60) return isSmall ? 13 : 24;
    if (count <= 300) return isSmall ? 10 : 17;
    if (count <= 1500) return isSmall ? 6 : 12;
    return isSmall ? 4 : 8;
  }

  /** Nodes by group, in the order in which a map has them. */
  function grouped(grouping, members) {
    if (!grouping) return [{ name: "", nodes: members }];
    const groups = grouping.groups.map((name) => ({ name, nodes: [] }));
    for (const node of members) groups[grouping.of[node]].nodes.push(node);
    return groups.filter((group) => group.nodes.length);
  }

  const everyNode = nodes.map((_, node) => node);
  const everyPosition = sets.map((_, position) => position);
  /** The nodes of a DaemonSet's map: of several clusters only those of its own. */
  function membersOf(set) { return source.hidesOthers ? everyNode.filter((node) => set.of[node] < set.cells.length) : everyNode; }

  /** A map with a cell a node: `state` and `label` tell of a node. */
  class NodeMap {
    constructor(host, label, { isSmall = false, choose, state, text, hasLegend = true, members = everyNode, isOutlined }) {
      Object.assign(this, { host, isSmall, state, text, hasLegend, members, isOutlined });
      this.surface = new Surface(label, choose);
      this.legend = element("ul", { class: "legend" });
      host.append(this.surface.box);
      if (hasLegend) host.append(this.legend);
    }

    draw(grouping, isDim = () => false) {
      const width = Math.max((this.host.clientWidth || 640) - 8, 200);
      const layout = [width, grouping?.name, filter.show, filter.state, this.members.length].join("\n");
      if (layout === this.layout) return this.dim(isDim);
      this.layout = layout;
      const size = cellSize(this.members.length, this.isSmall);
      const groups = grouped(grouping, this.members);
      const items = [], texts = [], counts = new Map();
      let x = 0, y = 0, shelf = 0, widest = 0;
      for (const group of groups) {
        const most = Math.max(1, Math.floor(width / size));
        const columns = Math.min(group.nodes.length, most, groups.length === 1 ? most : Math.max(6, Math.ceil(Math.sqrt(group.nodes.length * 3))));
        const head = group.name ? 17 : 0;
        const title = group.name ? `${group.name} (${group.nodes.length})` : "";
        const wide = Math.min(Math.max(columns * size, title.length * 7.2), width);
        if (x > 0 && x + wide > width) { x = 0; y += shelf + 10; shelf = 0; }
        if (title) texts.push(drawn("text", { x, y: y + 12 }, fitted(title, width - x)));
        group.nodes.forEach((node, i) => {
          const state = this.state(node);
          counts.set(state, (counts.get(state) || 0) + 1);
          items.push({ x: x + (i % columns) * size, y: y + head + Math.floor(i / columns) * size, w: size, h: size, node, state,
            dim: isDim(node), label: () => `${nodes[node]}${group.name ? ` (${group.name})` : ""}\n${this.text(node)}` });
        });
        shelf = Math.max(shelf, head + Math.ceil(group.nodes.length / columns) * size);
        x += wide + 18;
        widest = Math.max(widest, x - 18);
      }
      // What changed is outlined.
      const outlines = this.isOutlined ? items.filter((item) => this.isOutlined(item.node)).map((item) => `M${item.x} ${item.y}h${size - 1}v${size - 1}h${1 - size}z`) : [];
      if (outlines.length) texts.push(drawn("path", { class: size < 12 ? "chosen small" : "chosen", d: outlines.join("") }));
      this.surface.draw(Math.ceil(widest) + 1, y + shelf + 1, items, texts);
      if (this.hasLegend) drawLegend(this.legend, counts, !this.isSmall);
    }

    dim(isDim) {
      for (const item of this.surface.items) item.dim = isDim(item.node);
      this.surface.paint();
    }
  }

  function fitted(text, width) {
    const most = Math.max(3, Math.floor(width / 6.8));
    return text.length > most ? text.slice(0, most - 1) + "…" : text;
  }

  /** The states that a drawing has; each is a button that filters by it. */
  function drawLegend(list, counts, isFilter) {
    const entries = WORST.filter((state) => counts.has(state)).map((state) => {
      const picture = drawn("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" });
      picture.append(drawn("path", { class: `cell s-${state}`, d: "M.5.5h15v15h-15z" }));
      if (MARKS[state]) picture.append(drawn("path", { class: `mark-line m-${state}`, d: scaled(MARKS[state], .5, .5, 15, 15) }));
      const words = `${LABELS[state]}: ${counts.get(state)}`;
      if (!isFilter || !states.includes(state)) return element("li", {}, element("span", { class: "entry" }, picture, words));
      const button = element("button", { type: "button", "aria-pressed": String(filter.state === state), title: "Filter by this state" }, picture, words);
      button.addEventListener("click", () => { change({ state: filter.state === state ? "" : state }); });
      return element("li", {}, button);
    });
    list.replaceChildren(...entries);
  }

  // --- Filters ------------------------------------------------------------------------------------------------------

  const FIELDS = Object.fromEntries(Object.entries({ text: "f-text", ns: "f-ns", code: "f-code", state: "f-state", cause: "f-cause", node: "f-node" })
    .filter(([, id]) => $(id)));
  const OTHERS = ["show", "group"];
  const filter = Object.fromEntries(["text", "ns", "code", "state", "cause", "node", ...OTHERS].map((key) => [key, ""]));

  function readFragment() {
    const given = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const key of [...Object.keys(FIELDS), ...OTHERS]) filter[key] = given.get(key) || "";
    for (const [key, id] of Object.entries(FIELDS)) {
      $(id).value = filter[key];
      if ($(id).value !== filter[key]) filter[key] = "";
    }
  }
  function writeFragment() {
    const given = new URLSearchParams();
    for (const [key, value] of Object.entries(filter)) if (value) given.set(key, value);
    const text = given.toString();
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  }
  function change(values) {
    Object.assign(filter, values);
    for (const [key, id] of Object.entries(FIELDS)) if ($(id).value !== filter[key]) $(id).value = filter[key];
    if ($("map-set")) $("map-set").value = filter.show;
    writeFragment();
    apply();
  }

  /** What the filters leave: a test for a DaemonSet, a finding, a cause and a node. */
  function tests() {
    const wantedNodes = filter.node ? new Set(everyNode.filter((node) => nodes[node].toLowerCase().includes(filter.node.toLowerCase()))) : null;
    const cause = filter.cause ? causes.find((one) => String(one.id) === filter.cause) : null;
    const isOn = (members) => !wantedNodes || [...(members.size < wantedNodes.size ? members : wantedNodes)].some((node) => members.has(node) && wantedNodes.has(node));
    // For each DaemonSet which of its cells are in the state, are its own at all, and have the code.
    const cells = sets.map((one) => ({
      inState: one.stateOfCell.map((state) => state === filter.state),
      isOwn: one.stateOfCell.map((state) => !NOT_OWN.has(state)),
      hasCode: one.stateOfCell.map((_, cell) => { const about = one.cells[cell]; return Boolean(about) && (about.cause === filter.code || (about.also || []).includes(filter.code)); }),
    }));
    // Where there is a later state, either counts.
    const some = (position, members, mask) => {
      for (const of of [sets[position].of, sets[position].later]) {
        if (!of) continue;
        if (members === everyNode) {
          if (mask.some(Boolean) && of.some((cell) => mask[cell])) return true;
        } else {
          for (const node of members) if (mask[of[node]]) return true;
        }
      }
      return false;
    };
    const isInState = (position, node) => {
      const mask = cells[position].inState, { of, later } = sets[position];
      return mask[of[node]] || Boolean(later && mask[later[node]]);
    };
    const known = new Map();
    const set = (position) => {
      if (known.has(position)) return known.get(position);
      const one = sets[position];
      let fits = (!filter.ns || one.namespace === filter.ns) && (!cause || cause.sets.has(position));
      if (fits && (filter.state || wantedNodes)) fits = some(position, wantedNodes || everyNode, filter.state ? cells[position].inState : cells[position].isOwn);
      known.set(position, fits);
      return fits;
    };
    const about = (members) => {
      if (!members.size) return wantedNodes || everyNode;
      return wantedNodes ? [...members].filter((node) => wantedNodes.has(node)) : members;
    };
    const finding = (one) => {
      if (filter.ns && (one.set < 0 || sets[one.set].namespace !== filter.ns)) return false;
      if (filter.code && one.code !== filter.code) return false;
      if (cause && one.cause !== cause.id) return false;
      if (wantedNodes && !isOn(one.nodes)) return false;
      return !filter.state || (one.set >= 0 && some(one.set, about(one.nodes), cells[one.set].inState));
    };
    const causeTest = (one) => {
      if (cause && one !== cause) return false;
      if (filter.code && !one.codes.includes(filter.code)) return false;
      const members = [...one.sets];
      if (filter.ns && !members.some((position) => sets[position].namespace === filter.ns)) return false;
      if (wantedNodes && one.nodes.size && !isOn(one.nodes)) return false;
      return !filter.state || members.some((position) => some(position, about(one.nodes), cells[position].inState));
    };
    // A node fits where one of the DaemonSets asked about does; what does not depend on them is known beforehand.
    const coded = new Uint8Array(nodes.length);
    if (filter.code) for (const one of findings) if (one.code === filter.code) for (const node of one.nodes) coded[node] = 1;
    const isHere = everyNode.map((node) => (!wantedNodes || wantedNodes.has(node)) && (!cause || !cause.nodes.size || cause.nodes.has(node)));
    const inNamespace = everyPosition.filter((position) => !filter.ns || sets[position].namespace === filter.ns);
    const node = (place, shown) => {
      if (!isHere[place]) return false;
      if (!filter.state && !filter.code) return true;
      const asked = shown || inNamespace;
      if (filter.state && !asked.some((position) => isInState(position, place))) return false;
      return !filter.code || (!shown && coded[place] === 1) || asked.some((position) => cells[position].hasCode[sets[position].of[place]]);
    };
    return { set, finding, cause: causeTest, node, isActive: Boolean(wantedNodes || filter.state || cause || filter.code || filter.ns) };
  }

  const findingElements = [...document.querySelectorAll("[data-finding]")].map((box) => ({ box, finding: findings[Number(box.dataset.finding)] }));
  const setElements = [...document.querySelectorAll("[data-set]")].map((box) => ({ box, set: Number(box.dataset.set), inner: [...box.querySelectorAll("[data-finding]")] }));
  const causeElements = [...document.querySelectorAll("[data-cause]")].map((box) => ({ box, cause: causes.find((one) => one.id === Number(box.dataset.cause)) }));
  const stepElements = [...document.querySelectorAll("[data-step]")].map((box) => ({ box, step: (source.steps || [])[Number(box.dataset.step)] }))
    .filter(({ step }) => step)
    .map(({ box, step }) => ({ box, step: { set: step.set, nodes: new Set([...ranges(step.gains), ...ranges(step.loses), ...ranges(step.leavesOut)]) } }));
  const roomElements = [...document.querySelectorAll("[data-room]")].map((box) => ({ box, nodes: ranges((source.rooms || [])[Number(box.dataset.room)] || "") }));
  const texts = new WeakMap();
  function textOf(box) {
    if (!texts.has(box)) texts.set(box, box.textContent.toLowerCase());
    return texts.get(box);
  }

  let tested = tests(), filterWords = [];
  const isDim = (shown) => (node) => !tested.node(node, shown);

  function apply() {
    const test = tests();
    const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
    const says = (box) => words.every((word) => textOf(box).includes(word));
    let shownFindings = 0, shownSets = 0, allSets = 0;
    const visible = new Map();
    for (const { box, finding } of findingElements) {
      const fits = test.finding(finding) && (!words.length || says(box) || (finding.set >= 0 && words.every((word) => textOf(box).includes(word) || sets[finding.set].name.toLowerCase().includes(word))));
      visible.set(box, fits);
      box.hidden = !fits;
      if (fits) shownFindings += 1;
    }
    for (const { box, set, inner } of setElements) {
      const isBlock = box.classList.contains("set");
      let fits = test.set(set);
      if (fits && filter.code) fits = isBlock ? inner.some((one) => visible.get(one)) : findings.some((one) => one.set === set && one.code === filter.code);
      if (fits && words.length) fits = isBlock ? inner.some((one) => visible.get(one)) || says(box) : words.every((word) => sets[set].name.toLowerCase().includes(word)) || says(box);
      box.hidden = !fits;
      if (isBlock) { allSets += 1; if (fits) shownSets += 1; }
    }
    for (const { box, cause } of causeElements) box.hidden = !(cause && test.cause(cause) && (!words.length || says(box)));
    const shownCauses = causeElements.filter(({ box }) => !box.hidden).length;
    const isFiltered = test.isActive || words.length > 0;
    let told = `${shownCauses} of ${causeElements.length} causes, ${shownFindings} of ${findingElements.length} findings`;
    if (!source.findings.length) {
      told = allSets > 1 ? `${shownSets} of ${allSets} DaemonSets` : `${everyNode.filter((node) => test.node(node)).length} of ${nodes.length} nodes`;
    }
    $("f-result").textContent = isFiltered ? told : "";
    document.body.classList.toggle("is-filtered", isFiltered);
    for (const { box, step } of stepElements) {
      const isHere = !filter.node || [...step.nodes].some((node) => nodes[node].toLowerCase().includes(filter.node.toLowerCase()));
      const isOfCause = !filter.cause || causes.some((one) => String(one.id) === filter.cause && one.sets.has(step.set));
      const isOfCode = !filter.code || findings.some((one) => one.set === step.set && one.code === filter.code);
      box.hidden = !(isHere && isOfCause && isOfCode && (!filter.ns || sets[step.set]?.namespace === filter.ns) && (!words.length || says(box)));
    }
    for (const { box, nodes: full } of roomElements) {
      box.hidden = !(full.some((node) => test.node(node)) && (!words.length || says(box)));
    }
    tested = test;
    filterWords = words;
    drawAll();
  }

  // --- What is drawn ------------------------------------------------------------------------------------------------

  let clusterMap, matrix, timelineChart, isPrinting = false;

  // What can be seen is drawn in the next frame, the rest when there is time: a filter answers at once on big clusters.
  const drawings = [];
  const isQuick = nodes.length * sets.length < 20000;
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) for (const one of drawings) if (one.host === entry.target) one.isSeen = entry.isIntersecting;
    plan();
  }, { rootMargin: "200px" });
  let isPlanned = false;
  const whenIdle = window.requestIdleCallback ? (work) => requestIdleCallback(work, { timeout: 2000 }) : (work) => setTimeout(work, 50);
  function drawing(host, draw) {
    drawings.push({ host, draw, isStale: true, isSeen: false });
    watcher.observe(host);
  }
  function plan() {
    if (isPlanned) return;
    isPlanned = true;
    requestAnimationFrame(() => {
      isPlanned = false;
      for (const one of drawings) if (one.isStale && (one.isSeen || isQuick)) { one.isStale = false; one.draw(); }
      if (drawings.some((one) => one.isStale)) whenIdle(drawOne);
    });
  }
  function drawOne() {
    const one = drawings.find((other) => other.isStale);
    if (!one) return;
    one.isStale = false;
    one.draw();
    if (drawings.some((other) => other.isStale)) whenIdle(drawOne);
  }
  function drawAll() {
    for (const one of drawings) one.isStale = true;
    plan();
  }
  function drawNow() {
    for (const one of drawings) if (one.isStale) { one.isStale = false; one.draw(); }
  }

  function currentGrouping() { return filter.group ? groupings.find((one) => one.name === filter.group) : groupings[0]; }
  function currentSet() { return sets.find((one) => one.name === filter.show); }

  function drawClusterMap() {
    const set = currentSet();
    const shown = set ? [sets.indexOf(set)] : undefined;
    clusterMap.members = set ? membersOf(set) : everyNode;
    clusterMap.state = (node) => (set ? stateOf(set, node) : worst[node].state);
    clusterMap.text = (node) => {
      if (set) return `${set.name}: ${describe(set, node)}`;
      const { state, count, lacking } = worst[node];
      if (!lacking) return LABELS[state];
      const first = sets.filter((one) => stateOf(one, node) === state).slice(0, 3).map((one) => `${one.name}: ${describe(one, node)}`);
      return `${lacking} of ${sets.length} DaemonSets in trouble\n${first.join("\n")}${count > 3 ? `\n… and ${count - 3} more` : ""}`;
    };
    clusterMap.draw(currentGrouping(), isDim(shown));
  }

  function showNode(node) {
    const panel = $("node-details");
    const title = element("h3", {}, nodes[node]);
    const list = element("ul");
    const placed = groupings.slice(0, 6).map((one) => `${one.name} ${one.groups[one.of[node]]}`).join(" · ");
    const rows = sets.map((set, position) => ({ set, position, state: stateOf(set, node) }))
      .filter(({ state }) => !NOT_OWN.has(state))
      .sort((a, b) => rank.get(a.state) - rank.get(b.state));
    for (const { set, position } of rows.slice(0, 60)) {
      const target = $("set-" + position);
      const name = target ? element("a", { href: "#set-" + position }, set.name) : set.name;
      list.append(element("li", {}, name, `: ${describe(set, node)}`));
    }
    const button = element("button", { type: "button" }, "Only this node");
    button.addEventListener("click", () => change({ node: nodes[node] }));
    const rest = rows.length > 60 ? [element("p", { class: "note" }, `and ${rows.length - 60} more`)] : [];
    panel.replaceChildren(title, element("p", { class: "note" }, placed), button, list, ...rest);
  }

  // Nodes that every DaemonSet treats alike share a column in a big cluster.
  class Matrix {
    constructor(host) {
      this.labels = element("div", { class: "labels", "aria-hidden": "true" });
      this.surface = new Surface("Nodes by DaemonSet: arrow keys go from cell to cell", (item) => {
        if (item.column.nodes.length === 1) showNode(item.column.nodes[0]);
        change({ show: item.set.name });
      });
      this.host = host;
      this.legend = element("ul", { class: "legend" });
      host.append(element("div", { class: "matrix" }, this.labels, this.surface.box), this.legend);
    }

    /** Nodes that all rows treat alike, by group; each row parts the classes of the rows before. */
    columns(rows) {
      const isFolded = nodes.length > 100;
      const key = [isFolded, filter.group, rows.map(({ position }) => position)].join();
      if (this.known === key) return this.kept;
      const classes = new Uint32Array(nodes.length);
      for (const { set } of isFolded ? rows : []) {
        const next = new Map();
        for (let node = 0; node < nodes.length; node += 1) {
          const pattern = classes[node] * 1024 + set.of[node];
          let number = next.get(pattern);
          if (number === undefined) { number = next.size; next.set(pattern, number); }
          classes[node] = number;
        }
      }
      const columns = [];
      for (const group of grouped(currentGrouping(), everyNode)) {
        const byPattern = new Map();
        group.nodes.forEach((node, i) => {
          const pattern = isFolded ? classes[node] : node;
          const known = byPattern.get(pattern);
          if (known) { known.nodes.push(node); return; }
          const column = { group: group.name, nodes: [node], startsGroup: i === 0 };
          byPattern.set(pattern, column);
          columns.push(column);
        });
      }
      this.known = key;
      this.kept = { columns, isFolded };
      return this.kept;
    }

    draw() {
      const test = tested;
      const isFiltered = test.isActive;
      let rows = sets.map((set, position) => ({ set, position, order: rank.get(set.verdict) ?? 0 })).filter(({ position }) => test.set(position));
      if (filter.code) rows = rows.filter(({ position }) => findings.some((one) => one.set === position && one.code === filter.code));
      const order = ["failing", "degraded", "unknown", "progressing", "idle", "healthy"];
      rows.sort((a, b) => order.indexOf(a.set.verdict) - order.indexOf(b.set.verdict));
      const { columns, isFolded } = this.columns(rows);
      const most = Math.max(60, Math.floor(9000 / Math.max(rows.length, 1)));
      const shown = columns.slice(0, most);
      const available = Math.max(this.host.clientWidth - 240, 300);
      const size = Math.max(6, Math.min(18, Math.floor(available / Math.max(shown.length, 1))));
      const height = 18;
      const hasNames = !isFolded && size >= 12 && nodes.length <= 100;
      const longest = hasNames ? Math.max(0, ...shown.map((column) => nodes[column.nodes[0]].length)) : 0;
      const head = hasNames ? Math.min(longest, 22) * 6.2 + 8 : 20;
      const items = [], extras = [], counts = new Map();
      // On paper the names stand in the drawing, which is scaled to the paper.
      const margin = isPrinting ? Math.min(260, 8 + 6.8 * Math.max(0, ...rows.map(({ set }) => set.name.length))) : 0;
      if (margin) rows.forEach(({ set }, row) => extras.push(drawn("text", { x: margin - 8, y: head + row * height + 13, "text-anchor": "end" }, fitted(set.name, margin))));
      let x = margin, lastGroup = 0;
      shown.forEach((column, i) => {
        if (column.startsGroup && i) x += 6;
        column.x = x;
        if (hasNames) {
          extras.push(drawn("text", { class: "soft", x: 0, y: 0, transform: `translate(${x + size / 2 + 4} ${head - 4}) rotate(-90)` }, fitted(nodes[column.nodes[0]], 22 * 6.6)));
        } else if (column.startsGroup && column.group && x >= lastGroup) {
          extras.push(drawn("text", { class: "soft", x, y: 12 }, column.group));
          lastGroup = x + column.group.length * 6.6 + 10;
        }
        x += size;
      });
      rows.forEach(({ set, position }, row) => {
        const asked = [position];
        for (const column of shown) {
          const node = column.nodes[0], state = stateOf(set, node);
          counts.set(state, (counts.get(state) || 0) + column.nodes.length);
          items.push({ x: column.x, y: head + row * height, w: size, h: height, set, column, state,
            dim: isFiltered && !column.nodes.some((one) => test.node(one, asked)),
            label: () => {
              const who = column.nodes.length === 1 ? nodes[node] : `${column.nodes.length} nodes like ${nodes[node]}`;
              return `${set.name} on ${who}\n${describe(set, node)}`;
            } });
        }
      });
      this.labels.replaceChildren(...rows.map(({ set }) => { const label = element("div", {}, set.name); label.style.height = height + "px"; label.style.lineHeight = height + "px"; return label; }));
      this.labels.style.paddingTop = head + 3 + "px";
      const widest = Math.max(x, lastGroup, 1) + 1;
      this.surface.draw(widest, head + rows.length * height + 1, items, extras);
      drawLegend(this.legend, counts, true);
      $("matrix-note").textContent = `${rows.length} DaemonSets; ` + (isFolded
        ? `${shown.length} columns: nodes of a group that all DaemonSets treat alike share one${columns.length > most ? `; ${columns.length - most} more columns are left out, filter to see them` : ""}.`
        : `${nodes.length} nodes, a column each.`);
    }
  }

  // --- Before and after ---------------------------------------------------------------------------------------------

  const maps = source.maps, steps = source.steps;

  function after(map) {
    const changed = new Map();
    for (const node of ranges(map.loses)) changed.set(node, "missing");
    for (const node of ranges(map.leavesOut)) changed.set(node, "ineligible");
    for (const node of ranges(map.gains)) changed.set(node, "available");
    return changed;
  }

  // Where a DaemonSet has nothing to do, it is all the same why.
  function isSame(one, other) { return one === other || (NOT_OWN.has(one) && NOT_OWN.has(other)); }

  /** Two small maps; `before` and `later` tell a node's state. */
  function pair(host, title, before, later, text, asked, { isSmall = true, textAfter, heading } = {}) {
    const changes = (node) => !isSame(before(node), later(node));
    const after = textAfter || ((node) => (later(node) === before(node) || later(node).startsWith("few") ? text(node) : `${LABELS[later(node)]}, before: ${LABELS[before(node)]}`));
    for (const [word, state, words] of [["before", before, text], ["after", later, after]]) {
      const figure = element("figure");
      const changed = word === "after" ? everyNode.filter(changes).length : 0;
      const news = word === "before" ? "" : `: ${changed} ${changed === 1 ? "node changes" : "nodes change"}`;
      figure.append(element("figcaption", {}, `${heading ? heading + ", " : ""}${heading ? word : word === "before" ? "Before" : "After"}${news}`));
      host.append(figure);
      const map = new NodeMap(figure, `${title}, ${word}: a cell a node`, { isSmall, state, text: words, isOutlined: word === "after" ? changes : undefined });
      drawing(figure, () => map.draw(currentGrouping(), isDim(asked)));
    }
    plan();
  }

  function drawBeforeAfter(host) {
    if (host.dataset.isDrawn) return;
    host.dataset.isDrawn = "1";
    const map = maps[Number(host.dataset.map)];
    const set = map && sets[map.set];
    if (!set || !nodes.length) return;
    const changed = after(map);
    pair(host, set.name, (node) => stateOf(set, node), (node) => changed.get(node) ?? stateOf(set, node), (node) => describe(set, node), [map.set]);
  }

  function drawPlanMap(host) {
    const later = new Map();
    for (const step of steps) {
      const known = later.get(step.set) || new Map();
      for (const [node, state] of after(step)) known.set(node, state);
      later.set(step.set, known);
    }
    const lacking = (state) => rank.get(state) < rank.get("stale");
    const count = (node, isAfter) => sets.reduce((sum, set, position) => sum + (lacking((isAfter && later.get(position)?.get(node)) || stateOf(set, node)) ? 1 : 0), 0);
    const now = everyNode.map((node) => count(node, false)), left = everyNode.map((node) => count(node, true));
    const few = (number) => (number === 0 ? "few0" : number === 1 ? "few1" : number <= 3 ? "few2" : "few3");
    pair(host, "Pods missing or not ready", (node) => few(now[node]), (node) => few(left[node]), (node) => `${now[node]} missing or not ready, ${left[node]} after the plan`, undefined, { heading: "Pods missing or not ready" });
  }

  /** A DaemonSet that the page knows before and after. */
  function drawPairOfSet(host) {
    if (host.dataset.isDrawn) return;
    host.dataset.isDrawn = "1";
    const position = Number(host.dataset.pairOfSet), set = sets[position];
    if (!set || !set.later || !nodes.length) return;
    const now = (node) => describe(set, node), then = (node) => describeCell(set.cells[set.later[node]]);
    // One that only one of the two has is drawn once.
    const isThere = (stateIn) => everyNode.some((node) => stateIn(set, node) !== "absent");
    if (!isThere(stateOf) || !isThere(laterStateOf)) {
      const isGone = isThere(stateOf), state = isGone ? stateOf : laterStateOf;
      const figure = element("figure", {}, element("figcaption", {}, isGone ? "Before; not there after" : "After; not there before"));
      host.append(figure);
      const map = new NodeMap(figure, `${set.name}: a cell a node`, { isSmall: true, state: (node) => state(set, node), text: isGone ? now : then });
      drawing(figure, () => map.draw(currentGrouping(), isDim([position])));
      plan();
      return;
    }
    pair(host, set.name, (node) => stateOf(set, node), (node) => laterStateOf(set, node),
      (node) => (now(node) === then(node) ? now(node) : `${now(node)}\nafter: ${then(node)}`), [position],
      { isSmall: sets.length > 1, textAfter: (node) => (now(node) === then(node) ? then(node) : `${then(node)}\nbefore: ${now(node)}`) });
  }

  /** The cluster before and after: how many DaemonSets lack their pod on each node. */
  function drawPairOfCluster(host) {
    const count = (node, stateIn) => {
      let lacking = 0, isThere = false;
      for (const set of sets) {
        const state = stateIn(set, node);
        if (state !== "absent") isThere = true;
        if (rank.get(state) < rank.get("stale")) lacking += 1;
      }
      return isThere ? lacking : -1;
    };
    const now = everyNode.map((node) => count(node, stateOf)), then = everyNode.map((node) => count(node, laterStateOf));
    const word = (number) => (number < 0 ? "absent" : number === 0 ? "few0" : number === 1 ? "few1" : number <= 3 ? "few2" : "few3");
    const told = (number) => (number < 0 ? "the node is not there" : `${number} missing or not ready`);
    pair(host, "Pods missing or not ready", (node) => word(now[node]), (node) => word(then[node]),
      (node) => `before: ${told(now[node])}\nafter: ${told(then[node])}`, undefined, { isSmall: false, heading: "Pods missing or not ready" });
  }

  function drawSetMap(host) {
    if (host.dataset.isDrawn) return;
    host.dataset.isDrawn = "1";
    const set = sets[Number(host.dataset.mapOfSet)];
    if (!set) return;
    const map = new NodeMap(host, `${set.name}: a cell a node`, { state: (node) => stateOf(set, node), text: (node) => describe(set, node), choose: (item) => showTip(nodes[item.node] + "\n" + describe(set, item.node), innerWidth / 2, innerHeight / 2),
      members: membersOf(set) });
    const asked = [Number(host.dataset.mapOfSet)];
    drawing(host, () => map.draw(currentGrouping(), isDim(asked)));
    plan();
  }

  function drawInside(box) {
    for (const host of box.querySelectorAll("[data-map-of-set], [data-pair-of-set], [data-map]")) {
      if (host.closest("details:not([open])")) continue;
      if (host.dataset.mapOfSet !== undefined) drawSetMap(host);
      else if (host.dataset.pairOfSet !== undefined) drawPairOfSet(host);
      else drawBeforeAfter(host);
    }
  }

  // --- Timeline -----------------------------------------------------------------------------------------------------

  const KINDS = { evicted: "evicted", preempted: "preempted", restarted: "restarted", outOfMemory: "out of memory", backOff: "failing" };
  const KIND_LABELS = { evicted: "evicted", preempted: "preempted", restarted: "restarted", outOfMemory: "ended: out of memory", backOff: "waits before a restart" };
  const KIND_STATES = { evicted: "evicted", preempted: "misplaced", restarted: "stale", outOfMemory: "failing", backOff: "notReady" };

  const UNITS = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
  /** The unit in which a time is told: two of it at least. */
  function unitOf(seconds) { return UNITS.find(([length]) => seconds >= 2 * length) || UNITS[UNITS.length - 1]; }
  function ago(seconds, [length, name] = unitOf(seconds)) { return `${Math.round(seconds / length)} ${name}`; }
  /** Round times up to `longest`, all in one unit and equally far apart: five at most. */
  function ticks(longest) {
    const unit = unitOf(longest), count = longest / unit[0];
    const step = [1, 2, 5, 10, 15, 20, 30, 60].find((one) => count / one <= 4) || Math.ceil(count / 4);
    const times = [];
    for (let at = 0; at <= count; at += step) times.push(at * unit[0]);
    return { unit, times };
  }

  class TimelineChart {
    constructor(host) {
      this.host = host;
      this.surface = new Surface("Evictions and restarts, latest first", (item) => { if (item.moment[3] >= 0) change({ node: nodes[item.moment[3]] }); });
      this.legend = element("ul", { class: "legend" });
      host.append(this.surface.box, this.legend);
    }

    draw() {
      const test = tested;
      const wanted = filter.node.toLowerCase();
      const coded = filter.code ? new Set(findings.filter((one) => one.code === filter.code).map((one) => one.set)) : null;
      const says = (set, node, text) => !filterWords.length
        || filterWords.every((word) => `${sets[set].name} ${node >= 0 ? nodes[node] : ""} ${text}`.toLowerCase().includes(word));
      const all = source.timeline.filter(([, , set, node, , text]) => test.set(set) && (!coded || coded.has(set))
        && (!wanted || (node >= 0 && nodes[node].toLowerCase().includes(wanted))) && says(set, node, text));
      const horizon = 86400;
      const moments = all.filter(([, seconds]) => seconds <= horizon);
      const bySet = new Map();
      for (const moment of moments) bySet.set(moment[2], (bySet.get(moment[2]) || 0) + 1);
      const rows = [...bySet.keys()].sort((a, b) => bySet.get(b) - bySet.get(a)).slice(0, 20);
      const row = new Map(rows.map((set, i) => [set, i]));
      const longest = Math.max(60, ...moments.map((moment) => moment[1]));
      const width = Math.max(this.host.clientWidth - 8, 280);
      const label = Math.min(220, width * .4), right = width - label - 16, height = 22;
      const items = [], extras = [];
      const x = (seconds) => label + right * (1 - seconds / longest);
      const { unit, times } = ticks(longest);
      for (const seconds of times) {
        const anchor = seconds === 0 ? "end" : x(seconds) < label + 40 ? "start" : "middle";
        const text = drawn("text", { class: "soft", x: x(seconds), y: rows.length * height + 16, "text-anchor": anchor }, seconds ? `${ago(seconds, unit)} before` : "snapshot");
        extras.push(text, drawn("path", { class: "axis", d: `M${x(seconds)} 0v${rows.length * height}`, stroke: "currentColor", "stroke-opacity": ".2" }));
      }
      rows.forEach((set, i) => extras.push(drawn("text", { x: 0, y: i * height + 15 }, fitted(sets[set].name, label - 6))));
      const kinds = new Map();
      for (const moment of moments) {
        if (!row.has(moment[2])) continue;
        kinds.set(moment[0], (kinds.get(moment[0]) || 0) + 1);
        items.push({ x: Math.round(x(moment[1])) - 6, y: row.get(moment[2]) * height + 4, w: 13, h: 13, state: KIND_STATES[moment[0]], dim: false, moment,
          label: () => `${sets[moment[2]].name}${moment[3] >= 0 ? " on " + nodes[moment[3]] : ""}: ${KIND_LABELS[moment[0]]}${moment[4] > 1 ? `, ${moment[4]} times` : ""}, ${ago(moment[1])} before the snapshot\n${moment[5]}` });
      }
      this.surface.draw(width, rows.length * height + 22, items, extras);
      this.legend.replaceChildren(...Object.keys(KINDS).filter((kind) => kinds.has(kind)).map((kind) => {
        const state = KIND_STATES[kind];
        const picture = drawn("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" });
        picture.append(drawn("path", { class: `cell s-${state}`, d: "M.5.5h15v15h-15z" }), drawn("path", { class: `mark-line m-${state}`, d: scaled(MARKS[state], .5, .5, 15, 15) }));
        return element("li", {}, element("span", { class: "entry" }, picture, `${KIND_LABELS[kind]} ${kinds.get(kind)}`));
      }));
      const hidden = all.length - items.length + (source.timelineLeftOut || 0);
      if (!all.length && source.timeline.length) {
        $("timeline-note").textContent = "No evictions or restarts match the filters.";
        return;
      }
      $("timeline-note").textContent = `${items.length} in the last ${ago(longest)}, each at its latest time` + (hidden > 0 ? `; ${hidden} older or of other DaemonSets are left out.` : ".");
    }
  }

  // --- Long lists ---------------------------------------------------------------------------------------------------

  /** Shows the first of a long list, the rest on demand; what filters leave is always shown. */
  function shorten(list) {
    const limit = Number(list.dataset.limit), count = list.children.length;
    if (count <= limit + 3) return;
    [...list.children].slice(limit).forEach((one) => one.classList.add("rest"));
    list.classList.add("shortened");
    const button = element("button", { type: "button", class: "more" }, `Show all ${count} ${list.dataset.things}`);
    button.addEventListener("click", () => {
      const first = list.children[limit];
      lengthen(list);
      (first.querySelector("summary, a") || first).focus();
    });
    (list.closest("table") || list).after(button);
    list.more = button;
  }
  function lengthen(list) {
    list.classList.remove("shortened");
    if (list.more) list.more.remove();
  }

  // --- Beginning ----------------------------------------------------------------------------------------------------

  function fill(select, values) { if (select) for (const [value, text] of values) select.append(element("option", { value }, text ?? value)); }
  const unique = (values) => [...new Set(values)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));

  fill($("f-ns"), unique(sets.map((set) => set.namespace)).map((ns) => [ns]));
  fill($("f-code"), unique(findings.map((one) => one.code)).map((code) => [code]));
  const known = new Set(sets.flatMap((set) => set.cells.map((cell) => states[cell.state])));
  fill($("f-state"), WORST.filter((state) => known.has(state)).map((state) => [state, LABELS[state]]));
  fill($("f-cause"), causes.map((cause) => [String(cause.id), `${cause.id} ${cause.title}`]));
  if (nodes.length <= 1000) fill($("f-nodes"), nodes.map((name) => [name]));

  document.documentElement.classList.add("has-script");
  for (const list of document.querySelectorAll("[data-limit]")) shorten(list);

  for (const [key, id] of Object.entries(FIELDS)) {
    $(id).addEventListener("input", () => { filter[key] = $(id).value; writeFragment(); schedule(); });
  }
  let isScheduled = false;
  function schedule() {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => { isScheduled = false; apply(); });
  }
  $("filters")?.addEventListener("reset", (event) => {
    event.preventDefault();
    change(Object.fromEntries(Object.keys(FIELDS).map((key) => [key, ""])));
  });
  $("filters")?.addEventListener("submit", (event) => event.preventDefault());

  fill($("map-set"), [["", "the whole cluster: the worst state of each node"], ...sets.map((set) => [set.name])]);
  fill($("map-group"), [["none", "nothing"], ...groupings.map((one) => [one.name])]);
  for (const [id, key] of [["map-set", "show"], ["map-group", "group"]]) $(id)?.addEventListener("input", () => change({ [key]: $(id).value }));
  if ($("node-map")) {
    clusterMap = new NodeMap($("node-map"), "Node map: arrow keys go from node to node, Enter tells more", { choose: (item) => showNode(item.node) });
    drawing($("node-map"), drawClusterMap);
  }
  if ($("matrix-grid")) {
    matrix = new Matrix($("matrix-grid"));
    drawing($("matrix-grid"), () => matrix.draw());
  }
  if ($("timeline-chart")) {
    timelineChart = new TimelineChart($("timeline-chart"));
    drawing($("timeline-chart"), () => timelineChart.draw());
  }

  for (const block of document.querySelectorAll("pre.command")) {
    const line = element("div", { class: "command-line" });
    block.replaceWith(line);
    const button = element("button", { type: "button", class: "copy", "aria-label": "Copy command" }, "Copy");
    button.addEventListener("click", async () => {
      const text = block.textContent;
      try { await navigator.clipboard.writeText(text); } catch {
        getSelection().selectAllChildren(block);
        document.execCommand("copy");
      }
      button.textContent = "Copied";
      button.setAttribute("aria-label", "Copied");
      setTimeout(() => { button.textContent = "Copy"; button.setAttribute("aria-label", "Copy command"); }, 1500);
    });
    line.append(block, button);
  }

  document.addEventListener("toggle", (event) => { if (event.target.open) drawInside(event.target); }, true);
  // A link inside the page opens what it leads to, and leaves the filters in the address alone.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    const target = link && $(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    reveal(target);
  });
  function reveal(target, behavior = "auto") {
    if (target.hidden) change(Object.fromEntries(Object.keys(FIELDS).map((key) => [key, ""])));
    for (let box = target; box; box = box.parentElement) {
      if (box.tagName === "DETAILS") box.open = true;
      if (box.dataset.limit) lengthen(box);
    }
    target.scrollIntoView({ behavior });
    const focus = target.querySelector("summary, h2") || target;
    if (!focus.matches("summary, [tabindex]")) focus.setAttribute("tabindex", "-1");
    focus.focus({ preventScroll: true });
  }
  /** What an address such as `report.html#cause-3` names; the drawings above it move it, so it is shown once they are there. */
  function revealNamed() {
    const target = location.hash.includes("=") ? null : $(location.hash.slice(1));
    if (!target) return;
    reveal(target, "instant");
    requestAnimationFrame(() => requestAnimationFrame(() => target.scrollIntoView({ behavior: "instant" })));
  }
  function fromAddress() {
    readFragment();
    if ($("map-group")) {
      $("map-group").value = filter.group || groupings[0]?.name || "none";
      if (!$("map-group").value) { filter.group = ""; $("map-group").value = groupings[0]?.name || "none"; }
    }
    if ($("map-set")) {
      $("map-set").value = filter.show;
      if ($("map-set").value !== filter.show) filter.show = $("map-set").value = "";
    }
    apply();
  }
  addEventListener("hashchange", () => { fromAddress(); revealNamed(); });
  fromAddress();
  if ($("plan-map")) drawPlanMap($("plan-map"));
  if ($("pair-map")) drawPairOfCluster($("pair-map"));
  drawInside(document);
  revealNamed();

  let lastWidth = innerWidth, waiting = 0;
  addEventListener("resize", () => {
    if (innerWidth === lastWidth) return;
    lastWidth = innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(drawAll, 150);
  });

  const foldable = () => [...document.querySelectorAll("details.cause, details.set, .step > details")].filter((box) => !box.hidden);
  $("f-open")?.addEventListener("click", () => {
    const isOpening = foldable().some((box) => !box.open);
    for (const list of document.querySelectorAll("[data-limit]")) lengthen(list);
    for (const box of foldable()) box.open = isOpening;
    $("f-open").textContent = isOpening ? "Close all" : "Open all";
  });

  // On paper stands what is open, with all of its maps.
  addEventListener("beforeprint", () => { isPrinting = true; drawInside(document); drawAll(); drawNow(); });
  addEventListener("afterprint", () => { isPrinting = false; drawAll(); });
})();
