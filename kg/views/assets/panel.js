"use strict";
// The panel beside the drawing: what is known of a node, a fact and its evidence, both sides of a dispute.
(() => {
  const { el } = KG;
  const panel = KG.get("panel");
  const STANDINGS = { held: "is so", past: "was so", ahead: "ahead", doubted: "not established", said: "said" };
  let shown = null; // {node} or {fact}, so that filters can draw it again

  const nodeLink = (id) => el("button", { type: "button", class: "link", click: () => KG.panel.open(id) }, KG.name(id));
  const badge = (fact) => el("span", { class: `badge ${fact.standing}`, title: STANDINGS[fact.standing] }, fact.status);

  function evidence(fact) {
    const quotes = fact.evidence.slice(0, 12).map((proof) => {
      const source = KG.data.documents[proof.document];
      const cite = el("cite");
      if (source) {
        cite.append(KG.link(source.url, source.title));
        const more = [source.publisher, source.published].filter(Boolean).join(", ");
        if (more) cite.append(` · ${more}`);
      }
      cite.append(el("br"), `confidence ${proof.confidence.toFixed(2)} · rule: ${proof.rule}`);
      return el("blockquote", {}, proof.before, el("mark", {}, proof.mark), proof.after, cite);
    });
    const rest = fact.evidence.length - quotes.length;
    if (rest > 0) quotes.push(el("p", { class: "lead" }, `and ${KG.plural(rest, "more place")}`));
    return quotes.length ? quotes : [el("p", { class: "lead" }, "No evidence is kept for this.")];
  }

  function sides(fact) {
    const box = (title, ids, name) => el("div", { class: name }, el("h4", {}, title), ...(ids.length
      ? ids.map((id) => KG.facts.get(id)).filter(Boolean).map((said) => el("p", {}, said.nodes.length ? nodeLink(said.nodes[0]) : "", el("br"),
        el("button", { type: "button", class: "link plain", click: () => KG.panel.openFact(said) }, said.direct ? `“${said.content}”` : said.content)))
      : [el("p", { class: "lead" }, "nobody here")]));
    if (!fact.asserted_by && !fact.denied_by) return null;
    return el("div", { class: "sides" }, box("Asserted by", fact.asserted_by || [], "for"),
      box("Denied by", fact.denied_by || [], "against"));
  }

  function about(fact) {
    const list = (title, ids) => (ids && ids.length ? el("div", {}, el("h3", {}, title), ...ids.map((id) => KG.facts.get(id))
      .filter(Boolean).map((target) => card(target))) : null);
    return [list("This asserts", fact.asserted_facts), list("This denies", fact.denied_facts)];
  }

  const inside = (fact) => [
    sides(fact), ...evidence(fact), el("div", { class: "chips" },
      ...[...new Set([...fact.nodes, ...(fact.node ? [fact.node] : [])])].map((id) => el("button", { type: "button", click: () => KG.panel.open(id) },
        KG.swatch(KG.nodes.get(id).kind, 11), " ", KG.nodes.get(id).kind === "Event" ? "event" : KG.name(id)))),
  ];

  function card(fact, words) {
    const disputed = fact.denied_by && fact.asserted_by;
    const body = el("div", { class: "inside" });
    return el("details", {
      class: `fact ${fact.standing}`, "data-fact": fact.id,
      toggle: (event) => {
        if (!event.currentTarget.open || body.childNodes.length) return;
        body.append(...inside(fact).filter(Boolean));
      },
    }, el("summary", { click: () => KG.picture.selectFact(fact) }, words || fact.words,
      el("span", { class: "meta" }, badge(fact), KG.when(fact), disputed ? " asserted and denied" : "")), body);
  }

  const byDate = (one, other) => (KG.span(other)[0] > KG.span(one)[0] ? 1 : KG.span(other)[0] < KG.span(one)[0] ? -1 : 0);

  function section(title, facts, wording) {
    if (!facts.length) return null;
    const sorted = [...facts].sort(byDate);
    const cards = sorted.slice(0, 40).map((fact) => card(fact, wording && wording(fact)));
    const more = sorted.length > 40 ? el("p", { class: "lead" }, `and ${sorted.length - 40} more`) : null;
    return el("section", {}, el("h3", {}, `${title} (${facts.length})`), ...cards, more);
  }

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
      section("Asserted and denied", disputed),
      section(isOffice ? "Holders" : "Offices", of("tenure"), other),
      section("Events", of("event").filter((fact) => !disputed.includes(fact))),
      section("Statements by", said.filter((fact) => fact.nodes[0] === id), (fact) => (fact.direct ? `“${fact.content}”` : fact.content)),
      section("Statements to or about", said.filter((fact) => fact.nodes[0] !== id)),
      section("Relations", of("relation")),
      hidden ? el("p", { class: "lead" }, `${KG.plural(hidden, "fact is", "facts are")} hidden by filters.`) : null,
    ];
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
      lands.length ? el("div", { class: "chips" }, ...lands.map((land) => el("button", { type: "button", click: () => KG.panel.open(land) },
        KG.swatch("Country", 11), " ", KG.name(land)))) : null,
    ];
  }

  const replace = (...children) => { panel.replaceChildren(...children.flat().filter(Boolean)); panel.scrollTop = 0; };
  const back = () => el("p", {}, el("button", { type: "button", class: "link plain", click: () => KG.panel.home() }, "← Overview"));

  function overview() {
    const facts = [...KG.facts.values()].filter(KG.filters.passes);
    const disputed = facts.filter((fact) => fact.asserted_by && fact.denied_by);
    const hubs = [...KG.entities.keys()].filter((id) => !KG.picture.isHidden(id) && ["Person", "Organization"].includes(KG.nodes.get(id).kind))
      .sort((a, b) => KG.nodes.get(b).weight - KG.nodes.get(a).weight).slice(0, 8);
    const { documents, entities, facts: count } = KG.data.counts;
    const lead = `${KG.plural(entities, "entity", "entities")} and ${KG.plural(count, "fact")} from ${KG.plural(documents, "document")}. ` +
      "Choose a node, a line or a name to see where it is written.";
    replace(
      el("h2", {}, "Overview"), el("p", { class: "lead" }, lead),
      section("Asserted and denied", disputed),
      section("Ahead", facts.filter((fact) => fact.family === "event" && fact.standing === "ahead")),
      section("Events that happened", facts.filter((fact) => fact.family === "event" && fact.standing === "held")),
      hubs.length ? [el("h3", {}, "Best connected"), el("div", { class: "chips" }, ...hubs.map((id) => el("button",
        { type: "button", click: () => KG.panel.open(id) }, KG.swatch(KG.nodes.get(id).kind, 11), " ", KG.name(id))))] : [],
      KG.data.documents.length ? [el("h3", {}, "Documents"), ...KG.data.documents.slice(0, 30).map((source) => el("p", { class: "lead" },
        KG.link(source.url, source.title), [source.publisher, source.published].filter(Boolean).map((text) => ` · ${text}`).join("")))] : [],
      KG.data.documents.length > 30 ? el("p", { class: "lead" }, `and ${KG.data.documents.length - 30} more`) : null,
    );
  }

  KG.panel = {
    home: () => { shown = null; KG.picture.clear(); overview(); },
    open: (id) => {
      const node = KG.nodes.get(id);
      if (node.fact) { KG.panel.openFact(KG.facts.get(node.fact)); return; }
      shown = { node: id };
      KG.picture.selectNode(id);
      replace(back(), head(id), sections(id));
      KG.say(`${KG.name(id)} chosen`);
    },
    openFact: (fact) => {
      shown = { fact };
      KG.picture.selectFact(fact);
      replace(back(), el("p", { class: "kind" }, KG.swatch(fact.node ? "Event" : "Office"), fact.family), el("h2", {}, fact.words),
        el("p", { class: "lead" }, badge(fact), " ", KG.when(fact)), inside(fact), about(fact));
      KG.say(`Fact: ${fact.words}`);
    },
    openEdge: (edge) => {
      const facts = edge.facts.map((id) => KG.facts.get(id)).filter(Boolean);
      if (facts.length === 1 || (facts.length && edge.role !== "talk")) KG.panel.openFact(facts[0]);
      else if (facts.length) {
        KG.panel.open(edge.from);
        replace(back(), el("h2", {}, `${KG.name(edge.from)} ${edge.name} ${KG.name(edge.to)}`), section("Statements", facts));
      } else KG.panel.open(edge.from);
    },
    refresh: () => {
      if (shown && shown.node) replace(back(), head(shown.node), sections(shown.node));
      else if (!shown) overview();
    },
  };
})();
