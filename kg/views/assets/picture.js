"use strict";
// The drawing: vis-network with places computed beforehand, colours from the style sheet, physics off.
(() => {
  const big = KG.nodes.size > 600;
  const huge = KG.nodes.size > 1500; // what is chosen stands out, but the rest does not fade: that takes too long
  const FACE = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';
  const SHAPES = { Person: "dot", Office: "box", Country: "hexagon", Organization: "square", Place: "triangleDown", Event: "diamond" };
  const FAR = 0.42; // the scale below which only some names are shown
  const SIZES = { Person: 13, Office: 12, Country: 17, Organization: 12, Place: 10, Event: 8 };
  let far = false; // too far away to read the names of all
  let landmarks = new Map(); // the size of those names that can be read while all of a crowd is seen
  let colors = {};
  let theme = 0; // counts changes of colours
  let focus = null; // {nodes: Set, edges: Set} that stand out, or null
  const hiddenNodes = new Set();
  const hiddenEdges = new Set();

  const readColors = () => {
    const names = ["bg", "surface", "ink", "soft", "person", "office", "office-fill", "country", "organization", "place", "event",
      "doubted", "ahead", "edge", "claims"];
    colors = Object.fromEntries(names.map((name) => [name, KG.color(name)]));
  };

  const faded = (kept, id) => Boolean(kept) && !huge && !kept.has(id);
  const fade = (color, pale) => (pale ? `${color}2e` : color);
  const faint = Math.round(Math.max(26, Math.min(128, 100000 / KG.edges.size))).toString(16).padStart(2, "0");
  const thin = (color, pale, lit) => (big && !lit && (huge || focus === null) ? `${color}${faint}` : fade(color, pale)); // many lines, faint lines

  function nodeStyle(node) {
    const pale = faded(focus && focus.nodes, node.id);
    const main = colors[node.kind.toLowerCase()];
    const hub = Math.log2(1 + node.weight);
    const event = node.kind === "Event";
    const tone = event && node.standing !== "held" ? colors[node.standing] || main : main;
    const hollow = event && node.standing !== "held";
    const office = node.kind === "Office";
    const fill = office ? colors["office-fill"] : hollow ? colors.bg : tone;
    return {
      id: node.id, label: office && far ? " " : node.label, x: node.x, y: node.y, hidden: hiddenNodes.has(node.id),
      shape: SHAPES[node.kind] || "dot",
      size: SIZES[node.kind] + (event ? 0 : hub * (big ? 2.5 : 1.6)),
      borderWidth: hollow ? 2.2 : office ? 1.6 : 1.2, borderWidthSelected: 3.5,
      shapeProperties: { borderDashes: hollow ? (node.standing === "ahead" ? [5, 4] : [2, 3]) : false, borderRadius: 7 },
      margin: office && far ? 3 : { top: 6, bottom: 6, left: 9, right: 9 },
      color: {
        background: pale ? colors.bg : fill, border: fade(tone, pale),
        highlight: { background: fill, border: colors.ink }, hover: { background: fill, border: colors.ink },
      },
      font: {
        face: FACE, color: fade(tone === main ? colors.ink : tone, pale), strokeWidth: office ? 0 : 4, strokeColor: colors.bg,
        size: (event ? 12.5 : office ? 14 : 15) + (event || office ? 0 : (landmarks.get(node.id) || 0) + hub * 0.7),
        vadjust: office ? 0 : -2,
      },
    };
  }

  const DASHES = { past: [2, 5], ahead: [8, 5], doubted: [2, 4] };
  const ROLES = { // colour, width, arrow at the end
    tenure: ["office", 2, ""], of: ["office", 1, ""], relation: ["edge", 1.2, "vee"], member: ["event", 1.6, ""],
    part: ["event", 1.6, "triangle"], at: ["place", 1.2, ""], claims: ["claims", 2, "triangle"], denies: ["doubted", 2, "bar"],
    talk: ["edge", 1, "vee"],
  };

  function edgeStyle(edge) {
    const pale = faded(focus && focus.edges, edge.id);
    const lit = focus !== null && focus.edges.has(edge.id);
    const [tone, width, arrow] = ROLES[edge.role];
    const event = ["member", "part", "at"].includes(edge.role);
    const color = colors[event && DASHES[edge.standing] && edge.standing !== "past" ? edge.standing : tone];
    const named = ["claims", "denies"].includes(edge.role) || (edge.role === "tenure" && edge.name) ||
      (lit && edge.role !== "of");
    const bent = ["claims", "denies", "talk"].includes(edge.role);
    return {
      id: edge.id, from: edge.from, to: edge.to, hidden: hiddenEdges.has(edge.id), width: lit && big ? width + 1.5 : width,
      label: named ? edge.name : undefined,
      dashes: edge.role === "talk" ? [1, 4] : DASHES[edge.standing] || false,
      color: { color: thin(color, pale, lit), highlight: color, hover: color, inherit: false },
      arrows: arrow ? { to: { enabled: true, type: arrow, scaleFactor: arrow === "bar" ? 0.8 : 0.55 } } : "",
      smooth: bent ? { enabled: true, type: "curvedCW", roundness: 0.22 } : false,
      font: { face: FACE, size: 11.5, color: fade(edge.role === "relation" ? colors.soft : color, pale), strokeWidth: 4,
        strokeColor: colors.bg, align: "middle" },
    };
  }

  readColors();
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const options = {
    physics: { enabled: false }, autoResize: true,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, hideEdgesOnDrag: big, hideEdgesOnZoom: big, keyboard: { enabled: false }, tooltipDelay: 1e8 },
    nodes: { scaling: { label: { enabled: false, drawThreshold: 6, maxVisible: 26 } } },
    edges: { selectionWidth: 1.4, hoverWidth: 0.6, scaling: { label: { drawThreshold: 6 } } },
  };
  const network = new vis.Network(KG.get("graph"), { nodes, edges }, options);
  let held = false;
  let fitted = false; // not before the drawing was on the screen
  // What a style depends on; what looks as before is not drawn anew.
  const nodeLook = ({ id, kind }) => [hiddenNodes.has(id), faded(focus && focus.nodes, id), landmarks.get(id), far && kind === "Office", theme].join();
  const edgeLook = ({ id }) => [hiddenEdges.has(id), faded(focus && focus.edges, id), focus !== null && (!huge || focus.edges.has(id)), theme].join();
  const looks = new Map();
  const changed = (list, look) => list.filter((one) => {
    const [before, now] = [looks.get(one.id), look(one)];
    looks.set(one.id, now);
    return before !== now;
  });
  const all = [[...KG.nodes.values()], [...KG.edges.values()]];
  const redraw = () => {
    if (held) return;
    nodes.update(changed(all[0], nodeLook).map(nodeStyle));
    edges.update(changed(all[1], edgeLook).map(edgeStyle));
  };

  const around = (id) => {
    const near = { nodes: new Set([id]), edges: new Set() };
    const events = [];
    for (const edge of KG.edges.values()) {
      if (edge.role === "talk" && hiddenEdges.has(edge.id)) continue;
      if (edge.from !== id && edge.to !== id) continue;
      near.edges.add(edge.id);
      for (const end of [edge.from, edge.to]) {
        near.nodes.add(end);
        if (end !== id && ["Event", "Office"].includes(KG.nodes.get(end).kind)) events.push(end);
      }
    }
    for (const edge of KG.edges.values()) { // events and offices show their other ends too
      if (events.includes(edge.from) || (events.includes(edge.to) && edge.role !== "tenure")) {
        if (edge.role === "talk") continue;
        near.edges.add(edge.id);
        near.nodes.add(edge.from).add(edge.to);
      }
    }
    return near;
  };

  const ofFact = (fact) => {
    const shown = { nodes: new Set(fact.nodes), edges: new Set() };
    if (fact.node) shown.nodes.add(fact.node);
    for (const edge of KG.edges.values()) {
      if (!edge.facts.includes(fact.id)) continue;
      shown.edges.add(edge.id);
      shown.nodes.add(edge.from).add(edge.to);
    }
    return shown;
  };

  // Shows all nodes with their names, as large as they fit.
  const fit = () => {
    const shown = [...KG.nodes.values()].filter((node) => !hiddenNodes.has(node.id));
    const box = KG.get("graph");
    if (!shown.length || !box.clientWidth) return;
    const ends = shown.map((node) => {
      const lines = node.label.split("\n");
      const half = Math.max(...lines.map((line) => line.length)) * 4.2 + 8;
      return [node.x - half, node.x + half, node.y - 24, node.y + 22 + lines.length * 17];
    });
    const [left, right, top, bottom] = [0, 1, 2, 3].map((i) => ends.reduce((best, end) => (i % 2 ? Math.max(best, end[i]) : Math.min(best, end[i])), i % 2 ? -Infinity : Infinity));
    const scale = Math.min(1.5, (box.clientWidth - 30) / (right - left), (box.clientHeight - 30) / (bottom - top));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  };

  // Names the best connected in letters that can be read from afar, as long as they cover no other name
  // and hardly a node.
  const name = () => {
    const scale = network.getScale();
    far = scale < FAR;
    landmarks = new Map();
    if (!far) return;
    const size = 12.5 / scale;
    const shown = [...KG.nodes.values()].filter((node) => !hiddenNodes.has(node.id));
    const known = shown.filter((node) => !["Event", "Office"].includes(node.kind));
    const taken = shown.length > 600 ? [] : shown.filter((node) => node.kind !== "Event").map((node) => [node.x, node.y, [14, 14], node.id]);
    known.sort((one, other) => other.weight - one.weight || (one.id < other.id ? -1 : 1));
    for (const node of known.slice(0, 120)) {
      const lines = node.label.split("\n");
      const half = [Math.max(...lines.map((line) => line.length)) * size * 0.29 + 6, lines.length * size * 0.6];
      const y = node.y + 16 + half[1];
      const covered = taken.filter(([x, top, [w, h], id]) => id !== node.id && Math.abs(x - node.x) < w + half[0] && Math.abs(top - y) < h + half[1]);
      if (covered.length > 1 || covered.some(([, , , id]) => !id)) continue;
      taken.push([node.x, y, half, ""]);
      landmarks.set(node.id, size - 15);
      if (landmarks.size >= 30) break;
    }
  };

  let waiting = 0;
  const rename = () => { // after the zoom has come to rest
    clearTimeout(waiting);
    waiting = setTimeout(() => { const before = far; name(); if (before || far) redraw(); }, 120);
  };

  const show = (found, selected) => {
    focus = found;
    redraw();
    network.setSelection({ nodes: selected.filter((id) => KG.nodes.has(id)), edges: [] }, { highlightEdges: false });
  };

  // Moves only as far as is needed to see the node; while another view is shown, when it comes back.
  let wanted = null;
  const reveal = (id) => {
    wanted = KG.get("graph").hidden ? id : null;
    if (wanted) return;
    const at = network.canvasToDOM(network.getPosition(id));
    const box = KG.get("graph").getBoundingClientRect();
    const margin = 70;
    if (network.getScale() < 0.55) {
      network.focus(id, { scale: 0.9, animation: false });
      rename();
    }
    else if (at.x < margin || at.y < margin || at.x > box.width - margin || at.y > box.height - margin) {
      network.focus(id, { scale: network.getScale(), animation: false });
    }
  };

  KG.picture = {
    network, big,
    atOnce: (work) => { held = true; work(); held = false; redraw(); }, // many changes, drawn once
    fit: () => { fitted = !KG.get("graph").hidden; fit(); name(); redraw(); },
    selectNode: (id) => { show(around(id), [id]); reveal(id); },
    selectFact: (fact) => {
      const found = ofFact(fact);
      show(found, fact.node ? [fact.node] : []);
      const first = fact.node || fact.nodes[0];
      if (first) reveal(first);
    },
    // Calls `work` with the canvas, `factor` times as large, and puts all back.
    enlarged: (factor, work) => {
      const [position, scale] = [network.getViewPosition(), network.getScale()];
      const sized = (size, zoom) => {
        network.setSize(size, size);
        network.moveTo({ position, scale: zoom, animation: false });
        network.redraw();
      };
      sized(`${factor * 100}%`, scale * factor);
      work(KG.get("graph").querySelector("canvas"));
      sized("100%", scale);
    },
    shown: () => {
      network.setSize("100%", "100%");
      if (!held) network.redraw();
      if (!fitted) KG.picture.fit();
      if (wanted) reveal(wanted);
    },
    clear: () => { wanted = null; focus = null; redraw(); network.unselectAll(); },
    hide: (someNodes, someEdges) => {
      hiddenNodes.clear(); hiddenEdges.clear();
      for (const id of someNodes) hiddenNodes.add(id);
      for (const id of someEdges) hiddenEdges.add(id);
      redraw();
    },
    isHidden: (id) => hiddenNodes.has(id) || hiddenEdges.has(id),
    recolor: () => { readColors(); theme += 1; redraw(); },
    zoom: (factor) => { network.moveTo({ scale: Math.min(4, Math.max(0.02, network.getScale() * factor)) }); rename(); },
  };

  const tooltip = KG.get("tooltip");
  const hint = (text, pointer) => {
    tooltip.textContent = text;
    tooltip.hidden = !text;
    const stage = KG.get("stage").getBoundingClientRect();
    tooltip.style.left = `${Math.min(pointer.x + 14, Math.max(0, stage.width - 330))}px`;
    tooltip.style.top = `${pointer.y + 16}px`;
  };
  network.on("hoverNode", ({ node, pointer }) => hint(KG.name(node), pointer.DOM));
  network.on("hoverEdge", ({ edge, pointer }) => {
    const facts = KG.edges.get(edge).facts.map((id) => KG.facts.get(id)).filter(Boolean);
    const lines = facts.slice(0, 3).map((fact) => [fact.words, KG.when(fact)].filter(Boolean).join(" · "));
    const { from, to, name } = KG.edges.get(edge);
    hint(lines.length ? lines.join("\n") : `${KG.name(from)} ${name} ${KG.name(to)}`, pointer.DOM);
  });
  for (const gone of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(gone, () => { tooltip.hidden = true; });
  network.on("zoom", rename);
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    tooltip.hidden = true;
    if (node) KG.panel.open(node);
    else if (edge) KG.panel.openEdge(KG.edges.get(edge));
    else KG.panel.home();
  });
})();
