// Speaks with voices stored on this device only: a remote voice would send what is said to its maker.
const STARTS_WITHIN = 1500;
const LONGEST_PER_LETTER = 180;

export class Voice {
  constructor() {
    this.on = true;
    this.finish = () => {};
    // Some browsers list their voices late; asking once makes them load.
    this.synthesis = window.speechSynthesis;
    this.synthesis?.getVoices();
  }

  // Resolves to true when the words have been spoken, to false at once when there is no voice for them.
  say(text, language, rate) {
    const voice = this.on ? this.#voice(language) : null;
    if (!voice) return Promise.resolve(false);
    return new Promise((resolve) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = rate;
      let timer = setTimeout(() => this.finish(), STARTS_WITHIN);
      this.finish = () => {
        clearTimeout(timer);
        this.finish = () => {};
        this.synthesis.cancel();
        resolve(true);
      };
      const finish = this.finish;
      utterance.onstart = () => {
        clearTimeout(timer);
        timer = setTimeout(finish, 3000 + text.length * LONGEST_PER_LETTER);
      };
      utterance.onend = finish;
      utterance.onerror = finish;
      this.synthesis.speak(utterance);
    });
  }

  stop() {
    this.finish();
  }

  #voice(language) {
    const own = (this.synthesis?.getVoices() ?? []).filter((voice) => voice.localService);
    const plain = (tag) => tag.replace("_", "-").toLowerCase();
    const wanted = plain(language);
    return (
      own.find((voice) => plain(voice.lang) === wanted) ??
      own.find((voice) => plain(voice.lang).split("-")[0] === wanted.split("-")[0]) ??
      null
    );
  }
}

// Turns one spoken sentence into words, on this device where the browser can.
export async function recognise(language) {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  const recognition = new Recognition();
  recognition.lang = language;
  if ("processLocally" in recognition && Recognition.available) {
    const here = await Recognition.available({ langs: [language], processLocally: true }).catch(() => "");
    recognition.processLocally = here === "available";
  }
  return new Promise((resolve) => {
    recognition.onresult = (event) => resolve(event.results[0][0].transcript);
    recognition.onerror = () => resolve("");
    recognition.onend = () => resolve("");
    recognition.start();
  });
}

export const canRecognise = "SpeechRecognition" in window || "webkitSpeechRecognition" in window;
