import type { Json } from '../../kernel/json';
import { reply, type Call, type Reply } from '../../kernel/http/types';

/** Keystone's list envelope: `next` is always null in Zed, nothing is paged. */
export function listReply(call: Call, key: string, items: Json[]): Reply {
  return reply(200, {
    [key]: items,
    links: {
      next: null,
      self: `${call.origin}${call.url}`,
      previous: null,
    },
  });
}

const operators: Record<string, (value: string, wanted: string) => boolean> = {
  startswith: (value, wanted) => value.startsWith(wanted),
  istartswith: (value, wanted) =>
    value.toLowerCase().startsWith(wanted.toLowerCase()),
  endswith: (value, wanted) => value.endsWith(wanted),
  contains: (value, wanted) => value.includes(wanted),
  icontains: (value, wanted) =>
    value.toLowerCase().includes(wanted.toLowerCase()),
  iexact: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
};

/** `name=x` and `name__startswith=x`; an unknown parameter is ignored. */
export function matchesText(
  query: URLSearchParams,
  field: string,
  value: string,
): boolean {
  for (const [key, wanted] of query) {
    if (key === field && wanted !== value) {
      return false;
    }
    const operator = key.startsWith(`${field}__`)
      ? operators[key.slice(field.length + 2)]
      : undefined;
    if (operator && !operator(value, wanted)) {
      return false;
    }
  }
  return true;
}

/** `enabled=true`: any text but false, 0 and no counts as true. */
export function matchesFlag(
  query: URLSearchParams,
  field: string,
  value: boolean,
): boolean {
  const wanted = query.get(field);
  return (
    wanted === null ||
    !['false', '0', 'no', 'f', 'off'].includes(wanted.toLowerCase()) === value
  );
}

const listed = (query: URLSearchParams, key: string) =>
  query.get(key)?.split(',');

/** `tags` (all), `tags-any`, `not-tags` (not all), `not-tags-any` (none). */
export function matchesTags(query: URLSearchParams, tags: string[]): boolean {
  const has = (tag: string) => tags.includes(tag);
  const all = listed(query, 'tags');
  const any = listed(query, 'tags-any');
  const notAll = listed(query, 'not-tags');
  const none = listed(query, 'not-tags-any');
  return (
    (!all || all.every(has)) &&
    (!any || any.some(has)) &&
    (!notAll || !notAll.every(has)) &&
    (!none || !none.some(has))
  );
}
