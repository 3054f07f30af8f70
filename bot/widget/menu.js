/** The small menu of the header, and the question before a conversation is left. */

import { h, iconButton } from './dom.js';

export class Menu {
  constructor({ words, download, restart }) {
    this.words = words;
    this.restart = restart;
    this.button = this.#makeButton();
    this.list = h(
      'ul',
      { class: 'menu-list', id: 'menu', hidden: true },
      this.#entry('downloadTranscript', download),
      this.#entry('newConversation', () => this.#ask()),
    );
    this.question = this.#makeQuestion();
    const onfocusout = ({ relatedTarget }) => this.element.contains(relatedTarget) || this.#close();
    const onkeydown = (event) => this.#key(event);
    this.element = h('div', { class: 'menu', onfocusout, onkeydown }, this.button, this.list);
  }

  #makeButton() {
    const state = { 'aria-expanded': 'false', 'aria-controls': 'menu' };
    const onclick = () => this.#toggle();
    return iconButton('menu', this.words.say('menu'), { ...state, onclick });
  }

  #entry(name, action) {
    const onclick = () => {
      this.#close();
      this.button.focus();
      action();
    };
    return h('li', {}, h('button', { type: 'button', onclick }, this.words.say(name)));
  }

  #toggle() {
    if (!this.list.hidden) return this.#close();
    this.list.hidden = false;
    this.button.setAttribute('aria-expanded', 'true');
    return this.list.querySelector('button').focus();
  }

  #close() {
    this.list.hidden = true;
    this.button.setAttribute('aria-expanded', 'false');
  }

  #key(event) {
    if (event.key !== 'Escape' || this.list.hidden) return;
    event.stopPropagation(); // it closes the menu, not the chat
    this.#close();
    this.button.focus();
  }

  #makeQuestion() {
    const { words } = this;
    const answer = (name, look, action) =>
      h('button', { type: 'button', class: `button ${look}`, onclick: action }, words.say(name));
    return h(
      'dialog',
      { class: 'question', 'aria-labelledby': 'question-title', 'aria-describedby': 'question-text' },
      h('h2', { id: 'question-title' }, words.say('confirmTitle')),
      h('p', { id: 'question-text' }, words.say('confirmText')),
      h(
        'div',
        { class: 'question-buttons' },
        answer('confirmNo', '', () => this.question.close()),
        answer('confirmYes', 'strong', () => this.#restartNow()),
      ),
    );
  }

  #ask() {
    this.question.showModal();
  }

  #restartNow() {
    this.question.close();
    this.restart();
  }
}
