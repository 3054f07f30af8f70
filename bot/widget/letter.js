/** The card of a letter: read it in a new tab, save it as PDF or DOCX, save its dates. */

import { h, icon, saveFile } from './dom.js';

const STYLE = new URL('letter.css', import.meta.url);

export class LetterCard {
  constructor(letter, { server, words, announce }) {
    Object.assign(this, { letter, server, words, announce });
    this.note = h('p', { class: 'card-note', hidden: true });
    this.element = h(
      'div',
      { class: 'card letter', role: 'group', 'aria-label': words.say('letterTitle') },
      icon('letter'),
      this.#title(),
      this.#buttons(),
      this.note,
    );
  }

  #title() {
    const { words, letter } = this;
    return h(
      'div',
      { class: 'card-words' },
      h('p', { class: 'card-title' }, words.say('letterTitle')),
      h('p', { class: 'card-sub' }, words.say('letterCase', { number: letter.number })),
    );
  }

  #buttons() {
    return h(
      'div',
      { class: 'card-buttons' },
      this.#button('letterRead', () => this.#read()),
      this.#button('letterPdf', () => this.#save('pdf')),
      this.#button('letterDocx', () => this.#save('docx')),
      this.#button('letterDates', () => this.#save('ics', 'dates')),
    );
  }

  #button(name, action) {
    const onclick = ({ currentTarget }) => this.#once(currentTarget, action);
    const label = this.words.say(`${name}Long`);
    const props = { type: 'button', class: 'button', 'aria-label': label, title: label, onclick };
    return h('button', props, name === 'letterRead' ? null : icon('save'), this.words.say(name));
  }

  /** Run an action, not again before it has ended; say in plain words what became of it. */
  async #once(button, action) {
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true'); // the `disabled` attribute would throw the focus away
    this.#say('letterFetching');
    try {
      this.#say(await action());
    } catch (error) {
      this.#say(error.sessionOver ? 'errors.session_invalid' : 'letterFailed');
    } finally {
      button.setAttribute('aria-disabled', 'false');
    }
  }

  #say(name) {
    this.note.hidden = !name;
    this.note.textContent = name ? this.words.say(name) : '';
    if (name && name !== 'letterFetching') this.announce(this.note.textContent);
  }

  async #save(kind, what = 'letter') {
    const response = await this.server.get(`letters/${this.letter.id}.${kind}`);
    saveFile(await response.blob(), `${what}-${this.letter.number}.${kind}`);
    return `${what}Saved`;
  }

  /** Show the letter in a tab that is opened at once: browsers block a tab that opens later. */
  async #read() {
    const tab = window.open('', '_blank');
    if (!tab) return 'letterBlocked';
    tab.opener = null;
    try {
      const response = await this.server.get(`letters/${this.letter.id}.html`);
      tab.location.replace(page(await response.text()));
      return null;
    } catch (error) {
      tab.close();
      throw error;
    }
  }
}

/**
 * An address for the letter's page. The page has the origin of the site around the widget, so it is
 * given a policy that runs nothing. A strict site hands its own policy down, which drops the letter's
 * inline style: `letter.css` is there for that case.
 */
function page(html) {
  const policy = `default-src 'none'; style-src 'unsafe-inline' ${STYLE.origin}; img-src data:`;
  const head =
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<link rel="stylesheet" href="${STYLE.href}">`;
  const whole = html.replace(/^\s*(<!doctype[^>]*>)?/i, (doctype) => doctype + head);
  const address = URL.createObjectURL(new Blob([whole], { type: 'text/html;charset=utf-8' }));
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return address;
}
