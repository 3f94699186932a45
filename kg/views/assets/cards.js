"use strict";
// A fact as a card that opens on its evidence: the sentences, both sides of a dispute, who is in it.
(() => {
  const { el } = KG;
  const STANDINGS = { held: "is so", past: "was so", ahead: "ahead", doubted: "not established", said: "said" };
  const nodeLink = (id) => el("button", { type: "button", class: "link", click: () => KG.panel.open(id) }, KG.name(id));
  const badge = (fact) => el("span", { class: `badge ${fact.standing}`, title: STANDINGS[fact.standing] }, fact.status);

  function quote(fact, proof) {
    const source = KG.data.documents[proof.document];
    const { before, mark, after } = KG.quote(proof);
    const cite = el("cite");
    if (source) {
      cite.append(KG.link(source.url, source.title));
      const more = [source.publisher, source.published].filter(Boolean).join(", ");
      if (more) cite.append(` · ${more}`);
      if (KG.view() !== "reading" || KG.reading.current() !== proof.document) {
        cite.append(" · ", el("button", { type: "button", class: "link", click: () => KG.panel.readFact(fact, proof.document) }, "read on"));
      }
    }
    cite.append(el("br"), `confidence ${proof.confidence.toFixed(2)} · rule: ${proof.rule}`);
    return el("blockquote", {}, before, el("mark", {}, mark), after, cite);
  }

  function evidence(fact) {
    const quotes = fact.evidence.slice(0, 12).map((proof) => quote(fact, proof));
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
    }, el("summary", { click: () => { KG.picture.selectFact(fact); KG.reading.mark({ fact }); } }, words || fact.words,
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

  KG.cards = { badge, card, section, inside, about };
})();
