// The figures of a text follow what is typed; blanks are put in by a choice; a text is read aloud by the browser.
"use strict";
(() => {
  const form = document.querySelector("form[data-look]");
  if (!form) return;
  const { send, put } = window.porchlight;
  const slot = (name) => (name === "problems" ? document.getElementById("problems") : document.querySelector(`[data-figures="${name}"]`));
  let waiting = 0, turn = 0;
  const look = async () => {
    const mine = ++turn;
    try {
      const answer = await send(form.dataset.look, new FormData(form));
      const html = await answer.text();
      if (mine !== turn || !answer.ok) return;
      const held = document.createElement("div");
      put(held, html);
      for (const piece of held.querySelectorAll("[data-slot]")) {
        const target = slot(piece.dataset.slot);
        if (!target) continue;
        const open = [...target.querySelectorAll("details")].map((one) => one.open);
        target.replaceChildren(...piece.childNodes);
        [...target.querySelectorAll("details")].forEach((one, at) => { one.open = open[at] ?? false; });
      }
    } catch { /* the button saves all the same, and the page then shows the figures */ }
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 300); });
  if (form.dataset.late !== undefined) look();
  for (const list of form.querySelectorAll("select[data-insert]")) {
    list.closest("[hidden]")?.removeAttribute("hidden");
    list.addEventListener("change", () => {
      const field = document.getElementById(list.dataset.insert);
      if (!list.value) return;
      field.setRangeText(list.value, field.selectionStart, field.selectionEnd, "end");
      list.value = "";
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  if (!("speechSynthesis" in window)) return;
  for (const button of form.querySelectorAll("[data-speak]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const language = button.dataset.speak;
      const words = form.elements[`voice-${language}`]?.value || form.elements[`text-${language}`].value;
      speechSynthesis.cancel();
      const said = new SpeechSynthesisUtterance(words.replace(/[{}]/g, ""));
      said.lang = language;
      speechSynthesis.speak(said);
    });
  }
})();
