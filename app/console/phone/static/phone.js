// The phone answers without leaving the page; without script each press loads it anew.
"use strict";
(() => {
  const talk = document.getElementById("talk");
  if (!talk) return;
  const end = () => { talk.scrollTop = talk.scrollHeight; };
  end();
  for (const form of document.querySelectorAll("form[data-phone]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const fields = new FormData(form);
      if (event.submitter?.name) fields.set(event.submitter.name, event.submitter.value);
      const words = form.elements.words;
      if (words && !fields.get("key") && !words.value.trim()) return;
      try {
        const answer = await window.porchlight.send(`${new URL(form.action).pathname}?piece=1`, fields);
        if (!answer.ok) throw new Error("not answered");
        window.porchlight.put(talk, await answer.text());
        if (words) { words.value = ""; words.focus(); }
        end();
      } catch { location.assign("/staff/phone"); }
    });
  }
})();
