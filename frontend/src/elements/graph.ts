import { Island } from "../shared/island";
import { draw, make, ownAddress } from "../shared/make";
import { say } from "../shared/say";
import { counted } from "../shared/words";
import { readGraph, settle, tiesOf, type Net } from "./graph-data";
import { drawSvg, type Drawing, type Reach } from "./graph-svg";

const DASH: Record<string, string> = { reported: "7 4", hedged: "1.5 4", future: "10 3 2 3", hypothetical: "10 3 2 3", denied: "9 3 2 3 2 3" };

/** Who deals with whom, or who quotes whom: certainty is the line's style, and the table beside it says the same. */
class SaysoGraph extends Island<Net> {
  protected readonly noun = "Graph";
  private readonly box = make("div", { class: "graph-box" });
  private readonly readout = make("p", { class: "island-readout quiet" });
  private drawing: Drawing | null = null;
  private order: string[] = [];
  private at = -1;

  protected read(answer: unknown): Net | null {
    return readGraph(answer);
  }

  protected sum(net: Net): string {
    const first = [...net.nodes()].sort((a, b) => net.degree(b) - net.degree(a)).slice(0, 3);
    const styles = [...new Set(net.mapEdges((_edge, tie) => tie.style))];
    const ties = first.map((node) => `${net.getNodeAttribute(node, "label")} (${counted(net.degree(node), "tie")})`);
    return `${counted(net.order, "node")}, ${counted(net.size, "tie")}${styles.length ? `: ${styles.join(", ")}` : ""}. Most ties: ${ties.join(", ")}.`;
  }

  protected override async prepare(net: Net): Promise<void> {
    settle(net);
    this.order = [...net.nodes()].sort((a, b) => net.degree(b) - net.degree(a) || (a < b ? -1 : 1));
    this.picture.append(this.box, legend(net), this.readout);
    this.readout.textContent = "Arrow keys go from node to node, Enter opens one, plus and minus zoom.";
    this.picture.tabIndex = 0;
    this.picture.addEventListener("keydown", (event) => this.pressed(event));
    this.tools.prepend(
      this.labelled("+", "Closer", () => this.drawing?.closer(1.4)),
      this.labelled("−", "Farther", () => this.drawing?.closer(1 / 1.4)),
      this.labelled("⌂", "Whole picture", () => this.drawing?.home()),
    );
    this.atEnd(() => this.drawing?.end());
    await Promise.resolve();
  }

  private labelled(sign: string, words: string, act: () => void): HTMLButtonElement {
    const made = this.button(sign, act, words);
    made.setAttribute("aria-label", words);
    return made;
  }

  protected paint(net: Net): void {
    this.drawing?.end();
    this.drawing = null;
    void this.drawn(net);
  }

  private async drawn(net: Net): Promise<void> {
    const reach: Reach = { hover: (node) => this.tell(node, false), follow: (href) => location.assign(href) };
    const gl = await import("./graph-gl").catch(() => null);
    if (this.drawing || !this.isConnected) return; // painted again while the chunk was on its way
    try {
      this.drawing = gl?.canDraw() ? gl.drawGl(this.box, net, reach) : drawSvg(this.box, net, reach);
    } catch {
      this.box.replaceChildren(); // a driver that promised WebGL and does not keep it
      this.drawing = drawSvg(this.box, net, reach);
    }
    this.box.dataset.drawn = this.box.querySelector("svg") ? "svg" : "webgl";
  }

  protected override resized(): void {
    this.drawing?.resize();
  }

  private tell(node: string | null, aloud: boolean): void {
    const net = this.data;
    if (!net || node === null) return;
    const dot = net.getNodeAttributes(node);
    const words = `${dot.label}${dot.kind ? `, ${dot.kind}` : ""}, ${counted(net.degree(node), "tie")}: ${tiesOf(net, node)}`;
    this.readout.textContent = words;
    if (aloud) say(words);
  }

  private pressed(event: KeyboardEvent): void {
    const net = this.data;
    if (!net || event.target !== this.picture || event.ctrlKey || event.metaKey || event.altKey) return;
    const by: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = by[event.key];
    if (step !== undefined) {
      this.at = (this.at + step + this.order.length) % this.order.length;
      const node = this.order[this.at] ?? null;
      this.drawing?.point(node);
      this.tell(node, true);
    } else if (event.key === "Enter") {
      const node = this.order[this.at];
      const href = node ? ownAddress(net.getNodeAttribute(node, "href")) : null;
      if (href) location.assign(href);
    } else if (event.key === "+" || event.key === "=") this.drawing?.closer(1.4);
    else if (event.key === "-") this.drawing?.closer(1 / 1.4);
    else if (event.key === "0") this.drawing?.home();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function legend(net: Net): HTMLElement {
  const styles = [...new Set(net.mapEdges((_edge, tie) => tie.style))].sort();
  return make(
    "ul",
    { class: "map-legend", "aria-label": "How lines are to be read" },
    ...styles.map((style) => {
      const line = draw("line", { x1: 1, y1: 5, x2: 37, y2: 5, class: `tie ${style}`, "stroke-width": 2, "stroke-dasharray": DASH[style] ?? null, stroke: "currentColor" });
      const sign = draw("svg", { viewBox: "0 0 38 10", width: 38, height: 10, "aria-hidden": true }, line);
      if (style === "denied") sign.append(draw("path", { d: "M15 1l8 8m0-8l-8 8", stroke: "currentColor", "stroke-width": 2 }));
      return make("li", {}, sign, style);
    }),
  );
}

customElements.define("sayso-graph", SaysoGraph);
