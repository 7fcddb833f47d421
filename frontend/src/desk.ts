import "./desk.css";
import { closeDrawer, prepareDrawer, toggleDrawer } from "./drawer";
import { openHelp } from "./help";
import { current, mainLink, move, original, showStars, star } from "./items";
import { listen, rowsOf, type Row } from "./keys";
import { say } from "./shared/say";
import { prepareHtmx } from "./swaps";
import { nextTheme, prepareTheme } from "./themes";

const page = document.body.dataset.nav ?? "";

/** On a narrow screen the places lie in a row that scrolls: the one in view is brought into sight. */
function showPlace(): void {
  const rail = document.querySelector<HTMLElement>(".rail");
  const here = rail?.querySelector<HTMLElement>("[aria-current]");
  if (rail && here && rail.scrollWidth > rail.clientWidth) rail.scrollLeft = here.offsetLeft - (rail.clientWidth - here.offsetWidth) / 2;
}
showPlace();

/** The element that a row presses, if the page has it. */
function pressed(row: Row): HTMLElement | null {
  if (row.press === undefined) return null;
  const all = [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(row.press)}"]`)];
  const near = current();
  return all.find((one) => near?.contains(one)) ?? all.find((one) => one.checkVisibility()) ?? null;
}

function place(row: Row): HTMLAnchorElement | null {
  return row.go ? document.querySelector<HTMLAnchorElement>(`.rail [data-go="${CSS.escape(row.go)}"]`) : null;
}

/** Whether a row can do anything on the page in view. */
function isHere(row: Row): boolean {
  if (row.press !== undefined) return pressed(row) !== null;
  if (row.go !== undefined) return place(row) !== null;
  if (row.id === "table") return toggles().length > 0;
  if (row.id === "original") return original() !== null;
  if (row.id === "more" || row.id === "first") return pager(row.id) !== null;
  return true;
}

function toggles(): HTMLButtonElement[] {
  return [...document.querySelectorAll<HTMLButtonElement>("[data-table-toggle]")];
}

function pager(id: string): HTMLAnchorElement | null {
  return document.querySelector<HTMLAnchorElement>(id === "more" ? "a[data-next], a[rel=next]" : "a[rel=first]");
}

function press(element: HTMLElement): void {
  const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
  const isSwitch = element instanceof HTMLInputElement && ["checkbox", "radio", "submit", "button"].includes(element.type);
  if (isField && !isSwitch) {
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
    return;
  }
  element.focus();
  element.click();
}

const ACTS: Record<string, () => void> = {
  next: () => move(1),
  previous: () => move(-1),
  open: () => {
    const item = current();
    const link = item ? mainLink(item) : null;
    if (link) link.click();
    else say("Move to an item first, with j or k");
  },
  original: () => {
    const link = original();
    if (link) window.open(link.href, "_blank", "noopener,noreferrer");
    else say("This page shows no original");
  },
  star,
  more: () => pager("more")?.click(),
  first: () => pager("first")?.click(),
  why: () => void toggleDrawer(),
  refresh: () => location.reload(),
  table: () => {
    const all = toggles();
    const focus = document.activeElement;
    (all.find((one) => one.closest("sayso-series, sayso-map, sayso-graph")?.contains(focus)) ?? all[0])?.click();
  },
  theme: nextTheme,
  help: () => openHelp(page, isHere),
};

function act(row: Row): void {
  if (row.press !== undefined) {
    const element = pressed(row);
    if (element) press(element);
    else say(`${row.says}: not on this page`);
  } else if (row.go !== undefined) place(row)?.click();
  else ACTS[row.id]?.();
}

/** The keys of a link or button, in words for those who cannot see a hint beside it. */
function announceKeys(): void {
  for (const row of rowsOf(page)) {
    const element = row.press === undefined ? place(row) : pressed(row);
    const keys = row.keys[0];
    if (element && keys) element.setAttribute("aria-keyshortcuts", keys.replaceAll(" ", "+"));
  }
}

/** The drawn elements, each with its own chunk, fetched where a page has one. */
const DRAWN: Record<string, () => Promise<unknown>> = {
  "sayso-series": () => import("./elements/series"),
  "sayso-map": () => import("./elements/map"),
  "sayso-graph": () => import("./elements/graph"),
};

function drawn(): void {
  for (const [name, load] of Object.entries(DRAWN)) {
    if (document.querySelector(name) && !customElements.get(name)) {
      load().catch((error: unknown) => console.warn(`${name}: ${String(error)}`)); // the tables stand
    }
  }
}

/** What scrolls sideways and holds nothing to stop at becomes a stop, so that the arrow keys can scroll it. */
function reachScrolls(): void {
  for (const box of document.querySelectorAll<HTMLElement>(".scroll:not([tabindex]), pre:not([tabindex])")) {
    if (box.scrollWidth > box.clientWidth + 1 && !box.querySelector("a, button, input")) box.tabIndex = 0;
  }
}

function prepareCopying(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
    if (!button) return;
    const words = document.getElementById(button.dataset.copy ?? "")?.textContent ?? "";
    void navigator.clipboard?.writeText(words.trim()).then(
      () => say("Copied"),
      () => say("The browser does not allow copying; select the text instead"),
    );
  });
}

prepareHtmx();
prepareTheme();
prepareDrawer();
prepareCopying();
listen(page, act);
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-help]")) {
  button.hidden = false;
  button.addEventListener("click", () => openHelp(page, isHere));
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (closeDrawer()) return;
  if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) event.target.blur();
});
announceKeys();
showStars();
drawn();
reachScrolls();
window.addEventListener("resize", reachScrolls);
document.addEventListener("htmx:load", () => {
  drawn();
  reachScrolls();
});
document.documentElement.dataset.ready = "";
