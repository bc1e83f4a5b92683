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
      await navigator.clipboard.writeText(wordsOf(panel).map((part) => part.innerText).join("\n\n"));
      return say.done;
    } catch {
      select(panel);
      return say.failed;
    }
  };

  for (const panel of document.querySelectorAll(".admonition.script")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = say.button;
    const title = panel.querySelector(".admonition-title");
    if (title) button.setAttribute("aria-label", `${say.button}: ${title.textContent}`);
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
