"use strict";
// Brings the page up: theme, view, keys.
(() => {
  const root = document.documentElement;
  const theme = (dark) => {
    root.dataset.theme = dark ? "dark" : "light";
    KG.get("theme").textContent = dark ? "Light" : "Dark";
    KG.picture.recolor();
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => theme(dark.matches));
  KG.get("theme").addEventListener("click", () => theme(root.dataset.theme !== "dark"));

  const VIEWS = ["network", "timeline", "reading"];
  const BOXES = { network: "graph", timeline: "timeline", reading: "reading" };
  KG.view = () => VIEWS.find((view) => !KG.get(BOXES[view]).hidden);
  KG.show = (view) => {
    for (const one of VIEWS) {
      KG.get(BOXES[one]).hidden = one !== view;
      KG.get(`view-${one}`).setAttribute("aria-pressed", String(one === view));
    }
    const drawing = { network: KG.picture.shown, timeline: KG.timeline.draw, reading: KG.reading.draw };
    drawing[view]();
  };
  const change = (view) => { KG.show(view); KG.panel.refresh(true); };
  for (const view of VIEWS) KG.get(`view-${view}`).addEventListener("click", () => change(view));
  const current = () => ({ network: KG.picture, timeline: KG.timeline, reading: KG.reading })[KG.view()];
  KG.get("zoom-in").addEventListener("click", () => current().zoom(1.3));
  KG.get("zoom-out").addEventListener("click", () => current().zoom(1 / 1.3));
  KG.get("zoom-fit").addEventListener("click", () => current().fit());
  KG.get("toggle-filters").addEventListener("click", (event) => {
    const open = KG.get("filters").classList.toggle("open");
    event.currentTarget.setAttribute("aria-expanded", String(open));
  });

  const notice = KG.get("notice");
  notice.textContent = KG.data.notice;
  notice.hidden = !KG.data.notice;

  // From the node where one is, to the nearest in the direction of the arrow.
  let here = null;
  const step = (dx, dy) => {
    const shown = [...KG.nodes.values()].filter((node) => !KG.picture.isHidden(node.id));
    if (!shown.length) return;
    const from = here && KG.nodes.get(here);
    const cost = (node) => {
      if (!from) return -node.weight;
      const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
      const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
      return along > 0 ? along + 2 * aside : Infinity;
    };
    const best = shown.reduce((one, other) => (other.id !== here && cost(other) < cost(one) ? other : one));
    if (from && (best.id === here || cost(best) === Infinity)) return;
    here = best.id;
    KG.picture.selectNode(here);
    KG.say(`${KG.name(here)}, ${best.kind}. Enter opens it.`);
  };
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  KG.get("graph").addEventListener("keydown", (event) => {
    if (ARROWS[event.key]) step(...ARROWS[event.key]);
    else if (event.key === "Enter" && here) { KG.panel.open(here); KG.get("panel").focus(); }
    else if (event.key === "+" || event.key === "=") KG.picture.zoom(1.3);
    else if (event.key === "-") KG.picture.zoom(1 / 1.3);
    else if (event.key === "0") KG.picture.fit();
    else return;
    event.preventDefault();
  });
  KG.picture.network.on("selectNode", ({ nodes: [node] }) => { here = node; });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing) { event.preventDefault(); KG.get("search").focus(); }
    else if (event.key === "Escape" && !typing) KG.panel.home();
  });

  root.dataset.theme = dark.matches ? "dark" : "light";
  KG.picture.atOnce(() => {
    theme(dark.matches);
    KG.filters.apply();
    KG.show(KG.data.view);
    KG.panel.home();
    KG.picture.fit();
  });
  addEventListener("resize", () => KG.timeline.draw());
  root.dataset.ready = String(Math.round(performance.now()));
})();
