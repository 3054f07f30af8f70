/** Building elements. Text always enters as text: no markup is ever parsed. */

const SVG = 'http://www.w3.org/2000/svg';
const INLINE =
  /\*\*(?<bold>[^*\n]+)\*\*|(?<link>https?:\/\/[^\s<>"']+)|(?<whole>\b[A-Z]{2}(?:-[0-9A-Z]{4}){2}\b)/g;
const AFTER_LINK = /[.,;:!?)\]}*]+$/; // closes the sentence, not the address

/** Make an element. Of `props`, a function is a listener (`onclick`); false and null are left out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Words for screen readers only. */
export function unseen(text) {
  return h('span', { class: 'unseen' }, text);
}

// Drawn on a grid of 24, with a line of 2.
const ICONS = {
  send: 'M12 19V5M5.5 11.5 12 5l6.5 6.5',
  clip: 'm20 11-8.3 8.3a5 5 0 0 1-7.1-7.1l8.7-8.7a3.3 3.3 0 0 1 4.7 4.7l-8.7 8.6a1.6 1.6 0 0 1-2.3-2.3l7.6-7.6',
  menu: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'm6 6 12 12M18 6 6 18',
  chat: 'M4 5h16v11H10l-5 4v-4H4z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  letter: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  save: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  down: 'M12 5v14M5.5 12.5 12 19l6.5-6.5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0',
};

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = { viewBox: '0 0 24 24', class: `icon icon-${name}`, 'aria-hidden': 'true' };
  Object.entries(attributes).forEach(([key, value]) => svg.setAttribute(key, value));
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** A square button with a drawing; its name is read aloud, and shown where a mouse rests. */
export function iconButton(name, label, props) {
  const names = { 'aria-label': label, title: label };
  return h('button', { type: 'button', class: 'tool', ...names, ...props }, icon(name));
}

/** Hand a file to the browser's downloads. */
export function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = h('a', { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it a moment later
}

/** Whether the click came from the keyboard: then the focus may move without opening a phone's keys. */
export function byKeyboard(event) {
  return event.detail === 0;
}

/**
 * The assistant's text as nodes: lines, "- " lists, **bold**, http(s) links, case numbers; all else stays text.
 * `newTab` are words for screen readers behind a link.
 */
export function formatted(text, newTab) {
  return blocks(text).map(({ items, lines }) => {
    if (items) return h('ul', {}, ...items.map((item) => h('li', {}, ...inline(item, newTab))));
    return h('p', {}, ...inline(lines.join('\n'), newTab));
  });
}

/** Split into paragraphs ({lines}) and lists ({items}). */
function blocks(text) {
  const found = [];
  let gap = true;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const kind = line.startsWith('- ') ? 'items' : 'lines';
    const content = kind === 'items' ? line.slice(2) : line;
    if (line.trim() === '') gap = true;
    else if (!gap && found.at(-1)[kind]) found.at(-1)[kind].push(content);
    else found.push({ [kind]: [content] });
    if (line.trim() !== '') gap = false;
  }
  return found;
}

function inline(text, newTab) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(end, match.index));
    const piece = marked(match, newTab);
    nodes.push(piece.node);
    end = match.index + piece.length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== '');
}

/** `whole` is a case number: it stays on one line, so that it can be read out and noted down. */
function marked(match, newTab) {
  const { bold, link, whole } = match.groups;
  if (link) return linked(link, newTab);
  const node = bold ? h('strong', {}, bold) : h('span', { class: 'whole' }, whole);
  return { node, length: match[0].length };
}

function linked(found, newTab) {
  const address = trimmed(found);
  const length = address.length;
  if (!isAddress(address)) return { node: address, length };
  const props = { href: address, target: '_blank', rel: 'noopener noreferrer' };
  return { node: h('a', props, address, unseen(` ${newTab}`)), length };
}

function isAddress(text) {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** Take the sentence's own marks off the end, but keep a bracket that the address opened. */
function trimmed(found) {
  const [tail] = AFTER_LINK.exec(found) ?? [''];
  const address = found.slice(0, found.length - tail.length);
  const opened = address.includes('(') && !address.includes(')') && tail.startsWith(')');
  return opened ? `${address})` : address;
}
