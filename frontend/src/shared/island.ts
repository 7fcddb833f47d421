import { make } from "./make";
import { say } from "./say";
import { onTheme } from "./theme";

let numbered = 0;

/**
 * A picture over a table that the server made. The table stands in the page from the start, so that it is there without
 * script; the picture is drawn beside it, and the table stays readable for those who listen.
 */
export abstract class Island<Data> extends HTMLElement {
  protected picture!: HTMLDivElement;
  protected tools!: HTMLDivElement;
  protected summary!: HTMLParagraphElement;
  protected data: Data | null = null;
  private table: HTMLElement | null = null;
  private toggle: HTMLButtonElement | null = null;
  private endings: (() => void)[] = [];
  private started = false;
  private width = 0;

  protected abstract readonly noun: string;
  /** The part of the answer that the picture shows; null where it holds none. */
  protected abstract read(answer: unknown): Data | null;
  /** What the picture says, in a sentence or two. */
  protected abstract sum(data: Data): string;
  /** Draw, or draw again after a change of size or theme. */
  protected abstract paint(data: Data): void;
  protected resized(data: Data): void {
    this.paint(data);
  }

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    numbered += 1;
    const id = `island-${numbered}`;
    this.table = this.querySelector<HTMLElement>(":scope > .scroll, :scope > table, :scope > [data-table]") ?? this.querySelector("table");
    this.summary = make("p", { id: `${id}-summary`, class: "island-summary quiet small" });
    this.picture = make("div", { class: "island-picture", role: "group", "aria-label": this.name, "aria-describedby": this.summary.id });
    this.tools = make("div", { class: "island-tools cluster" });
    const frame = make("div", { class: "island-frame" }, this.tools, this.picture, this.summary);
    frame.hidden = true;
    this.prepend(frame);
    void this.load(frame);
  }

  disconnectedCallback(): void {
    this.endings.splice(0).forEach((end) => end());
  }

  protected get name(): string {
    return this.getAttribute("label") ?? this.noun;
  }

  /** Undone when the element leaves the page. */
  protected atEnd(end: () => void): void {
    this.endings.push(end);
  }

  protected button(words: string, act: () => void, title = ""): HTMLButtonElement {
    const made = make("button", { type: "button", class: "second small", title: title || null }, words);
    made.addEventListener("click", act);
    return made;
  }

  private async load(frame: HTMLElement): Promise<void> {
    const src = this.getAttribute("src");
    const answer = src ? await fetch(src, { headers: { Accept: "application/json" }, credentials: "same-origin" }).then(
      (got) => (got.ok ? (got.json() as Promise<unknown>) : null),
      () => null,
    ) : null;
    const key = this.getAttribute("key");
    const data = answer === null ? null : this.read(part(answer, key));
    if (data === null) {
      this.dataset.state = answer === null ? "failed" : "empty";
      return; // the table stands as it stood
    }
    this.data = data;
    this.summary.textContent = this.sum(data);
    frame.hidden = false;
    this.offerTable(frame);
    try {
      await this.prepare(data);
      this.paint(data);
    } catch (error) {
      frame.hidden = true;
      this.showTable(true, frame);
      this.dataset.state = "failed";
      throw error;
    }
    this.dataset.state = "ready";
    this.watch();
  }

  /** What a picture needs besides its data. */
  protected prepare(_data: Data): Promise<void> {
    return Promise.resolve();
  }

  private watch(): void {
    this.width = this.picture.clientWidth;
    const observer = new ResizeObserver(() => {
      const width = this.picture.clientWidth;
      if (!this.data || width === 0 || Math.abs(width - this.width) < 2) return;
      this.width = width;
      this.resized(this.data);
    });
    observer.observe(this.picture);
    this.atEnd(() => observer.disconnect());
    this.atEnd(onTheme(() => this.data && this.paint(this.data)));
  }

  private offerTable(frame: HTMLElement): void {
    if (!this.table) return;
    this.toggle = this.button("Table", () => this.showTable(!this.showsTable, frame, true));
    this.toggle.setAttribute("aria-pressed", "false");
    this.toggle.dataset.tableToggle = "";
    this.tools.append(this.toggle);
    this.showTable(new URLSearchParams(location.search).get("view") === "table", frame);
  }

  private get showsTable(): boolean {
    return this.toggle?.getAttribute("aria-pressed") === "true";
  }

  private showTable(shown: boolean, frame: HTMLElement, byHand = false): void {
    if (!this.table) return;
    this.toggle?.setAttribute("aria-pressed", String(shown));
    this.picture.hidden = shown;
    frame.classList.toggle("as-table", shown);
    // Beside a picture the table is there for those who listen; its links would be stops that nobody sees.
    this.table.classList.toggle("unseen", !shown);
    for (const stop of this.table.querySelectorAll<HTMLElement>("a, button, input, select, summary")) {
      if (shown) stop.removeAttribute("tabindex");
      else stop.setAttribute("tabindex", "-1");
    }
    if (this.table.hasAttribute("tabindex") || this.table.dataset.stop) {
      this.table.dataset.stop = "1";
      this.table.setAttribute("tabindex", shown ? "0" : "-1");
    }
    if (!byHand) return;
    const address = new URL(location.href);
    if (shown) address.searchParams.set("view", "table");
    else address.searchParams.delete("view");
    history.replaceState(history.state, "", address);
    say(shown ? `${this.name}: shown as a table` : `${this.name}: shown as a picture`);
    if (!shown && this.data) this.resized(this.data);
  }
}

function part(answer: unknown, key: string | null): unknown {
  if (!key || typeof answer !== "object" || answer === null) return answer;
  let found: unknown = answer;
  for (const step of key.split(".")) {
    if (typeof found !== "object" || found === null || !(step in found)) return answer;
    found = (found as Record<string, unknown>)[step];
  }
  // `key="series"` may name the list itself, whose marks stand beside it.
  return Array.isArray(found) ? answer : found;
}
