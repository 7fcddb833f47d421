/** The colours of the page in view, and word of their change. */
export function colour(element: Element, name: string, otherwise = "#888888"): string {
  return getComputedStyle(element).getPropertyValue(name).trim() || otherwise;
}

/** Calls back whenever the theme changes, by the reader or by the system; gives what ends that. */
export function onTheme(then: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(then);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  system.addEventListener("change", then);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", then);
  };
}

export function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
