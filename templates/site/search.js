// Finds entries of the history by title, component, month and state. Those on the page are hidden
// where they do not match; older ones are loaded when something is first looked for, and listed
// below. Without it, the page shows its newest months and leads to all others.
const SHOWN = 100;
const NAMES = 3;
const FIELDS = ["words", "component", "state"];
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const field = (name) => document.getElementById(name);
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const filled = (pattern, number) => pattern.replace("{n}", number.toLocaleString(document.documentElement.lang));
let form, loading, wanted = {}, older = [], isPartly = false;

// --- what there is ------------------------------------------------------------------------------

const names = (ids) => ids.map((id) => field("component").querySelector(`[value="${CSS.escape(id)}"]`)?.text ?? id);
const listed = (ids) => ids.split(" ").filter(Boolean);

function entry(month, heading, shape, title, ids) {
  const text = plain([title, ...names(ids), heading, month].join(" "));
  return { month, heading, shape, title, ids, text };
}

// Returns the entries on the page, with their elements.
function onPage() {
  return all("[data-month] li").map((element) => {
    const section = element.closest("section");
    const heading = section.querySelector("h2").textContent;
    const shape = element.querySelector("use").getAttribute("href").slice(1);
    const title = element.querySelector("a").textContent;
    const found = entry(section.dataset.month, heading, shape, title, listed(element.dataset.of));
    return Object.assign(found, { element });
  });
}

async function year(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return Object.entries(await answer.json()).flatMap(([month, [heading, ...rows]]) =>
    rows.map(([day, shape, title, path, ids, length, lang]) =>
      Object.assign(entry(month, heading, shape, title, listed(ids)), { day, path, length, lang })));
}

// Loads the index, unless that is done; what could not be loaded is asked for again the next time.
function load() {
  loading ??= Promise.allSettled(listed(form.dataset.index).map(year)).then((years) => {
    older = years.flatMap((each) => each.value ?? []);
    isPartly = years.some((each) => each.status === "rejected");
    if (isPartly) loading = undefined;
  });
  return loading;
}

// --- what is looked for -------------------------------------------------------------------------

const isSearch = () => FIELDS.some((name) => wanted[name]);

function matches({ text, ids, shape }) {
  const { words, component, state } = wanted;
  return (
    (!component || ids.includes(component)) &&
    (!state || shape === state) &&
    plain(words).split(/\s+/).every((word) => text.includes(word))
  );
}

async function look() {
  wanted = Object.fromEntries(FIELDS.map((name) => [name, field(name).value.trim()]));
  const found = show();
  if (!isSearch()) return say(0);
  const asked = wanted;
  await load();
  if (asked === wanted) say(found + list());
}

// Shows what matches of the entries on the page; returns their number.
function show() {
  const found = onPage().filter(({ element, ...each }) => !(element.hidden = isSearch() && !matches(each)));
  for (const section of all("[data-month]")) section.hidden = !section.querySelector("li:not([hidden])");
  for (const section of all("main > section:not([data-month])")) section.hidden = isSearch();
  form.parentElement.classList.toggle("searched", isSearch());
  if (!isSearch()) document.querySelector(".results").replaceChildren();
  observer.takeRecords();
  return found.length;
}

// Lists what matches of the older entries; returns their number.
function list() {
  const here = new Set(all("[data-month]").map((section) => section.dataset.month));
  const found = older.filter((each) => !here.has(each.month) && matches(each));
  const results = document.querySelector(".results");
  results.replaceChildren();
  append(results, found);
  return found.length;
}

function append(results, found) {
  for (const each of found.slice(0, SHOWN)) place(results, each).append(row(each));
  const rest = found.slice(SHOWN);
  if (rest.length) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "plain" });
    button.textContent = filled(form.dataset.more, rest.length);
    button.addEventListener("click", () => { button.remove(); append(results, rest); });
    results.append(button);
  }
  observer.takeRecords();
}

function say(count) {
  const status = form.querySelector("[role=status]");
  const { total, none, one, many, partly } = status.dataset;
  const words = count ? filled(count === 1 ? one : many, count) : none;
  status.textContent = isSearch() ? (isPartly ? `${words} ${partly}` : words) : total;
  form.querySelector(".clear").hidden = !isSearch();
  observer.takeRecords();
}

// --- rows ---------------------------------------------------------------------------------------

// Returns the list of the month of an entry, which is begun unless there is one.
function place(results, { month, heading }) {
  const last = results.lastElementChild;
  if (last?.dataset.of === month) return last.querySelector("ul");
  const section = form.querySelector("template").content.firstElementChild.cloneNode(true);
  section.dataset.of = month;
  section.querySelector("h2").textContent = heading;
  section.querySelector("li").remove();
  results.append(section);
  return section.querySelector("ul");
}

function row({ day, shape, title, path, ids, length, lang }) {
  const made = form.querySelector("template").content.querySelector("li").cloneNode(true);
  for (const svg of all(`svg:not(.${shape})`, made)) svg.remove();
  const [name, about] = made.querySelectorAll("p");
  name.firstElementChild.href = form.dataset.home + path;
  name.querySelector("bdi").textContent = title;
  if (lang) mark(name, lang);
  for (const [kind, words] of [["", day], ["of", short(names(ids))], ["took", length]])
    if (words) about.append(Object.assign(document.createElement("span"), { className: kind, textContent: words }));
  return made;
}

// Says in which language a title is that is not in that of the page.
function mark(name, lang) {
  name.querySelector("bdi").lang = lang;
  const called = new Intl.DisplayNames(document.documentElement.lang, { type: "language" }).of(lang);
  name.append(" ", Object.assign(document.createElement("small"), { textContent: `(${called})` }));
}

function short(all) {
  const rest = all.length - NAMES;
  return (rest > 1 ? [...all.slice(0, NAMES), filled(form.dataset.more, rest)] : all).join(", ");
}

// --- the fields ---------------------------------------------------------------------------------

// What is looked for stands in the address, so that it can be sent to others and come back to.
function remember() {
  const kept = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
  history.replaceState(history.state, "", `${kept}` ? `#${kept}` : location.pathname + location.search);
}

function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  wanted = Object.fromEntries(FIELDS.map((name) => [name, kept.get(name) ?? ""]));
  begin();
}

// Fills the fields of this page, or of a newer one that has taken its place.
function begin() {
  form = document.querySelector(".search");
  for (const name of FIELDS) field(name).value = wanted[name];
  if (isSearch() || !form.querySelector(".clear").hidden) look();
}

const isOurs = ({ target }) => form.contains(target);
const isPart = (node) => node.nodeType === 1 && node.matches("main, section, .search");
const observer = new MutationObserver((changes) => {
  if (changes.some(({ addedNodes }) => [...addedNodes].some(isPart))) begin();
});

if (document.querySelector(".search")) {
  observer.observe(document.body, { childList: true, subtree: true });
  recall();
  addEventListener("hashchange", recall);
  document.addEventListener("focusin", (event) => isOurs(event) && load());
  document.addEventListener("input", (event) => isOurs(event) && look());
  document.addEventListener("change", (event) => isOurs(event) && remember());
  document.addEventListener("click", ({ target }) => {
    if (!target.closest(".clear")) return;
    for (const name of FIELDS) field(name).value = "";
    look();
    remember();
    field("words").focus();
  });
}
