/* Brings the module named by data-module once the page has been drawn: until then the line is the page's alone. */
(({ module }) => {
  const bring = () => bring.done || (bring.done = import(module));
  new PerformanceObserver(bring).observe({ type: "paint", buffered: true });
  setTimeout(bring, 2000); // a tab in the background is not drawn
})(document.currentScript.dataset);
