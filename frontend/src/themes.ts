import { say } from "./shared/say";

const ORDER = ["system", "light", "dark"] as const;
type Theme = (typeof ORDER)[number];

/** A cookie, so that the server can draw the next page in the same theme from its first byte. */
const NAME = "sayso_theme";

function now(): Theme {
  const kept = document.cookie.split("; ").find((one) => one.startsWith(`${NAME}=`))?.split("=")[1];
  return kept === "light" || kept === "dark" ? kept : "system";
}

function show(theme: Theme): void {
  if (theme === "system") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = theme;
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-switch]")) {
    button.hidden = false;
    button.setAttribute("aria-label", `Theme: ${theme}. Change`);
  }
}

export function prepareTheme(): void {
  show(now());
  for (const button of document.querySelectorAll("[data-theme-switch]")) button.addEventListener("click", nextTheme);
}

export function nextTheme(): void {
  const theme = ORDER[(ORDER.indexOf(now()) + 1) % ORDER.length] ?? "system";
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${NAME}=${theme}; Path=/; SameSite=Strict; Max-Age=${theme === "system" ? 0 : 31536000}${secure}`;
  show(theme);
  say(theme === "system" ? "Theme as the system has it" : `Theme: ${theme}`);
}
