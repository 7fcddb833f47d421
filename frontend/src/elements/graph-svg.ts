import { draw, ownAddress } from "../shared/make";
import { radius, type Net } from "./graph-data";

/** What a drawing of a graph can be asked, whoever draws it. */
export interface Drawing {
  point(node: string | null): void;
  closer(factor: number): void;
  home(): void;
  resize(): void;
  end(): void;
}

export interface Reach {
  hover(node: string | null): void;
  follow(href: string): void;
}

const DASH: Record<string, string> = { reported: "7 4", hedged: "1.5 4", future: "10 3 2 3", hypothetical: "10 3 2 3", denied: "9 3 2 3 2 3" };

/** The graph as SVG, for browsers without WebGL and for printing. */
export function drawSvg(box: HTMLElement, net: Net, reach: Reach): Drawing {
  const svg = draw("svg", { "aria-hidden": true });
  const layer = draw("g", {});
  svg.append(layer);
  box.append(svg);
  let zoom = 1;
  let pointed: string | null = null;
  const paint = (): void => {
    const [width, height] = [box.clientWidth || 600, box.clientHeight || 400];
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const places = fit(net, width, height, zoom);
    layer.replaceChildren(...ties(net, places, pointed, reach), ...dots(net, places, pointed, reach));
  };
  paint();
  return {
    point: (node) => {
      pointed = node;
      paint();
    },
    closer: (factor) => {
      zoom = Math.max(0.4, Math.min(8, zoom * factor));
      paint();
    },
    home: () => {
      zoom = 1;
      paint();
    },
    resize: paint,
    end: () => svg.remove(),
  };
}

type Places = Map<string, { x: number; y: number }>;

function fit(net: Net, width: number, height: number, zoom: number): Places {
  const xs = net.mapNodes((_node, dot) => dot.x);
  const ys = net.mapNodes((_node, dot) => dot.y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const k = Math.min((width - 150) / (right - left || 1), (height - 60) / (high - low || 1)) * zoom;
  const places: Places = new Map();
  net.forEachNode((node, dot) => places.set(node, { x: width / 2 + (dot.x - (left + right) / 2) * k, y: height / 2 - (dot.y - (low + high) / 2) * k }));
  return places;
}

function ties(net: Net, places: Places, pointed: string | null, reach: Reach): SVGElement[] {
  const most = Math.max(1, ...net.mapEdges((_edge, tie) => tie.weight));
  const beside = new Map<string, number>();
  return net.mapEdges((_edge, tie, from, to) => {
    const [a, b] = [places.get(from) ?? { x: 0, y: 0 }, places.get(to) ?? { x: 0, y: 0 }];
    const pair = [from, to].sort().join("\u0000");
    const nth = beside.get(pair) ?? 0;
    beside.set(pair, nth + 1);
    const bend = (nth ? (nth % 2 ? 1 : -1) * Math.ceil(nth / 2) * 22 : 0) * (from < to ? 1 : -1);
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const middle = { x: (a.x + b.x) / 2 + (-(b.y - a.y) / length) * bend, y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * bend };
    const line = draw("path", {
      class: `tie ${tie.style}${pointed && (pointed === from || pointed === to) ? " on" : ""}`,
      d: `M${a.x} ${a.y}Q${middle.x} ${middle.y} ${b.x} ${b.y}`,
      "stroke-width": 1.2 + 2.2 * Math.sqrt(tie.weight / most),
      "stroke-dasharray": DASH[tie.style] ?? null,
    }, draw("title", {}, [`${net.getNodeAttribute(from, "label")} to ${net.getNodeAttribute(to, "label")}`, tie.label, tie.style].filter(Boolean).join(", ")));
    const near = { x: (middle.x + b.x) / 2, y: (middle.y + b.y) / 2 };
    const turn = (Math.atan2(b.y - middle.y, b.x - middle.x) * 180) / Math.PI;
    const parts: SVGElement[] = [line, draw("path", { class: "arrow", d: "M-5 -4L4 0L-5 4Z", transform: `translate(${near.x} ${near.y}) rotate(${turn})` })];
    if (tie.style === "denied") parts.push(draw("path", { class: "cross", d: "M-5 -5L5 5M5 -5L-5 5", transform: `translate(${middle.x} ${middle.y})` }));
    const group = draw("g", {}, ...parts);
    const href = ownAddress(tie.href);
    if (href) group.addEventListener("click", () => reach.follow(href));
    return group;
  });
}

function dots(net: Net, places: Places, pointed: string | null, reach: Reach): SVGElement[] {
  const most = Math.max(1, ...net.mapNodes((_node, dot) => dot.size));
  return net.mapNodes((node, dot) => {
    const at = places.get(node) ?? { x: 0, y: 0 };
    const r = radius(dot, most);
    const group = draw("g", { class: `node${pointed === node ? " on" : ""}`, transform: `translate(${at.x} ${at.y})` }, figure(dot.kind, r), draw("text", { x: r + 4, y: 4 }, dot.label));
    const href = ownAddress(dot.href);
    group.addEventListener("mouseenter", () => reach.hover(node));
    if (href) group.addEventListener("click", () => reach.follow(href));
    return group;
  });
}

/** Media are squares and all others circles, so that a voice is not taken for a party. */
function figure(kind: string, r: number): SVGElement {
  return /outlet|source|media/.test(kind) ? draw("rect", { class: "dot", x: -r, y: -r, width: 2 * r, height: 2 * r, rx: 2 }) : draw("circle", { class: "dot", r });
}
