// What pages of the console share. A form works without any of this; with it, pieces of a page follow what is typed.
//
//   <form data-live="/staff/editing/look" data-into="#verdict">   what it holds is sent there as somebody types, and
//                                                               the piece that comes back stands in #verdict
//   ... data-into="#verdict", and #verdict has data-late         the same at once, for what is not there yet
//   <p data-then="/staff?now=1">                                goes on there as soon as this page is seen
//   <button data-print>                                          prints the page
//
// Other scripts use window.porchlight: token(), send(path, fields) -> Response, put(element, html).
"use strict";
(() => {
  const pieces = window.trustedTypes ? window.trustedTypes.createPolicy("porchlight", { createHTML: (html) => html }) : null;
  const token = () => document.querySelector('meta[name="form-token"]')?.content ?? "";
  // Only for what our own server made: there every value was escaped.
  const put = (element, html) => { element.innerHTML = pieces ? pieces.createHTML(html) : html; };
  const send = (path, fields) => fetch(path, {
    method: "POST", credentials: "same-origin", headers: { "X-Form-Token": token() }, body: new URLSearchParams(fields),
  });
  // From the next page on the server knows that what takes long may come after the page itself.
  document.cookie = `porchlight-script=1; Path=/staff; SameSite=Strict${location.protocol === "https:" ? "; Secure" : ""}`;
  window.porchlight = Object.freeze({ token, put, send });

  const follow = (form) => {
    const target = document.querySelector(form.dataset.into);
    let waiting = 0, turn = 0;
    const look = async () => {
      const mine = ++turn;
      target.setAttribute("aria-busy", "true");
      try {
        const answer = await send(form.dataset.live, new FormData(form));
        const html = await answer.text();
        if (mine === turn && answer.ok) put(target, html);
      } catch { /* the form still works by its button */ } finally {
        if (mine === turn) target.removeAttribute("aria-busy");
      }
    };
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 250); });
    if (target.dataset.late !== undefined) look();
  };
  document.querySelectorAll("form[data-live]").forEach(follow);
  const then = document.querySelector("[data-then]")?.dataset.then;
  if (then) requestAnimationFrame(() => setTimeout(() => location.replace(then), 0));
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
})();
