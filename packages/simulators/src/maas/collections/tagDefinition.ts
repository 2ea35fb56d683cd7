import { lshw } from '../machines/documents';
import type { NodeRow } from '../rows';

/** Whether an expression could be XPath: quotes and brackets are in pairs. */
export function isXPath(definition: string): boolean {
  const bare = definition.replace(/"[^"]*"|'[^']*'/g, '');
  if (/["']/.test(bare)) {
    return false;
  }
  const open: string[] = [];
  for (const char of bare) {
    if (char === '[' || char === '(') {
      open.push(char === '[' ? ']' : ')');
    } else if ((char === ']' || char === ')') && open.pop() !== char) {
      return false;
    }
  }
  return open.length === 0 && bare.trim() !== '';
}

/**
 * Whether a machine fits a definition. Not an XPath engine: every quoted text
 * of the expression has to occur in what lshw says of the machine, which is
 * right for the usual `//node[@class="display"]/vendor[contains(.,"NVIDIA")]`.
 */
export function matchesTag(definition: string, node: NodeRow): boolean {
  const quoted = definition.match(/"[^"]*"|'[^']*'/g) ?? [];
  const xml = lshw(node);
  return (
    quoted.length > 0 && quoted.every(text => xml.includes(text.slice(1, -1)))
  );
}
