// The phone answers without leaving the page; without script each press loads it anew. Beside another page it is fetched when opened.
"use strict";
(() => {
  const { send, put } = window.porchlight;
  const bind = (root) => {
    const talk = root.querySelector("#talk");
    if (!talk) return;
    const end = () => { talk.scrollTop = talk.scrollHeight; };
    end();
    for (const form of root.querySelectorAll("form[data-phone]")) {
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const fields = new FormData(form);
        if (event.submitter?.name) fields.set(event.submitter.name, event.submitter.value);
        const words = form.elements.words;
        if (words && !fields.get("key") && !words.value.trim()) return;
        try {
          const answer = await send(`${new URL(form.action).pathname}?piece=1`, fields);
          if (!answer.ok) throw new Error("not answered");
          put(talk, await answer.text());
          if (words) { words.value = ""; words.focus(); }
          end();
        } catch { location.assign("/staff/phone"); }
      });
    }
  };
  bind(document);
  for (const beside of document.querySelectorAll("[data-phone-beside]")) {
    const place = beside.querySelector("div");
    const open = async (channel) => {
      const asked = new URL(beside.dataset.phoneBeside, location.href);
      if (channel) asked.searchParams.set("channel", channel);
      const answer = await fetch(asked, { credentials: "same-origin" });
      if (!answer.ok) return;
      put(place, await answer.text());
      bind(place);
      place.querySelectorAll("[data-phone-new]").forEach((one) => one.addEventListener("click", () => open(one.dataset.phoneNew)));
    };
    beside.addEventListener("toggle", () => { if (beside.open && !beside.dataset.loaded) { beside.dataset.loaded = "yes"; open(""); } });
  }
})();
