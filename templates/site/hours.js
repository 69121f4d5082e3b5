// Tells support hours by the reader's clock too. Without it, the page tells them by the region's and the site's.
const { locale, timeZone } = Intl.DateTimeFormat(document.documentElement.lang).resolvedOptions();
const clock = new Intl.DateTimeFormat(locale, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

for (const line of document.querySelectorAll("[data-yours]")) {
  const { zone, turns, open } = line.closest("li").querySelector("[data-turns]").dataset;
  const next = turns.split(" ").slice(open === undefined ? 0 : 1, open === undefined ? 2 : 3);
  if (zone === timeZone || next.length < 2) continue;
  const [start, end] = next.map((turn) => clock.format(new Date(turn)));
  const words = { zone: timeZone.replaceAll("_", " "), start, end };
  line.textContent = line.dataset.yours.replace(/\{(\w+)\}/g, (_, name) => words[name]);
  line.hidden = false;
}
