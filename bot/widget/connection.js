/** One conversation with one server: the session, the stream of messages, the queue of own words. */

import { Patience, Server, readEvents } from './channel.js';
import { Drawer, Outbox } from './storage.js';

const SILENCE = 45_000; // three keep-alives missed: the line is dead, though nobody said so
const REST_AFTER = 300_000; // a page hidden for five minutes gives its line back
const BREATH = 300; // between two streams, so that a server that hangs up at once is not hammered
const RESTORED_AFTER = 500; // no more old messages for this long: the transcript is back

/**
 * Fires: `status`, `message` {message}, `pending` {entry}, `typing` {on}, `restored`,
 * `restarted` {keep, unsent}. Entries carry `state`: sending | retrying | sent | failed.
 */
export class Connection extends EventTarget {
  status = 'idle'; // idle | starting | live | retrying | offline | expired
  limits = {};
  messages = new Map(); // by sequence
  pending = new Map(); // own lines that the stream has not confirmed, by client id
  last = 0;
  fresh = false; // the session was made by this page: nothing older than now
  restored = false;
  #life = null;
  #checked = false;
  #resting = false;
  #sending = false;
  #stream = null;
  #opening = null;
  #restoring = 0; // timer
  #rest = 0; // timer
  #streamPatience = new Patience();
  #sendPatience = new Patience();

  constructor(address) {
    super();
    this.server = new Server(address);
    this.drawer = new Drawer(address);
    this.outbox = new Outbox(this.drawer);
  }

  get inOrder() {
    return [...this.messages.values()].sort((a, b) => a.sequence - b.sequence);
  }

  /** Whether this browser holds a conversation that can be resumed. */
  get known() {
    return this.drawer.get('token') !== null;
  }

  start() {
    if (this.#life) return;
    this.#life = new AbortController();
    this.server.token = this.drawer.get('token');
    this.outbox.entries().forEach((entry) => this.#queue(entry));
    this.#watchWindow(this.#life.signal);
    this.#run(this.#life.signal);
    this.#deliverAll();
  }

  stop() {
    this.#life?.abort();
    this.#life = null;
    this.#stream?.abort();
    this.wake();
  }

  /** Try now what waits for its next attempt. */
  wake() {
    this.#streamPatience.wake();
    this.#sendPatience.wake();
    this.dispatchEvent(new Event('wake'));
  }

  /** Send typed words, or press a button (`payload`). They are kept until the server has them. */
  send(text, payload) {
    this.#queue(this.outbox.put(text, payload));
    this.#deliverAll();
  }

  /** Say this as the person's first words, once the assistant has greeted a new conversation. */
  openWith(text) {
    this.#opening = text;
  }

  /** Begin a new conversation. `keep`: the old transcript stays on the screen. */
  startAgain({ keep }) {
    this.stop();
    // Another page may have begun the new conversation already: then this one joins it.
    if (this.drawer.get('token') === this.server.token) this.drawer.remove('token');
    this.drawer.remove('seen');
    const unsent = this.outbox.clear();
    this.#forget({ keep, unsent });
    this.start();
  }

  /** Take a failed line off the list. */
  dismiss(clientId) {
    this.pending.delete(clientId);
  }

  #forget(detail) {
    this.messages.clear();
    this.pending.clear();
    Object.assign(this, { last: 0, fresh: false, restored: false });
    this.#checked = false;
    this.#tell('restarted', detail);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #setStatus(status) {
    if (this.status === status) return;
    this.status = status;
    this.#tell('status');
  }

  // The session and its stream

  async #run(life) {
    this.#setStatus('starting');
    while (!life.aborted) {
      try {
        await this.#ensureSession(life);
        await this.#listen(life);
        await this.#streamPatience.sleep(BREATH);
      } catch (error) {
        if (life.aborted) return;
        if (error.sessionOver) return this.#expire();
        if (!this.#resting) await this.#stumble();
      }
      while (this.#resting && !life.aborted) await this.#streamPatience.sleep(Infinity);
    }
  }

  async #stumble() {
    this.#tell('typing', { on: false });
    this.#setStatus(navigator.onLine ? 'retrying' : 'offline');
    await this.#streamPatience.afterFailure();
  }

  #expire() {
    this.#life.abort();
    this.#stream?.abort();
    this.#tell('typing', { on: false });
    this.#setStatus('expired');
  }

  async #ensureSession(life) {
    if (this.#checked) return;
    const isNew = !this.server.token;
    const request = isNew ? this.server.post('sessions', {}) : this.server.get('sessions/current');
    const session = await (await request).json();
    if (life.aborted) return;
    if (isNew) this.#keepToken(session.token);
    this.limits = session.limits ?? {};
    this.#checked = true;
    this.#tell('status');
    this.#deliverAll();
  }

  #keepToken(token) {
    this.fresh = true;
    this.server.token = token;
    this.drawer.set('token', token);
  }

  async #listen(life) {
    if (life.aborted) return;
    const stream = new AbortController();
    this.#stream = stream;
    let silence;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => stream.abort(), SILENCE);
    };
    try {
      heard();
      const response = await this.server.get(`events?after=${this.last}`, stream.signal);
      this.#hear();
      for await (const event of readEvents(response, heard)) this.#take(event);
    } finally {
      clearTimeout(silence);
    }
  }

  #hear() {
    this.#streamPatience.reset();
    this.#setStatus('live');
    this.#awaitRestored();
    this.#sendPatience.wake();
  }

  /** The protocol does not say where the old messages end; a short silence does. */
  #awaitRestored() {
    clearTimeout(this.#restoring);
    if (this.restored) return;
    if (this.fresh) this.#setRestored();
    else this.#restoring = setTimeout(() => this.#setRestored(), RESTORED_AFTER);
  }

  #setRestored() {
    this.restored = true;
    this.#tell('restored');
  }

  #take({ type, data }) {
    if (type === 'typing') this.#tell('typing', JSON.parse(data));
    if (type === 'message') this.#receive(JSON.parse(data));
  }

  #receive(message) {
    if (this.messages.has(message.sequence)) return;
    if (message.erased) this.messages.clear();
    this.messages.set(message.sequence, message);
    this.last = Math.max(this.last, message.sequence);
    const entry = this.pending.get(message.client_id);
    this.pending.delete(message.client_id);
    if (message.client_id) this.outbox.remove(message.client_id);
    if (entry) this.#sendPatience.wake();
    this.#awaitRestored();
    this.#tell('message', { message });
    if (message.sender !== 'consumer') this.#answerGreeting();
  }

  #answerGreeting() {
    this.#tell('typing', { on: false });
    const words = this.#opening;
    this.#opening = null;
    const untouched = [...this.messages.values()].every((each) => each.sender !== 'consumer');
    if (words && this.fresh && untouched && this.pending.size === 0) this.send(words);
  }

  // The queue of own words

  #queue(entry) {
    if (this.pending.has(entry.client_id)) return;
    this.pending.set(entry.client_id, entry);
    this.#mark(entry, 'sending');
  }

  /** Note how an entry fares, unless the stream has shown meanwhile that it arrived. */
  #mark(entry, state, refusal) {
    if (!this.pending.has(entry.client_id)) return;
    Object.assign(entry, { state, code: refusal?.code, details: refusal?.details });
    this.#tell('pending', { entry });
  }

  /** Deliver one after the other: the order in which they were written is the order of the turns. */
  async #deliverAll() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      let entry;
      while (this.#life && this.server.token && (entry = this.#next())) await this.#deliver(entry);
    } finally {
      this.#sending = false;
    }
  }

  #next() {
    if (this.status === 'expired') return undefined;
    const waiting = (entry) => entry.state === 'sending' || entry.state === 'retrying';
    return [...this.pending.values()].find(waiting);
  }

  async #deliver(entry) {
    const life = this.#life;
    const { client_id, text, payload } = entry;
    try {
      await this.server.post('messages', payload ? { client_id, text, payload } : { client_id, text });
      this.#accepted(entry);
    } catch (error) {
      if (life.signal.aborted) return;
      if (error.sessionOver) this.#expire();
      else if (error.status && !error.passing) this.#refused(entry, error);
      else await this.#tryLater(entry);
    }
  }

  #accepted(entry) {
    this.#sendPatience.reset();
    this.outbox.remove(entry.client_id);
    this.#mark(entry, 'sent');
  }

  #refused(entry, refusal) {
    this.outbox.remove(entry.client_id);
    this.#mark(entry, 'failed', refusal);
  }

  async #tryLater(entry) {
    this.#mark(entry, 'retrying');
    await this.#sendPatience.afterFailure();
  }

  // What the browser tells

  #watchWindow(signal) {
    window.addEventListener('online', () => this.wake(), { signal });
    window.addEventListener('offline', () => this.#stream?.abort(), { signal });
    window.addEventListener('storage', (event) => this.#otherPage(event), { signal });
    document.addEventListener('visibilitychange', () => this.#watchVisibility(), { signal });
  }

  /** Another page of this browser began a new conversation: follow it. */
  #otherPage({ key, newValue }) {
    const other = key === this.drawer.key('token') && newValue && JSON.parse(newValue);
    if (!other || other === this.server.token) return;
    this.stop();
    this.#forget({ keep: false, unsent: [] });
    this.start();
  }

  #watchVisibility() {
    clearTimeout(this.#rest);
    if (document.hidden) this.#rest = setTimeout(() => this.#goToRest(), REST_AFTER);
    else this.#getUp();
  }

  #goToRest() {
    this.#resting = true;
    this.#stream?.abort();
  }

  #getUp() {
    this.#resting = false;
    this.wake();
  }
}

const shared = new Map(); // one connection per server and page, however many elements show it

/** The page's connection to a server. Give it back when the element goes. */
export function borrowConnection(address) {
  const held = shared.get(address) ?? { connection: new Connection(address), users: 0 };
  held.users += 1;
  shared.set(address, held);
  return held.connection;
}

export function giveBackConnection(connection) {
  const { address } = connection.server;
  const held = shared.get(address);
  held.users -= 1;
  if (held.users > 0) return;
  shared.delete(address);
  connection.stop();
}
