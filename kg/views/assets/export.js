"use strict";
// Saves the picture as PNG and the visible part as JSON; both are made here and go nowhere else.
(() => {
  const save = (blob, name) => {
    const link = KG.el("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  KG.visible = () => ({
    title: document.title,
    entities: [...KG.entities.values()].filter((entity) => !KG.picture.isHidden(entity.id))
      .map((entity) => ({ ...entity, id: entity.key, key: undefined, countries: entity.countries.map((id) => KG.entities.get(id).key) })),
    facts: [...KG.facts.values()].filter(KG.filters.passes).map((fact) => ({ ...fact, node: undefined,
      evidence: fact.evidence.map(({ from, to, ...proof }) => ({ ...proof, ...KG.quote({ from, to, ...proof }) })), nodes: fact.nodes.map((id) => (KG.entities.get(id) || { key: id }).key) })),
    documents: KG.data.documents.map(({ passages, mentions, whole, ...source }) => source),
  });

  KG.get("save-json").addEventListener("click", () => {
    save(new Blob([JSON.stringify(KG.visible(), null, 1)], { type: "application/json" }), "graph.json");
  });

  // What the shapes stand for, in one line; returns where it ends.
  function legend(ink, left, top) {
    const shapes = { Person: "●", Office: "▭", Country: "⬢", Organization: "■", Place: "▼", Event: "◆" };
    const present = KG.kinds.filter((kind) => [...KG.nodes.values()].some((node) => node.kind === kind && !KG.picture.isHidden(node.id)));
    for (const kind of present) {
      for (const [text, color, gap] of [[shapes[kind], kind.toLowerCase(), 6], [kind, "ink", 18]]) {
        ink.fillStyle = KG.color(color);
        ink.fillText(text, left, top);
        left += ink.measureText(text).width + gap;
      }
    }
  }

  // The drawing as it is shown, twice as fine, between its title and its legend.
  KG.get("save-png").addEventListener("click", () => {
    KG.show("network");
    requestAnimationFrame(() => KG.picture.enlarged(2, (drawn) => {
      const ratio = drawn.width / KG.get("canvas").clientWidth;
      const [wide, high, edge] = [drawn.width / ratio, drawn.height / ratio, 44];
      const canvas = Object.assign(document.createElement("canvas"), { width: drawn.width, height: (high + 2 * edge) * ratio });
      const ink = canvas.getContext("2d");
      ink.scale(ratio, ratio);
      ink.fillStyle = KG.color("bg");
      ink.fillRect(0, 0, wide, high + 2 * edge);
      ink.drawImage(drawn, 0, edge, wide, high);
      ink.fillStyle = KG.color("ink");
      ink.font = "600 17px system-ui, sans-serif";
      ink.fillText(document.title, 16, 28, wide - 32);
      ink.font = "13px system-ui, sans-serif";
      legend(ink, 16, high + edge + 27);
      canvas.toBlob((blob) => save(blob, "graph.png"), "image/png");
    }));
  });
})();
