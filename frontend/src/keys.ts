import table from "../../src/sayso/web/static/keys.json";

/** A row of keys.json. */
export interface Row {
  id: string;
  keys: string[];
  says: string;
  group: string;
  on?: string[];
  not?: string[];
  press?: string;
  go?: string;
}

/** How the reader changed the table: keys by the id of a row; no keys means that the row is off. */
export interface Changes {
  off: boolean;
  keys: Record<string, string[]>;
}

const PLACE = "sayso.keys";
const ROWS: Row[] = table.keys;

export function changes(): Changes {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? "{}") as Partial<Changes>;
    return { off: kept.off === true, keys: kept.keys ?? {} };
  } catch {
    return { off: false, keys: {} };
  }
}

export function keep(changed: Changes): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(changed));
  } catch {
    // A browser that keeps nothing has the keys as they are in the table.
  }
}

/** The rows that hold on a page, with the reader's own keys. */
export function rowsOf(page: string, changed: Changes = changes()): Row[] {
  return ROWS.filter((row) => (!row.on || row.on.includes(page)) && !row.not?.includes(page)).map((row) => ({
    ...row,
    keys: changed.keys[row.id] ?? row.keys,
  }));
}

/** The row of the same page that already has these keys, or begins or continues them. */
export function clash(page: string, id: string, keys: string, changed: Changes = changes()): Row | undefined {
  return rowsOf(page, changed).find(
    (row) => row.id !== id && row.keys.some((own) => own === keys || own.startsWith(`${keys} `) || keys.startsWith(`${own} `)),
  );
}

type Act = (row: Row) => void;

/** Listens for the keys of a page; `act` does what a row says. */
export function listen(page: string, act: Act): void {
  let before = "";
  let at = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Shift" || isTyping(event.target)) return;
    const changed = changes();
    const pressed = event.key;
    const now = performance.now();
    const both = before && now - at < 1500 ? `${before} ${pressed}` : "";
    before = "";
    for (const row of rowsOf(page, changed)) {
      if (changed.off && row.id !== "help") continue;
      if ((both && row.keys.includes(both)) || (!both && row.keys.includes(pressed))) {
        event.preventDefault();
        act(row);
        return;
      }
    }
    if (!both && !changed.off && rowsOf(page, changed).some((row) => row.keys.some((own) => own.startsWith(`${pressed} `)))) {
      before = pressed;
      at = now;
    }
  });
}

/** Whether a key belongs to what has the focus: a field, or a picture with keys of its own. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit", "reset", "file", "range"].includes(target.type);
  return false;
}
