// The file that follows from what is filled in, and its ways out: to the forge's page, or copied.
const LONGEST_ADDRESS = 8000; // GitHub answers longer ones with an error
const LONGEST_ID = 80;

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
  const ready = notice();
  const text = ready ? filled(ready.texts[value("status")], wordsOf(ready)) : value("text");
  const update = ordered({ ...given(record), text, affects: changed }, record);
  const option = chosenEntry();
  const head = "first" in option.dataset ? "updates:\n" : "";
  return {
    path: option.value,
    text: `${head}${item(update)}`,
    words: text ?? "",
    title: titleAfter(update.status),
    wrong: mistakes(record, update, file),
    states: statesAfter(),
  };
}

// Returns the title of an entry behind its new status, as the page in this language has both.
function titleAfter(status) {
  const { lang } = document.documentElement;
  return { [lang]: [status && wordOf("status", status), chosenEntry().textContent].filter(Boolean).join(": ") };
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
    words: text,
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

// --- look, and leave ---------------------------------------------------------------------------

function show() {
  const { path, text, title, words, states } = made();
  showText(byId("shown"), title);
  showText(byId("words"), words);
  byId("path").textContent = path;
  byId("written").textContent = text;
  byId("paste").hidden = !isUpdate();
  showState(states);
  showGroups();
  showNotes();
  aim(path, text);
}

// Shows a text as the page in its language will: in the first one where it has no other.
function showText(part, texts) {
  const { lang } = document.documentElement;
  part.lang = typeof texts !== "string" && lang in texts ? lang : first;
  part.textContent = typeof texts === "string" ? texts : texts[part.lang] ?? "";
}

function showState(states) {
  const shapes = [...root.querySelectorAll("[data-state]")];
  const worst = shapes.findLast((each) => states.includes(each.dataset.state));
  for (const each of shapes) each.hidden = each !== worst;
}

// Names the times that can be promised, and what `check` will warn of; what was wrong may be no more.
function showNotes() {
  const promise = fields.find((each) => each.type === "promise");
  if (promise) showPromises(byId(promise.name));
  const notes = new Map(notesOf());
  for (const { name } of fields) remark(name, notes.get(name) ?? "");
  for (const error of root.querySelectorAll(".error:not([hidden])")) complain(error.closest(".field"), "");
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
