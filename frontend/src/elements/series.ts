import uPlot from "uplot";
import { Island } from "../shared/island";
import { draw, make, ownAddress } from "../shared/make";
import { say } from "../shared/say";
import { calm, colour } from "../shared/theme";
import { counted, dayInWords, number } from "../shared/words";
import { readSeries, tableOf, type Drawn, type Mark, type Series } from "./series-data";

const DASHES = [[], [9, 4], [2, 3], [12, 3, 2, 3], [5, 2], [1, 5]];
const COLOURS = 6;
const DAY = 86400;
const STEPS = [1, 2, 3, 5, 7, 14, 28, 56, 91, 182, 364, 728].map((days) => days * DAY);

/** A time series by day: bands, lines and bars, with marks that lead to the events behind a change. */
class SaysoSeries extends Island<Drawn> {
  protected readonly noun = "Time series";
  private plot: uPlot | null = null;
  private off = new Set<number>();
  private readonly readout = make("p", { class: "island-readout quiet" });
  private readonly whole = this.button("Whole time", () => this.zoom(null));
  private readonly only = make("a", { class: "small" }, "Show only these days");
  private at = -1;

  protected read(answer: unknown): Drawn | null {
    return readSeries(answer);
  }

  protected sum(data: Drawn): string {
    const lines = data.series.map((one) => sentence(one));
    const marks = data.marks.map((mark) => `${dayInWords(mark.day)} (${mark.label})`);
    if (marks.length) lines.push(`${counted(marks.length, "change point")}: ${marks.join(", ")}.`);
    return lines.join(" ");
  }

  private get small(): boolean {
    return this.hasAttribute("small");
  }

  protected override prepare(data: Drawn): Promise<void> {
    if (!this.small) {
      this.tools.prepend(this.legend(data), this.whole, this.only);
      this.picture.after(this.readout);
      this.readout.textContent = "Left and right arrows read the days one by one; drag to look closer.";
    }
    this.whole.hidden = this.only.hidden = true;
    this.picture.tabIndex = 0;
    this.picture.addEventListener("keydown", (event) => this.pressed(event));
    this.atEnd(() => this.plot?.destroy());
    return Promise.resolve();
  }

  private legend(data: Drawn): HTMLElement {
    const list = make("div", { class: "series-legend", role: "group", "aria-label": "Lines shown" });
    data.series.forEach((one, index) => {
      const button = this.button(one.unit ? `${one.name} (${one.unit})` : one.name, () => {
        if (!this.off.delete(index)) this.off.add(index);
        button.setAttribute("aria-pressed", String(!this.off.has(index)));
        this.plot?.setSeries(index + 1, { show: !this.off.has(index) });
        this.bands(data);
        say(`${one.name} ${this.off.has(index) ? "hidden" : "shown"}`);
      });
      button.setAttribute("aria-pressed", "true");
      button.prepend(sample(one, index));
      list.append(button);
    });
    return list;
  }

  /** A band follows its line when that is hidden. */
  private bands(data: Drawn): void {
    const plot = this.plot;
    if (!plot) return;
    const { edges } = tableOf(data);
    edges.forEach((edge, place) => plot.setSeries(data.series.length + 1 + place, { show: !this.off.has(edge.of) }));
  }

  protected paint(data: Drawn): void {
    this.plot?.destroy();
    const { columns, edges } = tableOf(data);
    const ink = colour(this, "--ink");
    const quiet = colour(this, "--quiet");
    const line = colour(this, "--line");
    const colours = data.series.map((_, index) => colour(this, `--series-${(index % COLOURS) + 1}`, ink));
    const units = [...new Set(data.series.map((one) => one.unit))];
    const scale = (one: Series): string => (units.indexOf(one.unit) === 0 ? "y" : "y2");
    const axis = { stroke: quiet, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font: "12px system-ui, sans-serif" };
    const inBand = (edge: { of: number }): string => `${colours[edge.of] ?? ink}2e`;
    this.plot = new uPlot(
      {
        width: Math.max(this.picture.clientWidth, 120),
        height: this.small ? 110 : Number(this.getAttribute("height") ?? 280),
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
        legend: { show: false },
        cursor: { drag: { x: !this.small, y: false, setScale: false }, points: { size: 8 } },
        scales: { x: { time: true, range: withRoom(data) }, y: { range: fromZero(data, units[0]) }, ...(units.length > 1 ? { y2: { range: fromZero(data, units[1]) } } : {}) },
        axes: [
          { ...axis, show: true, grid: { show: false }, space: this.small ? 90 : 70, incrs: STEPS, values: (_plot, days) => days.map((day, index) => dayInWords(new Date(day * 1000).toISOString(), index === 0)) },
          { ...axis, scale: "y", size: this.small ? 34 : 48, label: this.small ? undefined : units[0], labelSize: 16, labelFont: axis.font },
          ...(units.length > 1 ? [{ ...axis, scale: "y2", side: 1 as const, grid: { show: false }, label: this.small ? undefined : units[1], labelSize: 16, labelFont: axis.font }] : []),
        ],
        series: [
          {},
          ...data.series.map((one, index): uPlot.Series => ({
            label: one.name,
            scale: scale(one),
            show: !this.off.has(index),
            stroke: colours[index],
            width: 2,
            dash: one.kind === "bars" ? undefined : DASHES[index % DASHES.length],
            fill: one.kind === "bars" ? `${colours[index] ?? ink}55` : undefined,
            paths: one.kind === "bars" ? uPlot.paths.bars?.({ size: [0.7, 24] }) : undefined,
            points: { show: one.kind !== "bars" && data.days.length < 3 },
            spanGaps: false,
          })),
          ...edges.map((edge): uPlot.Series => ({ scale: scale(data.series[edge.of] as Series), stroke: inBand(edge), width: 1, points: { show: false }, show: !this.off.has(edge.of) })),
        ],
        bands: pairs(edges, data.series.length + 1).map(({ high, low, of }) => ({ series: [high, low] as [number, number], fill: inBand({ of }) })),
        hooks: {
          setCursor: [(plot) => this.read_at(data, plot.cursor.idx ?? -1, false)],
          setSelect: [(plot) => this.selected(plot)],
          draw: [(plot) => this.marks(data, plot, ink)],
        },
      },
      columns as uPlot.AlignedData,
      this.picture,
    );
    this.plot.root.classList.add("series-plot");
  }

  protected override resized(data: Drawn): void {
    const width = this.picture.clientWidth;
    if (this.plot && width) this.plot.setSize({ width, height: this.plot.height });
    else this.paint(data);
  }

  /** Change points: a line through the plot, and a link over it that leads to the events behind it. */
  private marks(data: Drawn, plot: uPlot, ink: string): void {
    plot.root.querySelector(".series-marks")?.remove();
    const layer = make("div", { class: "series-marks" });
    const { ctx } = plot;
    data.marks.forEach((mark, index) => {
      const seconds = Date.parse(mark.day) / 1000;
      if (seconds < (plot.scales.x?.min ?? 0) || seconds > (plot.scales.x?.max ?? 0)) return;
      const x = plot.valToPos(seconds, "x", true);
      ctx.save();
      ctx.strokeStyle = ink;
      ctx.setLineDash([4, 4]);
      ctx.lineWidth = Math.max(1, devicePixelRatio);
      ctx.beginPath();
      ctx.moveTo(x, plot.bbox.top);
      ctx.lineTo(x, plot.bbox.top + plot.bbox.height);
      ctx.stroke();
      ctx.restore();
      layer.append(this.markLink(mark, index, plot.valToPos(seconds, "x")));
    });
    plot.over.append(layer);
  }

  private markLink(mark: Mark, index: number, left: number): HTMLAnchorElement {
    const words = `${dayInWords(mark.day)}: ${mark.label}`;
    const link = make("a", { href: ownAddress(mark.href), title: words, "aria-label": `${index + 1}: change point, ${words}` }, make("span", { "aria-hidden": true }, String(index + 1)));
    link.style.left = `${left}px`;
    link.addEventListener("mousedown", (event) => event.stopPropagation());
    return link;
  }

  private read_at(data: Drawn, index: number, aloud: boolean): void {
    const day = data.days[index];
    if (!day) return;
    this.at = index;
    const values = data.series.flatMap((one, place) => (this.off.has(place) ? [] : [valueInWords(one, day)]));
    const marks = data.marks.filter((mark) => mark.day.slice(0, 10) === day).map((mark) => `change point: ${mark.label}`);
    const words = `${dayInWords(day)}: ${[...values, ...marks].join("; ")}`;
    this.readout.textContent = words;
    if (aloud) say(words);
  }

  private pressed(event: KeyboardEvent): void {
    const data = this.data;
    if (!data || !this.plot || event.target !== this.picture || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = data.days.length - 1;
    const to: Record<string, number> = { ArrowRight: this.at + 1, ArrowLeft: this.at < 0 ? last : this.at - 1, Home: 0, End: last, PageDown: this.at + 7, PageUp: this.at - 7 };
    const next = to[event.key];
    if (next !== undefined) {
      event.preventDefault();
      const at = Math.max(0, Math.min(last, next));
      const seconds = Date.parse(data.days[at] ?? "") / 1000;
      this.plot.setCursor({ left: this.plot.valToPos(seconds, "x"), top: this.plot.over.clientHeight / 2 }, false);
      this.read_at(data, at, true);
    } else if (event.key === "Enter") {
      const mark = data.marks.find((one) => one.day.slice(0, 10) === data.days[this.at]);
      const href = ownAddress(mark?.href);
      if (href) location.assign(href);
    } else if (event.key === "Escape") this.zoom(null);
  }

  private selected(plot: uPlot): void {
    if (plot.select.width < 6) return;
    this.zoom([plot.posToVal(plot.select.left, "x"), plot.posToVal(plot.select.left + plot.select.width, "x")]);
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  }

  private zoom(range: [number, number] | null): void {
    const data = this.data;
    if (!data || !this.plot) return;
    const whole: [number, number] = [Date.parse(data.days[0] ?? "") / 1000, Date.parse(data.days.at(-1) ?? "") / 1000];
    const [min, max] = range ?? whole;
    this.plot.setScale("x", { min, max: Math.max(max, min + DAY) });
    this.whole.hidden = this.only.hidden = range === null;
    if (!range) return;
    const first = new Date(Math.ceil(min / DAY) * DAY * 1000).toISOString().slice(0, 10);
    const after = new Date((Math.floor(max / DAY) + 1) * DAY * 1000).toISOString().slice(0, 10);
    const address = new URL(location.href);
    address.searchParams.set("since", first);
    address.searchParams.set("until", after);
    this.only.href = address.pathname + address.search;
    if (!calm()) this.readout.textContent = `${dayInWords(first)} to ${dayInWords(after)} (left out)`;
  }
}

function sentence(one: Series): string {
  const known = one.days.flatMap((day, index) => {
    const value = one.values[index];
    return value === null || value === undefined ? [] : [{ day, value }];
  });
  const last = known.at(-1);
  if (!last) return `${one.name}: no values.`;
  const top = known.reduce((best, now) => (now.value > best.value ? now : best));
  const low = known.reduce((best, now) => (now.value < best.value ? now : best));
  const unit = one.unit ? ` ${top.value === 1 ? one.unit.replace(/s$/, "") : one.unit}` : "";
  return (
    `${one.name}, ${dayInWords(one.days[0] ?? "")} to ${dayInWords(one.days.at(-1) ?? "")}: highest ${number(top.value)}${unit} on ${dayInWords(top.day)}, ` +
    `lowest ${number(low.value)} on ${dayInWords(low.day)}, last ${number(last.value)}.`
  );
}

function valueInWords(one: Series, day: string): string {
  const at = one.days.indexOf(day);
  const value = one.values[at];
  if (at < 0 || value === null || value === undefined) return `${one.name} unknown`;
  const low = one.low?.[at];
  const high = one.high?.[at];
  const band = low !== undefined && low !== null && high !== undefined && high !== null ? ` (${number(low)} to ${number(high)})` : "";
  return `${one.name} ${number(value)}${band}`;
}

function sample(one: Series, index: number): SVGSVGElement {
  const svg = draw("svg", { viewBox: "0 0 28 10", width: 28, height: 10, "aria-hidden": true });
  const stroke = `var(--series-${(index % COLOURS) + 1})`;
  const mark =
    one.kind === "bars"
      ? draw("rect", { x: 9, y: 1, width: 10, height: 9 })
      : draw("line", { x1: 0, y1: 5, x2: 28, y2: 5, "stroke-width": 2.5, "stroke-dasharray": DASHES[index % DASHES.length]?.join(" ") || null });
  mark.style.setProperty(one.kind === "bars" ? "fill" : "stroke", stroke);
  svg.append(mark);
  return svg;
}

/** Bars at the edges stand whole. */
function withRoom(data: Drawn): (plot: uPlot, min: number, max: number) => [number, number] {
  const room = data.series.some((one) => one.kind === "bars") || data.days.length < 2 ? DAY / 2 : 0;
  const only = data.days.length === 1 ? Date.parse(data.days[0] ?? "") / 1000 : null; // uPlot would show a thousand days around it
  return (_plot, min, max) => (only === null ? [min - room, max + room] : [only - room, only + room]);
}

/** Counts and indices are read against zero. */
function fromZero(data: Drawn, unit: string | undefined): (plot: uPlot, min: number | null, max: number | null) => [number, number] {
  const own = data.series.filter((one) => one.unit === unit);
  const edges = own.flatMap((one) => [...one.values, ...(one.low ?? []), ...(one.high ?? [])]).filter((value): value is number => typeof value === "number");
  const low = Math.min(0, ...edges);
  const high = Math.max(0, ...edges);
  const room = (high - low) * 0.06 || 1;
  return () => [low < 0 ? low - room : 0, high > 0 ? high + room : low < 0 ? 0 : 1];
}

function pairs(edges: { of: number; side: "high" | "low" }[], from: number): { high: number; low: number; of: number }[] {
  return edges.flatMap((edge, index) => (edge.side === "high" ? [{ high: from + index, low: from + index + 1, of: edge.of }] : []));
}

customElements.define("sayso-series", SaysoSeries);
