/** Films: nothing is asked of the other host before somebody presses the button. */

function play(box) {
  const frame = document.createElement("iframe");
  const address = new URL(box.dataset.videoSrc);
  if (address.protocol !== "https:") {
    return;
  }
  address.searchParams.set("autoplay", "1");
  frame.src = address.href;
  frame.title = box.dataset.videoTitle;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  box.classList.add("video--playing");
  box.replaceChildren(frame);
  frame.focus();
}

export function addVideos(root = document) {
  for (const box of root.querySelectorAll(".video[data-video-src]")) {
    const button = box.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => play(box), { once: true });
  }
}
