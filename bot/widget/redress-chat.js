/**
 * `<redress-chat>`: the chat of a Redress server, on any page. See docs/widget.md.
 *
 * One script tag is enough: <script type="module" src="https://host/widget/redress-chat.js"></script>
 */

import { borrowConnection, giveBackConnection } from './connection.js';
import { h, icon } from './dom.js';
import { View } from './view.js';
import { wordsFor } from './words.js';

const HOME = new URL('../', import.meta.url).href; // the server that these files came from
const SAME = { server: 'server', lang: 'lang', dir: 'dir', position: 'position' };
const OPTIONS = { ...SAME, startClaim: 'start-claim' }; // of the script's dataset: the attribute
const FULL = ['page', 'inline']; // positions without a button to open and close
const PHONE = '(max-width: 30em)'; // there the chat fills the screen and holds the focus, see style.css

let sheet = null;

/** The style sheet, fetched once. A constructed sheet needs no place in the page's style-src. */
async function fetchSheet() {
  const response = await fetch(new URL('style.css', import.meta.url));
  return new CSSStyleSheet().replace(await response.text());
}

export class RedressChat extends HTMLElement {
  static observedAttributes = ['server', 'lang', 'dir', 'position'];
  #life = null;
  #connection = null;
  #bubble = null;

  connectedCallback() {
    this.#build();
  }

  disconnectedCallback() {
    this.#tearDown();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#life) return;
    this.#tearDown();
    this.#build();
  }

  /** Open the chat. It does nothing where the chat is always open. */
  open() {
    this.#bubble?.open();
  }

  close() {
    this.#bubble?.close();
  }

  get #position() {
    const position = this.getAttribute('position');
    return FULL.includes(position) || position === 'start' ? position : 'end';
  }

  get #server() {
    const address = this.getAttribute('server');
    return address ? new URL(`${address.replace(/\/+$/, '')}/`, document.baseURI).href : HOME;
  }

  async #build() {
    const life = new AbortController();
    this.#life = life;
    const [words, styleSheet] = await Promise.all([wordsFor(this.#language), (sheet ??= fetchSheet())]);
    if (life.signal.aborted) return;
    this.#connection = borrowConnection(this.#server);
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet];
    const full = FULL.includes(this.#position);
    const parts = full ? this.#full(words, life.signal) : this.#corner(words, life.signal);
    root.replaceChildren(this.#frame(words, parts));
    this.#begin(words);
  }

  get #language() {
    return this.getAttribute('lang') ?? this.closest('[lang]')?.lang;
  }

  #full(words, signal) {
    const heading = this.#position === 'page' ? 'h1' : 'h2';
    const view = new View(this.#connection, { words, frame: 'section', heading, signal });
    return [view.element];
  }

  #corner(words, signal) {
    const close = () => this.#bubble.close();
    const view = new View(this.#connection, { words, frame: 'dialog', heading: 'h2', close, signal });
    this.#bubble = new Bubble(view, { connection: this.#connection, words, signal });
    return this.#bubble.elements;
  }

  #frame(words, parts) {
    const props = { class: `root ${this.#position}`, lang: words.lang };
    const dir = this.getAttribute('dir') ?? words.dir;
    const tag = this.#bubble ? 'section' : 'div';
    const label = this.#bubble ? { 'aria-label': words.say('frame') } : {};
    return h(tag, { ...props, ...label, dir }, ...parts);
  }

  /** A chat in the corner asks nothing of the server before it is opened, or was used before. */
  #begin(words) {
    const claim = `startClaim.${this.getAttribute('start-claim')}`;
    if (words.has(claim) && !this.#connection.known) this.#connection.openWith(words.say(claim));
    if (!this.#bubble || this.#connection.known) this.#connection.start();
  }

  #tearDown() {
    this.#life?.abort();
    this.#life = null;
    this.#bubble = null;
    if (this.#connection) giveBackConnection(this.#connection);
    this.#connection = null;
    this.shadowRoot?.replaceChildren();
  }
}

/** The button in the corner, and the dialog behind it. */
class Bubble {
  constructor(view, { connection, words, signal }) {
    Object.assign(this, { view, connection, words });
    this.badge = h('span', { class: 'badge', hidden: true, 'aria-hidden': 'true' });
    this.button = this.#makeButton();
    this.news = h('div', { class: 'unseen', role: 'status' });
    this.elements = [this.button, this.news, view.element];
    this.#watchPanel();
    connection.addEventListener('message', () => this.#count(), { signal });
    connection.addEventListener('restarted', () => this.#count(), { signal });
  }

  open() {
    if (this.view.element.open) return;
    if (matchMedia(PHONE).matches) this.view.element.showModal();
    else this.view.element.show();
    this.button.hidden = true;
    this.connection.start();
    this.#count();
    this.view.toEnd();
    this.view.focus();
  }

  close() {
    this.view.element.close();
    this.button.hidden = false;
    this.button.focus();
  }

  #makeButton() {
    const props = { type: 'button', class: 'launcher', onclick: () => this.open() };
    const words = h('span', { class: 'launcher-words' }, this.words.say('launcher'));
    return h('button', props, icon('chat'), words, this.badge);
  }

  #watchPanel() {
    const panel = this.view.element;
    panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
      if (event.target.closest('.question')) return; // Escape answers the question, see menu.js
      event.preventDefault();
      this.close();
    });
    panel.addEventListener('cancel', (event) => {
      if (event.target !== panel) return;
      event.preventDefault(); // so that closing always goes through close()
      this.close();
    });
  }

  /** What came while the chat was closed is counted on the button, and said once. */
  #count() {
    const { drawer, last } = this.connection;
    if (this.view.element.open) drawer.set('seen', last);
    const seen = drawer.get('seen') ?? 0;
    const isNews = ({ sender, sequence }) => sender !== 'consumer' && sequence > seen;
    const n = this.connection.inOrder.filter(isNews).length;
    const spoken = n > 0 ? this.words.say('unread', { n }) : '';
    this.badge.hidden = n === 0;
    this.badge.textContent = n;
    this.button.setAttribute('aria-label', [this.words.say('launcher'), spoken].filter(Boolean).join(', '));
    if (this.news.textContent !== spoken) this.news.textContent = spoken; // set anew, it would be said anew
  }
}

/** Put a chat on the page for each script tag that asks for one, see docs/widget.md. */
function fromScriptTags() {
  const bare = (address) => address.split(/[?#]/)[0];
  const all = [...document.querySelectorAll('script[type="module"][src]')];
  for (const script of all.filter(({ src }) => bare(src) === bare(import.meta.url))) {
    const given = Object.entries(OPTIONS).filter(([name]) => name in script.dataset);
    if (given.length === 0 && document.querySelector('redress-chat')) continue;
    const attributes = given.map(([name, attribute]) => [attribute, script.dataset[name]]);
    document.body.append(h('redress-chat', { server: HOME, ...Object.fromEntries(attributes) }));
  }
}

if (!customElements.get('redress-chat')) customElements.define('redress-chat', RedressChat);
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', fromScriptTags);
else fromScriptTags();
