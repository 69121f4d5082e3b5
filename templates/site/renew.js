// Loaded by live.js only in a page that is older than the site or than a day.
const all = (selector, root) => [...root.querySelectorAll(selector)];
const files = (root) => all("[rel=stylesheet], script[src]", root).map((each) => each.getAttribute("src") ?? each.getAttribute("href"));

// Resolves to what the page shows on later days; null if that cannot be loaded.
export async function later({ file, later: start }) {
  try {
    const answer = await (await fetch(file, { cache: "no-cache" })).json();
    return answer.from === start ? answer : null;
  } catch {
    return null;
  }
}

// Replaces this page by the newer one; resolves to whether there was one.
export async function renew(built, put) {
  const answer = await fetch(location.pathname, { cache: "no-cache" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const made = page.getElementById("live")?.dataset.built;
  if (!answer.ok || !page.querySelector("main") || Date.parse(made) <= built) return false;
  const isOther = files(page).some((each) => !files(document).includes(each));
  if (isOther) return !document.querySelector("[data-kept]") && location.reload();
  for (const name of ["title", "[rel=icon]", "header", "main", "footer", ".shapes"]) {
    const [old, fresh] = [document, page].map((each) => each.querySelector(name));
    if (old && fresh) put(old, document.adoptNode(fresh));
  }
  return true;
}
