import { draw } from "../shared/make";

/** A verdict is a shape first, and a colour only after that. */
export function shape(verdict: string, size = 7): SVGGElement {
  const group = draw("g", { class: "mark-shape" });
  const path = (d: string, name: string): void => void group.append(draw("path", { d, class: name }));
  const round = (name: string): void => void group.append(draw("circle", { r: size * 0.8, class: name }));
  const s = size;
  switch (verdict) {
    case "corroborated":
      round("shape");
      break;
    case "relayed":
      path(`M0 ${-s}L${s} 0L0 ${s}L${-s} 0Z`, "shape hollow");
      break;
    case "echoed":
      path(`M0 ${-s}L${s} ${s * 0.75}H${-s}Z`, "shape hollow");
      break;
    case "disputed":
      path(`M${-s * 0.8} ${-s * 0.8}H${s * 0.8}V${s * 0.8}H${-s * 0.8}Z`, "shape hollow");
      path(`M${-s * 0.8} ${-s * 0.8}L${s * 0.8} ${s * 0.8}M${s * 0.8} ${-s * 0.8}L${-s * 0.8} ${s * 0.8}`, "cross");
      break;
    case "withdrawn":
      round("shape hollow");
      path(`M${-s} ${s}L${s} ${-s}`, "cross");
      break;
    default:
      round("shape hollow");
  }
  return group;
}

/** Points that would cover each other, taken together: the first of each group is the one with the most reports. */
export interface Placed<T> {
  x: number;
  y: number;
  of: T[];
}

export function gather<T>(points: { x: number; y: number; of: T }[], apart: number): Placed<T>[] {
  const groups: Placed<T>[] = [];
  const cells = new Map<string, Placed<T>[]>();
  for (const point of points) {
    const cx = Math.floor(point.x / apart);
    const cy = Math.floor(point.y / apart);
    let near: Placed<T> | undefined;
    for (let dx = -1; dx <= 1 && !near; dx += 1)
      for (let dy = -1; dy <= 1 && !near; dy += 1)
        near = cells.get(`${cx + dx} ${cy + dy}`)?.find((group) => Math.hypot(group.x - point.x, group.y - point.y) < apart);
    if (near) {
      near.of.push(point.of);
      continue;
    }
    const group = { x: point.x, y: point.y, of: [point.of] };
    groups.push(group);
    const key = `${cx} ${cy}`;
    cells.set(key, [...(cells.get(key) ?? []), group]);
  }
  return groups;
}
