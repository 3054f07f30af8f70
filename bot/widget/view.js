/** The chat on the screen: header, transcript, choices, state, text box. */

import { Composer } from './composer.js';
import { byKeyboard, h, icon, iconButton, saveFile } from './dom.js';
import { Menu } from './menu.js';
import { Choices, Transcript, plainTranscript } from './transcript.js';
import { UploadList, Uploads } from './upload.js';

const NEAR_END = 64; // pixels from the end that still count as "at the end"
const ABOVE = 12; // pixels left free above a line that is scrolled to the top

export class View {
  following = true; // the newest line is kept in sight

  /** `frame` and `heading` are tags; `close` is given where the chat can be closed. */
  constructor(connection, { words, frame, heading, close, signal }) {
    Object.assign(this, { connection, words, signal });
    this.status = h('div', { class: 'unseen', role: 'status' });
    this.#makeParts();
    this.element = this.#assemble(frame, this.#header(heading, close));
    this.#watchConnection();
    this.#watchDrops();
    this.#watchScrolling();
    this.#catchUp();
  }

  /** Say something aloud that is not part of the transcript. */
  announce(text) {
    this.status.replaceChildren(h('p', {}, text));
  }

  /** Move the newest line into sight. */
  toEnd() {
    const box = this.#scrollBox();
    box.scrollTop = box.scrollHeight;
    this.following = true;
    this.#showJump();
  }

  focus() {
    this.composer.focus();
  }

  // The parts

  #makeParts() {
    const { words, connection, signal } = this;
    const announce = (text) => this.announce(text);
    this.log = h('div', { role: 'log', 'aria-live': 'off', 'aria-label': words.say('messages') });
    const edit = (entry) => this.#edit(entry);
    const { server } = connection;
    this.transcript = new Transcript(this.log, { server, words, announce, edit });
    this.choices = new Choices(connection, { words, pressed: () => this.focus() });
    this.uploads = new Uploads(connection, signal);
    this.uploadList = this.#makeUploadList(announce);
    this.composer = this.#makeComposer(announce);
    this.menu = this.#makeMenu();
    this.typing = this.#makeTyping();
    this.banner = h('div', { class: 'banner', role: 'status', hidden: true });
    this.jump = this.#makeJump();
  }

  #makeUploadList(announce) {
    const limits = () => this.connection.limits;
    const focus = () => this.composer.focus();
    return new UploadList(this.uploads, { words: this.words, announce, limits, focus });
  }

  #makeComposer(announce) {
    return new Composer({
      words: this.words,
      announce,
      drawer: this.connection.drawer,
      send: (text) => this.#send(text),
      addFiles: (files) => this.uploads.add(files),
    });
  }

  #makeMenu() {
    return new Menu({
      words: this.words,
      download: () => this.#download(),
      restart: () => {
        this.connection.startAgain({ keep: false });
        this.focus();
      },
    });
  }

  #makeTyping() {
    const label = { role: 'img', 'aria-label': this.words.say('typing') };
    const dots = [h('span'), h('span'), h('span')];
    return h('div', { class: 'typing', hidden: true, ...label }, ...dots);
  }

  #makeJump() {
    const onclick = () => this.toEnd();
    return iconButton('down', this.words.say('latest'), { class: 'jump', hidden: true, onclick });
  }

  #header(heading, close) {
    const { words } = this;
    const person = { type: 'button', class: 'person', onclick: (event) => this.#askPerson(event) };
    return h(
      'header',
      {},
      h(heading, { class: 'title', id: 'title' }, words.say('title')),
      h(
        'div',
        { class: 'tools' },
        h('button', person, icon('person'), words.say('askPerson')),
        this.menu.element,
        close ? iconButton('close', words.say('close'), { onclick: close }) : null,
      ),
      h('p', { class: 'sub' }, h('strong', {}, words.say('machine')), ' ', words.say('stored')),
    );
  }

  #notice() {
    const items = this.words.strings.notice.map((line) => h('li', {}, line));
    const title = h('p', { class: 'notice-title' }, this.words.say('noticeTitle'));
    return h('div', { class: 'notice' }, title, h('ul', {}, ...items));
  }

  #assemble(frame, header) {
    const conversation = { role: 'region', 'aria-label': this.words.say('conversation') };
    const column = h('div', { class: 'column' }, this.#notice(), this.log, this.typing, this.choices.element);
    this.scroller = h('div', { class: 'scroller', tabindex: '0', ...conversation }, column);
    const foot = [this.banner, this.uploadList.element, this.composer.element];
    return h(
      frame,
      { class: 'panel', 'aria-labelledby': 'title' },
      header,
      h('div', { class: 'middle' }, this.scroller, this.jump),
      h('div', { class: 'foot' }, h('div', { class: 'column' }, ...foot)),
      h('div', { class: 'drop', 'aria-hidden': 'true' }, this.words.say('dropHere')),
      this.menu.question,
      this.status,
    );
  }

  // What the conversation tells

  #watchConnection() {
    const listen = (type, act) =>
      this.connection.addEventListener(type, ({ detail }) => act(detail), { signal: this.signal });
    listen('status', () => this.#showStatus());
    listen('message', ({ message }) => this.#show(message));
    listen('pending', ({ entry }) => this.#showPending(entry));
    listen('typing', ({ on }) => this.#showTyping(on));
    listen('restored', () => this.#speakUp());
    listen('restarted', (detail) => this.#restarted(detail));
    const leaving = (event) => this.uploads.busy && event.preventDefault();
    window.addEventListener('beforeunload', leaving, { signal: this.signal });
  }

  /** Show what was there before this view. */
  #catchUp() {
    this.connection.inOrder.forEach((message) => this.transcript.show(message));
    [...this.connection.pending.values()].forEach((entry) => this.transcript.showPending(entry));
    if (this.connection.restored) this.#speakUp();
    this.choices.update();
    this.#showStatus();
  }

  #speakUp() {
    this.log.setAttribute('aria-live', 'polite');
  }

  #show(message) {
    this.transcript.show(message);
    this.choices.update();
    this.#follow();
  }

  #showPending(entry) {
    this.transcript.showPending(entry);
    if (entry.code === 'unknown_button') this.choices.close();
    this.choices.update();
    if (entry.state === 'sending') this.following = true;
    this.#follow();
  }

  #showTyping(on) {
    clearTimeout(this.stopTyping);
    this.typing.hidden = !on;
    if (on) this.stopTyping = setTimeout(() => this.#showTyping(false), 30_000);
    this.#follow();
  }

  #restarted({ keep, unsent }) {
    this.log.setAttribute('aria-live', 'off');
    this.uploads.clear();
    if (keep) this.transcript.beginPart();
    else this.transcript.clear();
    const typed = unsent.filter(({ payload }) => !payload).map(({ text }) => text);
    if (typed.length) this.composer.giveBack(typed.join('\n'));
    this.choices.update();
    this.toEnd();
  }

  #showStatus() {
    const { status, limits } = this.connection;
    this.composer.setLimits(limits);
    this.choices.update();
    const name = { offline: 'offline', retrying: 'unreachable', expired: 'expired' }[status];
    if (this.banner.dataset.name === (name ?? '')) return;
    this.banner.dataset.name = name ?? '';
    this.banner.hidden = !name;
    this.banner.replaceChildren(...(name ? this.#bannerParts(name, this.#wayOut(status)) : []));
    this.#follow();
  }

  #wayOut(status) {
    if (status === 'retrying') return ['tryNow', () => this.connection.wake()];
    return status === 'expired' ? ['startAgain', () => this.#startAgain()] : null;
  }

  #bannerParts(name, button) {
    const text = h('p', {}, this.words.say(name));
    if (!button) return [text];
    const [label, onclick] = button;
    return [text, h('button', { type: 'button', class: 'button', onclick }, this.words.say(label))];
  }

  // What the person does

  #send(text) {
    if (this.connection.status !== 'expired') return this.connection.send(text);
    this.composer.giveBack(text);
    return this.banner.querySelector('button').focus();
  }

  #edit(entry) {
    this.connection.dismiss(entry.client_id);
    this.transcript.remove(entry.client_id);
    this.composer.giveBack(entry.text);
    this.focus();
  }

  #askPerson(event) {
    const text = this.words.say('askPersonMessage');
    const onItsWay = [...this.connection.pending.values()].some((entry) => entry.text === text);
    if (onItsWay || this.connection.status === 'expired') return;
    this.connection.send(text);
    if (byKeyboard(event)) this.focus();
  }

  #startAgain() {
    this.connection.startAgain({ keep: true });
    this.focus();
  }

  #download() {
    const text = plainTranscript(this.connection.inOrder, this.words);
    saveFile(new Blob([text], { type: 'text/plain;charset=utf-8' }), 'redress-conversation.txt');
  }

  #watchDrops() {
    const { element } = this;
    const carriesFiles = ({ dataTransfer }) => dataTransfer?.types.includes('Files');
    const mark = (on) => element.classList.toggle('dropping', on);
    element.addEventListener('dragover', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      mark(true);
    });
    element.addEventListener('dragleave', ({ relatedTarget }) => {
      if (!element.contains(relatedTarget)) mark(false);
    });
    element.addEventListener('drop', (event) => {
      mark(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.uploads.add([...event.dataTransfer.files]);
    });
  }

  // Scrolling

  #watchScrolling() {
    const scrolled = () => {
      this.following = this.#atEnd();
      this.#showJump();
    };
    this.scroller.addEventListener('scroll', scrolled);
    this.element.addEventListener('scroll', scrolled);
    const sizes = new ResizeObserver(() => this.#follow());
    sizes.observe(this.scroller);
    this.signal.addEventListener('abort', () => sizes.disconnect());
  }

  /** In a low window (zoomed in, or a phone on its side) the whole panel scrolls, see style.css. */
  #scrollBox() {
    const { overflowY } = getComputedStyle(this.scroller);
    return overflowY === 'visible' ? this.element : this.scroller;
  }

  #atEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scrollBox();
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  /** Keep the end in sight, but never push the beginning of a new answer out of it. */
  #follow() {
    if (!this.following) return this.#showJump();
    const box = this.#scrollBox();
    const start = this.connection.restored ? this.transcript.answerStart() : null;
    const top = start ? start.getBoundingClientRect().top - box.getBoundingClientRect().top : Infinity;
    const end = box.scrollHeight - box.clientHeight;
    box.scrollTop = Math.min(end, box.scrollTop + top - ABOVE);
    return this.#showJump();
  }

  #showJump() {
    this.jump.hidden = this.#atEnd();
  }
}
