/** Files on their way to the server: one after the other, with progress, cancel and retry. */

import { Patience, Refusal } from './channel.js';
import { h, icon } from './dom.js';
import { newId } from './storage.js';

const STALLED = 45_000; // no progress for so long: the line is dead, though nobody said so

/**
 * The queue. Fires `change` {item}; items have
 * `state`: waiting | sending | retrying | refused | done | known | cancelled.
 */
export class Uploads extends EventTarget {
  #items = new Map();
  #patience = new Patience();
  #request = null;
  #running = false;

  constructor(connection, signal) {
    super();
    this.connection = connection;
    window.addEventListener('offline', () => this.#request?.xhr.abort(), { signal });
    connection.addEventListener('wake', () => this.#patience.wake(), { signal });
    connection.addEventListener('status', () => this.#run(), { signal });
    connection.addEventListener('message', (event) => this.#arrived(event.detail.message), { signal });
  }

  get busy() {
    return [...this.#items.values()].some(({ state }) => state === 'sending' || state === 'retrying');
  }

  add(files) {
    for (const file of files) this.#addOne(file);
    this.#run();
  }

  /** Give a file up, wherever it stands. */
  cancel(item) {
    if (!this.#items.has(item.id)) return;
    this.#end(item, 'cancelled');
    if (this.#request?.item === item) this.#request.xhr.abort();
    this.#patience.wake();
  }

  /** Give all up, as where a new conversation begins. */
  clear() {
    [...this.#items.values()].forEach((item) => this.cancel(item));
  }

  #addOne(file) {
    const item = { id: newId(), file, share: 0 };
    const code = this.#refusedBefore(file);
    if (code) return this.#end(item, 'refused', { code });
    this.#items.set(item.id, item);
    return this.#mark(item, 'waiting');
  }

  /** What needs no server to know. The kind of a file is the server's to judge: it looks inside. */
  #refusedBefore({ size }) {
    if (size === 0) return 'empty_file';
    return size > (this.connection.limits.max_upload_bytes ?? Infinity) ? 'file_too_large' : null;
  }

  #mark(item, state, refusal = {}) {
    Object.assign(item, { state, ...refusal });
    this.dispatchEvent(new CustomEvent('change', { detail: item }));
  }

  #end(item, state, refusal) {
    this.#items.delete(item.id);
    this.#mark(item, state, refusal);
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    try {
      let item;
      while (this.#ready() && (item = this.#items.values().next().value)) await this.#attempt(item);
    } finally {
      this.#running = false;
    }
  }

  #ready() {
    return this.connection.server.token && this.connection.status !== 'expired';
  }

  async #attempt(item) {
    this.#mark(item, 'sending', { share: 0 });
    try {
      const { exhibit } = await this.#send(item);
      this.#patience.reset();
      if (this.#items.has(item.id)) this.#end(item, exhibit?.duplicate ? 'known' : 'done');
    } catch (error) {
      if (this.#items.has(item.id)) await this.#failed(item, error);
    }
  }

  async #failed(item, error) {
    if (error.status && !error.passing) return this.#end(item, 'refused', error);
    this.#mark(item, 'retrying');
    return this.#patience.afterFailure();
  }

  /** The transcript has it, though the answer to the upload was lost. */
  #arrived({ client_id: id }) {
    const item = this.#items.get(id);
    if (!item) return;
    this.#end(item, 'done');
    if (this.#request?.item === item) this.#request.xhr.abort();
    this.#patience.wake();
  }

  #send(item) {
    const { server } = this.connection;
    const form = new FormData();
    form.append('client_id', item.id);
    form.append('file', item.file, item.file.name);
    const xhr = new XMLHttpRequest(); // fetch tells no progress of what it sends
    this.#request = { item, xhr };
    xhr.open('POST', server.url('uploads'));
    xhr.responseType = 'json';
    Object.entries(server.headers).forEach(([name, value]) => xhr.setRequestHeader(name, value));
    xhr.upload.addEventListener('progress', ({ loaded, total }) => this.#progress(item, loaded / total));
    this.#watch(xhr);
    return new Promise((resolve, reject) => {
      xhr.addEventListener('load', () => settle(xhr, resolve, reject));
      xhr.addEventListener('error', () => reject(new TypeError('network')));
      xhr.addEventListener('abort', () => reject(new TypeError('aborted')));
      xhr.send(form);
    });
  }

  /** An upload that an offline browser, or a dead line, has stopped is sent again later. */
  #watch(xhr) {
    let timer;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => xhr.abort(), STALLED);
    };
    xhr.upload.addEventListener('progress', again);
    xhr.addEventListener('loadend', () => clearTimeout(timer));
    again();
  }

  #progress(item, share) {
    if (this.#items.has(item.id)) this.#mark(item, 'sending', { share });
  }
}

function settle(xhr, resolve, reject) {
  if (xhr.status >= 200 && xhr.status < 300) resolve(xhr.response ?? {});
  else reject(new Refusal(xhr.status, xhr.response ?? {}));
}

/** The files as rows above the text box. */
export class UploadList {
  #rows = new Map();

  /** `tools`: `words`, `announce`, `limits()`, `focus()` (where the focus goes after). */
  constructor(uploads, tools) {
    Object.assign(this, { uploads, ...tools });
    this.element = h('ul', { class: 'uploads', 'aria-label': this.words.say('uploads'), hidden: true });
    uploads.addEventListener('change', ({ detail }) => this.#show(detail));
  }

  #show(item) {
    const { name } = item.file;
    if (item.state === 'done') return this.#remove(item, this.words.say('uploadDone', { name }));
    if (item.state === 'known') return this.#remove(item, this.words.say('uploadKnown', { name }));
    if (item.state === 'cancelled') return this.#remove(item, this.words.say('uploadCancelled', { name }));
    const row = this.#rows.get(item.id) ?? this.#addRow(item);
    return item.state === 'refused' ? this.#refuse(row, item) : this.#progress(row, item);
  }

  #addRow(item) {
    const { name } = item.file;
    const row = {
      note: h('p', { class: 'card-sub' }),
      bar: h('progress', { max: '1', value: '0', 'aria-label': name }),
      button: h('button', { type: 'button', class: 'link', onclick: () => this.#leave(item) }),
    };
    const title = h('p', { class: 'card-title', dir: 'auto' }, name);
    const words = h('div', { class: 'card-words' }, title, row.bar, row.note);
    row.element = h('li', { class: 'card upload' }, icon('file'), words, row.button);
    this.#label(row.button, 'cancel', 'cancelFile', name);
    this.#rows.set(item.id, row);
    this.element.append(row.element);
    this.element.hidden = false;
    return row;
  }

  #label(button, short, long, name) {
    button.textContent = this.words.say(short);
    button.setAttribute('aria-label', this.words.say(long, { name }));
  }

  #progress(row, { state, share }) {
    const percent = Math.floor(share * 100);
    const sent = state === 'sending' && share === 1 ? 'Checking' : capital(state);
    row.bar.value = share;
    row.element.dataset.state = state;
    row.note.textContent = this.words.say(`upload${sent}`, { percent });
  }

  #refuse(row, item) {
    row.bar.remove();
    row.element.dataset.state = 'refused';
    row.note.textContent = this.words.refusal(item, this.limits());
    this.#label(row.button, 'dismiss', 'dismissFile', item.file.name);
    this.announce(`${item.file.name}: ${row.note.textContent}`);
  }

  /** Cancel what is on its way; take a refusal off the list. */
  #leave(item) {
    if (item.state === 'refused') this.#remove(item);
    else this.uploads.cancel(item);
  }

  #remove(item, spoken) {
    const row = this.#rows.get(item.id);
    const focused = row?.element.contains(row.element.getRootNode().activeElement);
    row?.element.remove();
    this.#rows.delete(item.id);
    this.element.hidden = this.#rows.size === 0;
    if (spoken) this.announce(spoken);
    if (focused) this.focus();
  }
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}
