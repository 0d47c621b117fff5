// The editor of a staff file: over the form's own field, which keeps what is sent, so that a page without this script works as well.
// Mistakes come from the verdict that the server writes beside it (`li[data-line]`): each is a mark at its line, with its press.
import { EditorState, Compartment } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, highlightActiveLine, highlightSpecialChars, drawSelection } from "@codemirror/view";
import { history, historyKeymap, defaultKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { classHighlighter } from "@lezer/highlight";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { highlightSelectionMatches, openSearchPanel, searchKeymap } from "@codemirror/search";

const field = document.getElementById("file"), sheet = document.getElementById("sheet"), verdict = document.getElementById("verdict");
const WEIGHTS = { hold: "error", mend: "warning", know: "info" };
const SIGNS = { "\u00a0": " ", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u200b": "", "\ufeff": "", "\t": "  " };

let known = null;
const names = async () => {
  known ??= fetch(sheet.dataset.known, { credentials: "same-origin" }).then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({}));
  return known;
};

// After `go:` pages, after `say:` and `label:` texts, after `{` what fills a blank.
const complete = async (context) => {
  const before = context.matchBefore(/(?:\b(go|next|otherwise|start|say|stay|label|pace):\s*|\{)[\w.]*/);
  if (!before) return null;
  const word = context.matchBefore(/[\w.]*/), asked = before.text.startsWith("{") ? "blanks" : /^(?:say|stay|label|pace)/.test(before.text) ? "texts" : "pages";
  const found = (await names())[asked] ?? [];
  return { from: word ? word.from : context.pos, options: found.map((label) => ({ label })), validFor: /^[\w.]*$/ };
};

const marks = (state) => [...verdict.querySelectorAll("li[data-line]")].flatMap((one) => {
  const number = Math.min(Number(one.dataset.line) || 1, state.doc.lines), line = state.doc.line(number);
  const text = line.text, first = text.length - text.trimStart().length;
  const press = one.querySelector("button[data-old]");
  const actions = [];
  let from = line.from + first, to = Math.max(line.to, line.from + first);
  if (press) {
    const at = state.doc.line(Math.min(Number(press.dataset.at), state.doc.lines)), where = at.text.indexOf(press.dataset.old);
    if (where >= 0) {
      from = at.from + where; to = from + press.dataset.old.length;
      actions.push({ name: press.textContent, apply: (view, start, end) => view.dispatch({ changes: { from: start, to: end, insert: press.dataset.new } }) });
    }
  }
  return [{ from, to, severity: WEIGHTS[one.className] ?? "info", message: one.querySelector("p").textContent, actions }];
});

// What is pasted from a word processor is made plain at once; a line above the editor says so, and undo brings it back.
const plain = EditorState.transactionFilter.of((change) => {
  if (!change.isUserEvent("input.paste")) return change;
  const made = [];
  let end = 0, moved = 0, found = false;
  change.changes.iterChanges((from, to, _from, _to, inserted) => {
    const text = inserted.toString(), bare = text.replace(/[\u00a0\u2018\u2019\u201c\u201d\u200b\ufeff\t]/g, (sign) => SIGNS[sign]).replace(/^(\s*)[•·▪]\s*/gm, "$1- ");
    found ||= bare !== text;
    made.push({ from, to, insert: bare });
    end = from + moved + bare.length;
    moved += bare.length - (to - from);
  });
  if (!found) return change;
  document.getElementById("pasted")?.removeAttribute("hidden");
  return { changes: made, selection: { anchor: end }, userEvent: "input.paste", scrollIntoView: true };
});

const open = () => {
  const read = new Compartment(), label = sheet.dataset.label;
  const view = new EditorView({
    state: EditorState.create({
      doc: field.value,
      extensions: [
        EditorView.cspNonce.of(document.documentElement.dataset.nonce ?? ""),
        lineNumbers(), highlightSpecialChars(), history(), drawSelection(), highlightActiveLine(), highlightSelectionMatches(), bracketMatching(),
        indentUnit.of("  "), EditorState.tabSize.of(2), yaml(), syntaxHighlighting(classHighlighter), lintGutter(), EditorView.lineWrapping,
        autocompletion({ override: [complete] }), plain,
        keymap.of([...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
        read.of(EditorState.readOnly.of(field.readOnly)),
        EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": "editor-keys", spellcheck: "true" }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          field.value = update.state.doc.toString();
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }),
      ],
    }),
  });
  sheet.hidden = true;
  sheet.after(view.dom);
  document.getElementById("editor-keys")?.removeAttribute("hidden");
  const show = () => view.dispatch(setDiagnostics(view.state, marks(view.state)));
  new MutationObserver(show).observe(verdict, { childList: true });
  show();
  const jump = () => {
    const line = Number(location.hash.match(/^#L(\d+)$/)?.[1] ?? 0);
    if (!line || line > view.state.doc.lines) return;
    const { from, to } = view.state.doc.line(line);
    view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    view.focus();
  };
  window.addEventListener("hashchange", jump);
  verdict.addEventListener("click", (event) => {
    const press = event.target.closest("button[data-old]");
    if (press) {
      const line = view.state.doc.line(Math.min(Number(press.dataset.at), view.state.doc.lines)), where = line.text.indexOf(press.dataset.old);
      if (where < 0) return;
      event.preventDefault();
      view.dispatch({ changes: { from: line.from + where, to: line.from + where + press.dataset.old.length, insert: press.dataset.new } });
      view.focus();
    } else if (event.target.closest('a[href^="#L"]')) requestAnimationFrame(jump);
  });
  document.getElementById("search-file")?.addEventListener("click", () => openSearchPanel(view));
  jump();
};

if (field && sheet && verdict) open();
