/** How the server is spoken to: requests, refusals, waiting between attempts, the stream of events. */

const PATIENCE = 20_000; // a request without an answer after this many milliseconds is tried again

/** The server said no. `code` is its machine-readable reason. */
export class Refusal extends Error {
  constructor(status, body = {}) {
    super(body.error ?? `http_${status}`);
    this.status = status;
    this.code = this.message;
    this.details = body;
  }

  /** Whether the same request may well succeed later. */
  get passing() {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }

  /** Whether the session is over: no request will succeed any more. */
  get sessionOver() {
    return this.status === 401;
  }
}

/** One server, by the address under which its files lie. */
export class Server {
  token = null;

  /** @param {string} address ends with a slash */
  constructor(address) {
    this.address = address;
  }

  url(path) {
    return `${this.address}webhooks/web/${path}`;
  }

  get headers() {
    return this.token ? { Authorization: `Bearer ${this.token}` } : {};
  }

  /** Ask for a path. @throws {Refusal} for every answer but 2xx; a TypeError without a network */
  async get(path, signal = AbortSignal.timeout(PATIENCE)) {
    return this.#request(path, { signal });
  }

  /** Post JSON. @throws {Refusal} as in {@link get} */
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

export class Patience {
  #failures = 0;
  #wake = null;

  /** How long to wait after this many failures, in milliseconds. */
  static delay(failures, chance = Math.random()) {
    const delay = Math.min(LONGEST, FIRST * 2 ** (failures - 1));
    // Spread by a quarter either way, so that a restarted server is not met by everybody at once.
    return delay * (0.75 + chance / 2);
  }

  /** Something worked: the next failure waits the shortest time again. */
  reset() {
    this.#failures = 0;
  }

  /** Wait after a failure. */
  async afterFailure() {
    this.#failures += 1;
    await this.sleep(Patience.delay(this.#failures));
  }

  /** Wait for `time` milliseconds, or for ever, until {@link wake}. */
  sleep(time) {
    return new Promise((resolve) => {
      const timer = time === Infinity ? null : setTimeout(resolve, time);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Stop waiting now. */
  wake() {
    this.#wake?.();
  }
}

/** Splits a stream of text into events, however the chunks are cut. */
export class EventParser {
  #rest = '';
  #type = '';
  #data = [];

  /** Take a chunk. @returns {{type: string, data: string}[]} the events that it completed */
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

/**
 * Yield the events of a response until it ends.
 * @param {Response} response
 * @param {() => void} heard called for every chunk, also for one that holds only a keep-alive
 */
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
