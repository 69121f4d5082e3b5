// Copies the text beside a button. Without it, the text is on the page, a post also in its file.
function offer() {
  for (const button of document.querySelectorAll("button[data-copied]")) button.hidden = false;
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button[data-copied]");
  if (!button) return;
  const label = button.dataset.label ??= button.textContent;
  const text = button.closest(".post, .paste").querySelector(".text");
  button.textContent = (await copied(text)) ? button.dataset.copied : button.dataset.failed;
  setTimeout(() => { button.textContent = label; }, 4000);
});

function prepare() {
  offer();
  for (const box of document.querySelectorAll("input[data-posted]")) tick(box);
  for (const texts of document.querySelectorAll(".texts")) divide(texts);
}

prepare();
document.addEventListener("renewed", prepare);

// Keeps in this browser which texts were posted.
function tick(box) {
  const key = `posted ${box.dataset.posted}`;
  try {
    box.checked = localStorage.getItem(key) === "1";
    box.closest("label").hidden = false;
  } catch {
    return;
  }
  box.addEventListener("change", () => {
    if (box.checked) localStorage.setItem(key, "1");
    else localStorage.removeItem(key);
  });
}

// Shows the texts of one language at a time, behind tabs. Without it, all stand below each other.
function divide(texts) {
  const posts = [...texts.querySelectorAll(":scope > .post")];
  const languages = [...new Set(posts.map((post) => post.dataset.language))];
  if (languages.length < 2 || texts.querySelector("[role=tablist]")) return;
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  list.className = "tabs";
  const tabs = languages.map((language) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.textContent = language;
    tab.setAttribute("role", "tab");
    tab.addEventListener("click", () => choose(language));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = (languages.indexOf(language) + step + languages.length) % languages.length;
      choose(languages[next]);
      tabs[next].focus();
    });
    return tab;
  });
  list.append(...tabs);
  for (const post of posts) post.setAttribute("role", "tabpanel");
  texts.prepend(list);
  choose(languages[0]);

  function choose(language) {
    for (const post of posts) {
      post.hidden = post.dataset.language !== language;
      post.setAttribute("aria-label", post.dataset.language);
    }
    tabs.forEach((tab, at) => {
      const chosen = languages[at] === language;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
    });
  }
}

// Resolves to whether the clipboard has the text; where it may not be written, the text is selected instead.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(text);
    return document.execCommand("copy");
  }
}
