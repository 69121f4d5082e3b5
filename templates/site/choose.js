// Shows the addresses of chosen components in the place of those of the whole site. Without it, the
// page has those of the site, and links to the components, whose pages have theirs.
const KEPT = "subscribe";
let folders = remembered();
let isSome, boxes, some, chosen;

// Prepares this page, or what of a newer one has taken its place.
function start() {
  boxes = [...document.querySelectorAll(".choices input")];
  some = document.querySelector("input[value=some]");
  chosen = document.getElementById("chosen");
  for (const part of document.querySelectorAll("[data-choice]")) part.hidden = false;
  document.querySelector("[data-whole]").hidden = true;
  for (const box of boxes) box.checked = folders.includes(box.value);
  some.checked = isSome ??= boxes.some((box) => box.checked);
  show();
}

function picked() {
  return some.checked ? boxes.filter((box) => box.checked) : [];
}

function show() {
  const picks = picked();
  document.querySelector(".choices").hidden = !some.checked;
  chosen.textContent = sentence(picks.length);
  for (const old of document.querySelectorAll(".own")) old.remove();
  for (const list of document.querySelectorAll(".ways")) {
    const items = [...list.children].filter((item) => item.querySelector("[data-each]"));
    for (const item of items) item.hidden = picks.length > 0;
    if (!items.length || !picks.length) continue;
    list.before(...picks.map((box) => own(box, items)));
    if (items.length < list.children.length) list.before(part(chosen.dataset.rest));
  }
}

function sentence(count) {
  const { all, none, one, many } = chosen.dataset;
  if (!some.checked) return all;
  return [none, one][count] ?? many.replace("{n}", count);
}

// Returns the name of a component with copies of the items, which have its addresses.
function own(box, items) {
  const list = document.createElement("ul");
  list.className = "ways";
  for (const item of items) list.append(copy(item, box.value));
  return part(box.labels[0].querySelector("bdi").cloneNode(true), list);
}

function part(name, ...more) {
  const made = document.createElement("div");
  made.className = "own";
  const heading = document.createElement("p");
  heading.append(name);
  made.append(heading, ...more);
  return made;
}

function copy(item, folder) {
  const made = item.cloneNode(true);
  made.hidden = false;
  const target = made.querySelector("[data-each]");
  const address = target.dataset.each.replace("{}", folder);
  if (target.href) target.href = address;
  else target.textContent = address;
  target.removeAttribute("data-each");
  return made;
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function remember() {
  isSome = some.checked;
  folders = boxes.filter((box) => box.checked).map((box) => box.value);
  try {
    localStorage.setItem(KEPT, JSON.stringify(isSome ? folders : []));
  } catch {
    // It is forgotten with the page.
  }
}

document.addEventListener("change", ({ target }) => {
  if (!target.closest("[data-choice]")) return;
  remember();
  show();
});
document.addEventListener("renewed", start);
start();
