import type { OverlayProblem } from '@ironstage/plugin-infra-common';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { overlaySchema, type Overlay, type OverlayFile } from './overlaySchema';

/** A file with the lines of its parts. */
export interface ParsedOverlay {
  overlay: Overlay;
  problems: OverlayProblem[];
}

/** Mistakes of a file that are told at a time; who has made more mends these first. */
const MOST = 20;

type Lines = (path: ReadonlyArray<PropertyKey>) => number | null;

/** Finds the line of a part; of one that is missing, the line of what it is missing in. */
function linesOf(document: Document, counter: LineCounter): Lines {
  return path => {
    for (let length = path.length; length >= 0; length--) {
      const node =
        length === 0
          ? document.contents
          : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) {
        return counter.linePos(node.range[0]).line;
      }
    }
    return null;
  };
}

const pathText = (path: ReadonlyArray<PropertyKey>) =>
  path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

/**
 * Reads an overlay file.
 *
 * @returns nothing but problems, with their lines, when a part of it is wrong
 */
export function parseOverlay(file: string, text: string): ParsedOverlay {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
  });
  const nothing = { racks: [], switches: [], feeds: [], machines: [] };
  const problem = (line: number | null, message: string): OverlayProblem => ({
    file,
    line,
    message,
    severity: 'error',
  });
  if (document.errors.length > 0) {
    return {
      overlay: nothing,
      problems: document.errors
        .slice(0, MOST)
        .map(error =>
          problem(counter.linePos(error.pos[0]).line, error.message),
        ),
    };
  }
  const lineOf = linesOf(document, counter);
  let content: unknown;
  try {
    content = document.toJS() ?? {};
  } catch (error) {
    return {
      overlay: nothing,
      problems: [problem(null, error instanceof Error ? error.message : 'bad')],
    };
  }
  const read = overlaySchema.safeParse(content);
  if (!read.success) {
    return {
      overlay: nothing,
      problems: read.error.issues
        .slice(0, MOST)
        .map(issue =>
          problem(
            lineOf(issue.path),
            [pathText(issue.path), issue.message].filter(Boolean).join(': '),
          ),
        ),
    };
  }
  const placed = <T>(part: keyof OverlayFile, items: T[]) =>
    items.map((item, index) => ({
      ...item,
      place: { file, line: lineOf([part, index]) ?? 1 },
    }));
  const { racks, switches, feeds, machines } = read.data;
  return {
    overlay: {
      racks: placed('racks', racks),
      switches: placed('switches', switches),
      feeds: placed('feeds', feeds),
      machines: placed('machines', machines),
    },
    problems: [],
  };
}
