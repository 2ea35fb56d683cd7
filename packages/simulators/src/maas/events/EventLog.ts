import type { MaasContext } from '../MaasContext';
import type { EventRow, NodeRow } from '../rows';

/** A machine's own history is cut here, oldest first. */
const KEPT_PER_NODE = 500;

/** Writes what happens to a node; the newest of INFO and above is its message. */
export class EventLog {
  constructor(private readonly context: MaasContext) {}

  info(node: NodeRow, type: string, description = ''): void {
    this.add(node, 'INFO', type, description);
  }

  error(node: NodeRow, type: string, description = ''): void {
    this.add(node, 'ERROR', type, description);
  }

  /** `User acquiring node`, `(alice) - comment`. */
  byUser(node: NodeRow, type: string, user: string, comment?: string | null) {
    const description = comment ? `(${user}) - ${comment}` : `(${user})`;
    this.add(node, 'DEBUG', type, description, user);
  }

  add(
    node: NodeRow,
    level: EventRow['level'],
    type: string,
    description: string,
    username = 'unknown',
    at = this.context.clock.now(),
  ): void {
    const { events } = this.context.tables;
    events.insert({
      id: String(this.context.next('event')),
      node: node.id,
      hostname: node.hostname,
      level,
      type,
      description,
      username,
      at,
    });
    const own = events.by('node', node.id);
    if (own.length > KEPT_PER_NODE) {
      events.delete(own[0].id);
    }
    if (level !== 'DEBUG') {
      this.context.change(node, {
        statusMessage: description ? `${type} - ${description}` : type,
      });
    }
  }
}
