// `./invoke serve` adds this to each page that it sends. It reloads the page after a build, and
// shows on it why a build failed.
(() => {
  const build = document.currentScript.dataset.build;
  const panel = document.createElement("div");
  let events;

  panel.setAttribute("role", "alert");
  panel.style.cssText = `
    position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box;
    max-height: 60vh; overflow: auto; padding: 1rem 1.5rem; border-top: 4px solid #c00;
    background: #fff; color: #111; font: 16px/1.5 ui-monospace, monospace; white-space: pre-wrap;
    overflow-wrap: anywhere`;

  function show(problems) {
    panel.remove();
    if (!problems) return;
    panel.textContent = `This page is from before; the last change was not built.\n\n${problems}`;
    document.body.append(panel);
  }

  function listen() {
    events = new EventSource("/.serve/events");
    events.onmessage = ({ data }) => {
      const news = JSON.parse(data);
      if (String(news.build) !== build) location.reload();
      else show(news.problems);
    };
  }

  // A browser keeps few connections to one host: a tab out of sight gives its own back.
  document.addEventListener("visibilitychange", () => {
    events?.close();
    if (!document.hidden) listen();
  });
  if (!document.hidden) listen();
})();
