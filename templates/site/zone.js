// Shows all times of a page in the reader's zone or in the site's. Loaded by switch.js when it is asked for.
const lang = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const CLOCK = /\d{1,2}:\d{2}/;
const formats = new Map();
let own, site, timer;

const format = (timeZone, options) => {
  const key = timeZone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(lang, { ...options, timeZone }));
  return formats.get(key);
};
const dayIn = (zone, at) => format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

// Returns which parts of a date a label has, in the lengths that it has them.
function dateParts(label, at) {
  const date = label.replace(/UTC[+-].*/, "").replace(CLOCK, "").toLowerCase();
  const named = (options, name) => {
    const part = format(site, options).formatToParts(at).find(({ type }) => type === name);
    return part.value.toLowerCase().replace(".", "");
  };
  const weekday = ["long", "short"].find((each) => date.startsWith(named({ weekday: each, day: "numeric" }, "weekday")));
  if (!/\d/.test(date)) return weekday && { weekday };
  const isLong = date.includes(named({ month: "long", day: "numeric" }, "month"));
  const form = { day: "numeric", month: isLong ? "long" : "short" };
  if (/\d{4}/.test(date)) form.year = "numeric";
  return weekday ? { weekday, ...form } : form;
}

// Returns the instant of the newest update of a day, if a time is that of one of its updates.
const newestOfDay = (each) => each.matches(".updates p a time") && instantOf(each.closest(".updates").querySelector("time"));
const instantOf = (each) => Date.parse(each.dateTime);

// Returns a time in the reader's zone as its label has it in the site's, without the name of the zone.
function inOwn(each, at = each.hasAttribute("data-now") ? Date.now() : instantOf(each)) {
  const { site: label, near } = each.dataset;
  const written = dateParts(label, at);
  const clock = CLOCK.test(label) && format(own, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  const isNear = near !== undefined && dayIn(own, at) === dayIn(own, Date.now());
  const newest = newestOfDay(each);
  const above = newest ? dayIn(own, newest) : dayIn(site, at);
  const isOtherDay = near === undefined ? dayIn(own, at) !== above : !isNear;
  const parts = (!isNear && written) || (isOtherDay && { day: "numeric", month: "short" });
  const date = parts && format(own, parts).format(at).replace(/^([^ ,.]+)(,?) (?=\d)/, (found) => (lang === "en-GB" ? found.replace(",", "") : found));
  const starts = /^\p{Lu}/u.test(label);
  return [date && (starts ? date[0].toUpperCase() + date.slice(1) : date), clock].filter(Boolean).join(written?.day || !written ? ", " : " ");
}

// Support hours are those of a desk, and keep its zone.
const times = () => document.querySelectorAll('time[datetime*="T"]:not(.desks *, .hours *, [data-live^="d-"] *)');

// The day over some updates is that of the newest; one that is the day above already is hidden.
function rewriteDays() {
  let above;
  for (const head of document.querySelectorAll(".day-of")) {
    const at = instantOf(head.nextElementSibling.querySelector("time"));
    const [each, today] = [head.querySelector("time"), head.querySelector(".small")];
    each.dataset.site ??= each.textContent;
    const words = inOwn(each, at);
    if (each.textContent !== words) each.textContent = words;
    if (today) today.hidden = dayIn(own, at) !== dayIn(own, Date.now());
    head.hidden = dayIn(own, at) === above;
    above = dayIn(own, at);
  }
}

function rewrite() {
  rewriteDays();
  for (const each of times()) {
    each.dataset.site ??= each.textContent;
    const words = inOwn(each);
    if (each.textContent !== words) each.textContent = words;
  }
  for (const each of document.querySelectorAll("[data-zone-name]")) {
    each.dataset.site ??= each.textContent;
    if (each.textContent !== own) each.textContent = own;
  }
}

function restore() {
  for (const each of document.querySelectorAll("[data-site]")) {
    each.textContent = each.dataset.site;
    each.removeAttribute("data-site");
  }
  for (const each of document.querySelectorAll(".day-of, .day-of .small")) each.hidden = false;
}

const seen = new MutationObserver(rewrite);

export function show(button, zone) {
  own = zone;
  site = button.parentElement.dataset.zone;
  for (const each of button.parentElement.children) each.ariaPressed = String(each === button);
  clearInterval(timer);
  seen.disconnect();
  if (button.value !== "own") return restore();
  rewrite();
  timer = setInterval(rewrite, 30000);
  seen.observe(document.body, { childList: true, subtree: true });
}
