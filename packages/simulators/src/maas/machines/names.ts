import type { FieldErrors } from '../http/values';
import type { MaasContext } from '../MaasContext';

/** Checks a host label as MAAS does; says why it can't be one. */
export function checkHostname(hostname: string, errors: FieldErrors): void {
  const label = hostname.split('.')[0];
  if (label.includes('_')) {
    errors.add('hostname', `Host label cannot contain underscore: '${label}'.`);
  } else if (/^-|-$/.test(label)) {
    errors.add(
      'hostname',
      `Label cannot start or end with hyphen: '${label}'.`,
    );
  } else if (!/^[A-Za-z0-9-]{1,63}$/.test(label)) {
    errors.add('hostname', `Invalid hostname: '${label}'.`);
  }
}

export function checkUnused(
  hostname: string,
  own: string | undefined,
  context: MaasContext,
  errors: FieldErrors,
): void {
  const taken = context.tables.nodes
    .by('hostname', hostname)
    .some(node => node.id !== own);
  if (taken) {
    errors.add('hostname', `Node with hostname '${hostname}' already exists.`);
  }
}

const LETTERS = 'abcdefghkmnpqrstwxy3478';

/** A new system_id: six characters of MAAS's alphabet. */
export function newSystemId(
  context: MaasContext,
  random: () => number,
): string {
  for (;;) {
    const id = Array.from(
      { length: 6 },
      () => LETTERS[Math.floor(random() * LETTERS.length)],
    ).join('');
    if (!context.tables.nodes.get(id)) {
      return id;
    }
  }
}

const FIRST = 'bold calm fast keen mild neat quick swift warm wise'.split(' ');
const SECOND = 'ant bee cod doe elk fox gnu hen ibis jay'.split(' ');

/** A name for a machine that came without. */
export function petName(context: MaasContext): string {
  const number = context.next('pet name');
  const base = `${FIRST[number % 10]}-${SECOND[Math.floor(number / 10) % 10]}`;
  return number < 100 ? base : `${base}-${number}`;
}
