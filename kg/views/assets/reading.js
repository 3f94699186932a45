"use strict";
// The articles as they are read: names underlined by type, facts shaded by how they stand, what did not happen tagged.
(() => {
  const { el } = KG;
  const box = KG.get("reading");
  const documents = KG.data.documents;
  const WEIGHT = ["said", "held", "past", "ahead", "doubted"]; // the last of those that overlap is shown
  let current = 0;
  let size = 1;
  let strong = {}; // {node} or {fact} that stands out

  // Facts with their places in a document, in the order of reading.
  const places = documents.map(() => []);
  for (const fact of KG.facts.values()) {
    for (const proof of fact.evidence) if (places[proof.document]) places[proof.document].push({ fact, proof });
  }
  for (const list of places) list.sort((a, b) => a.proof.start - b.proof.start || b.proof.end - a.proof.end);
  const shown = (index) => (places[index] || []).filter(({ fact }) => KG.filters.passes(fact));
  const mentions = (index) => documents[index].mentions.filter(([, , node]) => KG.filters.kindOn(node));

  // [start, text] of paragraphs; a text without empty lines has one a line.
  function paragraphs([start, text]) {
    const found = [];
    let at = start;
    for (const [i, part] of text.split(/\n\s*\n/.test(text) ? /(\n\s*\n\s*)/ : /(\n+)/).entries()) {
      if (i % 2 === 0 && part.trim()) found.push([at, part]);
      at += KG.letters(part).length;
    }
    return found;
  }

  // A piece of text between two borders, with the facts that it belongs to.
  function piece(text, facts) {
    if (!facts.length) return text;
    const standing = WEIGHT[Math.max(...facts.map((fact) => WEIGHT.indexOf(fact.standing)))];
    const chosen = facts.some((fact) => fact === strong.fact);
    return el("span", { class: `told ${standing}${chosen ? " chosen" : ""}`, title: facts.slice(0, 4).map((fact) => fact.words).join("\n"),
      "data-facts": facts.map((fact) => fact.id).join(" ") }, text);
  }

  // Where a fact ends that did not happen, the word for it.
  const tags = (facts) => {
    const untrue = facts.filter((fact) => fact.family !== "statement" && ["ahead", "doubted"].includes(fact.standing));
    return [...new Map(untrue.map((fact) => [fact.status, fact.standing]))].map(([status, standing]) => el("small", { class: `tag ${standing}` }, status));
  };

  function paragraph([start, text], marks, told) {
    const letters = KG.letters(text);
    const end = start + letters.length;
    const near = marks.filter(([from, to]) => from < end && to > start);
    const facts = told.filter(({ proof }) => proof.start < end && proof.end > start);
    const borders = [start, end, ...near.flatMap(([from, to]) => [from, to]), ...facts.flatMap(({ proof }) => [proof.start, proof.end])];
    const cuts = [...new Set(borders.filter((at) => at >= start && at <= end))].sort((a, b) => a - b);
    const found = el("p");
    let open = null; // the name that is being written
    let holder = found;
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const [from, to] = [cuts[i], cuts[i + 1]];
      const mark = near.filter(([a, b]) => a <= from && b >= to).sort((a, b) => a[1] - a[0] - (b[1] - b[0]))[0] || null;
      if (mark !== open || !mark) {
        open = mark;
        holder = mark ? name(mark[2]) : found;
        if (mark) found.append(holder);
      }
      const inside = [...new Set(facts.filter(({ proof }) => proof.start <= from && proof.end >= to).map(({ fact }) => fact))];
      const ending = tags(facts.filter(({ proof }) => proof.end === to).map(({ fact }) => fact));
      holder.append(piece(letters.slice(from - start, to - start).join(""), inside));
      found.append(...ending);
      if (ending.length) open = null;
    }
    return found;
  }

  const name = (node) => {
    const kind = KG.nodes.get(node).kind;
    return el("span", { class: `name-${kind} named${strong.node === node ? " chosen" : ""}`, role: "button", tabindex: 0, "data-node": node,
      title: `${KG.name(node)} · ${kind}` });
  };

  function picker() {
    if (documents.length < 2) return null;
    const step = (by) => KG.panel.read((current + by + documents.length) % documents.length);
    const choose = el("select", { id: "document", "aria-label": "Document", change: (event) => KG.panel.read(Number(event.currentTarget.value)) },
      ...documents.map((one, i) => el("option", { value: i, selected: i === current }, [one.published, one.title].filter(Boolean).join(" · "))));
    return el("nav", { "aria-label": "Documents" }, el("button", { type: "button", "aria-label": "Previous document", click: () => step(-1) }, "‹"), choose,
      el("button", { type: "button", "aria-label": "Next document", click: () => step(1) }, "›"));
  }

  function body(source) {
    const marks = mentions(current);
    const told = shown(current);
    if (source.whole) return source.passages.flatMap(paragraphs).map((part) => paragraph(part, marks, told));
    const found = [];
    let last = 0;
    for (const part of source.passages) {
      const next = paragraph(part, marks, told);
      const gap = part[0] - last;
      last = part[0] + KG.letters(part[1]).length;
      if (found.length && gap <= 2) found[found.length - 1].append(" ", ...next.childNodes);
      else found.push(...(gap > 2 ? [el("p", { class: "gap" }, "[…]")] : []), next);
    }
    return found;
  }

  function draw() {
    if (box.hidden) return;
    const source = documents[current];
    if (!source) { box.replaceChildren(el("p", { class: "lead" }, "This graph has no document.")); return; }
    const more = [source.publisher, source.published].filter(Boolean).join(", ");
    const note = source.whole ? null : el("p", { class: "lead note" }, source.passages.length
      ? "A graph keeps the sentences that carry its facts, and these are they. For whole articles, give them: kg show --texts FILES."
      : "No sentence of this document carries a fact. To read it all the same, give it: kg show --texts FILES.");
    box.replaceChildren(el("div", { class: "reader" }, picker(), el("article", {}, el("h2", {}, KG.link(source.url, source.title)),
      more ? el("p", { class: "byline" }, more) : null, note, ...body(source))));
    box.style.setProperty("--read", size);
  }

  const stand = () => {
    const first = box.querySelector(".chosen");
    if (first && !box.hidden) first.scrollIntoView({ block: "center" });
  };
  const named = ({ target }) => target.closest("[data-node]");
  box.addEventListener("click", (event) => {
    const told = event.target.closest("[data-facts]");
    if (named(event)) KG.panel.open(named(event).dataset.node);
    else if (told) KG.panel.openFacts(told.dataset.facts.split(" ").map((id) => KG.facts.get(id)));
  });
  box.addEventListener("keydown", (event) => {
    if (named(event) && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); KG.panel.open(named(event).dataset.node); }
  });

  KG.reading = {
    draw, shown, current: () => current,
    choose: (index) => { current = index; draw(); box.scrollTop = 0; },
    // Marks a node or a fact where it is written, in this document or else the first that has it.
    mark: (what) => {
      strong = what;
      const proofs = what.fact ? what.fact.evidence : [];
      if (proofs.length && !proofs.some((proof) => proof.document === current)) current = Math.max(0, proofs[0].document);
      const top = box.scrollTop;
      const kept = document.activeElement && box.contains(document.activeElement) && document.activeElement.dataset.node;
      draw();
      box.scrollTop = top;
      if (what.fact) stand();
      else if (kept) { const again = [...box.querySelectorAll("[data-node]")].find((one) => one.dataset.node === kept); if (again) again.focus(); }
    },
    namedIn: (node) => documents.map((one, i) => [i, one.mentions.filter((mark) => mark[2] === node).length]).filter(([, count]) => count),
    zoom: (factor) => { size = Math.min(2.5, Math.max(0.7, size * factor)); box.style.setProperty("--read", size); },
    fit: () => { size = 1; box.style.setProperty("--read", 1); },
  };
})();
