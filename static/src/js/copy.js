/** Copy buttons: hidden until this runs, and the outcome is announced in words. */

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value ?? field.textContent);
    return true;
  } catch {
    // No permission, or not a secure origin: select the text and let the browser try the old way.
    field.focus();
    field.select?.();
    return document.execCommand("copy");
  }
}

export function addCopyButtons(root = document) {
  for (const button of root.querySelectorAll("button[data-copy-target]")) {
    const field = document.getElementById(button.dataset.copyTarget);
    const status = button.parentElement.querySelector("[role=status]");
    if (!field) {
      continue;
    }
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copied(field);
      button.focus();
      status.textContent = "";
      // A screen reader says a repeated message only if it changes in between.
      requestAnimationFrame(() => {
        status.textContent = done ? "Copied" : "Not copied: select the text and copy it yourself";
      });
    });
  }
}
