import { parseEntityRef } from '@backstage/catalog-model';
import type { ReviewStateProps } from '@backstage/plugin-scaffolder-react/alpha';
import { useEntityTitles, useProviders } from '../hooks';
import { Facts } from '../components';
import { formatDay, plural } from '../lib/format';
import { requestLabel, requestWords } from '../lib/requestWords';

function isEntityRef(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[a-z]+:[^\s/]+\/[^\s/]+$/.test(value)) {
    return false;
  }
  return ['group', 'user'].includes(parseEntityRef(value).kind);
}

/** Type and comment of a public key: what somebody recognises it by. */
function keyWords(publicKey: string): string {
  const [type = '', data = '', ...comment] = publicKey.trim().split(/\s+/);
  return [type, `…${data.slice(-8)}`, ...comment].join(' ');
}

function untilWords(days: number): string {
  const end = new Date(Date.now() + days * 86_400_000).toISOString();
  return `${plural(days, 'day')}, until ${formatDay(end)}`;
}

const WORDS: Record<string, (value: unknown) => string> = {
  sshPublicKey: value => keyWords(String(value)),
  days: value => untilWords(Number(value)),
  leaseDays: value => untilWords(Number(value)),
};

/** The fields of a form, in the order in which it asks for them. */
function fieldsOf(
  schemas: ReviewStateProps['schemas'],
): Record<string, { title?: string }> {
  return Object.assign({}, ...schemas.map(({ schema }) => schema.properties));
}

/** What is about to be asked for, in the words and the order of the form: titles of teams and clouds, not their ids. */
export function RequestReview({ formState, schemas }: ReviewStateProps) {
  const providers = useProviders().value?.items;
  const refs = Object.values(formState).filter(isEntityRef);
  const titles = useEntityTitles(refs);
  const fields = fieldsOf(schemas);
  const names = [
    ...new Set([...Object.keys(fields), ...Object.keys(formState)]),
  ];
  const wordsOf = (name: string, value: unknown): string => {
    if (isEntityRef(value)) {
      return titles?.get(value) ?? parseEntityRef(value).name;
    }
    if (name === 'provider') {
      return providers?.find(({ id }) => id === value)?.title ?? String(value);
    }
    return WORDS[name]?.(value) ?? requestWords(name, value);
  };
  return (
    <Facts
      facts={names
        .map(name => [name, formState[name]] as const)
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => [
          fields[name]?.title ?? requestLabel(name),
          wordsOf(name, value),
        ])}
    />
  );
}
