// Shows the details of a day over its bar: by pointer, touch or arrow keys. Without it the bars lead
// to the page of their component, from which the details are loaded. live.js loads it.
const DAY = 86400000;
const DAYS = 90;
const WIDTH = 268.5;
const tip = document.createElement("dl");
const known = new WeakMap();
let bars, days, shown;

tip.className = "tip";

// Resolves to the index among the ninety days and the details of each day that has some, oldest first.
async function details({ href, pathname, dataset }) {
  const source = pathname === location.pathname ? document : await page(href);
  return [...source.querySelectorAll(".stories > div")].reverse().map((detail) => {
    const back = Date.parse(dataset.last) - Date.parse(detail.querySelector("time").dateTime);
    return [DAYS - 1 - back / DAY, detail];
  });
}

async function page(href) {
  const answer = await fetch(href);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Resolves to whether `link` is still the one to show, once its details are loaded.
async function choose(link) {
  if (bars !== link) hide();
  bars = link;
  if (!known.has(link)) known.set(link, details(link).catch(() => []));
  const found = await known.get(link);
  if (bars === link) days = found;
  return bars === link;
}

function show(place) {
  if (place === shown || !days[place]) return;
  const [day, detail] = days[place];
  hide(bars, place);
  tip.replaceChildren(...document.importNode(detail, true).children);
  bars.firstElementChild.insertAdjacentHTML("beforeend", `<path class="mark" d="M${day * 3} 22h1.5"/>`);
  bars.after(tip);
  const left = bars.offsetLeft + (bars.offsetWidth * day * 3) / WIDTH - tip.offsetWidth / 2;
  tip.style.left = `${Math.max(0, Math.min(left, tip.parentElement.clientWidth - tip.offsetWidth))}px`;
  tip.style.top = `${bars.offsetTop + bars.offsetHeight}px`;
}

function hide(next, place) {
  bars?.querySelector(".mark")?.remove();
  tip.remove();
  bars = next;
  shown = place;
}

// Returns the index of the day that a pointer means: a finger need not be as exact as a mouse.
function meant({ clientX, pointerType }) {
  const box = bars.getBoundingClientRect();
  const here = (((clientX - box.left) / box.width) * WIDTH - 0.75) / 3;
  const far = days.map(([day]) => Math.abs(day - here));
  const near = Math.min(...far);
  return near <= (pointerType === "touch" ? 5 : 1) ? far.indexOf(near) : -1;
}

const ours = (target) => target.closest("a.bars");

async function point(event) {
  const link = ours(event.target);
  if (event.pointerType === "touch") return;
  if (link && (await choose(link))) show(meant(event));
  if (!link && bars !== document.activeElement && !tip.parentElement?.contains(event.target)) hide();
}

async function click(event) {
  const link = ours(event.target);
  if (!link && !tip.contains(event.target)) hide();
  if (!link || event.pointerType !== "touch") return;
  event.preventDefault();
  if (!(await choose(link))) return;
  if (days.length) show(meant(event));
  else location.href = link.href;
}

function focus({ target }) {
  if (ours(target)) choose(ours(target));
  else if (!tip.contains(target)) hide();
}

async function press(event) {
  if (event.key === "Escape" && tip.isConnected) {
    if (tip.contains(document.activeElement)) bars.focus();
    hide();
  }
  const link = ours(document.activeElement);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!link || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (!(await choose(link))) return;
  show(tip.isConnected ? shown + step : step < 0 ? days.length - 1 : 0);
  document.getElementById("said").textContent = tip.innerText;
}

const handlers = { pointerover: point, pointermove: point, click, focusin: focus, keydown: press };

// Handles an event; live.js passes the first one on, with which this file was loaded.
export const handle = (event) => handlers[event.type](event);

for (const name of Object.keys(handlers)) document.addEventListener(name, handle);
