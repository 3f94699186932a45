"use strict";
// Who held which office when, a row for each office, above them what happened. Open ends are dotted.
(() => {
  const { el } = KG;
  const box = KG.get("timeline");
  const DAY = 86400000;
  const at = (text) => Date.parse(`${text}T00:00:00Z`);
  let scale = 1;

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

  function bar(one, place, letter) {
    const fact = KG.facts.get(one.fact);
    const width = place(at(one.end)) - place(at(one.start));
    const names = ["bar", one.status, one.open_start && "open-start", one.open_end && "open-end", width < letter * (one.label.length + 2) && "short"].filter(Boolean);
    const words = `${fact.words}, ${KG.when(fact)}`;
    const found = el("button", { type: "button", class: names.join(" "), title: words, "aria-label": words, "data-fact": one.fact,
      click: () => KG.panel.openFact(fact) }, one.label);
    found.style.left = `${place(at(one.start))}%`;
    found.style.width = `${width}%`;
    return found;
  }

  // Puts each thing in the first line where it fits; widths are guesses in percent.
  function stack(things, leftOf, rightOf, rem) {
    const ends = [];
    for (const thing of things) {
      let line = ends.findIndex((end) => end <= leftOf(thing));
      if (line < 0) line = ends.push(0) - 1;
      ends[line] = rightOf(thing);
      thing.node.style.top = `${line * rem + 0.3}rem`;
    }
    return ends.length * rem + 0.5;
  }

  function lane(name, things, lines) {
    const height = stack(things, (thing) => thing.left, (thing) => thing.right, 1.8);
    const track = el("div", { class: "track" }, ...lines(), ...things.map((thing) => thing.node));
    track.style.height = `${height}rem`;
    return el("div", { class: "lane" }, el("div", { class: "name" }, name), track);
  }

  function draw() {
    if (box.hidden) return;
    const rows = shownRows();
    const marks = shownMarks();
    const all = [...rows.flatMap((row) => row.bars), ...marks].flatMap((one) => [at(one.start), at(one.end)]).filter(Number.isFinite);
    const [from, to] = KG.filters.range().map((day, i) => (day ? at(day) : [-Infinity, Infinity][i]));
    for (const [i, time] of all.entries()) all[i] = Math.min(to, Math.max(from, time));
    if (!all.length) { box.replaceChildren(el("p", { class: "lead" }, "No fact that is shown has a date.")); return; }
    const dense = marks.length > 30; // then names appear under the pointer only
    const pad = Math.max(15 * DAY, (Math.max(...all) - Math.min(...all)) * 0.03);
    const first = Math.min(...all) - pad;
    const last = Math.max(...all) + (dense ? pad * 2 : Math.max(pad * 4, (Math.max(...all) - first) * 0.25));
    const place = (time) => ((time - first) / (last - first)) * 100;
    const width = Math.max(300, (box.clientWidth - 240) * scale);
    const letter = (7.4 / width) * 100;
    const lines = (named) => ticks(first, last, width).map(([time, text]) => {
      const tick = el("div", { class: "tick" }, named ? text : "");
      tick.style.left = `${place(time)}%`;
      return tick;
    });
    const axis = el("div", { class: "lane axis" }, el("div", { class: "name" }), el("div", { class: "track" }, ...lines(true)));
    const points = marks.map((mark) => {
      const fact = KG.facts.get(mark.fact);
      const node = el("button", { type: "button", class: `point ${fact.standing}`, title: `${fact.words}, ${KG.when(fact)}`, "data-fact": mark.fact,
        click: () => KG.panel.openFact(fact) }, dense ? "" : fact.words);
      if (dense) node.setAttribute("aria-label", `${fact.words}, ${KG.when(fact)}`);
      const left = place((at(mark.start) + at(mark.end)) / 2);
      node.style.left = `${left}%`;
      const wide = letter * ((dense ? 0 : fact.words.length) + 3);
      if (left + wide <= 100 || left < wide) return { node, left, right: left + wide };
      node.classList.add("flip"); // its words stand before the mark
      return { node, left: left - wide, right: left + letter * 2 };
    });
    const bars = (row) => row.bars.map((one) => {
      const left = place(at(one.start));
      return { node: bar(one, place, letter), left, right: Math.max(place(at(one.end)), left + letter * (one.label.length + 4)) };
    });
    const office = (row) => el("button", { type: "button", class: "link", click: () => KG.panel.open(row.node) }, row.label);
    const chart = el("div", {}, axis, ...(points.length ? [lane("Events", points, () => lines(false))] : []),
      ...rows.map((row) => lane(office(row), bars(row), () => lines(false))));
    chart.style.minWidth = `${100 * scale}%`;
    box.replaceChildren(el("p", { class: "lead" }, "Dotted ends: the sources do not say when it began or ended; the bar covers the days on which it was reported."), chart);
  }

  KG.timeline = { draw, zoom: (factor) => {
    const middle = (box.scrollLeft + box.clientWidth / 2) / box.scrollWidth;
    scale = Math.min(40, Math.max(1, scale * factor));
    draw();
    box.scrollLeft = middle * box.scrollWidth - box.clientWidth / 2;
  }, fit: () => { scale = 1; draw(); } };
})();
