// Shows the next support hours in the reader's zone too, beside the table that has them in the desk's.
const { lang } = document.documentElement;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

function show(element) {
  const { yours: words, zone, times } = element.dataset;
  const instants = times.split(" ").map(Date.parse);
  const form = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const by = (timeZone) => instants.map(new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...form, timeZone }).format);
  const [start, end] = by(here);
  const named = { zone: here.replaceAll("_", " "), start, end };
  element.hidden = String(by(zone)) === String(by(here));
  const shown = element.hidden ? "" : words.replace(/\{(\w+)\}/g, (_, name) => named[name]);
  if (element.textContent !== shown) element.textContent = shown;
}

const showAll = () => document.querySelectorAll("[data-yours]").forEach(show);

showAll();
setInterval(showAll, 10000);
