// Keeps the page current: numbers and ages change in place, new posts slide in at the top.
const columns = document.getElementById("columns");
const source = columns ? columns.dataset.feed : location.href;

function refreshParts(shown, fresh, selector, key) {
  for (const part of fresh.querySelectorAll(selector)) {
    const same = shown.querySelector(`[${key}="${part.getAttribute(key)}"]`);
    if (same && same.innerHTML !== part.innerHTML) {
      same.innerHTML = part.innerHTML;
      same.classList.add("grew");
      setTimeout(() => same.classList.remove("grew"), 600);
    }
  }
}

function refreshPost(shown, fresh) {
  if (shown.dataset.version !== fresh.dataset.version) {
    shown.replaceWith(fresh);
    return;
  }
  refreshParts(shown, fresh, "[data-count]", "data-count");
  refreshParts(shown, fresh, "[data-part]", "data-part");
  const views = fresh.querySelector(".views");
  if (views && shown.querySelector(".views").innerHTML !== views.innerHTML) {
    shown.querySelector(".views").innerHTML = views.innerHTML;
  }
}

function postsIn(column) {
  return new Map([...column.querySelectorAll("[data-post]")].map((p) => [p.dataset.post, p]));
}

function refreshColumn(shown, fresh) {
  const head = shown.querySelector(".column-head");
  const newHead = fresh.querySelector(".column-head");
  if (head.innerHTML !== newHead.innerHTML) head.innerHTML = newHead.innerHTML;
  const feed = shown.querySelector(".feed");
  const old = postsIn(shown);
  const current = postsIn(fresh);
  for (const [id, post] of old) if (!current.has(id)) post.remove();
  let place = feed.firstElementChild;
  for (const [id, post] of current) {
    const known = old.get(id);
    if (known) {
      refreshPost(known, post);
      place = feed.querySelector(`[data-post="${CSS.escape(id)}"]`).nextElementSibling;
    } else {
      post.classList.add("arrived");
      feed.insertBefore(post, place);
    }
  }
}

async function refresh() {
  const answer = await fetch(source, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const column of document.querySelectorAll("[data-column]")) {
    const same = fresh.querySelector(`[data-column="${column.dataset.column}"]`);
    if (same) refreshColumn(column, same);
  }
  if (!columns) {
    const shown = document.querySelector("article");
    const same = fresh.querySelector("article");
    if (shown && same) refreshPost(shown, same);
  }
}

async function keepCurrent() {
  // A page that nobody looks at asks for nothing.
  if (!document.hidden) await refresh().catch(() => undefined);
  setTimeout(keepCurrent, 2500);
}

setTimeout(keepCurrent, 2500);
