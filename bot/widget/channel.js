/** How the server is spoken to: requests, refusals, waiting between attempts, the stream of events. */

const PATIENCE = 20_000; // a request without an answer after this many milliseconds is tried again

/** The server said no, for the reason `code`. */
export class Refusal extends Error {
  constructor(status, body = {}) {
    super(body.error ?? `http_${status}`);
    this.status = status;
    this.code = this.message;
    this.details = body;
  }

  /** The same request may succeed later. */
  get passing() {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }

  get sessionOver() {
    return this.status === 401;
  }
}

export class Server {
  token = null;

  constructor(address) {
    this.address = address; // ends with a slash
  }

  url(path) {
    return `${this.address}webhooks/web/${path}`;
  }

  get headers() {
    return this.token ? { Authorization: `Bearer ${this.token}` } : {};
  }

  /** @throws {Refusal} for every answer but 2xx; another error without a network */
  async get(path, signal = AbortSignal.timeout(PATIENCE)) {
    return this.#request(path, { signal });
  }

  async post(path, body) {
    return this.#request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  async #request(path, options) {
    const response = await fetch(this.url(path), {
      ...options,
      headers: { ...options.headers, ...this.headers },
      cache: 'no-store',
      credentials: 'omit', // the token is all the identity there is; the host page's cookies stay out
      referrerPolicy: 'no-referrer',
    });
    if (response.ok) return response;
    throw new Refusal(response.status, await response.json().catch(() => ({})));
  }
}

const FIRST = 1_000;
const LONGEST = 30_000;

/** Waits longer after each failure, until there is new hope. */
export class Patience {
  #failures = 0;
  #wake = null;

  static delay(failures, chance = Math.random()) {
    const delay = Math.min(LONGEST, FIRST * 2 ** (failures - 1));
    // Spread by a quarter either way, so that a restarted server is not met by everybody at once.
    return delay * (0.75 + chance / 2);
  }

  /** Something worked: the next failure waits the shortest time again. */
  reset() {
    this.#failures = 0;
  }

  async afterFailure() {
    this.#failures += 1;
    await this.sleep(Patience.delay(this.#failures));
  }

  /** Wait for `time` milliseconds (or Infinity), or until `wake`. */
  sleep(time) {
    return new Promise((resolve) => {
      const timer = time === Infinity ? null : setTimeout(resolve, time);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  wake() {
    this.#wake?.();
  }
}

/** Splits a stream of text into events, however the chunks are cut. */
export class EventParser {
  #rest = '';
  #type = '';
  #data = [];

  /** Take a chunk; return the events that it completed. */
  feed(chunk) {
    const lines = (this.#rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    return lines.map((line) => this.#line(line)).filter(Boolean);
  }

  #line(line) {
    if (line === '') return this.#finish();
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (field === 'event') this.#type = value;
    if (field === 'data') this.#data.push(value);
    return null; // a comment (": keep-alive") has an empty field name
  }

  #finish() {
    const event = { type: this.#type || 'message', data: this.#data.join('\n') };
    const empty = this.#data.length === 0;
    this.#type = '';
    this.#data = [];
    return empty ? null : event;
  }
}

/** Yield the events of a response until it ends; `heard` is called also for a mere keep-alive. */
export async function* readEvents(response, heard) {
  const parser = new EventParser();
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
    yield* parser.feed(decoder.decode(value, { stream: true }));
  }
}
