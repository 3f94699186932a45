"use strict";
// The panel beside the drawing: what is known of a node, a fact and its evidence, both sides of a dispute.
(() => {
  const { el } = KG;
  const panel = KG.get("panel");
  const cards = KG.cards;
  let shown = {}; // {} is the overview; {node}, {fact}, {facts, title}
  const past = []; // where "Back" goes

  const button = (text, click, attributes = {}) => el("button", { type: "button", ...attributes, click }, text);
  const replace = (...children) => { panel.replaceChildren(...children.flat(Infinity).filter(Boolean)); panel.scrollTop = 0; };
  const chip = (id) => el("button", { type: "button", click: () => KG.panel.open(id) }, KG.swatch(KG.nodes.get(id).kind, 11), " ", KG.name(id));
  const cite = (source) => [source.publisher, source.published].filter(Boolean).map((text) => ` · ${text}`).join("");

  const bar = () => el("p", { class: "way" },
    past.length ? button("← Back", () => KG.panel.back(), { class: "link plain", id: "back" }) : null,
    button("Overview", () => KG.panel.home(), { class: "link plain" }),
    KG.view() === "network" ? null : button("Show in graph", () => { visit({ view: "network" }); }, { class: "link plain", id: "to-graph" }));

  function sections(id) {
    const all = KG.factsOf.get(id);
    const facts = all.filter(KG.filters.passes);
    const of = (family) => facts.filter((fact) => fact.family === family);
    const isOffice = KG.nodes.get(id).kind === "Office";
    const other = (fact) => { const end = fact.nodes.find((node) => node !== id); return end ? KG.name(end) : fact.words; };
    const disputed = facts.filter((fact) => fact.denied_by && fact.asserted_by);
    const said = of("statement");
    const hidden = all.length - facts.length;
    return [
      cards.section("Asserted and denied", disputed),
      cards.section(isOffice ? "Holders" : "Offices", of("tenure"), other),
      cards.section("Events", of("event").filter((fact) => !disputed.includes(fact))),
      cards.section("Statements by", said.filter((fact) => fact.nodes[0] === id), (fact) => (fact.direct ? `“${fact.content}”` : fact.content)),
      cards.section("Statements to or about", said.filter((fact) => fact.nodes[0] !== id)),
      cards.section("Relations", of("relation")),
      hidden ? el("p", { class: "lead" }, `${KG.plural(hidden, "fact is", "facts are")} hidden by filters.`) : null,
      namedIn(id),
    ];
  }

  function namedIn(id) {
    const found = KG.reading.namedIn(id);
    if (!found.length) return null;
    return el("section", {}, el("h3", {}, `Named in (${found.length})`), ...found.slice(0, 30).map(([i, count]) => el("p", { class: "lead" },
      button(KG.data.documents[i].title, () => visit({ view: "reading", document: i }), { class: "link" }), `${cite(KG.data.documents[i])} · ${count}×`)),
    found.length > 30 ? el("p", { class: "lead" }, `and ${found.length - 30} more`) : null);
  }

  function head(id) {
    const node = KG.nodes.get(id);
    const entity = KG.entities.get(id) || { aliases: [], countries: [] };
    const also = entity.aliases.slice(0, 12).join(", ");
    const wiki = /^Q\d+$/.test(entity.wikidata || "") ? KG.link(`https://www.wikidata.org/wiki/${entity.wikidata}`, entity.wikidata) : null;
    const lands = entity.countries.filter((land) => land !== id);
    return [
      el("p", { class: "kind" }, KG.swatch(node.kind), `${node.kind}${entity.code ? ` · ${entity.code}` : ""}`),
      el("h2", {}, KG.name(id)),
      also ? el("p", { class: "lead" }, `also: ${also}`) : null,
      wiki ? el("p", { class: "lead" }, wiki) : null,
      lands.length ? el("div", { class: "chips" }, ...lands.map(chip)) : null,
    ];
  }

  const factPage = (fact) => [bar(), el("p", { class: "kind" }, KG.swatch(fact.node ? "Event" : "Office"), fact.family), el("h2", {}, fact.words),
    el("p", { class: "lead" }, cards.badge(fact), " ", KG.when(fact)), cards.inside(fact), cards.about(fact)];

  function overview() {
    const facts = [...KG.facts.values()].filter(KG.filters.passes);
    const disputed = facts.filter((fact) => fact.asserted_by && fact.denied_by);
    const hubs = [...KG.entities.keys()].filter((id) => !KG.picture.isHidden(id) && ["Person", "Organization"].includes(KG.nodes.get(id).kind))
      .sort((a, b) => KG.nodes.get(b).weight - KG.nodes.get(a).weight).slice(0, 8);
    const { documents, entities, facts: count } = KG.data.counts;
    const lead = `${KG.plural(entities, "entity", "entities")} and ${KG.plural(count, "fact")} from ${KG.plural(documents, "document")}. ` +
      "Choose a node, a line or a name to see where it is written.";
    const list = KG.data.documents;
    return [
      el("h2", {}, "Overview"), el("p", { class: "lead" }, lead),
      hubs.length ? [el("h3", {}, "Best connected"), el("div", { class: "chips" }, ...hubs.map(chip))] : [],
      cards.section("Asserted and denied", disputed),
      cards.section("Ahead", facts.filter((fact) => fact.family === "event" && fact.standing === "ahead")),
      cards.section("Events that happened", facts.filter((fact) => fact.family === "event" && fact.standing === "held")),
      list.length ? [el("h3", {}, "Documents"), ...list.slice(0, 30).map((source, i) => el("p", { class: "lead" },
        button(source.title, () => visit({ view: "reading", document: i }), { class: "link" }), cite(source)))] : [],
      list.length > 30 ? el("p", { class: "lead" }, `and ${list.length - 30} more`) : null,
    ].flat();
  }

  function article() {
    const index = KG.reading.current();
    const source = KG.data.documents[index];
    if (!source) return [el("h2", {}, "No document")];
    const facts = [...new Set(KG.reading.shown(index).map(({ fact }) => fact))];
    return [el("p", { class: "kind" }, "Article"), el("h2", {}, source.title),
      el("p", { class: "lead" }, `${KG.plural(facts.length, "fact")}, in the order of reading. Choose one to find it in the text, or a name in the text.`),
      ...facts.slice(0, 150).map((fact) => cards.card(fact)),
      facts.length > 150 ? el("p", { class: "lead" }, `and ${facts.length - 150} more`) : null];
  }

  function render() {
    if (shown.node) replace(bar(), head(shown.node), sections(shown.node));
    else if (shown.fact) replace(factPage(shown.fact));
    else if (shown.facts) replace(bar(), el("h2", {}, shown.title), cards.section(shown.heading, shown.facts));
    else replace(past.length ? bar() : [], KG.view() === "reading" ? article() : overview());
  }

  function point() { // shows in the drawing and the text what the panel is about
    if (shown.node) KG.picture.selectNode(shown.node);
    else if (shown.fact) KG.picture.selectFact(shown.fact);
    else if (!shown.facts) KG.picture.clear();
    KG.reading.mark(shown.node ? { node: shown.node } : shown.fact ? { fact: shown.fact } : {});
  }

  const remember = () => {
    past.push({ shown, view: KG.view(), document: KG.reading.current() });
    if (past.length > 100) past.shift();
  };
  function go(next) {
    if (next.node !== shown.node || next.fact !== shown.fact || next.facts !== shown.facts) remember();
    shown = next;
    point();
    render();
  }

  // Another view of what the panel is about.
  function visit({ view, document }) {
    remember();
    KG.show(view);
    if (document !== undefined) { if (!shown.node) shown = {}; KG.reading.choose(document); }
    point();
    render();
  }

  KG.panel = {
    home: () => { go({}); render(); },
    back: () => {
      const last = past.pop();
      if (!last) return;
      shown = last.shown;
      KG.show(last.view);
      if (last.document !== KG.reading.current()) KG.reading.choose(last.document);
      point();
      render();
    },
    open: (id) => {
      const node = KG.nodes.get(id);
      if (node.fact) { KG.panel.openFact(KG.facts.get(node.fact)); return; }
      go({ node: id });
      KG.say(`${KG.name(id)} chosen`);
    },
    openFact: (fact) => { go({ fact }); KG.say(`Fact: ${fact.words}`); },
    openFacts: (facts) => (facts.length === 1 ? KG.panel.openFact(facts[0]) : go({ facts, title: "Said here", heading: "Facts" })),
    openEdge: (edge) => {
      const facts = edge.facts.map((id) => KG.facts.get(id)).filter(Boolean);
      if (facts.length === 1 || (facts.length && edge.role !== "talk")) KG.panel.openFact(facts[0]);
      else if (facts.length) go({ facts, title: `${KG.name(edge.from)} ${edge.name} ${KG.name(edge.to)}`, heading: "Statements" });
      else KG.panel.open(edge.from);
    },
    read: (document) => { shown = {}; visit({ view: "reading", document }); },
    readFact: (fact, document) => { remember(); shown = { fact }; KG.show("reading"); KG.reading.choose(document); point(); render(); },
    refresh: (all) => { if (all || (!shown.fact && !shown.facts)) render(); },
  };
})();
