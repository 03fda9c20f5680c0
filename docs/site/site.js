// site.js: the search over the pages, which runs in the reader's browser (also from files, without a server), and the contents, which
// are closed on a phone. STRSMT_INDEX, from search-index.js, holds [page, heading, address, text] for each section.
"use strict";

const MOST = 12;

function words(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}_.+-]+/gu) || [];
}

// How well a section fits: each word must occur; its place counts, and so does standing there as a whole word.
function score(section, query) {
  const [page, heading, , text] = section.map(part => part.toLowerCase());
  let total = 0;
  for (const word of query) {
    const places = [[heading, 20], [page, 8], [text, 1]];
    let found = 0;
    for (const [where, weight] of places) {
      const at = where.indexOf(word);
      if (at < 0) continue;
      const whole = !/[\p{L}\p{N}_]/u.test((where[at - 1] || " ") + (where[at + word.length] || " "));
      found += weight * (whole ? 2 : 1);
    }
    if (!found) return 0;
    total += found;
  }
  return total;
}

function marked(text, query) {
  const at = Math.max(0, Math.min(...query.map(w => text.toLowerCase().indexOf(w)).filter(n => n >= 0)) - 50);
  const piece = (at ? "…" : "") + text.slice(at, at + 160) + (text.length > at + 160 ? "…" : "");
  const line = document.createElement("small");
  const pattern = new RegExp("(" + query.map(w => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") + ")", "gi");
  piece.split(pattern).forEach((part, i) => {
    const node = i % 2 ? document.createElement("mark") : document.createTextNode(part);
    if (i % 2) node.textContent = part;
    line.append(node);
  });
  return line;
}

function entry(section, query) {
  const [page, heading, address, text] = section;
  const item = document.createElement("li"), link = document.createElement("a"), title = document.createElement("b");
  link.href = address;
  title.textContent = heading;
  link.append(title, page === heading ? "" : " in " + page, marked(text, query));
  item.append(link);
  return item;
}

function search(field, list) {
  const query = words(field.value);
  list.replaceChildren();
  list.hidden = !query.length;
  field.setAttribute("aria-expanded", String(!list.hidden));
  if (!query.length) return;
  const found = window.STRSMT_INDEX.map(s => [score(s, query), s]).filter(f => f[0] > 0);
  found.sort((a, b) => b[0] - a[0]);
  for (const [, section] of found.slice(0, MOST)) list.append(entry(section, query));
  if (!found.length) {
    const none = document.createElement("li");
    none.className = "none";
    none.textContent = "Nothing has all of these words.";
    list.append(none);
  }
}

function choose(list, step) {
  const links = [...list.querySelectorAll("a")];
  const now = links.findIndex(a => a.classList.contains("chosen"));
  const next = links[(now + step + links.length) % links.length];
  links.forEach(a => a.classList.toggle("chosen", a === next));
  if (next) next.scrollIntoView({ block: "nearest" });
}

function keys(event, field, list) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    choose(list, event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  } else if (event.key === "Enter") {
    const link = list.querySelector("a.chosen") || list.querySelector("a");
    if (link) location.href = link.href;
    event.preventDefault();
  } else if (event.key === "Escape") {
    field.value = "";
    search(field, list);
    field.blur();
  }
}

const field = document.getElementById("query"), list = document.getElementById("results");
field.addEventListener("input", () => search(field, list));
field.addEventListener("keydown", event => keys(event, field, list));
document.getElementById("search").addEventListener("submit", event => event.preventDefault());
document.addEventListener("click", event => { if (!event.target.closest("#search")) list.hidden = true; });
document.addEventListener("keydown", event => {
  if (event.key === "/" && !event.target.closest("input, textarea")) {
    field.focus();
    event.preventDefault();
  }
});
if (matchMedia("(max-width: 54rem)").matches) document.querySelector(".contents").open = false;
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  field.value = asked;
  search(field, list);
}
