import { humanize } from './format';

const WORDS: Record<string, string> = {
  template: 'Template',
  api: 'API',
  cli: 'CLI',
  mcp: 'MCP',
};

/** The door a request came through, for a person: `api` becomes `API`. */
export function doorWord(door: string): string {
  return WORDS[door] ?? humanize(door);
}
