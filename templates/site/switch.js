// Offers times in the reader's zone, where that tells other times than the site's; zone.js shows them.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const clocks = (timeZone) => [0, 6].map((month) => new Date(Date.UTC(2026, month)).toLocaleString("sv", { timeZone })).join();

function stored(choice) {
  try {
    if (choice !== undefined) localStorage.setItem("zone", choice);
    return localStorage.getItem("zone");
  } catch {
    return choice;
  }
}

function offer() {
  const zones = document.querySelector(".zones");
  if (!zones || clocks(own) === clocks(zones.dataset.zone)) return;
  zones.hidden = false;
  if (stored() === "own") choose(zones.lastElementChild);
}

async function choose(button) {
  const { show } = await import(button.parentElement.dataset.script);
  show(button, own);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".zones button");
  if (!button) return;
  stored(button.value);
  choose(button);
});
document.addEventListener("renewed", offer);
offer();
