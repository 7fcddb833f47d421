import { changes, clash, keep, rowsOf, type Row } from "./keys";
import { make } from "./shared/make";
import { say } from "./shared/say";

/** The panel that lists the keys of the page in view, made from the table that binds them. */
export function openHelp(page: string, isHere: (row: Row) => boolean): void {
  const old = document.querySelector<HTMLDialogElement>("dialog.keys");
  if (old) {
    old.close();
    return;
  }
  const from = document.activeElement;
  const dialog = make("dialog", { class: "keys", "aria-labelledby": "keys-title" });
  const close = (): void => dialog.close();
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (from instanceof HTMLElement) from.focus();
  });
  dialog.append(
    make("header", { class: "cluster" }, make("h2", { id: "keys-title" }, "Keys of this page"), closing(close)),
    ...groups(page, isHere),
    switches(page, () => {
      close();
      openHelp(page, isHere);
    }),
  );
  document.body.append(dialog);
  dialog.showModal();
}

function closing(close: () => void): HTMLButtonElement {
  return make("button", { type: "button", class: "plain", click: close }, "Close");
}

function groups(page: string, isHere: (row: Row) => boolean): HTMLElement[] {
  const sections = new Map<string, HTMLElement>();
  for (const row of rowsOf(page).filter(isHere)) {
    let list = sections.get(row.group);
    if (!list) {
      list = make("dl", { class: "keys-list" });
      sections.set(row.group, list);
    }
    list.append(make("div", {}, make("dt", {}, ...shown(row)), make("dd", {}, row.says)));
  }
  const made = [...sections].map(([name, list]) => make("section", {}, make("h3", {}, name), list));
  return [make("div", { class: "keys-groups" }, ...made)];
}

function shown(row: Row): (Node | string)[] {
  if (!row.keys.length) return [make("span", { class: "quiet" }, "off")];
  return row.keys.flatMap((keys, index) => [
    ...(index ? [" or "] : []),
    ...keys.split(" ").flatMap((key, step) => [...(step ? [" then "] : []), make("kbd", {}, key)]),
  ]);
}

/** Keys of one letter can be switched off or changed, as WCAG 2.1.4 asks. */
function switches(page: string, again: () => void): HTMLElement {
  const now = changes();
  const box = make("input", { type: "checkbox", id: "keys-on" });
  box.checked = !now.off;
  box.addEventListener("change", () => {
    keep({ ...changes(), off: !box.checked });
    say(box.checked ? "Keys are on" : "Keys are off, but for the one that opens this panel");
  });
  const rows = rowsOf(page, now);
  const which = make("select", { id: "keys-which" }, ...rows.map((row) => make("option", { value: row.id }, `${row.says} (${row.keys.join(", ") || "off"})`)));
  const keys = make("input", { id: "keys-new", size: 8, placeholder: "h, or g h", autocomplete: "off", maxlength: 3 });
  const problem = make("p", { class: "small", role: "alert" });
  const form = make(
    "form",
    { class: "cluster" },
    make("label", { for: "keys-which" }, "Change "),
    which,
    make("label", { for: "keys-new" }, " to "),
    keys,
    make("button", { class: "second" }, "Change"),
    make("button", {
      type: "button",
      class: "plain",
      click: () => {
        keep({ off: changes().off, keys: {} });
        again();
      },
    }, "All as they were"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = keys.value.trim();
    const other = wanted ? clash(page, which.value, wanted) : undefined;
    if (other) {
      problem.textContent = `${wanted} already means: ${other.says}. Change that one first, or choose another key.`;
      return;
    }
    const changed = changes();
    keep({ ...changed, keys: { ...changed.keys, [which.value]: wanted ? [wanted] : [] } });
    again();
  });
  return make(
    "details",
    { class: "keys-change" },
    make("summary", {}, "Switch off or change keys"),
    make("p", {}, box, make("label", { for: "keys-on" }, " Single keys do something")),
    form,
    problem,
    make("p", { class: "quiet small" }, "An empty field takes the key away. What you change is kept in this browser."),
  );
}
