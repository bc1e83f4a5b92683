/* The search page: shows what js/finder.js finds while the reader types. Its words are data- attributes of .search, its
   markup a <template>. Where the index can't be opened, what readers without scripts see stays, and that is said. */
const AT_ONCE = 8; // results, and as many again at each press of the button
const PAUSE = 150; // milliseconds without a key before it searches

const page = document.querySelector(".search");
const say = page.dataset;
const part = (name) => page.querySelector(`.search-${name}`);
const box = part("box");
const choice = part("choice");
const status = part("status");
const list = part("results");
const more = part("more");

let results = [];
let shown = 0;
let turn = 0;

const index = import("./finder.js").then(({ openIndex }) =>
  openIndex(
    new URL(say.index, document.baseURI),
    new Set(say.common.split(/\s+/)),
    say.alike.split(";").map((group) => group.trim().split(/\s+/)),
  ),
);

const counted = (count) => (count === 1 ? say.one : say.many.replace("{count}", count));

/* A word with a mark on it, and none on the quotes and stops around it. */
const highlighted = (word) => {
  const [, before, bare, after] = word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u);
  const mark = document.createElement("mark");
  mark.textContent = bare;
  return [before, mark, after];
};

const entry = ({ url, meta, sentence }) => {
  const item = part("result").content.firstElementChild.cloneNode(true);
  const [place, title, summary] = ["place", "title a", "summary"].map((name) =>
    item.querySelector(`.article-list-${name}`),
  );
  place.textContent = meta.place ?? meta.stops?.split(" | ")[0];
  title.textContent = meta.title;
  title.href = url;
  if (!sentence.length) summary.textContent = meta.summary;
  for (const { word, marked } of sentence) summary.append(...(marked ? highlighted(word) : [word]), " ");
  return item;
};

const chosen = () => results.filter(({ stops }) => !choice.value || stops.includes(choice.value));

const countStops = () => {
  for (const option of choice.options) {
    const stop = option.value;
    const count = stop ? results.filter(({ stops }) => stops.includes(stop)).length : results.length;
    option.textContent = say.counted
      .replace("{stop}", stop || say.everywhere)
      .replace("{count}", count);
    option.disabled = count === 0 && stop !== choice.value;
  }
};

const showMore = async () => {
  const mine = turn;
  const all = chosen();
  const items = (await Promise.all(all.slice(shown, shown + AT_ONCE).map(({ load }) => load()))).map(entry);
  if (mine !== turn) return [];
  list.append(...items);
  shown += items.length;
  more.hidden = shown >= all.length;
  return items;
};

const remember = () => {
  const words = new URLSearchParams();
  if (box.value.trim()) words.set("q", box.value.trim());
  if (choice.value) words.set("stop", choice.value);
  history.replaceState(history.state, "", words.size ? `?${words}` : location.pathname);
};

const search = async () => {
  const mine = ++turn;
  const query = box.value.trim();
  remember();
  part("stops").hidden = query !== "";
  const waiting = setTimeout(() => (status.textContent = query && say.waiting), 400);
  try {
    const find = await index;
    const found = query ? await find(query) : [];
    if (mine !== turn) return;
    results = found;
    countStops();
    const all = chosen();
    shown = 0;
    const old = [...list.children];
    await showMore();
    if (mine !== turn) return;
    for (const item of old) item.remove();
    more.hidden ||= !all.length;
    part("nothing").hidden = !query || all.length > 0;
    part("stops").hidden = all.length > 0;
    part("filter").hidden = !results.length && !choice.value;
    status.textContent = all.length ? counted(all.length) : query && say.nothing.replace("{query}", query);
  } catch (error) {
    page.classList.add("search-failed");
    part("stops").hidden = false;
    status.textContent = say.failed;
    console.warn(error);
  } finally {
    clearTimeout(waiting);
  }
};

let pause;
box.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, PAUSE);
});
choice.addEventListener("change", search);
part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  if (matchMedia("(pointer: coarse)").matches) box.blur(); // the keyboard of a phone hides the results
  search();
});
more.addEventListener("click", async () => {
  const [first] = await showMore();
  first?.querySelector("a").focus();
});

const asked = new URLSearchParams(location.search);
box.value ||= asked.get("q") ?? ""; // a reader may have been quicker than this script
choice.value = asked.get("stop") ?? "";
choice.selectedIndex = Math.max(0, choice.selectedIndex);
if (!box.value) box.focus({ preventScroll: true });
search();
