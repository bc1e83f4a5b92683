// `./invoke serve` adds this to each page that it sends: it reloads the page in place after a build,
// and shows what `./invoke check` says of its source, why a build failed, and the way to the desk.
(() => {
  const { build, source } = document.currentScript.dataset;
  const PLACE = "preview-place", CLOSED = "preview-closed";
  const LOST = "The preview does not answer. Start ./invoke serve again: this page will find it.";
  let events, lost;

  // --- The panel, and the two things to press beside it ---
  const bar = make("aside", { className: "preview-bar", ariaLabel: "Preview" });
  const panel = make("section", { className: "preview-panel", id: "preview-panel", hidden: true });
  const heading = make("h2", { id: "preview-heading" });
  const close = make("button", { type: "button", textContent: "Close" });
  const list = make("div", { tabIndex: 0 });
  const open = make("button", { type: "button", hidden: true });
  const desk = make("a", { href: "/desk/", textContent: "Desk" });
  const said = make("p", { className: "visually-hidden" });
  panel.setAttribute("aria-labelledby", heading.id);
  list.setAttribute("role", "group");
  list.setAttribute("aria-labelledby", heading.id);
  open.setAttribute("aria-controls", panel.id);
  said.setAttribute("role", "status");
  panel.append(heading, close, list);
  bar.append(panel, said, open, desk);
  document.body.append(bar);
  const atDesk = location.pathname === "/desk/"; // which shows the messages itself
  if (atDesk) desk.setAttribute("aria-current", "page");

  close.addEventListener("click", () => { show(false); open.focus(); });
  open.addEventListener("click", () => { show(panel.hidden); if (!panel.hidden) close.focus(); });
  panel.addEventListener("keydown", ({ key }) => { if (key === "Escape") close.click(); });

  function make(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  function show(shown) {
    panel.hidden = !shown;
    open.setAttribute("aria-expanded", String(shown));
    if (shown) sessionStorage.removeItem(CLOSED);
    else sessionStorage.setItem(CLOSED, panel.dataset.what);
  }

  function tell({ fault, problems, waiting }) {
    const what = JSON.stringify([source, fault, problems]);
    desk.textContent = waiting ? `Desk (${waiting} to mend)` : "Desk";
    if (what === panel.dataset.what) return;
    if (atDesk && fault !== LOST) {
      if (panel.dataset.what) reload();
      panel.dataset.what = what;
      return;
    }
    panel.dataset.what = what;
    panel.classList.toggle("preview-failed", Boolean(fault));
    const number = problems.length;
    const words = fault === LOST ? "The preview has ended"
      : fault ? "The last change was not built"
      : `${number} message${number === 1 ? "" : "s"} for this article`;
    heading.textContent = words;
    open.textContent = fault === LOST ? "Ended" : fault ? "Not built" : `${number} message${number === 1 ? "" : "s"}`;
    open.hidden = !fault && !number;
    list.replaceChildren();
    if (fault && fault !== LOST) {
      list.append(make("p", { textContent: "This page is from before. Mend this and save:" }));
    }
    if (number) {
      const items = make("ul", {});
      items.append(...problems.map(item));
      list.append(items);
    } else if (fault) list.append(make("pre", { textContent: fault }));
    said.textContent = open.hidden ? "" : words;
    show(!open.hidden && sessionStorage.getItem(CLOSED) !== what);
  }

  function item({ path, line, column, severity, message, cure }) {
    const place = path && `${path}:${line}${column ? `:${column}` : ""}`;
    const entry = make("li", { className: `preview-${severity}` });
    if (place) entry.append(make("code", { textContent: place }), " ");
    entry.append(make("strong", { textContent: severity }), ` ${message} ${cure}`);
    return entry;
  }

  // --- Reloading in place: the block that was at the top of the window is there again ---
  const blocks = () => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, pre, td, figure)")];

  function reload() {
    const all = blocks(), top = all.findIndex((block) => block.getBoundingClientRect().bottom > 0);
    const place = { y: scrollY, page: location.pathname, top };
    if (top >= 0) {
      place.text = all[top].textContent;
      place.offset = all[top].getBoundingClientRect().top;
    }
    sessionStorage.setItem(PLACE, JSON.stringify(place));
    history.scrollRestoration = "manual"; // the browser would go back by pixels
    location.reload();
  }

  function returnTo({ y, page, top, text, offset }) {
    // Not before the browser is done with the load: it would go back by pixels after all.
    setTimeout(() => { history.scrollRestoration = "auto"; }, 300);
    if (page !== location.pathname) return;
    const found = blocks().map((block, index) => [Math.abs(index - top), block])
      .filter(([, block]) => block.textContent === text).sort(([a], [b]) => a - b)[0];
    const to = y && found ? scrollY + found[1].getBoundingClientRect().top - offset : y;
    scrollTo({ top: to, behavior: "instant" });
  }

  const place = JSON.parse(sessionStorage.getItem(PLACE));
  sessionStorage.removeItem(PLACE);
  if (place) {
    if (document.readyState === "complete") returnTo(place);
    else addEventListener("load", () => returnTo(place));
  }

  // --- News of builds ---
  function listen() {
    events = new EventSource(`/.serve/events?source=${encodeURIComponent(source)}`);
    events.onmessage = ({ data }) => {
      clearTimeout(lost);
      lost = undefined;
      const news = JSON.parse(data);
      if (String(news.build) !== build) reload();
      else tell(news);
    };
    events.onerror = () => {
      lost ??= setTimeout(() => tell({ fault: LOST, problems: [], waiting: 0 }), 2000);
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
    };
  }

  // A browser keeps few connections to one host: a tab out of sight gives its own back.
  document.addEventListener("visibilitychange", () => {
    events?.close();
    if (!document.hidden) listen();
  });
  if (!document.hidden) listen();
})();
