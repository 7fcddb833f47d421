/** Numbers and days in words, the same in all pictures. */
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function dayInWords(day: string, year = true): string {
  const [y, m, d] = day.slice(0, 10).split("-");
  const month = MONTHS[Number(m) - 1];
  if (!y || !month || !d) return day;
  return `${Number(d)} ${month}${year ? ` ${y}` : ""}`;
}

export function number(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1 });
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** The two counters that stand together everywhere. */
export function counters(reports: number, roots: number): string {
  return `${counted(reports, "report")} / ${counted(roots, "root")}`;
}
