/** The transcript on the screen, and the choices under its last message. */

import { byKeyboard, formatted, h, icon, unseen } from './dom.js';
import { LetterCard } from './letter.js';

const WAITING = Number.MAX_SAFE_INTEGER; // own lines without a sequence come last

/** One node a message, in the order of their sequence. */
export class Transcript {
  #part;
  #lines = new Map(); // own lines that are not confirmed, by client id

  /** `tools`: `server`, `words`, `announce`, `edit` (takes back a failed entry). */
  constructor(log, tools) {
    Object.assign(this, { log, tools, words: tools.words });
    this.clear();
  }

  clear() {
    this.log.replaceChildren();
    this.#newPart();
  }

  /** Keep what is there, and go on below a line: sequences start anew. */
  beginPart() {
    this.log.append(h('p', { class: 'divider' }, this.words.say('newPart')));
    this.#newPart();
  }

  #newPart() {
    this.#lines.clear();
    this.#part = h('div', { class: 'part' });
    this.log.append(this.#part);
  }

  /** Show an own line before the server has it, or how it fares. */
  showPending(entry) {
    const line = this.#lines.get(entry.client_id) ?? this.#addPending(entry);
    line.dataset.state = entry.state;
    line.querySelector('.state')?.remove();
    line.append(this.#state(entry));
  }

  #addPending({ client_id: id, text }) {
    const line = this.#bubble({ sender: 'consumer', text });
    line.dataset.sequence = WAITING;
    this.#lines.set(id, line);
    this.#part.append(line);
    return line;
  }

  /** Show a message; an own line that waited for it becomes it. */
  show(message) {
    if (message.erased) this.clear();
    const line = this.#confirmed(message.client_id) ?? this.#bubble(message);
    const { sequence, created_at: at } = message;
    line.dataset.sequence = sequence;
    line.append(h('time', { datetime: at }, this.words.time(at)));
    this.#place(line, sequence);
    this.#nameDay(line, at);
  }

  remove(clientId) {
    this.#lines.get(clientId)?.remove();
    this.#lines.delete(clientId);
  }

  /** The first line of the answer that ends the transcript; null where the last word is the person's. */
  answerStart() {
    const lines = [...this.#part.children];
    const lastOwn = lines.findLastIndex((line) => line.matches('.consumer'));
    return lines[lastOwn + 1] ?? null;
  }

  #confirmed(clientId) {
    const line = this.#lines.get(clientId);
    this.#lines.delete(clientId);
    line?.querySelector('.state')?.remove();
    delete line?.dataset.state;
    return line;
  }

  /** Move only what is out of place: a moved node would be read aloud again. */
  #place(line, sequence) {
    const later = [...this.#part.children].find(
      (other) => other !== line && Number(other.dataset.sequence) > sequence,
    );
    const inPlace = line.parentNode && line.nextElementSibling === (later ?? null);
    if (!inPlace) this.#part.insertBefore(line, later ?? null);
  }

  #nameDay(line, iso) {
    const day = this.words.date(iso);
    const before = line.previousElementSibling?.dataset.day ?? this.words.date(Date.now());
    line.dataset.day = day;
    if (day !== before) line.prepend(h('p', { class: 'day' }, day));
  }

  #bubble({ sender, text, attachment, letter, buttons }) {
    const own = sender === 'consumer';
    // An own line is known to the one who typed it: nothing needs to be read aloud.
    const props = { class: `line ${sender}`, 'aria-live': own ? 'off' : null };
    const shown = text && !(attachment && own); // the text of an own file is its title once more
    return h(
      'div',
      props,
      this.#speaker(sender),
      shown ? h('div', { class: 'text', dir: 'auto' }, ...this.#content(own, text)) : null,
      attachment ? this.#attachment(attachment) : null,
      letter ? new LetterCard(letter, this.tools).element : null,
      buttons?.length ? unseen(this.#spokenChoices(buttons)) : null,
    );
  }

  /** Own words stay as they were typed; only the other side's text knows lists, bold and links. */
  #content(own, text) {
    return own ? [text] : formatted(text, this.words.say('newTab'));
  }

  #speaker(sender) {
    const who = this.words.sender(sender);
    if (sender !== 'mediator') return unseen(`${who}:`);
    const note = h('span', { class: 'badge' }, this.words.say('mediatorNote'));
    return h('p', { class: 'speaker' }, icon('person'), `${who} `, note);
  }

  #attachment({ title, size }) {
    const words = h('div', { class: 'card-words' }, h('p', { class: 'card-title', dir: 'auto' }, title));
    if (size) words.append(h('p', { class: 'card-sub' }, this.words.size(size)));
    return h('div', { class: 'card' }, icon('file'), words);
  }

  #spokenChoices(buttons) {
    const list = this.words.list.format(buttons.map(({ title }) => title));
    return this.words.say('choicesSpoken', { list });
  }

  #state(entry) {
    if (entry.state !== 'failed') return h('p', { class: 'state' }, this.words.say(entry.state));
    const why = `${this.words.say('failed')} ${this.words.refusal(entry)} `;
    const edit = { type: 'button', class: 'link', onclick: () => this.tools.edit(entry) };
    const button = entry.payload ? null : h('button', edit, this.words.say('edit'));
    return h('p', { class: 'state', role: 'alert' }, why, button);
  }
}

/** Quick replies: the buttons under the last message of the assistant. */
export class Choices {
  #shown = null; // sequence of the message whose buttons are on the screen
  #closed = null; // sequence of a message whose buttons the server no longer takes

  /** `pressed` is called after a button was pressed by keyboard. */
  constructor(connection, { words, pressed }) {
    Object.assign(this, { connection, pressed });
    const props = { class: 'choices', role: 'group', 'aria-label': words.say('choices'), hidden: true };
    this.element = h('div', props);
  }

  /** Show what the conversation offers now. */
  update() {
    const message = this.#offer();
    const sequence = message?.sequence ?? null;
    if (sequence === this.#shown) return;
    this.#shown = sequence;
    this.element.hidden = !message;
    this.element.replaceChildren(...(message?.buttons ?? []).map((each) => this.#button(each)));
  }

  /** The server no longer takes the buttons that were pressed last. */
  close() {
    this.#closed = this.offered;
  }

  /** The newest message with buttons, if the person has not answered since. */
  #offer() {
    const { inOrder, pending, status } = this.connection;
    const answering = [...pending.values()].some(({ state }) => state !== 'failed');
    if (answering || status === 'expired') return null;
    const last = inOrder.findLast(({ sender, buttons }) => sender === 'consumer' || buttons?.length);
    return last?.buttons?.length && last.sequence !== this.#closed ? last : null;
  }

  #button({ title, payload }) {
    const onclick = (event) => this.#press(event, title, payload);
    return h('button', { type: 'button', class: 'choice', dir: 'auto', onclick }, title);
  }

  /** Take one press. The second of a double click finds every button disabled. */
  #press(event, title, payload) {
    this.offered = this.#shown;
    [...this.element.children].forEach((button) => (button.disabled = true));
    this.connection.send(title, payload);
    if (byKeyboard(event)) this.pressed(); // a tap must not open the keys of a phone
  }
}

/** The transcript as plain text, to keep */
export function plainTranscript(messages, words) {
  const lines = messages.map((message) => {
    const when = `${words.date(message.created_at)}, ${words.time(message.created_at)}`;
    return `${words.sender(message.sender)} (${when}):\n${plainMessage(message, words)}\n`;
  });
  const saved = words.say('transcriptSaved', { date: words.date(Date.now()) });
  return [words.say('transcriptTitle'), `${saved}\n`, ...lines].join('\n');
}

function plainMessage({ text, attachment, letter, buttons }, words) {
  const parts = [attachment && text === attachment.title ? '' : text];
  if (attachment) parts.push(words.say('transcriptFile', { name: attachment.title }));
  if (letter) parts.push(words.say('transcriptLetter', { number: letter.number }));
  buttons?.forEach(({ title }) => parts.push(`[${title}]`));
  return parts.filter(Boolean).join('\n');
}
