// Copies the text of a post. Without it, the text is on the page and in its file.
function offer() {
  for (const button of document.querySelectorAll("button[data-copied]")) {
    const label = button.textContent;
    const text = button.closest(".post").querySelector(".text");
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.textContent = (await copied(text)) ? button.dataset.copied : button.dataset.failed;
      setTimeout(() => { button.textContent = label; }, 4000);
    });
  }
}

offer();
document.addEventListener("renewed", offer);

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
