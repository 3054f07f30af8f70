/** What the browser keeps for us: small values per server, and messages on their way. */

const PREFIX = 'redress';

/** Values that outlive a reload; only the page, where the browser blocks storage or it is full. */
export class Drawer {
  #server;
  #memory = new Map();

  constructor(server) {
    this.#server = server;
  }

  key(name) {
    return `${PREFIX} ${this.#server} ${name}`;
  }

  /** The kept value, or null, also where it cannot be read. */
  get(name) {
    const key = this.key(name);
    if (this.#memory.has(key)) return this.#memory.get(key);
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  set(name, value) {
    const key = this.key(name);
    try {
      localStorage.setItem(key, JSON.stringify(value));
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, value);
    }
  }

  remove(name) {
    const key = this.key(name);
    this.#memory.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      // Storage is blocked: there was nothing but the memory.
    }
  }

  /** The names in this drawer that begin with `start`, sorted. */
  names(start) {
    const from = this.key(start);
    const kept = new Set(this.#memory.keys());
    try {
      Object.keys(localStorage).forEach((key) => kept.add(key));
    } catch {
      // Storage is blocked: only the memory counts.
    }
    const names = [...kept].filter((key) => key.startsWith(from));
    return names.map((key) => start + key.slice(from.length)).sort();
  }
}

/**
 * Messages on their way: each is kept until the server has it, also over a reload.
 * An entry's `client_id` is the same on every attempt, so that a retry is no second turn; `text` is
 * what was typed, or the label of a pressed button, and `payload` what that button stands for.
 */
export class Outbox {
  #drawer;
  #count = 0;

  constructor(drawer) {
    this.#drawer = drawer;
  }

  put(text, payload) {
    const entry = { client_id: newId(), text, payload, at: Date.now() };
    // The name sorts by time; the count keeps two messages of one millisecond in order.
    const count = String((this.#count += 1)).padStart(5, '0');
    this.#drawer.set(`out ${entry.at} ${count} ${entry.client_id}`, entry);
    return entry;
  }

  /** All kept messages, oldest first. */
  entries() {
    const kept = this.#drawer.names('out ').map((name) => this.#drawer.get(name));
    return kept.filter(Boolean);
  }

  remove(clientId) {
    const names = this.#drawer.names('out ').filter((name) => name.endsWith(` ${clientId}`));
    names.forEach((name) => this.#drawer.remove(name));
  }

  /** Forget everything; return what was still waiting. */
  clear() {
    const waiting = this.entries();
    waiting.forEach((entry) => this.remove(entry.client_id));
    return waiting;
  }
}

/** A random UUID. `crypto.randomUUID` is missing on plain http pages, such as one on a home network. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40; // version 4, RFC 9562
  bytes[8] = (bytes[8] & 0x3f) | 0x80; // variant, RFC 9562
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
