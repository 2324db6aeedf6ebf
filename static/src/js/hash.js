/** Works out the SHA-256 of a file in the browser and puts it into the field: nothing is uploaded. */

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function addFileHashes(root = document) {
  // Browsers hash in secure pages only; elsewhere the field alone remains.
  if (!globalThis.crypto?.subtle) {
    return;
  }
  for (const group of root.querySelectorAll("[data-hash-file]")) {
    const chosen = group.querySelector("input[type=file]");
    const status = group.querySelector("[role=status]");
    const field = document.getElementById(chosen.dataset.hashInto);
    group.hidden = false;
    chosen.addEventListener("change", async () => {
      const [file] = chosen.files;
      if (!file) {
        return;
      }
      status.textContent = "";
      try {
        field.value = await sha256(file);
        status.textContent = "The hash of the file is in the field above. Look it up.";
      } catch {
        status.textContent = "The file could not be read. Choose it again, or enter its hash.";
      }
    });
  }
}
