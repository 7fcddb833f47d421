import htmx from "htmx.org";
import { say } from "./shared/say";

/** htmx under a strict policy: no evaluated code, no styles put into the page, requests to this desk only. */
export function prepareHtmx(): void {
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0, // what articles say is not kept in the browser
    scrollIntoViewOnBoost: false,
  });
  let path = "";
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.documentElement.dataset.csrf;
    const headers = (event as CustomEvent<{ headers: Record<string, string> }>).detail.headers;
    if (token) headers["X-CSRF-Token"] = token;
  });
  document.addEventListener("htmx:beforeSwap", () => {
    path = whereFocus();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    restore(path);
    const target = event.target;
    const words = target instanceof Element ? target.closest<HTMLElement>("[data-live]")?.dataset.live ?? target.querySelector<HTMLElement>("[data-live]")?.dataset.live : "";
    if (words) say(words);
  });
  document.addEventListener("htmx:responseError", () => say("The desk could not answer that. Nothing was changed."));
  document.addEventListener("htmx:sendError", () => say("The desk does not answer. Is it still running?"));
  // HX-Trigger: {"sayso:say": "12 new, 1 confirmed"}
  document.addEventListener("sayso:say", (event) => {
    const detail: unknown = (event as CustomEvent<unknown>).detail;
    const words = typeof detail === "object" && detail !== null && "value" in detail ? detail.value : detail;
    if (typeof words === "string") say(words);
  });
}

/** How to find what has the focus again, after what is around it was replaced. */
function whereFocus(): string {
  const now = document.activeElement;
  if (!now || now === document.body) return "";
  if (now.id) return `#${CSS.escape(now.id)}`;
  if (now instanceof HTMLElement && now.dataset.key) return `[data-key="${CSS.escape(now.dataset.key)}"]`;
  const item = now.closest<HTMLElement>("[data-event]");
  if (item?.dataset.event) return `[data-event="${CSS.escape(item.dataset.event)}"] ${now.localName}`;
  const href = now.getAttribute("href");
  if (href) return `${now.localName}[href="${CSS.escape(href)}"]`;
  const name = now.getAttribute("name");
  return name ? `${now.localName}[name="${CSS.escape(name)}"]` : "";
}

function restore(path: string): void {
  if (!path || (document.activeElement && document.activeElement !== document.body)) return;
  const found = document.querySelector<HTMLElement>(path);
  if (found) found.focus();
  else document.querySelector<HTMLElement>("main")?.focus();
}
