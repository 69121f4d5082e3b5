// Draws the form from the schemas and the notices, and shows the file that follows from it. Nothing
// is sent: the file is copied, or taken along to the forge's own page.
const root = document.getElementById("compose");
const labels = JSON.parse(byId("labels").textContent);
const actions = root.querySelector(".actions");
const messages = actions.dataset;
const PLACEHOLDER = /\?\?([\p{L}\p{N}_](?:[\p{L}\p{N}_ .-]{0,60}[\p{L}\p{N}_])?)\?\?/gu;
const PLACEHOLDER_ALONE = new RegExp(`^${PLACEHOLDER.source}$`, "u");
const GIVEN = "??reported??";
const LONGEST_ADDRESS = 8000; // GitHub answers longer ones with an error
const LONGEST_ID = 80;
const LONGEST_LINE = 32;
const NOT_DRAWN = ["id", "announce_before", "began"];
const typed = new Map();
let data, first, fields;

async function start() {
  data = await (await fetch(root.dataset.source)).json();
  [first] = data.languages;
  root.hidden = false;
  for (const input of root.querySelectorAll("[name=kind], #notice, #entry")) {
    input.addEventListener("change", () => { forget(); offerNotices(); draw(); });
  }
  for (const part of [byId("fields"), byId("others")]) {
    part.addEventListener("input", ({ target }) => take(target));
  }
  byId("forge")?.addEventListener("click", leave);
  byId("copy").addEventListener("click", copy);
  offerNotices();
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

// --- what is written about ---------------------------------------------------------------------

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
  return isUpdate() ? JSON.parse(chosenEntry().dataset.facts) : {};
}

function notice() {
  return isUpdate() ? undefined : data.notices.find((each) => each.name === byId("notice").value);
}

// Returns the schema of the file, and that of the record that is written: of an update only its own.
function schemas() {
  const file = data.schemas[isUpdate() ? chosenEntry().dataset.kind : kind()];
  const record = isUpdate() ? resolved(file.properties.updates.items.$ref, file) : file;
  return { file, record };
}

function offerNotices() {
  byId("of-notice").hidden = isUpdate();
  byId("of-entry").hidden = !isUpdate();
  const select = byId("notice");
  const fitting = data.notices.filter((each) => each.kind === kind());
  const chosen = fitting.some((each) => each.name === select.value) ? select.value : "";
  const options = fitting.map((each) => new Option(plain(inLanguage(each.title)), each.name));
  select.replaceChildren(select.options[0], ...options);
  select.value = chosen;
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

// --- fields ------------------------------------------------------------------------------------

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
  const keys = Object.keys(record.properties).filter(isAsked);
  const drawn = keys.map((key) => ofSchema(key, record, file)).filter(Boolean);
  const isIncident = chosenEntry().dataset.kind === "incident";
  if (!isIncident || isClosed()) return [drawn, []];
  const [states, more] = changes();
  return [[...drawn, ...states], more];
}

// Returns whether an update of its status can have a key.
function isAsked(key) {
  const { needs } = data.actions[typed.get("status")] ?? { needs: [] };
  if (["starts", "ends"].includes(key)) return needs.includes(key);
  return key !== "next_update" || !isClosed();
}

function isClosed() {
  return data.closed.includes(typed.get("status"));
}

// Returns the fields for the states of the components that are affected, and for one more.
function changes() {
  const { affects } = facts();
  const states = Object.entries(affects).map(([key, was], n) => ({ ...stateField(n, key, was), was }));
  const known = components().filter(({ words }) => words);
  const more = known.map((each) => ({ ...each, name: each.name.replace("-0", `-${states.length}`) }));
  for (const each of more) each.words = each.words.filter((word) => !(word in affects));
  return [states, more];
}

function entryFields() {
  const { file } = schemas();
  const made = notice();
  const main = [
    ...(made ? placeholders(made) : ["title"].map((key) => ofSchema(key, file, file))),
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
  found[0].words = found[0].words.filter((word) => !made || word in made.texts);
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

function placeholders(made) {
  const { title, texts, affects } = made;
  const chosen = Object.keys(affects);
  const used = [title, ...Object.values(texts)].map((text) => text[first]).join(" ");
  return made.placeholders
    .filter(({ name }) => used.includes(`??${name}??`) && !chosen.includes(`??${name}??`))
    .map((each, n) => {
      const isTime = Boolean(each.default?.[first].includes(GIVEN));
      return {
        name: `word-${n}`,
        word: each.name,
        label: isTime || !each.example ? inLanguage(each.ask) : withExample(each),
        type: isTime ? "time" : typeFor(each.default?.[first] ?? ""),
        value: isTime ? now() : (each.default?.[first] ?? ""),
        isNeeded: true,
        isTime,
      };
    });
}

// Returns the type of field in which a whole value is in sight.
function typeFor(text) {
  return text.length > LONGEST_LINE ? "prose" : "line";
}

function withExample({ ask, example }) {
  return labels.example.replace("{asked}", inLanguage(ask)).replace("{example}", example);
}

// Returns for each component of a notice which one it is, where that is open, and its state.
function components(made) {
  const wanted = made ? Object.entries(made.affects) : [["", "partial_outage"]];
  const known = Object.keys(data.components).filter((id) => !isRetired(id));
  return wanted.flatMap(([key, state], n) => {
    const isKnown = known.includes(key);
    const ask = made?.placeholders.find(({ name }) => key === `??${name}??`)?.ask;
    const which = {
      name: `component-${n}`,
      word: made && PLACEHOLDER_ALONE.exec(key)?.[1],
      label: ask ? inLanguage(ask) : labels.component,
      type: "choice",
      words: known,
      value: made ? known[0] : "",
      isNeeded: Boolean(made),
    };
    const value = made || kind() !== "maintenance" ? state : "under_maintenance";
    const how = stateField(n, isKnown ? key : "", value);
    return isKnown ? [how] : [which, how];
  });
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

// --- the file ----------------------------------------------------------------------------------

function value(name) {
  const control = byId(name);
  if (!control) return "";
  if (fields.find((each) => each.name === name)?.type === "promise") return promised(name);
  if (control.type === "datetime-local") return control.value.replace("T", " ");
  return clean(control.value, control.tagName === "TEXTAREA" ? "\n" : " ").trim();
}

// Returns what was filled in, by the keys of a record.
function given(record) {
  const keys = Object.keys(record.properties).filter((key) => value(key));
  return Object.fromEntries(keys.map((key) => [key, stamped(value(key))]));
}

function made() {
  return isUpdate() ? madeUpdate() : madeEntry();
}

function madeUpdate() {
  const { file, record } = schemas();
  const changed = affected(({ name, was }) => value(name) !== was);
  const update = ordered({ ...given(record), affects: changed }, record);
  const option = chosenEntry();
  const head = "first" in option.dataset ? "updates:\n" : "";
  return {
    path: option.value,
    text: `${head}${item(update)}`,
    title: [update.status && wordOf("status", update.status), option.textContent]
      .filter(Boolean).join(": "),
    wrong: mistakes(record, update, file),
    states: statesAfter(),
  };
}

// Returns the states of the components of an entry after an update.
function statesAfter() {
  const isOver = isClosed() || data.actions[value("status")]?.is_end;
  if (isOver) return ["operational"];
  return Object.values({ ...facts().affects, ...affected() });
}

function madeEntry() {
  const { file } = schemas();
  const ready = notice();
  const words = ready ? wordsOf(ready) : {};
  const title = ready ? filled(ready.title, words) : value("title");
  const text = ready ? filled(ready.texts[value("status") || "announced"], words) : value("text");
  const affects = affected();
  const own = { ...given(file), title, affects, ...(kind() === "incident" ? {} : { text }) };
  if (kind() === "incident") {
    const since = fields.find((each) => each.isTime);
    if (since) own.began = stamped(value(since.name));
    own.updates = [firstOf(file, text)];
    delete own.text;
  }
  const entry = ordered(own, file);
  const path = pathOf(typeof title === "string" ? title : title[first] ?? "", own);
  return {
    path,
    text: `${ready ? note(ready, words) : ""}${yaml(entry)}`,
    title: ready ? shownTitle(ready.title, title, words) : title,
    wrong: mistakes(file, entry),
    states: Object.values(affects),
  };
}

function firstOf(file, text) {
  const record = resolved(file.properties.updates.items.$ref, file);
  return ordered({ ...given(record), text }, record);
}

// Returns the states of the components whose fields are wanted.
function affected(isWanted = () => true) {
  const states = fields.filter((each) => each.name.startsWith("state-") && isWanted(each));
  const pairs = states.map(({ name, key }) => {
    const which = byId(name.replace("state", "component"));
    return [which ? which.value : key, value(name)];
  });
  return Object.fromEntries(pairs.filter(([id]) => id));
}

// Returns the values that there are, in the order of the keys of the schema.
function ordered(values, record) {
  const keys = Object.keys(record.properties).filter((key) => !isEmpty(values[key]));
  return Object.fromEntries(keys.map((key) => [key, values[key]]));
}

function isEmpty(held) {
  return !held || (typeof held === "object" && !Object.keys(held).length);
}

function pathOf(title, entry) {
  const day = (entry.starts ?? entry.updates?.[0].at ?? now()).slice(0, 10);
  const plainTitle = title.replaceAll("'", "").normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
  const slug = plainTitle.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const id = `${day}-${slug || kind()}`.slice(0, LONGEST_ID).replace(/-$/, "");
  const folder = kind() === "incident" ? "incidents" : "maintenance";
  return `content/${folder}/${day.slice(0, 4)}/${id}.yml`;
}

// --- the words of a notice ---------------------------------------------------------------------

// Returns the words of each placeholder by language; typed words are those of the first language.
function wordsOf(ready) {
  const found = {};
  for (const { name, word } of fields.filter((each) => each.word)) {
    const placeholder = ready.placeholders.find((each) => each.name === word);
    const isComponent = name.startsWith("component-");
    found[word] = isComponent ? data.components[value(name)].name : spoken(placeholder, value(name));
  }
  return found;
}

function spoken(placeholder, text) {
  const { default: usual, is_name: isName } = placeholder;
  if (usual?.[first].includes(GIVEN)) return everywhere((language) =>
    usual[language].replace(GIVEN, since(text, language)));
  const line = text.replace(/\s+/g, " ");
  if (line === usual?.[first]) return usual;
  return isName || !/\p{L}/u.test(text) ? everywhere(() => line) : { [first]: line };
}

function everywhere(make) {
  return Object.fromEntries(data.languages.map((language) => [language, make(language)]));
}

// Returns a time with its zone, and with its day where that is not the day of publication.
function since(time, language) {
  const at = new Date(`${time.replace(" ", "T")}Z`);
  if (Number.isNaN(at.getTime())) return "";
  const clock = `${time.slice(11)} ${zoneName(at)}`;
  const published = value("at") || value("announced") || now();
  if (time.slice(0, 10) === published.slice(0, 10)) return clock;
  const day = { timeZone: "UTC", day: "numeric", month: "long" };
  return `${at.toLocaleDateString(language, day)}, ${clock}`;
}

function zoneName(at) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: data.zone, timeZoneName: "short" });
  return parts.formatToParts(at).find((each) => each.type === "timeZoneName").value;
}

// Returns a text in the languages in which all of its words are known: plain if that is one.
function filled(text, words) {
  const languages = data.languages.filter((language) => text?.[language]
    && [...text[language].matchAll(PLACEHOLDER)].every(([, name]) => words[name]?.[language]));
  const done = Object.fromEntries(languages.map((each) => [each, inWords(text[each], words, each)]));
  return languages.length === 1 && first in done ? done[first] : done;
}

// Returns a title as the page will show it; a word that is not known yet is an ellipsis.
function shownTitle(text, done, words) {
  if (typeof done === "string") return done;
  return inLanguage(done) || inWords(text[first], words, first);
}

// A word before a full stop loses its own.
function inWords(text, words, language) {
  return text.replace(PLACEHOLDER, (all, name, at) => {
    const word = words[name]?.[language] || "…";
    return text[at + all.length] === "." ? word.replace(/\.$/, "") : word;
  });
}

// Returns the comment by which later updates find the notice and its words.
function note(ready, words) {
  const lines = [["notice", ready.name]];
  for (const [name, spoken] of Object.entries(words)) {
    lines.push([name, spoken[first]]);
    for (const [language, word] of Object.entries(spoken)) {
      if (word !== spoken[first]) lines.push([`${name}.${language}`, word]);
    }
  }
  return lines.map(([name, word]) => `# ${name}: ${word.replace(/\s+/g, " ")}\n`).join("");
}

// --- look, and leave ---------------------------------------------------------------------------

function show() {
  const { path, text, title, states } = made();
  byId("shown").textContent = title;
  byId("path").textContent = path;
  byId("written").textContent = text;
  byId("paste").hidden = !isUpdate();
  const shapes = [...root.querySelectorAll("[data-state]")];
  const worst = shapes.findLast((each) => states.includes(each.dataset.state));
  for (const each of shapes) each.hidden = each !== worst;
  showGroups();
  const promise = fields.find((each) => each.type === "promise");
  if (promise) showPromises(byId(promise.name));
  const notes = new Map(timeNotes());
  for (const { name } of fields) remark(name, notes.get(name) ?? "");
  for (const error of root.querySelectorAll(".error:not([hidden])")) complain(error.closest(".field"), "");
  aim(path, text);
}

function showGroups() {
  const name = isUpdate() ? chosenEntry().dataset.kind : kind();
  const scope = facts().scope ?? value("scope");
  const heard = { global: "global_problem", limited: "limited" }[scope];
  byId("groups").textContent = labels[`groups.${name === "maintenance" ? name : heard}`] ?? "";
}

function remark(name, text) {
  byId(`${name}-note`).textContent = text;
  byId(`${name}-note`).hidden = !text;
}

// Points the link at the forge's page; where its address would be too long, copying is what is left.
function aim(path, text) {
  const link = byId("forge");
  if (!link) return;
  const address = root.dataset[isUpdate() ? "edit" : "new"]
    .replace("{path}", isUpdate() ? encodeURI(path) : encodeURIComponent(path))
    .replace("{text}", () => encodeURIComponent(text));
  link.href = address;
  link.hidden = address.length > LONGEST_ADDRESS;
  byId("copy").classList.toggle("plain", !link.hidden);
}

function leave(event) {
  if (isReady()) navigator.clipboard?.writeText(byId("written").textContent).catch(() => {});
  else event.preventDefault();
}

async function copy() {
  if (!isReady()) return;
  const label = messages.label ??= byId("copy").textContent;
  const done = await copied(byId("written").textContent);
  byId("outcome").textContent = byId("copy").textContent = done ? messages.copied : messages.failed;
  setTimeout(() => { byId("copy").textContent = label; }, 4000);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    byId("file").open = true;
    getSelection().selectAllChildren(byId("written"));
    return document.execCommand("copy");
  }
}

// Returns whether the file is valid, as far as its schema says; else names each mistake at its field.
function isReady() {
  const empty = fields.filter((each) => each.isNeeded && !value(each.name));
  for (const each of empty) complain(byId(each.name).closest(".field"), messages.missing);
  if (!empty.length) {
    for (const at of made().wrong) complain(fieldAt(at), messages.wrong);
    for (const [name, text] of timeMistakes()) complain(byId(name).closest(".field"), text);
  }
  const [worst] = root.querySelectorAll(".error:not([hidden])");
  const control = worst?.closest(".field").querySelector("input, select, textarea");
  if (control?.closest("details")) control.closest("details").open = true;
  control?.focus();
  return !worst;
}

function fieldAt(at) {
  const key = at.find((each) => fields.some(({ name }) => name === each)) ?? fields[0].name;
  return byId(key).closest(".field");
}

function complain(field, message) {
  const error = field.querySelector(".error");
  error.textContent = message;
  error.hidden = !message;
  const control = field.querySelector("input, select, textarea");
  if (message) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

// --- small helps -------------------------------------------------------------------------------

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

start();
