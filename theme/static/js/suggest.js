/* The contact page: while a question is typed, shows articles that may answer it, and puts what is typed into the e-mail.
   Nothing is loaded before the first letter, and nothing is sent: js/existing.js looks into the site's own index. */
const PAUSE = 700; // milliseconds without a key: whoever is typing is left alone
const LEAST = 3; // words; fewer say nothing yet
const MOST = 3; // articles

const form = document.querySelector(".ask-form");
const say = form.dataset;
const box = form.querySelector("textarea");
const status = form.querySelector(".ask-form-status");
const list = form.querySelector(".ask-form-suggestions");
const mail = form.querySelector(".mail-button .button");
const template = mail.href;

let index;
let turn = 0;
let shown;

const openIndex = async () => {
  const { openIndex } = await import(new URL(say.finder, document.baseURI));
  return openIndex(new URL(say.index, document.baseURI));
};

const entry = ({ url, title }) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  item.append(link);
  return item;
};

const show = (articles) => {
  const urls = articles.map(({ url }) => url).join(" ");
  if (urls === shown) return; // said once is enough
  shown = urls;
  list.replaceChildren(...articles.map(entry));
  list.hidden = !articles.length;
  const many = articles.length === 1 ? say.one : say.many.replace("{count}", articles.length);
  status.textContent = articles.length ? many : say.none;
};

const suggest = async () => {
  const mine = ++turn;
  if (box.value.trim().split(/\s+/).length < LEAST) return;
  try {
    const find = await (index ??= openIndex());
    if (mine === turn) show(find(box.value).slice(0, MOST));
  } catch (error) {
    index = undefined; // a question can be asked all the same
    console.warn(error);
  }
};

const write = () => {
  const address = template.replace(/&body=.*/, "");
  const text = box.value.trim().replaceAll("\n", "\r\n");
  mail.href = text ? `${address}&body=${encodeURIComponent(text)}` : template;
};

let pause;
box.addEventListener("input", () => {
  write();
  clearTimeout(pause);
  pause = setTimeout(suggest, PAUSE);
});
// Back from an article, the browser has kept what was typed; and some type before this script is here.
const takeUp = () => {
  if (!box.value.trim()) return;
  write();
  suggest();
};
addEventListener("pageshow", takeUp);
takeUp();
