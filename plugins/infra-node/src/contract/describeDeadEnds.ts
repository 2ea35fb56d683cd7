/* eslint-disable jest/no-export -- tests that provider modules run from here */
import type { InfraProvider } from '../provider/InfraProvider';
import { DEAD_ENDS, startDeadEnds } from './deadEnds';
import { expectPresentable, failureOf, patient, readAll } from './support';
import { HASTY, PATIENT, type Wait } from './waits';

/** What the tests of dead ends need to know. @public */
export interface DeadEndOptions {
  /** title of the tests: `os` */
  name: string;
  /**
   * A provider at an address without a path, `http://127.0.0.1:4711`, that waits so long for an answer and twice as
   * long for a read: hardly at all where nobody answers, and elsewhere as long as a busy machine may need.
   */
  createProvider: (origin: string, wait: Wait) => InfraProvider;
  /** the configuration key of the address, which each sentence must name */
  mentions: string;
  /**
   * What the sentence names instead, by the words of the test behind "when", where an answer could be the
   * cloud's own and the address is not the first thing to look at
   */
  instead?: Readonly<Record<string, string>>;
  /** passwords, tokens, …: texts that must not occur in any error */
  secrets: readonly string[];
}

const SILENT: Readonly<Record<string, Wait>> = { 'it never answers': HASTY };

/**
 * Declares tests, in jest, that a provider says in one sentence which key to look at when its
 * address leads to something else: to nobody, to a proxy, to another product, to silence.
 * @public
 */
export function describeDeadEnds(options: DeadEndOptions): void {
  describe(`dead ends: ${options.name}`, () => {
    let ends: Awaited<ReturnType<typeof startDeadEnds>>;
    beforeAll(async () => {
      ends = await startDeadEnds();
    });
    afterAll(() => ends.close());

    it('knows the dead ends that are told apart', () => {
      expect(DEAD_ENDS).toEqual(
        expect.arrayContaining(Object.keys(options.instead ?? {})),
      );
    });

    it.each(DEAD_ENDS)('says what is wrong when %s', async end => {
      const provider = options.createProvider(
        ends.urls[end],
        SILENT[end] ?? PATIENT,
      );
      // logging in and reading go different ways, and a sync only reads
      const [kind] = provider.inventory.kinds;
      for (const call of [
        () => provider.check(patient()),
        () => readAll(provider, kind),
      ]) {
        const error = await failureOf(call());
        expectPresentable(error, options);
        // one sentence
        expect(error.message).not.toMatch(/[.!?] \S/);
        expect(error.message).toContain(
          options.instead?.[end] ?? options.mentions,
        );
        expect(error.kind).not.toBe('aborted');
      }
    });
  });
}
