import { InputError, NotFoundError } from '@backstage/errors';
import { TARGET_KINDS, type TargetKind } from '@ironstage/plugin-infra-common';
import type { Graph, GraphNode } from './Graph';

/** Candidates that are named when a name is not enough. */
const NAMED = 5;

const isKind = (text: string): text is TargetKind =>
  (TARGET_KINDS as readonly string[]).includes(text);

/**
 * Finds what a person means: an id (`rack:eu1/r11`, `machine:maas-eu1/4y3h7n`), a kind with a name
 * (`rack:r11`), or a name alone, as long as only one thing is called so.
 *
 * @throws NotFoundError when there is nothing, InputError when there are several
 */
export function findTarget(graph: Graph, wanted: string): GraphNode {
  const exact = graph.nodes.get(wanted);
  if (exact) {
    return exact;
  }
  const [, prefix, rest] = /^([a-z]+):(.+)$/.exec(wanted) ?? [];
  const kind = prefix && isKind(prefix) ? prefix : undefined;
  const name = (kind ? rest : wanted).toLowerCase();
  const found = [...graph.nodes.values()].filter(
    node =>
      (!kind || node.kind === kind) &&
      (node.name.toLowerCase() === name || node.id.toLowerCase() === name),
  );
  // a host and the machine that it runs on often have one name, and one blast radius: that of the machine has more
  const machines = found.filter(node => node.kind === 'machine');
  const onlyHosts = found.every(
    node => node.kind === 'machine' || node.kind === 'hypervisor',
  );
  const meant = onlyHosts && machines.length > 0 ? machines : found;
  if (meant.length > 1) {
    const some = meant.slice(0, NAMED).map(({ id }) => id);
    throw new InputError(
      `There are ${
        meant.length
      } things called ${wanted}: say which, such as ${some.join(', ')}.`,
    );
  }
  if (meant.length === 0) {
    throw new NotFoundError(
      `There is no ${
        kind ?? 'place, equipment, provider, network or machine'
      } ${kind ? rest : wanted} that could fail.`,
    );
  }
  return meant[0];
}
