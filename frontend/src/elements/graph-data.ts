import { MultiDirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

export interface Dot {
  label: string;
  kind: string;
  size: number;
  href: string;
  x: number;
  y: number;
}

export interface Tie {
  label: string;
  weight: number;
  style: string;
  href: string;
}

export type Net = MultiDirectedGraph<Dot, Tie>;
type Raw = Record<string, unknown>;
const words = (value: unknown): string => (typeof value === "string" ? value : "");
const positive = (value: unknown, otherwise: number): number => (typeof value === "number" && value > 0 ? value : otherwise);

/** The graph that an answer holds; a tie to a node that is not there is left out. */
export function readGraph(answer: unknown): Net | null {
  const raw = answer as { nodes?: unknown; edges?: unknown } | null;
  if (!raw || !Array.isArray(raw.nodes) || !Array.isArray(raw.edges) || !raw.nodes.length) return null;
  const net: Net = new MultiDirectedGraph<Dot, Tie>();
  const nodes = raw.nodes as Raw[];
  nodes.forEach((one, index) => {
    const turn = (index / nodes.length) * 2 * Math.PI;
    const id = words(one.id);
    if (!id || net.hasNode(id)) return;
    net.addNode(id, { label: words(one.label) || id, kind: words(one.kind), size: positive(one.size, 1), href: words(one.href), x: Math.cos(turn), y: Math.sin(turn) });
  });
  for (const one of raw.edges as Raw[]) {
    const [from, to] = [words(one.from), words(one.to)];
    if (!net.hasNode(from) || !net.hasNode(to) || from === to) continue;
    net.addDirectedEdge(from, to, { label: words(one.label), weight: positive(one.weight, 1), style: words(one.style) || "asserted", href: words(one.href) });
  }
  return net;
}

/** Places for all nodes: a bounded number of steps from a fixed start, so that the same answer gives the same picture. */
export function settle(net: Net): void {
  if (net.order < 2) return;
  const iterations = Math.max(30, Math.min(400, Math.round(40_000 / net.order)));
  const settings = { ...forceAtlas2.inferSettings(net), gravity: 1.5, scalingRatio: 12, adjustSizes: false, barnesHutOptimize: net.order > 300, edgeWeightInfluence: 0.4 };
  forceAtlas2.assign(net, { iterations, settings });
}

/** The radius of a node in pixels. */
export function radius(dot: Dot, most: number): number {
  return 5 + 9 * Math.sqrt(dot.size / Math.max(1, most));
}

/** The ties of a node in words, the strongest first. */
export function tiesOf(net: Net, node: string): string {
  const lines = net
    .mapEdges(node, (_edge, tie, from, to) => ({ tie, other: from === node ? to : from, out: from === node }))
    .sort((a, b) => b.tie.weight - a.tie.weight)
    .slice(0, 6)
    .map(({ tie, other, out }) => `${out ? "to" : "from"} ${net.getNodeAttribute(other, "label")}: ${[tie.label, tie.style].filter(Boolean).join(", ")}`);
  return lines.join("; ");
}
