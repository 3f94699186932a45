"use strict";
// Search with suggestions: names, other names and facts; accents and case do not matter.
(() => {
  const { el } = KG;
  const input = KG.get("search");
  const list = KG.get("suggestions");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = [
    ...[...KG.entities.values()].map((entity) => ({ text: entity.name, kind: entity.kind, names: [entity.name, ...entity.aliases, entity.code || ""]
      .map(plain), weight: KG.nodes.get(entity.id).weight, go: () => KG.panel.open(entity.id) })),
    ...[...KG.facts.values()].map((fact) => ({ text: fact.words, kind: fact.family, names: [plain(fact.words)], weight: -1,
      go: () => KG.panel.openFact(fact) })),
  ];
  let found = [];
  let chosen = -1;

  const score = (entry, wanted) => {
    let best = 0;
    for (const name of entry.names) {
      const at = name.indexOf(wanted);
      if (at < 0 || !name) continue;
      const rank = name === wanted ? 4 : at === 0 ? 3 : /[^\p{L}\p{N}]/u.test(name[at - 1]) ? 2 : 1;
      best = Math.max(best, rank);
    }
    return entry.weight < 0 ? best / 10 : best && best + Math.min(0.9, entry.weight / 100); // names before facts
  };

  function mark(index) {
    chosen = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    if (chosen >= 0) input.setAttribute("aria-activedescendant", `suggestion-${chosen}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function take(index) {
    const entry = found[index];
    close();
    if (!entry) return;
    input.value = entry.text;
    KG.show("network");
    entry.go();
  }

  function suggest() {
    const wanted = plain(input.value.trim());
    found = wanted ? entries.map((entry) => [score(entry, wanted), entry]).filter(([rank]) => rank)
      .sort((one, other) => other[0] - one[0]).slice(0, 9).map(([, entry]) => entry) : [];
    list.replaceChildren(...found.map((entry, i) => el("li", { role: "option", id: `suggestion-${i}`, "aria-selected": "false",
      mousedown: (event) => { event.preventDefault(); take(i); } }, el("span", {}, entry.text), el("small", {}, entry.kind))));
    if (wanted && !found.length) list.replaceChildren(el("li", {}, el("span", {}, "Nothing has this name"), el("small")));
    list.hidden = !wanted;
    input.setAttribute("aria-expanded", String(Boolean(wanted)));
    mark(found.length ? 0 : -1);
  }

  input.addEventListener("input", suggest);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) { event.preventDefault(); mark((chosen + step + found.length) % found.length); }
    else if (event.key === "Enter") { event.preventDefault(); take(chosen); }
    else if (event.key === "Escape") { input.value = ""; close(); }
  });
})();
