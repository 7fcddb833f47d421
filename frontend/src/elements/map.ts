import { geoAzimuthalEqualArea, geoCentroid, geoCircle, geoDistance, geoEqualEarth, geoGraticule10, geoMercator, geoPath, type GeoProjection } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import { Island } from "../shared/island";
import { draw, make, ownAddress } from "../shared/make";
import { pageOf, save, standalone } from "../shared/save";
import { say } from "../shared/say";
import { calm } from "../shared/theme";
import { counted, counters, dayInWords } from "../shared/words";
import { geojson, readMap, type Country, type Shown, type Spot } from "./map-data";
import { gather, shape, type Placed } from "./map-shapes";
import { VIEWS, world, type Detail, type View } from "./map-world";

const DEGREE_KM = 111.2;
const APART = 26; // pixels between the middles of two marks
const PROJECTIONS = { auto: "Automatic", region: "Equal area, around the events", world: "Equal Earth, whole world", mercator: "Mercator" };
type Choice = keyof typeof PROJECTIONS;

/** Events on a map that asks nobody outside: how well a place is known is a ring, the verdict is a shape. */
class SaysoMap extends Island<Shown> {
  protected readonly noun = "Map of events";
  private readonly box = make("div", { class: "map-box" });
  private readonly tip = make("div", { class: "map-tip", hidden: true });
  private readonly scale = make("div", { class: "map-scale", "aria-hidden": true });
  private readonly picked = make("section", { class: "map-picked", "aria-live": "polite" });
  private readonly note = make("span", {});
  private svg: SVGSVGElement | null = null;
  private lands: SVGGElement | null = null;
  private rings: SVGGElement | null = null;
  private spots: SVGGElement | null = null;
  private projection: GeoProjection = geoEqualEarth();
  private zooming: ZoomBehavior<SVGSVGElement, unknown> | null = null;
  private transform: ZoomTransform = zoomIdentity;
  private detail: Detail = "coarse";
  private view: View = "un";
  private choice: Choice = "auto";
  private opened = 0; // how many degrees the region opens to

  protected read(answer: unknown): Shown | null {
    return readMap(answer);
  }

  protected sum(data: Shown): string {
    const verdicts = tally(data.points.map((spot) => spot.verdict));
    const lines = [`${counted(data.points.length, "event")} with a place${verdicts ? `: ${verdicts}` : ""}.`];
    if (data.countries.length) {
      const all = data.countries.reduce((total, one) => total + one.events, 0);
      lines.push(`${counted(all, "event")} known only to the country: ${data.countries.slice(0, 8).map((one) => `${one.name} ${one.events}`).join(", ")}.`);
    }
    return lines.join(" ");
  }

  protected override prepare(data: Shown): Promise<void> {
    const asked = new URLSearchParams(location.search);
    this.view = asked.get("borders") === "held" ? "held" : "un";
    this.choice = (Object.keys(PROJECTIONS) as Choice[]).find((one) => one === asked.get("projection")) ?? "auto";
    this.box.append(this.buttons(), this.tip, this.scale);
    const side = make("div", { class: "map-side" }, this.picked, countryList(data.countries));
    this.picture.append(make("div", { class: "map-grid" }, make("div", {}, this.box, legend(data)), side));
    this.summary.append(" ", this.note);
    this.tools.prepend(this.chooser("Projection", PROJECTIONS, this.choice, (to) => { this.choice = to as Choice; this.keepInAddress("projection", to, "auto"); }),
      this.chooser("Borders", { un: VIEWS.un.label, held: VIEWS.held.label }, this.view, (to) => { this.view = to as View; this.keepInAddress("borders", to, "un"); }),
      this.saver(data));
    this.picked.append(make("p", { class: "quiet" }, "Choose a mark to list its events here."));
    return Promise.resolve();
  }

  private keepInAddress(name: string, value: string, usual: string): void {
    const address = new URL(location.href);
    if (value === usual) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
    history.replaceState(history.state, "", address);
    this.transform = zoomIdentity;
    if (this.data) this.paint(this.data);
  }

  private chooser(words: string, options: Record<string, string>, now: string, then: (to: string) => void): HTMLElement {
    const list = make("select", {}, ...Object.entries(options).map(([value, label]) => make("option", { value, selected: value === now }, label)));
    list.addEventListener("change", () => then(list.value));
    return make("label", { class: "small" }, `${words} `, list);
  }

  private saver(data: Shown): HTMLElement {
    const title = document.title.split(" · ")[0] ?? "Map";
    const picture = (): string => (this.svg ? standalone(this.svg, `${this.summary.textContent ?? ""}`) : "");
    return make(
      "span",
      { class: "cluster", role: "group", "aria-label": "Save the map" },
      this.button("SVG", () => save("sayso-map.svg", "image/svg+xml", picture()), "Save the picture"),
      this.button("GeoJSON", () => save("sayso-map.geojson", "application/geo+json", geojson(data)), "Save the points"),
      this.button("HTML", () => save("sayso-map.html", "text/html", pageOf(title, picture(), this.querySelector("table"), this.summary.textContent ?? "")), "Save a page that needs no server"),
    );
  }

  private buttons(): HTMLElement {
    return make(
      "div",
      { class: "map-buttons", role: "group", "aria-label": "Zoom" },
      labelled(this.button("+", () => this.closer(1.6)), "Closer"),
      labelled(this.button("−", () => this.closer(1 / 1.6)), "Farther"),
      labelled(this.button("⌂", () => this.home()), "Whole picture"),
    );
  }

  protected paint(data: Shown): void {
    const width = Math.max(240, this.box.clientWidth || this.picture.clientWidth);
    const height = Math.round(Math.max(260, Math.min(width * 0.66, 560)));
    this.svg?.remove();
    this.projection = this.project(data, width, height);
    this.lands = draw("g", { class: "lands" });
    this.rings = draw("g", { class: "rings" });
    this.spots = draw("g", { class: "spots" });
    this.svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", tabindex: 0, "aria-label": `${this.name}. Arrow keys move it, plus and minus zoom, 0 shows all; Tab goes from mark to mark.` }, this.lands, this.rings, this.spots);
    this.box.prepend(this.svg);
    const path = geoPath(this.projection);
    this.lands.append(draw("path", { class: "sphere", d: path({ type: "Sphere" }) }), draw("path", { class: "graticule", d: path(geoGraticule10()) }));
    const own = geoCircle();
    for (const ring of ringsOf(data.points)) {
      const d = path(own.center([ring.lon, ring.lat]).radius(ring.km / DEGREE_KM)());
      if (d) this.rings.append(draw("path", { class: `ring ${ring.status}`, d }));
    }
    this.zooming = zoom<SVGSVGElement, unknown>()
      .scaleExtent([0.5, 60])
      .extent([[0, 0], [width, height]])
      .filter((event: Event) => allowed(event))
      .on("zoom", (event: { transform: ZoomTransform }) => {
        this.transform = event.transform;
        this.moved(data);
      });
    select(this.svg).call(this.zooming).on("dblclick.zoom", null);
    select(this.svg).call(this.zooming.transform, this.transform);
    this.svg.addEventListener("keydown", (event) => this.pressed(event));
    void this.lay(data);
  }

  /** Land comes after the marks: a slow file must not hold them up. */
  private async lay(data: Shown): Promise<void> {
    const lands = this.lands;
    this.note.textContent = `${VIEWS[this.view].note} No view of a border is ours.`;
    const marked = new Set(data.countries.map((one) => one.iso3));
    for (const detail of this.opened < 70 ? (["coarse", "fine"] as const) : (["coarse"] as const)) {
      const shapes = await world(this.view, detail);
      if (lands !== this.lands || !lands) return;
      this.detail = detail;
      lands.querySelectorAll(".land").forEach((old) => old.remove());
      const path = geoPath(this.projection);
      for (const land of shapes.features) {
        const d = path(land);
        if (d) lands.append(draw("path", { class: marked.has(land.properties.a3 ?? "") ? "land marked" : "land", d }, draw("title", {}, land.properties.name ?? "")));
      }
    }
    this.box.dataset.detail = this.detail;
  }

  private project(data: Shown, width: number, height: number): GeoProjection {
    const points = { type: "MultiPoint" as const, coordinates: data.points.map((spot): [number, number] => [spot.lon, spot.lat]) };
    const middle: [number, number] = points.coordinates.length ? geoCentroid(points) : [15, 20];
    const far = Math.max(0, ...data.points.map((spot) => (geoDistance(middle, [spot.lon, spot.lat]) * 180) / Math.PI));
    const regional = this.choice === "region" || (this.choice === "auto" && points.coordinates.length > 0 && far < 50);
    const edge: [[number, number], [number, number]] = [[12, 12], [width - 12, height - 12]];
    this.opened = regional ? far * 2 : 180;
    if (this.choice === "mercator") {
      const all = geoMercator().rotate([-middle[0], 0]).clipExtent(null);
      return points.coordinates.length ? all.fitExtent(edge, around(middle, Math.max(2, Math.min(far * 1.15, 75)))) : all.fitExtent(edge, { type: "Sphere" });
    }
    if (!regional) return geoEqualEarth().rotate([-11, 0]).fitExtent(edge, { type: "Sphere" });
    return geoAzimuthalEqualArea()
      .rotate([-middle[0], -middle[1]])
      .clipAngle(110)
      .fitExtent(edge, around(middle, Math.max(2, far * 1.15)));
  }

  private moved(data: Shown): void {
    const at = this.transform.toString();
    this.lands?.setAttribute("transform", at);
    this.rings?.setAttribute("transform", at);
    const placed = data.points.flatMap((of) => {
      const found = this.projection([of.lon, of.lat]);
      return found ? [{ x: this.transform.applyX(found[0]), y: this.transform.applyY(found[1]), of }] : [];
    });
    placed.sort((a, b) => b.of.reports - a.of.reports);
    const focused = this.spots?.contains(document.activeElement) ? document.activeElement?.getAttribute("data-id") : null;
    this.spots?.replaceChildren(...gather(placed, APART).map((group) => (group.of.length > 1 ? this.many(group) : this.single(group))));
    if (focused) (this.spots?.querySelector<SVGElement>(`[data-id="${CSS.escape(focused)}"]`) ?? this.svg)?.focus();
    this.measure();
  }

  private single(group: Placed<Spot>): SVGElement {
    const spot = group.of[0] as Spot;
    const link = draw("a", { class: `spot v-${spot.verdict}`, href: ownAddress(spot.href), tabindex: 0, "data-id": spot.id, "aria-label": inWords(spot), transform: `translate(${group.x.toFixed(1)} ${group.y.toFixed(1)})` },
      draw("circle", { class: "hit", r: 13 }), draw("circle", { class: "halo", r: 11 }), shape(spot.verdict));
    this.tipped(link, group, [spot.title, `${dayInWords(spot.day)} · ${spot.verdict} · ${counters(spot.reports, spot.roots)}`, known(spot)]);
    return link;
  }

  private many(group: Placed<Spot>): SVGElement {
    const size = 10 + Math.min(10, Math.log2(group.of.length) * 2);
    const words = `${counted(group.of.length, "event")} here: ${tally(group.of.map((spot) => spot.verdict))}`;
    const made = draw("g", { class: "spot cluster", role: "button", tabindex: 0, "data-id": `c-${(group.of[0] as Spot).id}`, "aria-label": `${words}. Lists them.`, transform: `translate(${group.x.toFixed(1)} ${group.y.toFixed(1)})` },
      draw("circle", { class: "hit", r: Math.max(13, size) }), draw("circle", { class: "halo", r: size + 3 }), draw("circle", { class: "shape", r: size }), draw("text", { "aria-hidden": true }, String(group.of.length)));
    this.tipped(made, group, [words]);
    made.addEventListener("click", () => this.pick(group));
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      this.pick(group);
    });
    return made;
  }

  private tipped(element: SVGElement, group: Placed<Spot>, lines: string[]): void {
    const show = (): void => {
      this.tip.replaceChildren(...lines.map((line, index) => make("p", { dir: "auto", class: index ? "quiet" : "" }, line)));
      this.tip.hidden = false;
      const wide = this.box.clientWidth;
      const factor = wide / Number(this.svg?.getAttribute("width") ?? wide);
      const left = group.x * factor;
      this.tip.style.left = `${Math.max(2, Math.min(left + 14, wide - this.tip.offsetWidth - 4))}px`;
      const top = group.y * factor;
      this.tip.style.top = `${top + 18 + this.tip.offsetHeight > this.box.clientHeight ? Math.max(4, top - this.tip.offsetHeight - 14) : top + 16}px`;
    };
    const hide = (): void => {
      this.tip.hidden = true;
    };
    element.addEventListener("mouseenter", show);
    element.addEventListener("focus", show);
    element.addEventListener("mouseleave", hide);
    element.addEventListener("blur", hide);
  }

  private pick(group: Placed<Spot>): void {
    const heading = make("h3", { tabindex: -1 }, counted(group.of.length, "event"), " here");
    const lines = group.of.slice(0, 60).map((spot) =>
      make("li", {}, make("a", { href: ownAddress(spot.href), dir: "auto" }, spot.title), make("p", { class: "quiet" }, `${dayInWords(spot.day)} · ${spot.verdict} · ${counters(spot.reports, spot.roots)}`)));
    const apart = new Set(group.of.map((spot) => `${spot.lat} ${spot.lon}`)).size > 1;
    this.picked.replaceChildren(heading, apart ? this.button("Zoom to these", () => this.zoomTo(group.of)) : "", make("ul", {}, ...lines));
    if (group.of.length > 60) this.picked.append(make("p", { class: "quiet" }, `and ${group.of.length - 60} more; the table has them all`));
    heading.focus();
  }

  private zoomTo(spots: Spot[]): void {
    const places = spots.flatMap((spot) => {
      const found = this.projection([spot.lon, spot.lat]);
      return found ? [found] : [];
    });
    const [width, height] = this.size();
    const xs = places.map((place) => place[0]);
    const ys = places.map((place) => place[1]);
    const wide = Math.max(...xs) - Math.min(...xs) || 1;
    const high = Math.max(...ys) - Math.min(...ys) || 1;
    const k = Math.min(40, 0.7 / Math.max(wide / width, high / height));
    const to = zoomIdentity.translate(width / 2 - (k * (Math.max(...xs) + Math.min(...xs))) / 2, height / 2 - (k * (Math.max(...ys) + Math.min(...ys))) / 2).scale(k);
    if (this.svg && this.zooming) select(this.svg).call(this.zooming.transform, to);
    this.svg?.focus();
  }

  private size(): [number, number] {
    return [Number(this.svg?.getAttribute("width") ?? 1), Number(this.svg?.getAttribute("height") ?? 1)];
  }

  private closer(factor: number): void {
    if (!this.svg || !this.zooming) return;
    select(this.svg).call(this.zooming.scaleBy, factor);
    say(`Zoom ${this.transform.k.toFixed(1)} times`);
  }

  private home(): void {
    if (this.svg && this.zooming) select(this.svg).call(this.zooming.transform, zoomIdentity);
    say("Whole picture");
  }

  private pressed(event: KeyboardEvent): void {
    if (!this.svg || !this.zooming || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 60 / this.transform.k;
    const by: Record<string, [number, number]> = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    const way = by[event.key];
    if (way) select(this.svg).call(this.zooming.translateBy, way[0], way[1]);
    else if (event.key === "+" || event.key === "=") this.closer(1.6);
    else if (event.key === "-") this.closer(1 / 1.6);
    else if (event.key === "0") this.home();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** How many kilometres a bar of about 90 pixels is, in the middle of the picture. */
  private measure(): void {
    const [width, height] = this.size();
    const back = (x: number): [number, number] | null => this.projection.invert?.([this.transform.invertX(x), this.transform.invertY(height / 2)]) ?? null;
    const [a, b] = [back(width / 2 - 45), back(width / 2 + 45)];
    const km = a && b ? (geoDistance(a, b) * 180 * DEGREE_KM) / Math.PI : 0;
    this.scale.hidden = !(km > 0.5);
    const round = 10 ** Math.floor(Math.log10(km || 1));
    const nice = [5, 2, 1].map((one) => one * round).find((one) => one <= km) ?? round;
    this.scale.textContent = `${nice.toLocaleString("en")} km`;
    this.scale.style.width = `${Math.round((90 * nice) / (km || 1))}px`;
    if (calm()) this.scale.style.transition = "none";
  }
}

function around(middle: [number, number], degrees: number): ReturnType<ReturnType<typeof geoCircle>> {
  return geoCircle().center(middle).radius(degrees)();
}

/** A page must still scroll over a map: the wheel zooms with Ctrl, a single finger scrolls. */
function allowed(event: Event): boolean {
  if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
  if ("touches" in event) return (event as TouchEvent).touches.length > 1;
  return !(event as MouseEvent).button && !(event as MouseEvent).ctrlKey;
}

function labelled(button: HTMLButtonElement, words: string): HTMLButtonElement {
  button.setAttribute("aria-label", words);
  button.title = words;
  return button;
}

function known(spot: Spot): string {
  const where = spot.place ? `${spot.place}, ` : "";
  return spot.km > 0 ? `${where}known to within ${spot.km < 10 ? spot.km.toFixed(1) : Math.round(spot.km).toLocaleString("en")} km` : spot.place;
}

function inWords(spot: Spot): string {
  return [spot.title, dayInWords(spot.day), spot.status, spot.verdict, counters(spot.reports, spot.roots), known(spot)].filter(Boolean).join(", ");
}

function tally(all: string[]): string {
  const counts = new Map<string, number>();
  for (const one of all) if (one) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${count} ${name}`).join(", ");
}

/** Each ring once: many events lie at one place of the gazetteer. */
function ringsOf(points: Spot[]): Spot[] {
  const seen = new Map(points.filter((spot) => spot.km > 0).map((spot) => [`${spot.lat} ${spot.lon} ${spot.km} ${spot.status}`, spot]));
  return [...seen.values()].slice(0, 800);
}

function legend(data: Shown): HTMLElement {
  const verdicts = [...new Set(data.points.map((spot) => spot.verdict))].filter(Boolean);
  const rings = [...new Set(data.points.filter((spot) => spot.km > 0).map((spot) => spot.status))];
  const sign = (inner: SVGElement): SVGSVGElement => draw("svg", { viewBox: "-10 -10 20 20", width: 18, height: 18, "aria-hidden": true }, inner);
  return make(
    "ul",
    { class: "map-legend", "aria-label": "How the map is to be read" },
    ...verdicts.map((verdict) => make("li", {}, sign(draw("g", { class: `spot v-${verdict}` }, shape(verdict))), verdict)),
    ...rings.map((status) => make("li", {}, sign(draw("circle", { class: `ring ${status}`, r: 8 })), `${status}: ring shows how well the place is known`)),
  );
}

function countryList(countries: Country[]): HTMLElement | null {
  if (!countries.length) return null;
  const lines = countries.map((one) =>
    make("li", {}, make("a", { href: ownAddress(one.href) }, one.name), ` ${counted(one.events, "event")}`, make("br"), make("span", { class: "quiet" }, counters(one.reports, one.roots))));
  return make("section", {}, make("h3", {}, "Known only to the country"), make("ul", {}, ...lines));
}

customElements.define("sayso-map", SaysoMap);
