import { current, mainLink } from "./items";
import { make, ownAddress } from "./shared/make";
import { say } from "./shared/say";

let from: HTMLElement | null = null;
let own: Node[] | null = null;

const drawer = (): HTMLElement | null => document.querySelector<HTMLElement>("aside.why");

/** The drawer says why the page, or the item that has the focus, says what it says. */
export function prepareDrawer(): void {
  const aside = drawer();
  if (!aside) return;
  own = [...aside.childNodes];
  aside.tabIndex = -1;
  aside.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    closeDrawer();
  });
  const tools = document.querySelector("main header.title");
  if (hasWords(aside) && tools && !document.querySelector("[data-why-open]")) {
    tools.append(make("button", { type: "button", class: "second", "data-why-open": "" }, "Why ( w )"));
  }
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-why-open]") : null;
    if (!button) return;
    event.preventDefault();
    void openDrawer(button.closest<HTMLElement>("[data-item]"));
  });
}

export async function toggleDrawer(): Promise<void> {
  const aside = drawer();
  if (aside && !aside.hidden) closeDrawer();
  else await openDrawer(current());
}

export function closeDrawer(): boolean {
  const aside = drawer();
  if (!aside || aside.hidden) return false;
  aside.hidden = true;
  from?.focus();
  return true;
}

async function openDrawer(item: HTMLElement | null): Promise<void> {
  const aside = drawer();
  if (!aside) return;
  from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const content = item ? ((await whyOf(item)) ?? linesOf(item)) : (own ?? []);
  const words = content.some((node) => node.textContent?.trim());
  aside.replaceChildren(
    make("header", { class: "cluster why-head" }, content.some((node) => node instanceof Element && node.matches("h2")) ? make("span", {}) : make("h2", {}, "Why"), make("button", { type: "button", class: "plain", click: () => closeDrawer() }, "Close")),
    ...(words ? content : [make("p", { class: "quiet" }, item ? "There is no more to say about this line than it says itself." : "Move to an item with j or k, then ask again.")]),
  );
  aside.hidden = false;
  aside.focus();
  if (!words) say("Nothing more to explain here");
}

/** What the item's own page, or the address it names, has in its drawer. */
async function whyOf(item: HTMLElement): Promise<Node[] | null> {
  const link = mainLink(item);
  const address = ownAddress(item.dataset.why ?? (link instanceof HTMLAnchorElement ? link.href : null));
  if (!address) return null;
  try {
    const got = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (!got.ok) return null;
    const page = new DOMParser().parseFromString(await got.text(), "text/html");
    const found = page.querySelector("aside.why") ?? (item.dataset.why ? page.body : null);
    if (!found || !hasWords(found)) return null;
    found.querySelectorAll("script").forEach((script) => script.remove());
    return [...found.childNodes].map((node) => document.importNode(node, true));
  } catch {
    return null;
  }
}

function linesOf(item: HTMLElement): Node[] {
  const lines = [...item.querySelectorAll("h3, .why-line, .said, .verdict, .counter, [data-why-text]")];
  return lines.map((line) => make("p", { dir: "auto" }, line.textContent?.replace(/\s+/g, " ").trim() ?? ""));
}

function hasWords(element: Element): boolean {
  return Boolean(element.textContent?.trim());
}
