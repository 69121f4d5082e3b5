// Keeps a page true by the reader's clock until it is built again, and takes over the newer page
// once there is one. What will stand where, and from when on, is in the page; no rule is here.
const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LOOK = 5000; // how often the clock is looked at
const ASK = MINUTE; // how often a newer page is asked for
const PATIENCE = 20 * MINUTE; // how late a newer page may be
const language = document.documentElement.lang;
const locale = language === "en" ? "en-GB" : language;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

let data, turns, shown, said, asked, lost;

// --- what the page carries ----------------------------------------------------------------------

function begin() {
  const source = document.getElementById("live");
  data = source && { ...source.dataset, built: Date.parse(source.dataset.built) };
  const template = document.createElement("template");
  template.innerHTML = source?.textContent ?? "";
  turns = [...template.content.children];
  shown = new Map();
  said = said ?? state();
}

// Returns what somebody who does not see the page is to hear when it changes.
function state() {
  const words = document.querySelectorAll(".notice .kicker > strong, .notice h1, .notice .dateline");
  return [...words].map((each) => (each.matches(".dateline") ? each.firstChild : each).textContent).join(" ");
}

// --- by the clock -------------------------------------------------------------------------------

function tell(now) {
  const due = new Map();
  for (const turn of turns.filter((each) => Date.parse(each.dataset.at) <= now))
    for (const place of turn.children) due.set(place.dataset.live, place);
  for (const [name, place] of due) if (shown.get(name) !== place) show(name, place);
  for (const each of all("[data-age]")) write(each, age(Date.parse(each.dataset.age), now));
  for (const each of all("[data-lapse]")) write(each, lapse(Date.parse(each.dataset.lapse) - now));
  for (const each of all("[data-near]")) write(each, near(each, now));
  for (const each of all("[data-yours]")) yours(each, now);
}

function show(name, place) {
  shown.set(name, place);
  if (name === "rule") document.querySelector(".masthead").className = `masthead ${place.className}`;
  for (const old of all(`[data-live="${name}"]`)) put(old, place.cloneNode(true));
}

const all = (selector) => document.querySelectorAll(selector);

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

const dayOf = (time) => new Intl.DateTimeFormat("sv", { timeZone: data.zone }).format(time);

// A time is told without its date on its day.
function near(element, now) {
  element.dataset.near ||= element.textContent;
  const day = dayOf(Date.parse(element.dateTime));
  const time = element.dataset.near.split(", ").pop();
  if (day === dayOf(now)) return time;
  return day === dayOf(data.built) ? `${data.day}, ${time}` : element.dataset.near;
}

const filled = (pattern, value) => pattern.replace(/\{\w\}/, value);

function lapse(span) {
  const [minute, hour, days] = data.ages.split("|");
  const [length, minutes] = [Math.abs(span), Math.floor(Math.abs(span) / MINUTE)];
  if (length <= 1.5 * HOUR) return filled(minute, minutes);
  const [pattern, whole, less, rest] =
    length < 2 * DAY
      ? [hour, Math.floor(minutes / 60), minute, minutes % 60]
      : [days, Math.floor(minutes / 1440), hour, Math.floor(minutes / 60) % 24];
  return filled(pattern, whole) + (rest ? ` ${filled(less, rest)}` : "");
}

function age(time, now) {
  const [, , , to, past, tomorrow, inDays, dayAgo, daysAgo] = data.ages.split("|");
  const days = (Date.parse(dayOf(time)) - Date.parse(dayOf(now))) / DAY;
  if (Math.abs(time - now) < DAY || !days) return filled(time > now ? to : past, lapse(time - now));
  if (days > 0) return days === 1 ? tomorrow : filled(inDays, days);
  return filled(days === -1 ? dayAgo : daysAgo, -days);
}

// --- by the reader's clock too ------------------------------------------------------------------

// Tells a window, or the next support hours, where the reader's clock shows another time.
function yours(element, now) {
  const { yours: words, zone = data.zone, times, turns: edges = "", open } = element.dataset;
  const all = edges.split(" ").map(Date.parse);
  const coming = all.filter((turn) => turn > now);
  const isOpen = (open !== undefined) !== Boolean((all.length - coming.length) % 2);
  const chosen = times ? times.split(" ").map(Date.parse) : coming.slice(isOpen ? 1 : 0, isOpen ? 3 : 2);
  const date = times && { day: "numeric", month: "short" };
  const shape = { weekday: "short", ...date, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const clock = (timeZone) => chosen.map((time) => new Intl.DateTimeFormat(locale, { ...shape, timeZone }).format(time));
  const [start, end] = clock(here);
  element.hidden = !chosen[edges ? 1 : 0] || String(clock(zone)) === String(clock(here));
  write(element, words.replace(/\{(\w+)\}/g, (_, name) => ({ zone: here.replaceAll("_", " "), start, end })[name]));
}

// --- what another build says --------------------------------------------------------------------

async function ask() {
  try {
    const { built } = await (await fetch(data.news, { cache: "no-store" })).json();
    if (Date.parse(built) > data.built) await renew();
    lost = undefined;
  } catch {
    lost ??= Date.now();
  }
}

async function renew() {
  const answer = await fetch(location.pathname, { cache: "no-cache" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const built = page.getElementById("live")?.dataset.built;
  if (!answer.ok || !page.querySelector("main") || Date.parse(built) <= data.built) return;
  for (const name of ["title", "[data-live=icon]", ".masthead", "main", "footer", ".shapes"])
    put(document.querySelector(name), document.adoptNode(page.querySelector(name)));
  begin();
  document.dispatchEvent(new Event("renewed"));
}

// Puts an element in the place of another, and the reader back to where he was in it.
function put(old, fresh) {
  const focused = old.contains(document.activeElement) && document.activeElement;
  const seen = [...old.children].find((each) => each.getBoundingClientRect().bottom > 0);
  const top = seen?.getBoundingClientRect().top;
  const open = [...old.querySelectorAll("details")].map((each) => each.open);
  const twin = (element) => {
    const like = (root) => [...root.querySelectorAll(element.localName)].filter((each) => name(each) === name(element));
    return like(fresh)[like(old).indexOf(element)];
  };
  const [focus, place] = [focused && twin(focused), seen && scrollY && old.matches("main") && twin(seen)];
  fresh.querySelectorAll("details").forEach((each, index) => { each.open = open[index] ?? each.open; });
  old.replaceWith(fresh);
  if (place) scrollBy({ top: place.getBoundingClientRect().top - top, behavior: "instant" });
  focus?.focus?.({ preventScroll: true });
}

const name = (element) => element.getAttribute("href") ?? (element.querySelector("h1, h2, h3") ?? element).textContent;

// --- what to say of it --------------------------------------------------------------------------

function warn(now) {
  const isStale = now > Date.parse(data.next) + PATIENCE || now - lost > PATIENCE;
  const words = document.getElementById("stale");
  if (isStale && !words) {
    const line = Object.assign(document.createElement("p"), { id: "stale", textContent: data.stale });
    document.querySelector("header").append(line);
  }
  if (!isStale) words?.remove();
}

function announce() {
  if (state() === said) return;
  said = state();
  document.getElementById("said").textContent = said;
}

async function look() {
  if (!data || document.hidden) return;
  const now = Date.now();
  if (now >= data.built) tell(now);
  if (!(now - asked < ASK)) {
    asked = now;
    await ask();
    if (!data) return announce();
    if (now >= data.built) tell(now);
  }
  warn(now);
  announce();
}

begin();
look();
setInterval(look, LOOK);
for (const event of ["visibilitychange", "focus", "online"]) addEventListener(event, look);
