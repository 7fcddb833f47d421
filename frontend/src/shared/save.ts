/** Hands a text to the reader as a file. */
export function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const PAINT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-opacity", "opacity", "font", "text-anchor", "dominant-baseline", "paint-order", "vector-effect"];

/** A picture that stands by itself: what the page's styles say is written into it. */
export function standalone(svg: SVGSVGElement, note: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, index) => {
    const styles = getComputedStyle(element);
    const target = to[index];
    for (const name of PAINT) {
      const value = styles.getPropertyValue(name);
      if (value) target?.setAttribute(name, value);
    }
    for (const name of ["class", "tabindex", "aria-describedby", "role"]) target?.removeAttribute(name);
  });
  for (const link of copy.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href") ?? "", location.href).href);
  const description = document.createElementNS("http://www.w3.org/2000/svg", "desc");
  description.textContent = note;
  copy.prepend(description);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

/** A page that needs no server: the picture, and the table below it. */
export function pageOf(title: string, svg: string, table: Element | null, note: string): string {
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = "en";
  const charset = page.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  page.head.prepend(charset);
  const heading = page.createElement("h1");
  heading.textContent = title;
  const picture = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const words = page.createElement("p");
  words.textContent = note;
  page.body.append(heading, page.importNode(picture, true), words);
  if (table) {
    const copy = page.importNode(table, true);
    for (const element of [copy, ...copy.querySelectorAll("*")]) for (const name of [...element.getAttributeNames()]) if (!["href", "scope", "colspan", "rowspan", "dir", "lang"].includes(name)) element.removeAttribute(name);
    for (const link of copy.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href") ?? "", location.href).href);
    page.body.append(copy);
  }
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}
