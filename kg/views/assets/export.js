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

  KG.get("save-png").addEventListener("click", () => {
    KG.show("network");
    requestAnimationFrame(() => {
      const drawn = KG.get("graph").querySelector("canvas");
      const ratio = drawn.width / drawn.clientWidth;
      const canvas = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height + 44 * ratio });
      const ink = canvas.getContext("2d");
      ink.fillStyle = KG.color("bg");
      ink.fillRect(0, 0, canvas.width, canvas.height);
      ink.drawImage(drawn, 0, 44 * ratio);
      ink.fillStyle = KG.color("ink");
      ink.font = `600 ${17 * ratio}px system-ui, sans-serif`;
      ink.fillText(document.title, 16 * ratio, 28 * ratio, canvas.width - 32 * ratio);
      canvas.toBlob((blob) => save(blob, "graph.png"), "image/png");
    });
  });
})();
