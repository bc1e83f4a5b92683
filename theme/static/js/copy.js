/* Gives every panel of "What to write" a Copy button. Its words are data- attributes of the <script>. */
(() => {
  const say = document.currentScript.dataset;
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");

  const wordsOf = (panel) =>
    [...panel.children].filter((part) => !part.matches(".admonition-title, button"));

  const select = (panel) => {
    const words = wordsOf(panel);
    getSelection().setBaseAndExtent(words[0], 0, words.at(-1), words.at(-1).childNodes.length);
  };

  const copy = async (panel) => {
    try {
      const words = wordsOf(panel).map((part) => part.innerText);
      await navigator.clipboard.writeText(words.join("\n\n").replaceAll("\u00a0", " "));
      return say.done;
    } catch {
      select(panel);
      return say.failed;
    }
  };

  for (const [index, panel] of document.querySelectorAll(".admonition.script").entries()) {
    const title = panel.querySelector(".admonition-title");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = say.button;
    if (title) {
      title.id ||= `script-${index}`; // where two scripts stand on a page, each button says which
      button.setAttribute("aria-describedby", title.id);
    }
    button.addEventListener("click", async () => {
      status.textContent = "";
      button.textContent = status.textContent = await copy(panel);
      setTimeout(() => (button.textContent = say.button), 3000);
    });
    panel.classList.add("has-copy");
    panel.append(button);
  }
  document.body.append(status);
})();
