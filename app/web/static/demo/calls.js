// The call side: plays what the line says, as captions and aloud, and sends keys, speech and silence.
import { line, showFrom } from "./texts.js";
import { Voice, canRecognise, recognise } from "./voice.js";

// From how many seconds a pause is shown.
const LONG = 2;

export class Calls {
  constructor(root, api, words) {
    this.api = api;
    this.words = words;
    this.voice = new Voice();
    const find = (name) => root.querySelector(`[data-${name}]`);
    this.captions = find("captions");
    this.status = find("status");
    this.callButton = find("call");
    this.endButton = find("end");
    this.silenceButton = find("silence");
    this.speakButton = find("speak");
    this.other = find("other");
    this.auto = find("auto");
    this.hide = find("hidden");
    this.speech = root.querySelector("[data-speech-form]");
    this.keypad = find("keypad");
    this.keys = [...root.querySelectorAll("[data-key]")];
    this.ask = null;
    this.run = 0;
    this.queue = Promise.resolve();
    this.wake = () => {};
    this.#listen(root, find);
  }

  // A call the line made: picked up, by the person or first by a machine of theirs, it goes on like any other.
  pickUp(who = "") {
    this.captions.replaceChildren();
    this.#enable({ ends: true });
    this.endButton.focus();
    this.#send("answer", who ? { who, language: document.documentElement.lang } : {});
  }

  // Puts everything back to before a call; what still plays is dropped.
  reset() {
    this.#interrupt();
    this.captions.replaceChildren();
    this.#enable({});
    this.#say(this.words.not_started);
  }

  #listen(root, find) {
    this.callButton.addEventListener("click", () => {
      this.captions.replaceChildren();
      this.#say(this.words.ringing);
      this.#enable({ ends: true });
      this.endButton.focus();
      this.#send("call", { hidden: this.hide.checked });
    });
    this.endButton.addEventListener("click", () => this.#send("call/end"));
    this.silenceButton.addEventListener("click", () => this.#silence());
    for (const key of this.keys) key.addEventListener("click", () => this.#press(key.dataset.key));
    // Real number keys work while the keypad has the focus, and nowhere else.
    this.keypad.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey && /^[0-9*#]$/.test(event.key)) {
        event.preventDefault();
        this.#press(event.key);
      }
    });
    this.speech.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = this.speech.elements.words.value.trim();
      this.speech.elements.words.value = "";
      if (said) this.#speak(said);
    });
    for (const button of root.querySelectorAll("[data-outcome]")) {
      button.addEventListener("click", () => this.#send("call/other", { status: button.dataset.outcome }));
    }
    find("voice").addEventListener("change", (event) => {
      this.voice.on = event.target.checked;
      this.voice.stop();
    });
    this.auto.addEventListener("change", () => this.ask && this.#waitForSilence(this.run));
    this.speakButton.hidden = !canRecognise;
    find("speak-note").hidden = !canRecognise;
    this.speakButton.addEventListener("click", async () => {
      const run = this.run;
      this.voice.stop();
      const said = await recognise(this.ask?.language ?? "en-US");
      if (said && run === this.run) this.#speak(said);
    });
  }

  #press(key) {
    if (!this.ask?.keys) return this.#say(this.words.not_listening);
    const ask = this.ask;
    this.#caption("aside", `${this.words.pressed} ${key}`);
    this.#send("call/keys", { key });
    // A ZIP code is typed faster than answers come: the line goes on listening for more than one key.
    if (ask.digits !== 1) this.ask = ask;
  }

  #speak(said) {
    if (!this.ask?.speech) return this.#say(this.words.not_listening);
    this.#caption("aside", `${this.words.said}: ${said}`);
    this.#send("call/speech", { words: said });
  }

  #silence() {
    if (!this.ask) return;
    this.#caption("aside", this.words.silent);
    this.#send("call/silence");
  }

  // A key, a word or hanging up ends what is being played, as on a real phone.
  #send(path, body = {}) {
    const run = this.#interrupt();
    this.queue = this.queue.then(async () => {
      if (run !== this.run && path === "call/onward") return;
      try {
        const answer = await this.api.post(path, body);
        // Not awaited: the next key must not wait for the playing to finish.
        if (run === this.run) this.#play(answer, run);
      } catch {
        if (run === this.run) this.#over(this.words.trouble);
      }
    });
  }

  #interrupt() {
    this.run += 1;
    this.ask = null;
    clearTimeout(this.timer);
    this.voice.stop();
    this.wake();
    this.captions.querySelector(".now")?.classList.remove("now");
    return this.run;
  }

  async #play(answer, run) {
    const moments = answer.moments;
    const asked = moments.findIndex((moment) => moment.type === "ask");
    const ask = asked < 0 ? null : moments[asked];
    // Keys count from the first word of the prompt, not during what is said before it.
    const opens = ask && ask.barge_in ? asked - ask.prompt.length : asked;
    if (answer.state === "listening" && !ask) {
      this.#say(`${this.words.listening} ${answer.typed}`);
      this.ask = this.last;
      this.#enable({ ends: true, ask: this.last });
      return this.#waitForSilence(run);
    }
    this.#enable({ ends: answer.state !== "over" });
    if (moments.some((moment) => moment.type === "heard")) this.#say(this.words.speaking);
    for (const [place, moment] of moments.entries()) {
      if (ask && place === opens) this.#open(ask);
      await this.#moment(moment, moments[place + 1]);
      if (run !== this.run) return;
    }
    if (ask) {
      this.#open(ask);
      this.#say(`${this.words.listening} ${this.#how(ask)}`);
      this.#waitForSilence(run);
    } else if (answer.state === "playing") {
      this.#send("call/onward");
    }
  }

  async #moment(moment, next) {
    switch (moment.type) {
      case "heard": {
        const caption = this.#caption("caption now", moment.text, moment.language);
        const spoken = await this.voice.say(moment.text, moment.language, moment.rate);
        // Saying a word takes a second: paced breaths keep their pace when nothing is spoken.
        if (!spoken && next?.type === "quiet" && next.seconds >= LONG) await this.#sleep(1000);
        caption.classList.remove("now");
        return;
      }
      case "quiet":
        if (moment.seconds >= LONG) {
          this.#caption("aside", `(${this.words.pause} ${moment.seconds} ${this.words.seconds})`);
        }
        return this.#sleep(moment.seconds * 1000);
      case "tones":
        this.#caption("aside", `(${this.words.tones})`);
        return;
      case "ring":
        this.#say(`${this.words.connected}: ${moment.number}`);
        this.#caption("aside", `${this.words.connected}: ${moment.number}`);
        this.#enable({ ends: true, other: true });
        return;
      case "end":
        this.#over(this.words[`why_${moment.why}`]);
        return;
    }
  }

  #sleep(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #open(ask) {
    this.ask = ask;
    this.last = ask;
    this.#enable({ ends: true, ask });
  }

  #waitForSilence(run) {
    clearTimeout(this.timer);
    if (!this.auto.checked || !this.ask) return;
    this.timer = setTimeout(() => run === this.run && this.#silence(), this.ask.timeout * 1000);
  }

  #how(ask) {
    if (ask.keys && ask.speech) return this.words.for_both;
    return ask.keys ? this.words.for_keys : this.words.for_speech;
  }

  #over(why) {
    this.#caption("aside", why);
    this.#say(`${this.words.over} ${why}`);
    const inside = this.callButton.closest("[role=tabpanel]").contains(document.activeElement);
    this.#enable({});
    if (inside) this.callButton.focus();
  }

  #caption(kind, text, language) {
    const element = line(kind, text, language);
    this.captions.append(element);
    showFrom(this.captions, element);
    return element;
  }

  #say(text) {
    this.status.textContent = text;
  }

  // Buttons that lose their use keep the focus order: focus moves only when a call begins or is over.
  #enable({ ends = false, ask = null, other = false }) {
    this.callButton.disabled = ends;
    this.endButton.disabled = !ends;
    for (const key of this.keys) key.disabled = !ends;
    for (const field of this.speech.elements) field.disabled = !ends;
    this.silenceButton.disabled = !ends;
    this.speakButton.disabled = !ask?.speech;
    this.other.hidden = !other;
  }
}
