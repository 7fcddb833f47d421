import Sigma from "sigma";
import { ownAddress } from "../shared/make";
import { calm, colour } from "../shared/theme";
import { radius, type Dot, type Net, type Tie } from "./graph-data";
import type { Drawing, Reach } from "./graph-svg";

const DASH: Record<string, number[]> = { reported: [7, 4], hedged: [1.5, 4], future: [10, 3, 2, 3], hypothetical: [10, 3, 2, 3], denied: [9, 3, 2, 3, 2, 3] };

/** Whether this browser can draw with WebGL; software that only pretends is refused. */
export function canDraw(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

/**
 * The graph by sigma. Its own edges have no dashes, and certainty must not stand by colour alone: so the ties are drawn
 * on a plain canvas below the nodes, and sigma draws nodes, labels and movement.
 */
export function drawGl(box: HTMLElement, net: Net, reach: Reach): Drawing {
  const most = Math.max(1, ...net.mapNodes((_node, dot) => dot.size));
  const ink = colour(box, "--ink");
  const accent = colour(box, "--accent");
  const focus = colour(box, "--focus");
  const quiet = colour(box, "--quiet");
  const denied = colour(box, "--disputed");
  let pointed: string | null = null;
  const sigma = new Sigma<Dot, Tie>(net, box, {
    allowInvalidContainer: true,
    renderEdgeLabels: false,
    stagePadding: 70,
    labelColor: { color: ink },
    labelFont: "system-ui, sans-serif",
    labelSize: 12,
    labelDensity: 3,
    labelRenderedSizeThreshold: 0,
    zIndex: true,
    defaultDrawNodeHover: (context, data) => ring(context, data, focus, ink),
    nodeReducer: (node, dot) => ({ ...dot, size: radius(dot, most), color: node === pointed ? focus : /outlet|source|media/.test(dot.kind) ? quiet : accent, forceLabel: net.order < 60 || node === pointed }),
    edgeReducer: (_edge, tie) => ({ ...tie, hidden: true }),
  });
  const canvas = sigma.createCanvas("ties", { beforeLayer: "nodes" });
  const paint = (): void => {
    const context = canvas.getContext("2d");
    if (!context) return;
    const { width, height } = sigma.getDimensions();
    const dense = devicePixelRatio || 1;
    canvas.width = width * dense;
    canvas.height = height * dense;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    context.setTransform(dense, 0, 0, dense, 0, 0);
    context.clearRect(0, 0, width, height);
    ties(context, sigma, net, pointed, { quiet, focus, denied });
  };
  sigma.on("afterRender", paint);
  paint();
  sigma.on("enterNode", ({ node }) => reach.hover(node));
  sigma.on("leaveNode", () => reach.hover(null));
  sigma.on("clickNode", ({ node }) => {
    const href = ownAddress(net.getNodeAttribute(node, "href"));
    if (href) reach.follow(href);
  });
  sigma.on("wheelStage", ({ event, preventSigmaDefault }) => {
    if (!("ctrlKey" in event.original) || !event.original.ctrlKey) preventSigmaDefault(); // the page must still scroll
  });
  const camera = sigma.getCamera();
  const turn = (ratio: number): void => void camera.animate({ ratio }, { duration: calm() ? 0 : 150 });
  return {
    point: (node) => {
      pointed = node;
      sigma.refresh({ skipIndexation: true });
    },
    closer: (factor) => turn(Math.max(0.1, Math.min(4, camera.ratio / factor))),
    home: () => void camera.animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: calm() ? 0 : 150 }),
    resize: () => sigma.resize(),
    end: () => sigma.kill(),
  };
}

function ring(context: CanvasRenderingContext2D, data: { x: number; y: number; size: number; label?: string | null }, focus: string, ink: string): void {
  context.beginPath();
  context.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
  context.strokeStyle = focus;
  context.lineWidth = 3;
  context.stroke();
  if (!data.label) return;
  context.fillStyle = ink;
  context.font = "600 13px system-ui, sans-serif";
  context.fillText(data.label, data.x + data.size + 6, data.y + 4);
}

interface Colours {
  quiet: string;
  focus: string;
  denied: string;
}

function ties(context: CanvasRenderingContext2D, sigma: Sigma<Dot, Tie>, net: Net, pointed: string | null, colours: Colours): void {
  const most = Math.max(1, ...net.mapEdges((_edge, tie) => tie.weight));
  const beside = new Map<string, number>();
  net.forEachEdge((_edge, tie, from, to) => {
    const a = sigma.graphToViewport(net.getNodeAttributes(from));
    const b = sigma.graphToViewport(net.getNodeAttributes(to));
    const pair = [from, to].sort().join("\u0000");
    const nth = beside.get(pair) ?? 0;
    beside.set(pair, nth + 1);
    const bend = (nth ? (nth % 2 ? 1 : -1) * Math.ceil(nth / 2) * 22 : 0) * (from < to ? 1 : -1);
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const mx = (a.x + b.x) / 2 - ((b.y - a.y) / length) * bend;
    const my = (a.y + b.y) / 2 + ((b.x - a.x) / length) * bend;
    context.beginPath();
    context.setLineDash(DASH[tie.style] ?? []);
    context.strokeStyle = context.fillStyle = pointed && (pointed === from || pointed === to) ? colours.focus : tie.style === "denied" ? colours.denied : colours.quiet;
    context.lineWidth = 1.2 + 2.2 * Math.sqrt(tie.weight / most);
    context.moveTo(a.x, a.y);
    context.quadraticCurveTo(mx, my, b.x, b.y);
    context.stroke();
    context.setLineDash([]);
    if (tie.style === "denied") cross(context, mx, my);
    arrow(context, (mx + b.x) / 2, (my + b.y) / 2, Math.atan2(b.y - my, b.x - mx));
  });
}

function cross(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.lineWidth = 2;
  context.moveTo(x - 5, y - 5);
  context.lineTo(x + 5, y + 5);
  context.moveTo(x + 5, y - 5);
  context.lineTo(x - 5, y + 5);
  context.stroke();
}

function arrow(context: CanvasRenderingContext2D, x: number, y: number, turn: number): void {
  context.save();
  context.translate(x, y);
  context.rotate(turn);
  context.beginPath();
  context.moveTo(-5, -4);
  context.lineTo(4, 0);
  context.lineTo(-5, 4);
  context.fill();
  context.restore();
}
