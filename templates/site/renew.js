// What only a page needs that is older than the site or than a day: live.js loads it then.
const all = (selector, root) => [...root.querySelectorAll(selector)];
const files = (root) => all("[rel=stylesheet], script[src]", root).map((each) => each.getAttribute("src") ?? each.getAttribute("href"));

// Resolves to what the page shows on later days; null if that is not to be had.
export async function more({ file, built }) {
  try {
    const later = await (await fetch(file, { cache: "no-cache" })).json();
    return later.built === built ? later : null;
  } catch {
    return null;
  }
}

// Puts the newer page in the place of this one; resolves to whether there was one.
export async function renew(built, put) {
  const answer = await fetch(location.pathname, { cache: "no-cache" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const made = page.getElementById("live")?.dataset.built;
  if (!answer.ok || !page.querySelector("main") || Date.parse(made) <= built) return false;
  if (files(page).some((each) => !files(document).includes(each))) return location.reload();
  for (const name of ["title", "[rel=icon]", ".masthead", "main", "footer", ".shapes"]) {
    const [old, fresh] = [document, page].map((each) => each.querySelector(name));
    if (old && fresh) put(old, document.adoptNode(fresh));
  }
  return true;
}
