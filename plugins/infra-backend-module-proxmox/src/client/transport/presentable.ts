/**
 * What nobody outside the data centre should read or can use: paths, addresses with ports, places in
 * source code, hexadecimal dumps, markup. Proxmox VE answers 500 for every refusal, so its words mostly
 * are a sentence for people, and sometimes the words of whatever broke below it.
 */
const INTERNAL =
  /(^|[\s'"(=])\/[\w.-]+\/|\b\d{1,3}(\.\d{1,3}){3}\b|\b[\w-]+(\.[\w-]+)+:\d{2,5}\b|https?:\/\/|\bline \d+\b|\btraceback\b|\bstack\b|::\w+::|\bselect\b.+\bfrom\b|0x[0-9a-f]{6,}|[{}<>]|\bexit code\b/i;

/** Longer ones are no sentence. */
const MAX_LENGTH = 200;

/** Names paths of rights, which are what it is about. */
const OF_RIGHTS = /^permission check failed/i;

/** The words of a failure where they are for people; empty where they are not. */
export function presentable(words: string): string {
  const plain = words.replace(/\s+/g, ' ').trim();
  const internal = INTERNAL.test(plain) && !OF_RIGHTS.test(plain);
  return internal || plain.length > MAX_LENGTH ? '' : plain;
}
