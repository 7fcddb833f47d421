/** What changed, told to those who listen to the page instead of looking at it. */
export function say(words: string): void {
  const live = document.getElementById("live");
  if (!live || !words) return;
  live.textContent = "";
  // A reader announces a change; the same words twice are a change only if there was nothing between.
  window.setTimeout(() => {
    live.textContent = words;
  }, 40);
}
