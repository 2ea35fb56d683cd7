import golden from './testing/fixtures/wire-golden-9.2.11.json';
import { authorizationOf, startGoldenCluster } from './testing/goldenCluster';
import { differences } from './testing/likeGolden';
import { rawRequest, type RawAnswer } from './testing/rawHttp';

interface Exchange {
  name: string;
  as: string;
  request: {
    method: string;
    path: string;
    contentType?: string;
    body?: string;
    extraHeaders?: string[];
  };
  response: {
    status: number;
    reason: string;
    json?: any;
    text?: string;
    empty?: boolean;
  };
}

const UPID = /UPID(?::|%3A)pve1(?::|%3A)[^/?\s]+/;

/**
 * The recording in its order, sent as it was: each exchange stands on the state
 * that the ones before it left.
 */
describe('the golden recording of 9.2.11', () => {
  let cluster: Awaited<ReturnType<typeof startGoldenCluster>>;
  /** Recorded task id → the one of this run. */
  const upids = new Map<string, string>();

  beforeAll(async () => {
    cluster = await startGoldenCluster();
  });
  afterAll(() => cluster.stop());

  function translated(path: string): string {
    return path.replace(UPID, recorded => {
      const id = decodeURIComponent(recorded);
      const own = upids.get(id) ?? (/vzclone/.test(id) ? lastOfRoot() : id);
      return encodeURIComponent(own);
    });
  }

  function lastOfRoot(): string {
    return [...upids.values()].pop() ?? '';
  }

  async function send({ as, request }: Exchange): Promise<RawAnswer> {
    const authorization = authorizationOf(as);
    const headers = [
      ...(authorization ? [`Authorization: ${authorization}`] : []),
      ...(request.contentType ? [`Content-Type: ${request.contentType}`] : []),
      ...(request.extraHeaders ?? []),
    ];
    const path = translated(request.path);
    return rawRequest(
      cluster.url,
      request.method,
      path,
      headers,
      request.body ?? '',
    );
  }

  async function settled(exchange: Exchange): Promise<RawAnswer> {
    const end = Date.now() + 3000;
    for (;;) {
      const answer = await send(exchange);
      if (answer.json?.data?.status !== 'running' || Date.now() > end) {
        return answer;
      }
      await new Promise(resolve => setTimeout(resolve, 3));
    }
  }

  it.each((golden.exchanges as Exchange[]).map(e => [e.name, e] as const))(
    '%s',
    async (name, exchange) => {
      const isStatus = /task status$/.test(name);
      const answer = await (isStatus ? settled(exchange) : send(exchange));
      const { response } = exchange;
      expect([answer.status, answer.reason]).toEqual([
        response.status,
        response.reason,
      ]);
      const plain = response.json === undefined;
      expect(plain ? answer.text : '').toBe(
        plain ? response.text?.trimEnd() ?? '' : '',
      );
      const recorded = response.json?.data;
      const own = answer.json?.data;
      if (typeof recorded === 'string' && UPID.test(recorded)) {
        upids.set(recorded, own);
      }
      expect(
        plain ? [] : differences(name, response.json, answer.json),
      ).toEqual([]);
    },
  );

  it('leaves no error of the simulator behind', () => {
    expect(cluster.requests.crashes).toEqual([]);
  });
});
