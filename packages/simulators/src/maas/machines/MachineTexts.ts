import type { MaasContext } from '../MaasContext';
import type { NodeRow } from '../rows';
import { machineView } from './machineView';

interface Kept {
  generation: number;
  text: Buffer;
}

/**
 * Machines as JSON text. A list of thousands is sent again and again while few
 * of them change, so each text is kept until its machine does.
 */
export class MachineTexts {
  readonly #texts = new Map<string, Kept>();
  #generation = 0;

  /** The machine changed, or is gone. */
  forget(id: string): void {
    this.#texts.delete(id);
  }

  /** Something that many machines show changed. */
  forgetAll(): void {
    this.#generation += 1;
  }

  of(node: NodeRow, context: MaasContext): Buffer {
    const kept = this.#texts.get(node.id);
    if (kept?.generation === this.#generation) {
      return kept.text;
    }
    const view = machineView(node, context);
    const text = Buffer.from(JSON.stringify(view, null, 4));
    this.#texts.set(node.id, { generation: this.#generation, text });
    return text;
  }

  listOf(nodes: readonly NodeRow[], context: MaasContext): Buffer {
    const parts: Buffer[] = [Buffer.from('[\n')];
    nodes.forEach((node, i) => {
      if (i > 0) {
        parts.push(Buffer.from(',\n'));
      }
      parts.push(this.of(node, context));
    });
    parts.push(Buffer.from('\n]'));
    return Buffer.concat(parts);
  }
}
