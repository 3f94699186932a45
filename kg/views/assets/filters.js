"use strict";
// Legend and filters in one: by type, standing, country, confidence and date.
(() => {
  const { el } = KG;
  const STANDINGS = [
    ["held", "Happened, current", "var(--event)", "", "It is so: events that were held, current and acting offices, relations"],
    ["past", "Former", "var(--soft)", "2 4", "It was so: offices held before"],
    ["ahead", "Planned", "var(--ahead)", "7 4", "It lies ahead: planned and proposed events, designates and candidates"],
    ["doubted", "Alleged, denied", "var(--doubted)", "2 3", "Not established: alleged, denied and cancelled events"],
  ];
  const ends = [...KG.edges.values()].filter((edge) => edge.role !== "talk").flatMap((edge) => [edge.from, edge.to]);
  const loose = new Set(KG.nodes.keys());
  ends.forEach((id) => loose.delete(id));
  const fresh = () => ({ kinds: new Set(KG.kinds), standings: new Set([...STANDINGS.map(([name]) => name), "said"]), claims: true,
    talk: false, loose: loose.size <= 8, country: "", confidence: 0, from: "", to: "" });
  let state = fresh();

  const passes = (fact) => {
    if (!state.standings.has(fact.standing) || fact.confidence < state.confidence) return false;
    if (state.country && !fact.nodes.some((id) => inCountry(id))) return false;
    if (!state.from && !state.to) return true;
    const [first, last] = KG.span(fact);
    return Boolean(first) && (!state.to || first <= state.to) && (!state.from || last >= state.from);
  };
  const inCountry = (id) => { const entity = KG.entities.get(id); return Boolean(entity) && entity.countries.includes(state.country); };
  const narrowed = () => state.country || state.confidence || state.from || state.to || state.standings.size < 5;

  function apply() {
    const kindOn = (id) => state.kinds.has(KG.nodes.get(id).kind);
    const factOn = new Map([...KG.facts.values()].map((fact) => [fact.id, passes(fact)]));
    const live = new Set();
    const edges = new Set();
    for (const edge of KG.edges.values()) {
      if (edge.role === "talk" && !state.talk) continue;
      if (!edge.facts.length || !kindOn(edge.from) || !kindOn(edge.to)) continue;
      if ((edge.role === "claims" || edge.role === "denies") && !state.claims) continue;
      if (!(edge.role === "claims" || edge.role === "denies" ? edge.facts.every((id) => factOn.get(id)) : edge.facts.some((id) => factOn.get(id)))) continue;
      edges.add(edge.id);
      live.add(edge.from).add(edge.to);
    }
    for (const edge of KG.edges.values()) { // an office shows what it is of while it is shown itself
      if (edge.facts.length || !kindOn(edge.from) || !kindOn(edge.to)) continue;
      if (narrowed() && !live.has(edge.from)) continue;
      edges.add(edge.id);
      live.add(edge.from).add(edge.to);
    }
    const hidden = [...KG.nodes.values()].filter((node) => {
      if (!kindOn(node.id)) return true;
      if (live.has(node.id)) return false;
      if (node.fact) return !factOn.get(node.fact);
      if (state.country && inCountry(node.id) && !state.confidence && !state.from && !state.to) return false;
      return narrowed() || !state.loose;
    }).map((node) => node.id);
    KG.picture.hide(hidden, [...KG.edges.keys()].filter((id) => !edges.has(id)));
    const facts = [...factOn.values()].filter(Boolean).length;
    KG.say(`${(KG.nodes.size - hidden.length).toLocaleString("en")} of ${KG.plural(KG.nodes.size, "node")}, ${KG.plural(facts, "fact")}`);
    if (KG.panel) KG.panel.refresh();
    if (KG.timeline) KG.timeline.draw();
    if (KG.reading) KG.reading.draw();
  }

  const line = (color, dash) => {
    const ns = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(ns, "svg");
    const stroke = document.createElementNS(ns, "line");
    const set = (what, values) => Object.entries(values).forEach(([name, value]) => what.setAttribute(name, value));
    set(svg, { width: 26, height: 10, "aria-hidden": "true" });
    set(stroke, { x1: 1, y1: 5, x2: 25, y2: 5, "stroke-width": 2.5, "stroke-dasharray": dash });
    stroke.style.stroke = color;
    svg.append(stroke);
    return svg;
  };
  const choice = (mark, text, count, checked, change, name, title) => el("label", { class: "choice", title },
    el("input", { type: "checkbox", checked, name, change: (event) => { change(event.currentTarget.checked); apply(); } }), mark,
    el("span", {}, text), count === null ? null : el("small", {}, count.toLocaleString("en")));
  const toggle = (set, name) => (on) => { if (on) set.add(name); else set.delete(name); };

  function kinds() {
    const count = (kind) => [...KG.nodes.values()].filter((node) => node.kind === kind).length;
    const present = KG.kinds.filter((kind) => count(kind));
    return el("fieldset", {}, el("legend", {}, "What"), ...present.map((kind) => choice(KG.swatch(kind), kind, count(kind), true,
      toggle(state.kinds, kind), `kind-${kind}`)));
  }

  function standings() {
    const facts = [...KG.facts.values()];
    const count = (name) => facts.filter((fact) => fact.standing === name).length;
    const said = facts.filter((fact) => fact.family === "statement");
    const claims = said.filter((fact) => fact.asserted_facts || fact.denied_facts).length;
    return el("fieldset", {}, el("legend", {}, "How it stands"),
      ...STANDINGS.map(([name, text, color, dash, title]) => choice(line(color, dash), text, count(name), true, toggle(state.standings, name), `standing-${name}`, title)),
      choice(line("var(--claims)", ""), "Claims and denials", claims, true, (on) => { state.claims = on; }, "claims", "Lines from speakers to what they assert (arrow) or deny (bar)"),
      choice(line("var(--edge)", "1 4"), "Spoke of whom", said.length, false, (on) => { state.talk = on; }, "talk", "Lines from speakers to those whom they spoke to or about"),
      loose.size ? choice(line("transparent", ""), "Only named", loose.size, state.loose, (on) => { state.loose = on; }, "loose", "Named in an article, but joined to nothing") : null);
  }

  function where() {
    const lands = [...KG.entities.values()].filter((entity) => entity.kind === "Country").sort((a, b) => a.name.localeCompare(b.name, "en"));
    const choose = el("select", { id: "country", change: (event) => { state.country = event.currentTarget.value; apply(); KG.picture.fit(); } },
      el("option", { value: "" }, "All countries"), ...lands.map((land) => el("option", { value: land.id }, land.name)));
    return el("label", { class: "field" }, el("span", {}, "Country"), choose);
  }

  function confidence() {
    const value = el("output", {}, "any");
    return el("label", { class: "field" }, el("span", {}, "Confidence at least", value), el("input", { id: "confidence", type: "range", min: 0, max: 1,
      step: 0.05, value: 0, input: (event) => {
        state.confidence = Number(event.currentTarget.value);
        value.textContent = state.confidence ? state.confidence.toFixed(2) : "any";
        apply();
      } }));
  }

  const day = (name, text) => el("label", { class: "field" }, el("span", {}, text), el("input", { id: name, type: "date",
    change: (event) => { state[name] = event.currentTarget.value; apply(); } }));

  function build() {
    const reset = el("button", { type: "button", id: "reset", click: () => { state = fresh(); build(); apply(); KG.picture.fit(); } }, "Reset");
    KG.get("filters").replaceChildren(kinds(), standings(), el("fieldset", {}, el("legend", {}, "Only"), where(), confidence(),
      day("from", "From"), day("to", "To")), reset);
  }

  KG.filters = { passes, apply, build, kindOn: (id) => state.kinds.has(KG.nodes.get(id).kind), range: () => [state.from, state.to] };
  build();
})();
