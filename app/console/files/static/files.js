// Line numbers follow what is typed, Tab puts in two spaces, and a link to a line puts the cursor there.
"use strict";
(() => {
  const field = document.getElementById("file"), numbers = document.querySelector(".numbers");
  if (!field || !numbers) return;
  const count = () => field.value.split("\n").length;
  const follow = () => {
    const wanted = count();
    field.rows = wanted;
    while (numbers.childElementCount > wanted) { numbers.lastElementChild.nextSibling?.remove(); numbers.lastElementChild.remove(); }
    while (numbers.childElementCount < wanted) {
      const line = document.createElement("span");
      line.textContent = String(numbers.childElementCount + 1);
      line.id = `L${line.textContent}`;
      numbers.append(line, "\n");
    }
  };
  const jump = () => {
    const line = Number(location.hash.match(/^#L(\d+)$/)?.[1] ?? 0);
    if (!line) return;
    const lines = field.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    document.getElementById(`L${line}`)?.scrollIntoView({ block: "center" });
  };
  field.addEventListener("input", follow);
  window.addEventListener("hashchange", jump);
  follow();
  jump();
})();
