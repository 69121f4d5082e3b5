// Keeps a page true by the reader's clock until it is built again, and takes over the newer page
// once there is one. The page has the content of each region and its start time: no rule is here.
const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PATIENCE = 20 * MINUTE;
const { lang } = document.documentElement;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const write = (element, words) => { if (element.textContent !== words) element.textContent = words; };
const filled = (pattern, value) => pattern.replace(/\{\w\}/, value);
let data, built, dates, updates, shown, said, asked, lost, file, isBarsLoaded;

function begin() {
  const source = document.getElementById("live");
  data = source?.dataset;
  built = Date.parse(data?.built);
  dates = new Intl.DateTimeFormat("sv", { timeZone: data?.zone });
  updates = parsed((source?.textContent ?? "").replace(/<\\(?=\\*(\/script|!--))/gi, "<"));
  shown = {};
  file = undefined;
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}

// --- by the clock -------------------------------------------------------------------------------

function apply(now) {
  const due = new Map();
  for (const update of updates)
    if (Date.parse(update.dataset.at) <= now)
      for (const place of update.children) {
        due.delete(place.dataset.live);
        due.set(place.dataset.live, place);
      }
  const fresh = [...due].filter(([name, place]) => shown[name] !== place);
  for (const [name, place] of fresh) show(name, place);
  if (fresh.length) document.dispatchEvent(new Event("renewed"));
  const isMute = now >= Date.parse(data.until) + PATIENCE || file === null;
  for (const each of all("[data-age]")) write(each, isMute ? "–" : age(Date.parse(each.dataset.age), now));
  for (const each of all("[data-lapse]")) write(each, isMute ? "–" : lapse(Date.parse(each.dataset.lapse) - now));
  for (const each of all("[data-over]"))
    (each.closest(".kicker") ?? each).hidden = isMute && Date.parse(each.dataset.over) <= now;
  if (isMute) for (const each of all(".masthead")) each.className = "masthead unknown";
  if (now >= Date.parse(data.end) || file === null) all('[data-live^="d-"]:not(.mute)').forEach(hideHours);
  for (const each of all("[data-near]:not([data-site])")) write(each, near(each, now));
  for (const each of all("[data-uptime]")) write(each, isMute ? "–" : uptime(each, now));
  for (const each of all(".day .now")) move(each, now);
  for (const each of all("[data-progress]")) advance(each, now);
  for (const each of all("[data-now]:not([data-site])")) write(each, clockOf(now));
  for (const each of all("[data-past]")) if (each.dateTime < dayOf(now)) write(each, each.dataset.past);
}

// Shows what is due: a section of the page by its number, or all elements of a name.
function show(name, place) {
  shown[name] = place;
  const main = document.querySelector("main");
  const section = name.startsWith("p-") && main.children[name.slice(2)];
  if (section) put(section, place.firstElementChild.cloneNode(true));
  if (name === "main") put(main, fill(main.cloneNode(), place));
  if (name === "rule") for (const each of all(".masthead")) each.className = `masthead ${place.className}`;
  const bars = name.startsWith("b-") && document.querySelector(`[data-live="c${name.slice(1)}"] ~ .bars`);
  if (bars) put(bars, place.firstElementChild.cloneNode(true));
  for (const old of all(`[data-live="${name}"]`)) put(old, place.cloneNode(true));
}

function fill(main, place) {
  main.append(...place.cloneNode(true).childNodes);
  return main;
}

// Support hours that are not known are not claimed.
function hideHours(element) {
  element.className = "mute";
  element.innerHTML = data.hours;
}

const dayOf = (time) => dates.format(time);
const clockOf = (time) => new Intl.DateTimeFormat("sv", { timeZone: data.zone, timeStyle: "short" }).format(time);

// A time is shown without its date on its day, and without its year in its year.
function near(element, now) {
  const words = (element.dataset.near ||= element.textContent);
  const day = dayOf(Date.parse(element.dateTime));
  const [time, date = data.day] = words.split(", ").reverse();
  if (day === dayOf(now)) return time;
  const year = ` ${day.slice(0, 4)}`;
  return `${date.replace(year, "")}${dayOf(now).startsWith(year.trim()) ? "" : year}, ${time}`;
}

// The line of the present moves through the day that is drawn, until midnight.
function move(line, now) {
  const [hour, minute] = clockOf(now).split(":");
  for (const x of ["x1", "x2"]) line.setAttribute(x, `${((hour * 60 + +minute) / 14.4).toFixed(2)}%`);
  line.style.display = dayOf(now) === line.closest("[data-day]").dataset.day ? "" : "none";
}

// The line of a window is drawn up to the present.
function advance(drawing, now) {
  const [start, end] = drawing.dataset.progress.split("/").map(Date.parse);
  const share = Math.min(1, Math.max(0, (now - start) / (end - start))) * 100;
  const [, line, mark] = drawing.children;
  for (const [each, name] of [[line, "x2"], [mark, "x1"], [mark, "x2"]]) each.setAttribute(name, `${share.toFixed(2)}%`);
  drawing.ariaLabel = drawing.ariaLabel.replace(/\d+/, Math.floor(share));
}

function lapse(span) {
  const [minute, hour, days] = data.ages.split("|");
  const length = Math.abs(span);
  if (0 < length && length < MINUTE) return data.ages.split("|").at(-2);
  const minutes = Math.floor(length / MINUTE);
  const hours = Math.floor(length / HOUR);
  if (length <= 1.5 * HOUR) return filled(minute, minutes);
  const [whole, rest] =
    length < 2 * DAY
      ? [filled(hour, hours), minutes % 60 && filled(minute, minutes % 60)]
      : [filled(days, Math.floor(hours / 24)), hours % 24 && filled(hour, hours % 24)];
  return rest ? `${whole} ${rest}` : whole;
}

function age(time, now) {
  const [to, past, tomorrow, inDays, dayAgo, daysAgo] = data.ages.split("|").slice(3);
  if (0 <= now - time && now - time < MINUTE) return data.ages.split("|").at(-1);
  const days = (Date.parse(dayOf(time)) - Date.parse(dayOf(now))) / DAY;
  if (Math.abs(time - now) < DAY || !days) return filled(time > now ? to : past, lapse(time - now));
  if (days > 0) return days === 1 ? tomorrow : filled(inDays, days);
  return filled(days === -1 ? dayAgo : daysAgo, -days);
}

// Counts an uptime on, rounded down.
function uptime(element, now) {
  const [start, lost, at = 0, rate = 0] = element.dataset.uptime.split(" ");
  const length = now / 1000 - start;
  const share = Math.min(9999, Math.floor(((length - lost - (now / 1000 - at) * rate) * 10000) / length)) / 100;
  return (element.dataset.share ||= element.textContent).replace(/[\d.,]+/, share.toLocaleString(lang, { minimumFractionDigits: 2 }));
}

// --- another build ------------------------------------------------------------------------------

async function ask() {
  try {
    const news = await (await fetch(data.news, { cache: "no-store" })).json();
    if (Date.parse(news.built) > built && (await (await import(data.script)).renew(built, put))) {
      begin();
      document.dispatchEvent(new Event("renewed"));
    }
    lost = undefined;
  } catch {
    lost ??= Date.now();
  }
}

// Puts an element in the place of another, and the reader back to where he was in it. A form that is
// kept stays, for somebody may be filling it in, and takes what it needs from the fresh one.
function put(old, fresh) {
  if (old.matches("[data-kept]")) return old.dispatchEvent(new CustomEvent("fresh", { detail: fresh }));
  const focused = old.contains(document.activeElement) && document.activeElement;
  const seen = old.matches("main") && scrollY && (focused || [...old.children].find(isRead));
  const top = seen && seen.getBoundingClientRect().top;
  const kept = all("[data-kept]", old).map((each) => [each, fresh.querySelector(`#${each.id}`)]).filter(([, each]) => each);
  for (const [form, each] of kept) each.replaceWith(form);
  const [focus, place] = [focused, seen].map((each) => each && (fresh.contains(each) ? each : twin(each, old, fresh)));
  const open = all("details", old).map((each) => each.open);
  all("details", fresh).forEach((each, index) => { each.open = open[index] ?? each.open; });
  old.replaceWith(fresh);
  for (const [form, each] of kept) put(form, each);
  if (place) scrollBy({ top: place.getBoundingClientRect().top - top, behavior: "instant" });
  focus?.focus?.({ preventScroll: true });
}

const isRead = (element) => element.getBoundingClientRect().bottom > innerHeight / 2;

// Returns the element of `fresh` that corresponds to one of `old`: the same link, or under the same heading.
function twin(element, old, fresh) {
  const name = (each) => each.getAttribute("href") ?? (each.querySelector("h1, h2, h3") ?? each).textContent;
  const like = (root) => all(element.localName, root).filter((each) => name(each) === name(element));
  return like(fresh)[like(old).indexOf(element)];
}

// Later days are in a file of their own; null if it cannot be loaded.
async function loadLater() {
  file = await import(data.script).then((script) => script.later(data)).catch(() => null);
  if (file) updates.push(...parsed(file.updates));
}

// --- announcements ------------------------------------------------------------------------------

// Announces the state to screen readers when it changes, and only then.
function announce() {
  const words = all(".notice .kicker > strong, .notice h1, .notice .dateline");
  const state = words.map((each) => (each.matches("span") ? each.firstChild : each).textContent).join(" ");
  if (state !== (said ?? state)) document.getElementById("said").textContent = state;
  said = state;
}

function warn(now) {
  const isOver = now >= Date.parse(data.until) || file === null;
  const isStale = isOver || now > Date.parse(data.next) + PATIENCE || now - lost > PATIENCE;
  const line = document.getElementById("stale");
  if (line && !isStale) line.remove();
  if (line || !isStale) return;
  const fresh = Object.assign(document.createElement("p"), { id: "stale", textContent: data.stale });
  document.querySelector("header").append(fresh);
}

// A clock that is before the page was built is wrong: then the page stays as it was built.
async function look() {
  if (!data || document.hidden) return;
  const now = Date.now();
  if (now >= built) apply(now);
  announce();
  if (now - asked < MINUTE) return;
  asked = now;
  await ask();
  if (!data) return;
  if (!file && now >= Date.parse(data.later)) await loadLater();
  if (now >= built) apply(now);
  announce();
  warn(now);
}

// --- the bars -----------------------------------------------------------------------------------

// Loads the script of the bars with the first gesture at one of them, and passes that on.
async function loadBars(event) {
  const link = !isBarsLoaded && event.target.closest?.("a.bars");
  if (!link || !data) return;
  const isTap = event.type === "click" && event.pointerType === "touch";
  if (isTap || event.key?.startsWith("Arrow")) event.preventDefault();
  const bars = await import(data.bars).catch(() => {});
  isBarsLoaded = true;
  if (bars) bars.handle(event);
  else if (isTap) location.assign(link);
}

for (const gesture of ["pointerover", "click", "focusin", "keydown"]) addEventListener(gesture, loadBars);

begin();
look();
setInterval(look, 10000);
for (const event of ["visibilitychange", "focus", "online"]) addEventListener(event, look);
