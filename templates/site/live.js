// Keeps a page true by the reader's clock until it is built again, and takes over the newer page
// once there is one. The page has the content of each region and its start time: no rule is here.
const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PATIENCE = 20 * MINUTE;
const { lang } = document.documentElement;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const write = (element, words) => { if (element.textContent !== words) element.textContent = words; };
const filled = (pattern, value) => pattern.replace(/\{\w\}/, value);
let data, built, dates, turns, shown, said, asked, lost;

function begin() {
  const source = document.getElementById("live");
  const template = document.createElement("template");
  template.innerHTML = source?.textContent ?? "";
  data = source?.dataset;
  built = Date.parse(data?.built);
  dates = new Intl.DateTimeFormat("sv", { timeZone: data?.zone });
  turns = [...template.content.children];
  shown = {};
}

// --- by the clock -------------------------------------------------------------------------------

function tell(now) {
  const due = {};
  for (const turn of turns)
    if (Date.parse(turn.dataset.at) <= now) for (const place of turn.children) due[place.dataset.live] = place;
  for (const name in due) if (shown[name] !== due[name]) show(name, due[name]);
  for (const each of all("[data-age]")) write(each, age(Date.parse(each.dataset.age), now));
  for (const each of all("[data-lapse]")) write(each, lapse(Date.parse(each.dataset.lapse) - now));
  for (const each of all("[data-near]")) write(each, near(each, now));
  all("[data-yours]").forEach(yours);
  for (const each of all(".day .now")) move(each, now);
  for (const each of all("[data-past]")) if (each.dateTime < dayOf(now)) write(each, each.dataset.past);
}

function show(name, place) {
  shown[name] = place;
  if (name === "rule") document.querySelector(".masthead").className = `masthead ${place.className}`;
  for (const old of all(`[data-live="${name}"]`)) put(old, place.cloneNode(true));
}

const dayOf = (time) => dates.format(time);

// A time is shown without its date on its day.
function near(element, now) {
  const words = (element.dataset.near ||= element.textContent);
  const day = dayOf(Date.parse(element.dateTime));
  const time = words.split(", ").pop();
  if (day === dayOf(now)) return time;
  return day === dayOf(built) ? `${data.day}, ${time}` : words;
}

// The line of the present moves through the day that is drawn, until midnight.
function move(line, now) {
  const clock = new Intl.DateTimeFormat("sv", { timeZone: data.zone, hour: "2-digit", minute: "2-digit" });
  const [hour, minute] = clock.format(now).split(":");
  for (const x of ["x1", "x2"]) line.setAttribute(x, `${((hour * 60 + +minute) / 14.4).toFixed(2)}%`);
  line.style.display = dayOf(now) === dayOf(built) ? "" : "none";
}

function lapse(span) {
  const [minute, hour, days] = data.ages.split("|");
  const length = Math.abs(span);
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
  const days = (Date.parse(dayOf(time)) - Date.parse(dayOf(now))) / DAY;
  if (Math.abs(time - now) < DAY || !days) return filled(time > now ? to : past, lapse(time - now));
  if (days > 0) return days === 1 ? tomorrow : filled(inDays, days);
  return filled(days === -1 ? dayAgo : daysAgo, -days);
}

// Shows times in the reader's zone, its own or those beside it, where they differ.
function yours(element) {
  const { yours: words, zone = data.zone, times } = element.dataset;
  const beside = () => all("time", element.parentElement).map((each) => each.dateTime);
  const instants = (times?.split(" ") ?? beside()).slice(0, 2).map(Date.parse);
  const form = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (!times) Object.assign(form, { day: "numeric", month: "short" });
  const by = (timeZone) => instants.map(new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...form, timeZone }).format);
  const [start, end] = by(here);
  const named = { zone: here.replaceAll("_", " "), start, end };
  element.hidden = String(by(zone)) === String(by(here));
  write(element, element.hidden ? "" : words.replace(/\{(\w+)\}/g, (_, name) => named[name]));
}

// --- another build ------------------------------------------------------------------------------

async function ask() {
  try {
    const news = await (await fetch(data.news, { cache: "no-store" })).json();
    if (Date.parse(news.built) > built) await renew();
    lost = undefined;
  } catch {
    lost ??= Date.now();
  }
}

async function renew() {
  const answer = await fetch(location.pathname, { cache: "no-cache" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const made = page.getElementById("live")?.dataset.built;
  if (!answer.ok || !page.querySelector("main") || Date.parse(made) <= built) return;
  if (files(page).some((each) => !files(document).includes(each))) return location.reload();
  for (const name of ["title", "[rel=icon]", ".masthead", "main", "footer", ".shapes"]) {
    const [old, fresh] = [document, page].map((each) => each.querySelector(name));
    if (old && fresh) put(old, document.adoptNode(fresh));
  }
  begin();
  document.dispatchEvent(new Event("renewed"));
}

const files = (root) => all("[rel=stylesheet], script[src]", root).map((each) => each.getAttribute("src") ?? each.getAttribute("href"));

// Puts an element in the place of another, and the reader back to where he was in it.
function put(old, fresh) {
  const focused = old.contains(document.activeElement) && document.activeElement;
  const seen = old.matches("main") && scrollY && (focused || [...old.children].find(isRead));
  const [focus, place] = [focused, seen].map((each) => each && twin(each, old, fresh));
  const top = seen && seen.getBoundingClientRect().top;
  const open = all("details", old).map((each) => each.open);
  all("details", fresh).forEach((each, index) => { each.open = open[index] ?? each.open; });
  old.replaceWith(fresh);
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

// --- announcements ------------------------------------------------------------------------------

// Announces the state to screen readers when it changes, and only then.
function announce() {
  const words = all(".notice .kicker > strong, .notice h1, .notice .dateline");
  const state = words.map((each) => (each.matches("span") ? each.firstChild : each).textContent).join(" ");
  if (state !== (said ?? state)) document.getElementById("said").textContent = state;
  said = state;
}

function warn(now) {
  const isStale = now > Date.parse(data.next) + PATIENCE || now - lost > PATIENCE;
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
  if (now >= built) tell(now);
  announce();
  if (now - asked < MINUTE) return;
  asked = now;
  await ask();
  if (!data) return;
  if (now >= built) tell(now);
  announce();
  warn(now);
}

begin();
look();
setInterval(look, 10000);
for (const event of ["visibilitychange", "focus", "online"]) addEventListener(event, look);
