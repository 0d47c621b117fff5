// Passkeys. An element with data-passkey="get" or "make", in or around a form, asks data-options what is to be signed, has the
// device sign it when the form is sent, and puts what it signed into its [data-credential] field. A filled [data-instead] field
// is sent as it is.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const opened = (asked) => {
    const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
    const held = { ...asked, challenge: bytes(asked.challenge) };
    if (asked.user) held.user = { ...asked.user, id: bytes(asked.user.id) };
    if (asked.allowCredentials) held.allowCredentials = named(asked.allowCredentials);
    if (asked.excludeCredentials) held.excludeCredentials = named(asked.excludeCredentials);
    return held;
  };
  const closed = (signed) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (signed.response[name]) response[name] = text(signed.response[name]);
    }
    return { id: signed.id, rawId: text(signed.rawId), type: signed.type, response, clientExtensionResults: {} };
  };

  const sign = async (element) => {
    const answer = await window.porchlight.send(element.dataset.options, { about: element.dataset.about ?? "" });
    if (!answer.ok) throw new Error("refused");
    const publicKey = opened(await answer.json());
    const signed = element.dataset.passkey === "make"
      ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
    return JSON.stringify(closed(signed));
  };

  document.querySelectorAll("[data-passkey]").forEach((element) => {
    const form = element.closest("form") ?? element.querySelector("form");
    const field = element.querySelector("[data-credential]");
    const instead = element.querySelector("[data-instead]");
    const says = element.querySelector("[data-failed]");
    form.addEventListener("submit", async (event) => {
      if (field.value || instead?.value) return;
      event.preventDefault();
      says.textContent = "";
      if (!window.PublicKeyCredential) { says.textContent = says.dataset.missing; return; }
      try {
        field.value = await sign(element);
        form.requestSubmit(event.submitter);
      } catch {
        says.textContent = says.dataset.failed;
      }
    });
    window.addEventListener("pageshow", () => { field.value = ""; });
  });
})();
