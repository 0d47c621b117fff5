// The text side: bubbles, what each one costs, and quick picks.
export function line(kind, text, language) {
  const element = document.createElement("p");
  element.className = kind;
  element.textContent = text;
  if (language) element.lang = language;
  return element;
}

// Scrolls so that this element is the first one seen, or as close to it as there is text to show.
export function showFrom(log, element) {
  log.scrollTop += element.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
}

export class Texts {
  constructor(root, api, words) {
    this.api = api;
    this.words = words;
    this.log = root.querySelector("[data-log]");
    this.empty = root.querySelector("[data-empty]");
    this.input = root.querySelector("[data-text-form] input");
    this.queue = Promise.resolve();
    root.querySelector("[data-text-form]").addEventListener("submit", (event) => {
      event.preventDefault();
      const body = this.input.value;
      if (!body.trim()) return;
      this.input.value = "";
      this.send(body);
    });
    for (const button of root.querySelectorAll("[data-quick]")) {
      button.addEventListener("click", () => this.send(button.dataset.quick));
    }
  }

  // One after the other, so that answers stand below what they answer.
  send(body) {
    this.queue = this.queue.then(async () => {
      try {
        const answer = await this.api.post("texts", { body });
        this.show(answer);
        if (!answer.moments.some((moment) => moment.type === "bubble" && !moment.mine)) {
          this.#add(line("aside", this.words.no_answer));
        }
      } catch {
        this.#add(line("aside", this.words.trouble));
      }
    });
  }

  show(answer) {
    for (const moment of answer.moments) {
      if (moment.type === "bubble") this.#add(this.#bubble(moment));
      if (moment.type === "missed") this.#add(line("aside", this.words.missed));
    }
  }

  // What came unasked is read to its end where there is room for all of it.
  arrive(news) {
    this.show(news);
    const last = this.log.lastElementChild;
    if (!news.moments.length || !last) return;
    const below = last.getBoundingClientRect().bottom - this.log.getBoundingClientRect().bottom + 8;
    if (below > 0) this.log.scrollTop += below;
    if (last.getBoundingClientRect().top < this.log.getBoundingClientRect().top) showFrom(this.log, last);
  }

  clear(notice = "") {
    this.log.replaceChildren(this.empty);
    this.empty.hidden = false;
    if (notice) this.#add(line("aside", notice));
  }

  #add(element) {
    this.empty.hidden = true;
    this.log.append(element);
    // A long answer is read from its beginning: what was asked stands on top, as far as it can.
    const asked = [...this.log.querySelectorAll(".mine")].at(-1) ?? element;
    showFrom(this.log, asked);
  }

  #bubble(moment) {
    const element = document.createElement("div");
    element.className = `bubble ${moment.mine ? "mine" : "theirs"}`;
    const who = document.createElement("span");
    who.className = "hidden";
    who.textContent = `${moment.mine ? this.words.you : this.words.line}: `;
    const said = document.createElement("span");
    said.textContent = moment.text;
    if (moment.language) said.lang = moment.language;
    const cost = document.createElement("small");
    const unit = moment.segments === 1 ? this.words.segment : this.words.segments;
    cost.textContent = `${moment.segments} ${unit} · ${moment.encoding}`;
    if (moment.media) cost.textContent += ` · ${this.words.media}`;
    element.append(who, said, cost);
    return element;
  }
}
