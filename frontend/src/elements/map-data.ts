/** What a map reads, checked, since it comes from outside. */
export interface Spot {
  id: string;
  lat: number;
  lon: number;
  km: number;
  title: string;
  verdict: string;
  status: string;
  reports: number;
  roots: number;
  day: string;
  href: string;
  place: string;
}

export interface Country {
  iso3: string;
  name: string;
  events: number;
  reports: number;
  roots: number;
  href: string;
}

export interface Shown {
  points: Spot[];
  countries: Country[];
}

type Raw = Record<string, unknown>;
const words = (value: unknown): string => (typeof value === "string" ? value : "");
const count = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : 0);

export function readMap(answer: unknown): Shown | null {
  const raw = answer as { points?: unknown; countries?: unknown } | null;
  if (!raw || !Array.isArray(raw.points)) return null;
  const points = raw.points.flatMap((one: Raw): Spot[] => {
    if (typeof one.lat !== "number" || typeof one.lon !== "number" || Math.abs(one.lat) > 90 || Math.abs(one.lon) > 180) return [];
    return [
      {
        id: words(one.id),
        lat: one.lat,
        lon: one.lon,
        km: Math.max(0, count(one.km)),
        title: words(one.title) || "An event",
        verdict: words(one.verdict),
        status: words(one.status) || "asserted",
        reports: count(one.reports),
        roots: count(one.roots),
        day: words(one.day),
        href: words(one.href),
        place: words(one.place),
      },
    ];
  });
  const countries = (Array.isArray(raw.countries) ? raw.countries : []).map((one: Raw) => ({
    iso3: words(one.iso3),
    name: words(one.name) || words(one.iso3),
    events: count(one.events),
    reports: count(one.reports),
    roots: count(one.roots),
    href: words(one.href),
  }));
  return points.length || countries.length ? { points, countries } : null;
}

/** The points as GeoJSON. */
export function geojson(data: Shown): string {
  const features = data.points.map(({ lat, lon, ...properties }) => ({
    type: "Feature",
    id: properties.id,
    geometry: { type: "Point", coordinates: [lon, lat] },
    properties: { ...properties, href: properties.href ? new URL(properties.href, location.href).href : "" },
  }));
  return JSON.stringify({ type: "FeatureCollection", features }, null, 1);
}
