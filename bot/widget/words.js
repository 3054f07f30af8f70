/** Words, numbers and dates in the reader's language. */

import english from './strings/en.js';

// A language is added here and as a file beside en.js.
const LANGUAGES = { en: async () => english };
const MEGABYTE = 1024 ** 2;
const SAME_AS = { JPEG: 'JPG', HEIF: 'HEIC' };

export class Words {
  constructor(strings) {
    this.strings = strings;
    this.lang = strings.lang;
    const locale = navigator.languages.find((tag) => tag.split('-')[0] === this.lang) ?? this.lang;
    this.dir = strings.dir;
    this.plural = new Intl.PluralRules(this.lang);
    this.clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
    this.calendar = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
    this.list = new Intl.ListFormat(this.lang, { type: 'conjunction' });
  }

  /** The words for a name such as `errors.empty_file`, with `{places}` filled in. */
  say(name, values = {}) {
    const found = name.split('.').reduce((branch, part) => branch?.[part], this.strings);
    const text = typeof found === 'object' ? found[this.plural.select(values.n)] : found;
    return text.replace(/\{(\w+)\}/g, (place, key) => values[key] ?? place);
  }

  has(name) {
    return name.split('.').reduce((branch, part) => branch?.[part], this.strings) !== undefined;
  }

  /** Bytes for people: `10 MB`. */
  size(bytes) {
    const [unit, one] = bytes < MEGABYTE ? ['kilobyte', 1024] : ['megabyte', MEGABYTE];
    const format = { style: 'unit', unit, maximumFractionDigits: 1 };
    return new Intl.NumberFormat(this.lang, format).format(Math.max(1, bytes / one));
  }

  /** File types for people: `[".jpg", ".pdf"]` becomes `JPG, PDF`. */
  types(accept = []) {
    const names = accept.map((type) => type.replace(/^\./, '').toUpperCase());
    return names.filter((name) => !names.includes(SAME_AS[name])).join(', ');
  }

  sender(sender) {
    return this.say(`senders.${sender}`);
  }

  time(iso) {
    return this.clock.format(new Date(iso));
  }

  date(when) {
    return this.calendar.format(new Date(when));
  }

  /** Why the server refused, in plain words. */
  refusal({ code, details = {} }, limits = {}) {
    const name = this.has(`errors.${code}`) ? `errors.${code}` : 'errors.other';
    const size = this.size(details.limit ?? limits.max_upload_bytes ?? 0);
    return this.say(name, { size, types: this.types(details.accept ?? limits.accept) });
  }
}

/** The catalogue for a language tag such as `en-GB`; English where there is none. */
export async function wordsFor(tag) {
  const [language] = (tag || 'en').toLowerCase().split('-');
  const load = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : LANGUAGES.en;
  return new Words(await load());
}
