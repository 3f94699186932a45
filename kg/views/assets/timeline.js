"use strict";
// Who held which office when, a row for each office, above them what happened. Ends that nobody states fade out.
(() => {
  const { el } = KG;
  const box = KG.get("timeline");
  const DAY = 86400000;
  const LONGEST = 52;
  const at = (text) => Date.parse(`${text}T00:00:00Z`);
  const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text);
  let scale = null; // null: as it opens
  let base = 1; // how it opened

  const shownMarks = () => KG.data.timeline.marks.filter((mark) => KG.filters.passes(KG.facts.get(mark.fact)));
  const shownRows = () => KG.data.timeline.rows.map((row) => ({ ...row, bars: row.bars.filter((bar) => KG.filters.passes(KG.facts.get(bar.fact))) }))
    .filter((row) => row.bars.length);

  // [time, text] about every hundred pixels: weeks, months or years.
  function ticks(first, last, width) {
    const days = ((last - first) / DAY / width) * 105;
    const found = [];
    if (days <= 14) {
      const step = days <= 1 ? 1 : days <= 7 ? 7 : 14;
      for (let day = Math.ceil(first / DAY) * DAY; day <= last; day += step * DAY) found.push([day, new Date(day).toISOString().slice(0, 10)]);
      return found;
    }
    const months = [1, 3, 6, 12, 24, 60, 120, 240].find((count) => count * 30 >= days) || 600;
    const start = new Date(first);
    let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
    for (;; month += months) {
      const day = Date.UTC(Math.floor(month / 12), month % 12, 1);
      if (day > last) return found;
      if (day >= first) found.push([day, months >= 12 ? String(Math.floor(month / 12)) : new Date(day).toISOString().slice(0, 7)]);
    }
  }

  function thing(fact, names, text, label) {
    const words = [fact.words, KG.when(fact)].filter(Boolean).join(", ");
    return el("button", { type: "button", class: names.filter(Boolean).join(" "), title: words, "aria-label": words, "data-fact": fact.id,
      click: () => KG.panel.openFact(fact) }, el("i"), text ? el("span", {}, label) : null);
  }

  // Puts each thing into the first line where it has room; returns the height in rem.
  function stack(things, height) {
    const lines = [];
    for (const one of things) {
      const free = (line) => line.every((other) => other.right <= one.left || other.left >= one.right);
      const line = lines.find(free) || lines[lines.push([]) - 1];
      line.push(one);
      one.node.style.top = `${lines.indexOf(line) * height + 0.35}rem`;
    }
    return lines.length * height + 0.5;
  }

  function lane(name, things, lines) {
    const track = el("div", { class: "track" }, ...lines(), ...things.map((one) => one.node));
    track.style.minHeight = `${stack(things, 1.75)}rem`;
    return el("div", { class: "lane" }, el("div", { class: "name" }, name), track);
  }

  // Offices under the country or organization that they belong to.
  function lanes(rows, bars, lines) {
    let group = null;
    const office = (row) => el("button", { type: "button", class: "link", click: () => KG.panel.open(row.node) }, row.label);
    return rows.flatMap((row) => {
      const head = row.group === group ? [] : [el("div", { class: "lane group" }, el("h3", { class: "name" }, row.group || "Other"),
        el("div", { class: "track" }, ...lines()))];
      group = row.group;
      return [...head, lane(office(row), bars(row), lines)];
    });
  }

  // [scale, time to start at]: all, or where few dates lie far off, the shortest stretch with four fifths of them.
  function opening(times) {
    const sorted = [...times].sort((one, other) => one - other);
    const most = sorted.length - 1;
    const reach = Math.floor(most * 0.8);
    const length = (i) => sorted[i + reach] - sorted[i];
    let best = 0;
    for (let i = 1; i + reach <= most; i++) if (length(i) < length(best)) best = i;
    const low = sorted[best];
    const whole = sorted[most] - sorted[0];
    const bulk = Math.max(length(best), 30 * DAY);
    return whole > 3 * bulk ? [Math.min(40, whole / bulk / 1.3), low - bulk * 0.1] : [1, null];
  }

  function draw() {
    if (box.hidden) return;
    const rows = shownRows();
    const marks = shownMarks();
    const all = [...rows.flatMap((row) => row.bars), ...marks].flatMap((one) => [at(one.start), at(one.end)]).filter(Number.isFinite);
    const [from, to] = KG.filters.range().map((day, i) => (day ? at(day) : [-Infinity, Infinity][i]));
    for (const [i, time] of all.entries()) all[i] = Math.min(to, Math.max(from, time));
    if (!all.length) { box.replaceChildren(el("p", { class: "lead" }, "No fact that is shown has a date.")); return; }
    let start = null;
    if (scale === null) [scale, start] = opening(all);
    base = start === null ? base : scale;
    const dense = marks.length > (60 * scale) / base; // then names appear under the pointer only
    const [least, most] = all.reduce(([low, high], time) => [Math.min(low, time), Math.max(high, time)], [Infinity, -Infinity]);
    const pad = Math.max(10 * DAY, (most - least) * 0.03);
    const width = Math.max(300, (box.clientWidth - 240) * scale);
    const first = least - pad;
    const last = most + Math.max(pad, (most - first) * Math.min(0.6, 170 / width)); // room for the last names
    const place = (time) => ((time - first) / (last - first)) * 100;
    const letter = (7.2 / width) * 100;
    const lines = (named) => ticks(first, last, width).map(([time, text]) => {
      const tick = el("div", { class: "tick" }, named ? text : "");
      tick.style.left = `${place(time)}%`;
      return tick;
    });
    const points = marks.map((mark) => {
      const fact = KG.facts.get(mark.fact);
      const node = thing(fact, ["point", fact.standing], !dense, short(fact.words));
      const left = place((at(mark.start) + at(mark.end)) / 2);
      node.style.left = `${left}%`;
      const wide = letter * ((dense ? 0 : short(fact.words).length) + 4);
      if (left + wide <= 100 || left < 50) {
        node.style.maxWidth = `${100 - left}%`;
        return { node, left, right: Math.min(100, left + wide) };
      }
      node.classList.add("flip"); // its words stand before the mark
      Object.assign(node.style, { left: "auto", right: `${100 - left}%`, maxWidth: `${left}%` });
      return { node, left: Math.max(0, left - wide), right: left + letter * 2 };
    });
    const bars = (row) => row.bars.map((one) => {
      const [left, right] = [place(at(one.start)), place(at(one.end))];
      const outside = right - left < letter * (one.label.length + 3);
      const node = thing(KG.facts.get(one.fact), ["bar", one.status, one.open_start && "open-start", one.open_end && "open-end", outside && "short"], true, short(one.label));
      node.style.left = `${left}%`;
      node.style.width = `${right - left}%`;
      return { node, left, right: outside ? right + letter * (short(one.label).length + 4) : right };
    });
    const axis = el("div", { class: "lane axis" }, el("div", { class: "name" }), el("div", { class: "track" }, ...lines(true)));
    const chart = el("div", { class: "chart" }, axis, ...(points.length ? [lane(el("b", {}, "Events"), points, () => lines(false))] : []),
      ...lanes(rows, bars, () => lines(false)));
    chart.style.minWidth = `${100 * scale}%`;
    box.replaceChildren(el("p", { class: "lead" }, "A bar covers the days that the sources speak of. Where it fades, they do not say when it began or ended."
      + (scale > 1 ? " There is more to the sides; Fit shows all." : "")), chart);
    if (start !== null) box.scrollLeft = (place(start) / 100) * axis.lastChild.clientWidth;
  }

  KG.timeline = { draw, zoom: (factor) => {
    const middle = (box.scrollLeft + box.clientWidth / 2) / box.scrollWidth;
    scale = Math.min(40, Math.max(1, scale * factor));
    draw();
    box.scrollLeft = middle * box.scrollWidth - box.clientWidth / 2;
  }, fit: () => { scale = 1; draw(); } };
})();
