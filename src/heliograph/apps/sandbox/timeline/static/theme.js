// The chosen theme is set before the first paint; without a choice the system's is followed.
const kept = localStorage.getItem("theme");
if (kept) document.documentElement.dataset.theme = kept;

document.addEventListener("click", (event) => {
  if (event.target.closest("#theme")) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("theme", next);
  }
  const unfold = event.target.closest(".unfold");
  if (unfold) {
    const caption = unfold.closest(".caption");
    caption.querySelector(".short").hidden = true;
    caption.querySelector(".text").hidden = false;
  }
});

// A carousel's dots follow the picture that is shown. Scroll does not bubble, so it is captured.
document.addEventListener("scroll", (event) => {
  const track = event.target;
  if (!track.classList || !track.classList.contains("pictures")) return;
  const dots = track.parentElement.querySelectorAll(".dots i");
  const shown = Math.round(Math.abs(track.scrollLeft) / track.clientWidth);
  dots.forEach((dot, place) => dot.classList.toggle("on", place === shown));
}, true);
