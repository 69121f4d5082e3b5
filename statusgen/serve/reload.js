// Keeps a page of the local preview up to date, and lays problems over the last good page.
"use strict";

const served = document.currentScript.dataset.version;

new EventSource("/_statusgen/events").addEventListener("message", (message) => {
  const shown = JSON.parse(message.data);
  if (shown.version !== served) {
    location.reload();
  } else {
    layOver(shown);
  }
});

function layOver({ summary, problems }) {
  document.getElementById("statusgen-problems")?.remove();
  if (problems.length === 0) return;
  const overlay = element("aside", "");
  overlay.id = "statusgen-problems";
  overlay.setAttribute("role", "alert");
  const shadow = overlay.attachShadow({ mode: "open" }); // the site's own style ends here
  shadow.append(style(), panel(overlay, summary, problems));
  document.body.append(overlay);
}

function panel(overlay, summary, problems) {
  const section = element("section", "");
  const hide = element("button", "Hide");
  hide.type = "button";
  hide.addEventListener("click", () => overlay.remove());
  section.append(
    element("h1", summary),
    element("p", served ? "Behind this is the last good page." : "The site appears here as soon as it can be built."),
    ...problems.map((problem) => element("pre", problem)),
    hide,
  );
  return section;
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
