/* Gives every panel of "What to write" a Copy button. Its words are data- attributes of the <script>. */
((say) => {
  const make = (name, parent) => parent.appendChild(document.createElement(name));
  const status = make("p", document.body);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");

  document.querySelectorAll(".admonition.script").forEach((panel, index) => {
    const title = panel.querySelector(".admonition-title");
    const words = [...panel.children].filter((part) => part !== title);
    const button = make("button", panel);
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = say.button;
    if (title) {
      title.id ||= `script-${index}`; // where two scripts stand on a page, each button says which
      button.setAttribute("aria-describedby", title.id);
    }
    button.onclick = async () => {
      let said = say.done;
      status.textContent = "";
      try {
        const text = words.map((part) => part.innerText).join("\n\n");
        await navigator.clipboard.writeText(text.replaceAll("\u00a0", " "));
      } catch {
        getSelection().setBaseAndExtent(words[0], 0, button, 0);
        said = say.failed;
      }
      button.textContent = status.textContent = said;
      setTimeout(() => (button.textContent = say.button), 3000);
    };
    panel.classList.add("has-copy");
  });
})(document.currentScript.dataset);
