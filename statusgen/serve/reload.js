// Keeps a page of the local preview up to date, and lays problems over the last good page.
"use strict";

const served = document.currentScript.dataset.version;

const page = encodeURIComponent(location.pathname); // it is made first

new EventSource(`/_statusgen/events?page=${page}`).addEventListener("message", (message) => {
  const shown = JSON.parse(message.data);
  if (shown.version !== served) {
    location.reload();
  } else {
    layOver("statusgen-problems", shown.problems, problems(shown));
    layOver("statusgen-drafts", shown.drafts, drafts(shown));
  }
});

function layOver(name, what, [role, ...content]) {
  document.getElementById(name)?.remove();
  if (what.length === 0) return;
  const overlay = element("aside", "");
  overlay.id = name;
  overlay.setAttribute("role", role);
  const section = element("section", "");
  section.append(...content, hide(overlay));
  const shadow = overlay.attachShadow({ mode: "open" }); // the site's own style ends here
  shadow.append(style(), section);
  document.body.append(overlay);
}

function problems({ summary, problems }) {
  return [
    "alert",
    element("h1", summary),
    element("p", served ? "Behind this is the last good page." : "The site appears here as soon as it can be built."),
    ...problems.map((problem) => element("pre", problem)),
  ];
}

function drafts({ drafts }) {
  const list = element("ul", "");
  for (const { title, href } of drafts) {
    const link = element("a", title);
    link.href = href;
    const item = element("li", "");
    item.append(link);
    list.append(item);
  }
  return ["note", element("p", "Drafts: shown here only, and published by no build."), list];
}

function hide(overlay) {
  const button = element("button", "Hide");
  button.type = "button";
  button.addEventListener("click", () => overlay.remove());
  return button;
}

function style() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "/_statusgen/overlay.css";
  return link;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
