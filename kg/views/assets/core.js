"use strict";
// What all parts of the page share. Text from the graph becomes text on the page, never markup.
const KG = {};
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const byId = (list) => new Map(list.map((one) => [one.id, one]));
  KG.data = read("data");
  KG.nodes = byId(read("nodes"));
  KG.edges = byId(read("edges"));
  KG.entities = byId(KG.data.entities);
  KG.facts = new Map(Object.entries(KG.data.facts));
  KG.factsOf = new Map([...KG.nodes.keys()].map((id) => [id, []]));
  for (const fact of KG.facts.values()) {
    for (const id of new Set([...fact.nodes, ...(fact.node ? [fact.node] : [])])) KG.factsOf.get(id).push(fact);
  }
  KG.kinds = ["Person", "Office", "Country", "Organization", "Place", "Event"];
  KG.get = (id) => document.getElementById(id);
  KG.color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  KG.plural = (count, word, many) => `${count.toLocaleString("en")} ${count === 1 ? word : many || `${word}s`}`;

  // An element; `attributes` that are functions listen, all others are set, children are elements or text.
  KG.el = (tag, attributes = {}, ...children) => {
    const found = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") found.addEventListener(name, value);
      else if (value === true) found.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) found.setAttribute(name, String(value));
    }
    found.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return found;
  };

  // A link, or only the text where the address is not one of the web's.
  KG.link = (address, text) => {
    let url = null;
    try { url = new URL(address); } catch { return KG.el("span", {}, text); }
    if (url.protocol !== "https:" && url.protocol !== "http:") return KG.el("span", {}, text);
    return KG.el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, text);
  };

  // The shape that stands for a kind, as a small drawing.
  KG.swatch = (kind, size = 16) => {
    const ns = "http://www.w3.org/2000/svg";
    const shapes = {
      Person: ["circle", { cx: 8, cy: 8, r: 6 }],
      Office: ["rect", { x: 1, y: 4, width: 14, height: 8, rx: 2.5 }],
      Country: ["polygon", { points: "4.5,2 11.5,2 15,8 11.5,14 4.5,14 1,8" }],
      Organization: ["rect", { x: 2.5, y: 2.5, width: 11, height: 11, rx: 1 }],
      Place: ["polygon", { points: "1.5,3 14.5,3 8,14" }],
      Event: ["polygon", { points: "8,1.5 14,8 8,14.5 2,8" }],
    };
    const [tag, attributes] = shapes[kind] || shapes.Person;
    const svg = document.createElementNS(ns, "svg");
    const shape = document.createElementNS(ns, tag);
    for (const [name, value] of Object.entries({ width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true" })) {
      svg.setAttribute(name, value);
    }
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    shape.style.fill = kind === "Office" ? "var(--office-fill)" : `var(--${kind.toLowerCase()})`;
    if (kind === "Office") Object.assign(shape.style, { stroke: "var(--office)", strokeWidth: "1.5px" });
    svg.append(shape);
    return svg;
  };

  KG.name = (id) => {
    const entity = KG.entities.get(id);
    if (entity) return entity.name;
    const node = KG.nodes.get(id);
    return node && node.fact ? KG.facts.get(node.fact).words : id;
  };

  // The characters of a text, as offsets count them; plain text is its own list.
  KG.letters = (text) => (/[\ud800-\udfff]/.test(text) ? [...text] : text.split(""));
  // The sentence of a piece of evidence in three parts, the evidence in the middle.
  KG.quote = (proof) => {
    const source = KG.data.documents[proof.document];
    const passage = source && source.passages.find(([at, text]) => at <= proof.from && proof.to <= at + text.length);
    if (!passage) return { before: "", mark: "", after: "" };
    const [at, text] = passage;
    const cut = /[\ud800-\udfff]/.test(text) ? ((letters) => (a, b) => letters.slice(a, b).join(""))([...text]) : (a, b) => text.slice(a, b);
    return { before: cut(proof.from - at, proof.start - at), mark: cut(proof.start - at, proof.end - at), after: cut(proof.end - at, proof.to - at) };
  };

  // The dates of a fact, no more exact than the text gave them.
  KG.when = (fact) => {
    const last = fact.reported[fact.reported.length - 1];
    if (fact.family === "tenure") {
      const parts = [];
      if (fact.since) parts.push(`since ${fact.since}`);
      if (fact.until) parts.push(`until ${fact.until}`);
      else if (last) parts.push(`as of ${last}`);
      return parts.join(" ");
    }
    if (fact.since || fact.until) return fact.until ? `${fact.since || "…"} – ${fact.until}` : fact.since;
    return last ? `reported ${last}` : "";
  };
  // [first, last] day that a fact may lie on; both empty when nothing is known.
  KG.span = (fact) => {
    const first = fact.since || fact.reported[0] || fact.until || "";
    const last = fact.until || (fact.family === "tenure" ? fact.reported[fact.reported.length - 1] : "") || first;
    return [first, last && last.length < 10 ? last + "-12-31".slice(last.length - 4) : last];
  };
  KG.say = (text) => { KG.get("status").textContent = text; };
})();
