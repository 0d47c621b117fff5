// The way to the page's own server. It signs and posts to the line; nothing secret is ever here.
export class Api {
  constructor(place, onAnswer) {
    this.place = place;
    this.onAnswer = onAnswer;
    this.onNumber = () => {};
    this.onGone = () => {};
    this.id = sessionStorage.getItem(place) ?? "";
  }

  // The conversation of the phone this tab had before, or a new phone.
  async open() {
    if (this.id) {
      const response = await fetch(`/demo/api/phones/${this.id}`);
      if (response.ok) return this.#read(response);
    }
    return this.renew();
  }

  // What came unasked since the last look; nothing where the line reaches no pretend phones.
  async news() {
    if (!this.id) return null;
    const response = await fetch(`/demo/api/phones/${this.id}/news`);
    return response.ok ? response.json() : null;
  }

  async renew() {
    const answer = await this.#read(await this.#send("/demo/api/phones", {}));
    this.id = answer.id;
    sessionStorage.setItem(this.place, this.id);
    return answer;
  }

  // Posts to this phone; a phone that was put away is replaced once and the step repeated.
  async post(path, body = {}) {
    let response = await this.#send(`/demo/api/phones/${this.id}/${path}`, body);
    if (response.status === 404) {
      this.onGone();
      await this.renew();
      response = await this.#send(`/demo/api/phones/${this.id}/${path}`, body);
    }
    return this.#read(response);
  }

  #send(url, body) {
    return fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  async #read(response) {
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const answer = await response.json();
    this.onNumber(answer.number);
    this.onAnswer(answer);
    return answer;
  }
}
