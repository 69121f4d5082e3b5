// Shows the addresses of chosen components in the place of those of the whole site. Without it, the
// page has those of the site, and links to the components, whose pages have theirs.
const KEPT = "subscribe";
const boxes = [...document.querySelectorAll(".choices input")];
const some = document.querySelector("input[value=some]");
const chosen = document.getElementById("chosen");

function start() {
  for (const part of document.querySelectorAll("[data-choice]")) part.hidden = false;
  document.querySelector("[data-whole]").hidden = true;
  const folders = remembered();
  for (const box of boxes) box.checked = folders.includes(box.value);
  some.checked = boxes.some((box) => box.checked);
  show();
  for (const input of document.querySelectorAll("[data-choice] input")) {
    input.addEventListener("change", () => { remember(); show(); });
  }
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
  try {
    localStorage.setItem(KEPT, JSON.stringify(picked().map((box) => box.value)));
  } catch {
    // It is forgotten with the page.
  }
}

start();
