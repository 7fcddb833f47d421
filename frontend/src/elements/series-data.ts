/** What a series picture reads, checked, since it comes from outside. */
export interface Series {
  name: string;
  unit: string;
  kind: "line" | "bars";
  days: string[];
  values: (number | null)[];
  low?: (number | null)[];
  high?: (number | null)[];
}

export interface Mark {
  day: string;
  label: string;
  href: string;
}

export interface Drawn {
  series: Series[];
  marks: Mark[];
  days: string[];
}

type Raw = Record<string, unknown>;

export function readSeries(answer: unknown): Drawn | null {
  const raw = answer as { series?: unknown; marks?: unknown } | null;
  if (!raw || !Array.isArray(raw.series)) return null;
  const series = raw.series.map((one) => oneSeries(one as Raw)).filter((one): one is Series => one !== null);
  const days = [...new Set(series.flatMap((one) => one.days))].sort();
  if (!days.length) return null;
  const marks = (Array.isArray(raw.marks) ? raw.marks : []).map((one: Raw) => ({ day: words(one.day), label: words(one.label), href: words(one.href) }));
  return { series, marks: marks.filter((mark) => !Number.isNaN(Date.parse(mark.day))), days: everyDay(days) };
}

function oneSeries(raw: Raw): Series | null {
  if (!Array.isArray(raw.days) || !Array.isArray(raw.values)) return null;
  const days = raw.days.map((day) => String(day).slice(0, 10));
  if (days.some((day) => Number.isNaN(Date.parse(day)))) return null;
  return {
    name: words(raw.name) || "Series",
    unit: words(raw.unit),
    kind: raw.kind === "bars" ? "bars" : "line",
    days,
    values: raw.values.map(numeric),
    low: Array.isArray(raw.low) ? raw.low.map(numeric) : undefined,
    high: Array.isArray(raw.high) ? raw.high.map(numeric) : undefined,
  };
}

const words = (value: unknown): string => (typeof value === "string" ? value : "");
const numeric = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);

/** Every day, or week, between the first and the last: one that nobody counted is a gap, not a straight line over it. */
function everyDay(days: string[]): string[] {
  const times = days.map((day) => Date.parse(day));
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const step = Math.max(86400000, Math.min(...steps));
  if (steps.some((one) => one % step !== 0)) return days; // months have no even step
  const out: string[] = [];
  for (let at = times[0] ?? 0; at <= (times.at(-1) ?? 0) && out.length < 20000; at += step) out.push(new Date(at).toISOString().slice(0, 10));
  return out;
}

export interface Edge {
  of: number;
  side: "high" | "low";
}

/** The columns that are drawn: the days, each series, then the two edges of each band, high before low. */
export function tableOf(data: Drawn): { columns: (number | null)[][]; edges: Edge[] } {
  const columns: (number | null)[][] = [data.days.map((day) => Date.parse(day) / 1000)];
  const edges: Edge[] = [];
  const late: (number | null)[][] = [];
  data.series.forEach((one, of) => {
    const place = new Map(one.days.map((day, index) => [day, index]));
    const column = (values: (number | null)[]): (number | null)[] => data.days.map((day) => values[place.get(day) ?? -1] ?? null);
    columns.push(column(one.values));
    if (one.low && one.high) {
      late.push(column(one.high), column(one.low));
      edges.push({ of, side: "high" }, { of, side: "low" });
    }
  });
  return { columns: [...columns, ...late], edges };
}
