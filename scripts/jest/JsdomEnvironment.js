const {
  getJestEnvironment,
} = require('@backstage/cli/config/getJestEnvironment');
const BackstageEnvironment = require(getJestEnvironment());
const { implForWrapper } = require('jsdom/lib/jsdom/living/generated/utils');

/** A selector in which what stands in brackets is short: names of attributes stay, arguments go. */
function shorten(selectors) {
  let short = selectors
    .replace(/"[^"]*"|'[^']*'/g, '')
    .replace(/\[\s*([\w-]+)[^\]]*\]/g, '[$1]');
  while (/\([^()]*\)/.test(short)) {
    short = short.replace(/\([^()]*\)/g, '');
  }
  return short;
}

/** What an element must have, at least, to match one of the selectors in a list; undefined when nobody can tell. */
function needsOf(selectors) {
  const short = shorten(selectors);
  if (/[()\\"'|&]/.test(short)) {
    return undefined;
  }
  const needs = short.split(',').map(selector => {
    const subject = selector
      .trim()
      .split(/[\s>+~]+/)
      .at(-1)
      .split(':')[0];
    return {
      classes: [...subject.matchAll(/\.([\w-]+)/g)].map(([, name]) => name),
      attributes: [...subject.matchAll(/\[([\w-]+)\]/g)].map(
        ([, name]) => name,
      ),
      tag: /^[a-z][\w-]*/i.exec(subject)?.[0].toLowerCase(),
    };
  });
  const tell = ({ classes, attributes, tag }) =>
    classes.length > 0 || attributes.length > 0 || tag;
  return needs.every(tell) ? needs : undefined;
}

const known = new Map();

/** Whether a glance at an element's name and classes tells that it does not match. */
function isOut(selectors, element) {
  if (!known.has(selectors)) {
    known.set(selectors, needsOf(selectors));
  }
  const needs = known.get(selectors);
  if (!needs) {
    return false;
  }
  const classes = ` ${(element.getAttributeNS(null, 'class') ?? '').replace(
    /\s+/g,
    ' ',
  )} `;
  return needs.every(
    one =>
      (one.tag && one.tag !== element.localName.toLowerCase()) ||
      one.classes.some(name => !classes.includes(` ${name} `)) ||
      one.attributes.some(name => !element.hasAttributeNS(null, name)),
  );
}

/**
 * The environment of Backstage's front-end tests, with a quick no to style rules that can't apply.
 *
 * A query by role asks for the computed style of each element, for which jsdom matches each rule of the page's style
 * sheets, some thousands, by a complete selector engine: a third of what our front-end tests computed.
 */
module.exports = class JsdomEnvironment extends BackstageEnvironment {
  async setup() {
    await super.setup();
    const engine = implForWrapper(this.global.document)._domSelector;
    const check = engine.check.bind(engine);
    engine.check = (selectors, element) =>
      isOut(selectors, element)
        ? { match: false, pseudoElement: null }
        : check(selectors, element);
  }
};
