/** The text box: Enter sends, Shift+Enter begins a line; what is too long is said, never cut off. */

import { h, iconButton } from './dom.js';

const NEAR = 0.9; // the count appears when this share of the limit is used
const DEFAULT_LIMIT = 4000;

export class Composer {
  #limit = DEFAULT_LIMIT;
  #level = '';

  /** `tools`: `words`, `announce`, `drawer`, `send(text)`, `addFiles(files)`. */
  constructor(tools) {
    Object.assign(this, tools);
    this.box = this.#makeBox();
    this.count = h('p', { class: 'count', id: 'count', hidden: true });
    this.hint = h('p', { class: 'hint', id: 'file-limits' });
    this.element = h(
      'div', // no form: a frame without allow-forms would never submit it
      { class: 'composer' },
      h('div', { class: 'box' }, this.#fileButton(), this.box, this.#sendButton()),
      h('div', { class: 'below' }, this.hint, this.count),
    );
    this.#resume();
  }

  /** Show the limits that the server gave. */
  setLimits({ max_text: most, max_upload_bytes: bytes, accept }) {
    this.#limit = most ?? DEFAULT_LIMIT;
    if (accept && bytes) {
      const values = { size: this.words.size(bytes), types: this.words.types(accept) };
      this.hint.textContent = this.words.say('fileLimits', values);
      this.picker.accept = accept.join(',');
    }
    this.#update();
  }

  /** Put words back into the box, in front of what is there. */
  giveBack(text) {
    this.box.value = [text, this.box.value].filter(Boolean).join('\n');
    this.#update();
  }

  focus() {
    this.#update();
    this.box.focus();
  }

  #makeBox() {
    return h('textarea', {
      rows: '1',
      dir: 'auto',
      enterkeyhint: 'send',
      'aria-label': this.words.say('box'),
      'aria-describedby': 'count',
      placeholder: this.words.say('boxHint'),
      oninput: () => this.#update(),
      onkeydown: (event) => this.#key(event),
      onpaste: (event) => this.#paste(event),
    });
  }

  #fileButton() {
    const onchange = () => {
      this.addFiles([...this.picker.files]);
      this.picker.value = ''; // so that the same file can be chosen again
    };
    this.picker = h('input', { type: 'file', multiple: true, hidden: true, onchange });
    const props = { 'aria-describedby': 'file-limits', onclick: () => this.picker.click() };
    const button = iconButton('clip', this.words.say('addFile'), props);
    return h('span', { class: 'files' }, button, this.picker);
  }

  #sendButton() {
    const props = { class: 'tool send', onclick: () => this.#submit() };
    return iconButton('send', this.words.say('send'), props);
  }

  #key(event) {
    // Enter that ends a composition (Chinese, Japanese) is no answer yet; 229 is Safari's word for it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  }

  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.addFiles(files);
  }

  #submit() {
    this.focus();
    const text = this.box.value.trim();
    if (this.#over() > 0) this.announce(this.count.textContent);
    else if (text) {
      this.box.value = '';
      this.#update();
      this.send(text);
    }
  }

  /** How many characters too many (negative: how many are left). The server counts code points. */
  #over() {
    return [...this.box.value.trim()].length - this.#limit;
  }

  #update() {
    this.box.style.height = 'auto';
    this.box.style.height = `${this.box.scrollHeight}px`;
    this.drawer.set('draft', this.box.value);
    this.#showCount();
  }

  #showCount() {
    const over = this.#over();
    const near = over >= -this.#limit * (1 - NEAR);
    const name = over > 0 ? 'tooLong' : 'left';
    this.count.hidden = !near;
    this.count.textContent = near ? this.words.say(name, { n: Math.abs(over) }) : '';
    this.element.classList.toggle('over', over > 0);
    this.box.setAttribute('aria-invalid', String(over > 0));
    const level = near ? name : '';
    if (level && level !== this.#level) this.announce(this.count.textContent);
    this.#level = level;
  }

  #resume() {
    this.box.value = this.drawer.get('draft') ?? '';
    requestAnimationFrame(() => this.#update()); // the box has no height before it is in the page
  }
}
