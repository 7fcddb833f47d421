import { say } from "./shared/say";

const STARS = "sayso.stars";

/** What the keys move through: what a template calls an item, else the rows and lines that have a link. */
export function items(): HTMLElement[] {
  const named = [...document.querySelectorAll<HTMLElement>("main [data-item]")];
  const found = named.length ? named : [...document.querySelectorAll<HTMLElement>("main tbody tr, main .list > *")];
  return found.filter((item) => mainLink(item) && item.checkVisibility({ visibilityProperty: true }) && !item.closest(".unseen"));
}

export function mainLink(item: Element): HTMLElement | null {
  return (
    item.querySelector<HTMLElement>("[data-open]") ??
    item.querySelector<HTMLElement>("h2 a[href], h3 a[href], h4 a[href], .event-link") ??
    item.querySelector<HTMLElement>("a[href], button")
  );
}

/** The item that has the focus, or had it last. */
export function current(): HTMLElement | null {
  const all = items();
  return all.find((item) => item.contains(document.activeElement)) ?? all.find((item) => item.classList.contains("on")) ?? null;
}

export function move(by: 1 | -1): void {
  const all = items();
  if (!all.length) {
    say("Nothing to move in on this page");
    return;
  }
  const now = current();
  const at = now ? all.indexOf(now) + by : by === 1 ? 0 : all.length - 1;
  const next = all[at];
  if (!next) {
    say(by === 1 ? "End of the list" : "Start of the list");
    return;
  }
  all.forEach((item) => item.classList.toggle("on", item === next));
  mainLink(next)?.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** The article on its own site, if the item or the page shows one. */
export function original(): HTMLAnchorElement | null {
  for (const place of [current(), document.querySelector("main")]) {
    const link = place?.querySelector<HTMLAnchorElement>("a[data-original], a[rel~=noopener][href^=http]");
    if (link) return link;
  }
  return null;
}

function starred(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STARS) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === "string") : [];
  } catch {
    return [];
  }
}

function nameOf(item: HTMLElement): string {
  const link = item.querySelector<HTMLAnchorElement>("h3 a[href], a[href]");
  return item.dataset.event ?? item.dataset.item ?? link?.pathname ?? "";
}

/** Star an item: by the page's own button where it has one, else a mark that this browser keeps. */
export function star(): void {
  const item = current();
  if (!item) {
    say("Move to an item first");
    return;
  }
  const button = item.querySelector<HTMLElement>("[data-star]");
  if (button) {
    button.click();
    return;
  }
  const name = nameOf(item) || mainLink(item)?.textContent || "";
  const kept = new Set(starred());
  const now = !kept.delete(name);
  if (now) kept.add(name);
  localStorage.setItem(STARS, JSON.stringify([...kept].slice(-2000)));
  item.classList.toggle("starred", now);
  say(now ? "Starred" : "Star taken away");
}

export function showStars(): void {
  const kept = new Set(starred());
  if (!kept.size) return;
  for (const item of items()) if (kept.has(nameOf(item))) item.classList.add("starred");
}
