// Draws the form for an entry from the schemas and the notices. Nothing is sent: the file is copied,
// or taken along to the forge's own page.
const root = document.getElementById("compose");
const labels = JSON.parse(byId("labels").textContent);
let standing = JSON.parse(byId("facts").textContent);
const actions = root.querySelector(".actions");
const messages = actions.dataset;
const NOT_DRAWN = ["id", "announce_before", "began"];
const typed = new Map();
let data, first, fields;

async function start() {
  data = await (await fetch(root.dataset.source)).json();
  [first] = data.languages;
  root.hidden = false;
  root.addEventListener("change", ({ target }) => target.matches("[name=kind], #notice, #entry") && choose(target));
  for (const part of [byId("fields"), byId("others")]) {
    part.addEventListener("input", ({ target }) => take(target));
  }
  byId("forge")?.addEventListener("click", leave);
  byId("copy").addEventListener("click", copy);
  offerNotices();
  showUse();
  draw();
}

// Takes the open entries of a newer page; what is typed stays, also about an entry that is over by now.
function takeEntries({ detail: fresh }) {
  const chosen = isUpdate() && chosenEntry();
  const known = chosen && { [chosen.value]: facts() };
  standing = { ...known, ...JSON.parse(fresh.querySelector("#facts").textContent) };
  takeChoice(...[root, fresh].map((each) => each.querySelector("[value=update]")?.parentElement));
  byId("entry").replaceChildren(...fresh.querySelector("#entry").children);
  if (chosen) {
    byId("entry").value = chosen.value;
    if (!chosenEntry()) byId("entry").append(chosen);
  }
  if (data) show();
}

// Offers to write an update where an entry is open, with their number.
function takeChoice(old, fresh) {
  if (old && fresh) old.lastChild.textContent = fresh.lastChild.textContent;
  else if (fresh) root.querySelector(".options").append(fresh);
  else if (old && !isUpdate()) old.remove();
}

// Begins anew; of what was filled in stays what another notice may need too.
function choose(input) {
  if (isUpdate() && input.id !== "notice") typed.clear();
  else forget();
  offerNotices();
  if (input.id !== "notice" && isUpdate()) byId("notice").value = likelyNotice()?.name ?? "";
  showUse();
  draw();
}

// Keeps what is filled in; some choices ask for other fields.
function take({ id, value: given }) {
  const before = typed.get(id);
  typed.set(id, given);
  const isOther = id === "next_update" && [before, given].includes(OTHER);
  if (!isOther && !(id === "status" && isUpdate())) return show();
  draw();
  byId(id).focus();
}

// --- what is written about -----------------------------------------------------------------------

function kind() {
  return root.querySelector("[name=kind]:checked").value;
}

function isUpdate() {
  return kind() === "update";
}

function chosenEntry() {
  return byId("entry").selectedOptions[0];
}

// Returns what an update has to fit: how its entry stands.
function facts() {
  return isUpdate() ? standing[chosenEntry().value] : {};
}

function notice() {
  return data.notices.find((each) => each.name === byId("notice").value);
}

// Returns the schema of the file, and that of the record that is written: of an update only its own.
function schemas() {
  const file = data.schemas[isUpdate() ? chosenEntry().dataset.kind : kind()];
  const record = isUpdate() ? resolved(file.properties.updates.items.$ref, file) : file;
  return { file, record };
}

function offerNotices() {
  byId("of-entry").hidden = !isUpdate();
  const wanted = isUpdate() ? chosenEntry().dataset.kind : kind();
  const select = byId("notice");
  const fitting = data.notices.filter((each) => each.kind === wanted);
  const chosen = fitting.some((each) => each.name === select.value) ? select.value : "";
  const options = fitting.map((each) => new Option(plain(inLanguage(each.title)), each.name));
  select.replaceChildren(select.options[0], ...options);
  select.value = chosen;
}

function showUse() {
  byId("use").textContent = notice() ? use(notice()) : "";
}

// Returns when to use a notice, and its class of service.
function use({ use_when: text, fields: { cos } }) {
  return `${inLanguage(text)}${cos ? ` ${labels.cos}: ${wordOf("cos", cos)}.` : ""}`;
}

// Returns a title without its placeholders, as the name of a notice.
function plain(title) {
  return title.replace(PLACEHOLDER, "…");
}

// --- fields --------------------------------------------------------------------------------------

function draw() {
  const [main, others] = (isUpdate() ? updateFields() : entryFields()).map(withPromise);
  fields = [...main, ...others];
  byId("fields").replaceChildren(...main.map(part));
  byId("others").replaceChildren(...others.map(part));
  byId("more").hidden = !others.length;
  show();
}

function withPromise(drawn) {
  return drawn.flatMap((each) => (each.type === "promise" ? promiseFields(each) : [each]));
}

function updateFields() {
  const { file, record } = schemas();
  const made = notice();
  const keys = ["status", "at", ...Object.keys(record.properties)].filter((key) => isAsked(key, made));
  const drawn = [...new Set(keys)].map((key) => ofSchema(key, record, file)).filter(Boolean);
  if (made) drawn[0].words = drawn[0].words.filter((word) => word in made.texts);
  const words = made ? wordsForUpdate(made) : [];
  const main = [...drawn.slice(0, 2), ...words, ...drawn.slice(2)];
  const isIncident = chosenEntry().dataset.kind === "incident";
  if (!isIncident || isClosed()) return [main, []];
  const [states, more] = changes(made);
  return [[...main, ...states], more];
}

function chosenComponent() {
  return typed.get("component-of-text") ?? Object.keys(facts().affects)[0] ?? knownComponents()[0];
}

// Returns whether an update of its status can have a key; the text may be that of a notice.
function isAsked(key, made) {
  if (key === "text") return !made;
  const { needs } = data.actions[typed.get("status")] ?? { needs: [] };
  if (["starts", "ends"].includes(key)) return needs.includes(key);
  return !["next_update", "workaround"].includes(key) || !isClosed();
}

function isClosed() {
  return data.closed.includes(typed.get("status"));
}

// Returns the fields for the states of the components that are affected, and for one more.
function changes(made) {
  const { affects } = facts();
  const states = Object.entries(affects)
    .map(([key, was], n) => ({ ...stateField(n, key, stateIn(made, key) ?? was), was }));
  const more = components()
    .map((each) => ({ ...each, name: each.name.replace("-0", `-${states.length}`) }));
  more[0].words = more[0].words.filter((id) => !(id in affects));
  return [states, more];
}

function entryFields() {
  const { file } = schemas();
  const made = notice();
  const main = [
    ...(made ? placeholders(made, wordsOfEntry(made)) : ["title"].map((key) => ofSchema(key, file, file))),
    ...components(made),
    ...(kind() === "incident" ? firstUpdate(file, made) : windowFields(file, made)),
    ...(kind() === "incident" ? [scopeField(file, made)] : []),
  ];
  const known = new Set([...main.map((each) => each.name), "title", "text"]);
  const others = Object.keys(file.properties)
    .filter((key) => !known.has(key) && !(key === "began" && main.some((each) => each.isTime)))
    .map((key) => ofSchema(key, file, file))
    .filter(Boolean);
  for (const each of others) each.value = made?.fields[each.name] ?? "";
  return [main, others];
}

function firstUpdate(file, made) {
  const record = resolved(file.properties.updates.items.$ref, file);
  const drawn = ["status", "at", ...(made ? [] : ["text"]), "next_update"];
  const found = drawn.map((key) => ofSchema(key, record, file));
  found[0].words = found[0].words
    .filter((word) => !made || (word in made.texts && data.first.includes(word)));
  found[0].value = found[0].words[0];
  return found;
}

function windowFields(file, made) {
  const drawn = ["announced", "starts", "ends", ...(made ? [] : ["text"])];
  return drawn.map((key) => ({ ...ofSchema(key, file, file), isNeeded: true }));
}

function scopeField(file, made) {
  return { ...ofSchema("scope", file, file), isNeeded: true, value: made?.fields.scope ?? "limited" };
}

// Returns the field of a key, undefined for what only an editor should write.
function ofSchema(key, record, file) {
  const property = record.properties[key];
  const node = property.$ref ? { ...resolved(property.$ref, file), ...property } : property;
  const isNeeded = record.required?.includes(key);
  const field = { name: key, label: labels[key] ?? key, isNeeded, value: "" };
  if (NOT_DRAWN.includes(key) && !(key === "began" && record === file)) return undefined;
  if (node.enum) return { ...field, type: "choice", words: node.enum };
  if (key === "next_update") return { ...field, type: "promise" };
  if (node.pattern?.includes("[0-9]{4}-")) {
    return { ...field, type: "time", value: ["at", "announced"].includes(key) ? now() : "" };
  }
  if (node.anyOf) return { ...field, type: PROSE.includes(key) ? "prose" : "line" };
  return node.type === "string" ? { ...field, type: "line" } : undefined;
}

// Returns for each component of a notice which one it is, where that is open, and its state.
function components(made) {
  const wanted = made ? Object.entries(made.affects) : [["", "partial_outage"]];
  const known = knownComponents();
  return wanted.flatMap(([key, state], n) => {
    const isKnown = known.includes(key);
    const which = whichField(`component-${n}`, key, made, made ? known[0] : "");
    const value = made || kind() !== "maintenance" ? state : "under_maintenance";
    const how = stateField(n, isKnown ? key : "", value);
    return isKnown ? [how] : [which, how];
  });
}

function knownComponents() {
  return Object.keys(data.components).filter((id) => !isRetired(id));
}

function whichField(name, key, made, id) {
  const ask = made?.placeholders.find((each) => key === `??${each.name}??`)?.ask;
  return {
    name,
    word: made && PLACEHOLDER_ALONE.exec(key)?.[1],
    label: ask ? inLanguage(ask) : labels.component,
    type: "choice",
    words: knownComponents(),
    value: id,
    isNeeded: Boolean(made),
  };
}

function stateField(n, key, state) {
  const label = key ? `${labels.state}: ${nameOf(key)}` : labels.state;
  const words = [...root.querySelectorAll("[data-state]")].map((each) => each.dataset.state);
  return { name: `state-${n}`, key, label, type: "choice", words, value: state, isNeeded: true };
}

function part(field) {
  const id = field.name;
  const control = controls[field.type](field);
  control.id = id;
  control.value = typed.get(id) ?? field.value;
  control.setAttribute("aria-describedby", `${id}-note ${id}-error`);
  const label = element("label", { htmlFor: id }, labelled(field));
  const error = element("p", { id: `${id}-error`, className: "error", hidden: true });
  const note = element("p", { id: `${id}-note`, className: "small note", hidden: true });
  const isShort = ["time", "choice", "promise"].includes(field.type);
  return element("div", { className: isShort ? "field short" : "field" }, label, control, note, error);
}

const controls = {
  line: () => element("input", { type: "text", autocomplete: "off" }),
  prose: () => element("textarea", { rows: 3 }),
  time: () => element("input", { type: "datetime-local" }),
  choice: (field) => {
    const key = field.name.split("-")[0];
    const options = key === "component" ? grouped(field.words)
      : field.words.map((word) => new Option(wordOf(key, word), word));
    return element("select", {}, ...(field.isNeeded ? [] : [new Option(messages.none, "")]), ...options);
  },
  promise: promiseControl,
};

// Returns the options for components, by their groups.
function grouped(ids) {
  const names = [...new Set(ids.map((id) => inLanguage(data.components[id].group)))];
  return names.map((name) => {
    const own = ids.filter((id) => inLanguage(data.components[id].group) === name);
    return element("optgroup", { label: name }, ...own.map((id) => new Option(nameOf(id), id)));
  });
}

function wordOf(key, word) {
  if (key === "component") return nameOf(word);
  if (key === "state") return root.querySelector(`[data-state="${word}"]`).textContent;
  return labels[`${key}.${word}`] ?? word;
}

function labelled(field) {
  return field.type === "time" ? `${field.label} (${labels.city})` : field.label;
}

// Keeps what holds for any notice, such as a component and times.
function forget() {
  for (const name of typed.keys()) {
    const field = fields.find((each) => each.name === name);
    if (field?.type !== "time" && !name.startsWith("component-")) typed.delete(name);
  }
}

// --- small helps ---------------------------------------------------------------------------------

function byId(id) {
  return document.getElementById(id);
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function inLanguage(texts) {
  return texts[document.documentElement.lang] ?? texts[first] ?? "";
}

function nameOf(id) {
  return inLanguage(data.components[id].name);
}

function isRetired(id) {
  const { retired } = data.components[id];
  return Boolean(retired) && retired <= now().slice(0, 10);
}

root.dataset.kept = "";
root.addEventListener("fresh", takeEntries);
start();
