import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import https from 'node:https';
import { startSimulators } from '../startSimulators';
import { demoProxmox } from './demo';
import { PveClient, sleep } from './testing/pveClient';

describe('a simulated cluster with a state file', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pve-state-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it('goes on where it was: ports, certificate, guests, tasks', async () => {
    const options = { speed: 10, stateFile: path.join(folder, 'estate.json') };
    const first = await startSimulators(options);
    const before = first.proxmox.map(({ url, httpUrl, fingerprint }) => ({
      url,
      httpUrl,
      fingerprint,
    }));
    const pve = new PveClient(first.proxmox[0]);
    const node = await pve.firstNode();
    const upid = await pve.data('POST', `/nodes/${node}/qemu/9000/clone`, {
      newid: 8000,
      full: 1,
    });
    await first.stop();
    // Pooled connections of the client end with it, though not at once.
    await sleep(50);

    const second = await startSimulators(options);
    try {
      const after = second.proxmox.map(({ url, httpUrl, fingerprint }) => ({
        url,
        httpUrl,
        fingerprint,
      }));
      expect(after).toEqual(before);
      const again = new PveClient(second.proxmox[0]);
      expect((await again.data('GET', '/nodes'))[0].ssl_fingerprint).toBe(
        before[0].fingerprint,
      );
      expect(await again.end(upid)).toBe('OK');
      const config = await again.data('GET', `/nodes/${node}/qemu/8000/config`);
      expect(config.lock).toBeUndefined();
      expect(second.stats().crashes).toEqual([]);
    } finally {
      await second.stop();
    }
  });

  it('speaks HTTPS with a certificate that can be pinned or trusted', async () => {
    const estate = await startSimulators({ speed: 10 });
    try {
      const [{ url, caPem, fingerprint }] = estate.proxmox;
      const seen = await new Promise<string[]>((resolve, reject) => {
        const request = https.get(
          `${url}/api2/json/version`,
          {
            ca: caPem,
            agent: false,
            headers: {
              Authorization: `PVEAPIToken=${demoProxmox.tokenId}=${demoProxmox.tokenSecret}`,
            },
          },
          response => {
            const { socket } = response as unknown as {
              socket: { getPeerCertificate(): { fingerprint256: string } };
            };
            const print = socket.getPeerCertificate().fingerprint256;
            response.resume();
            resolve([String(response.statusCode), print]);
          },
        );
        request.on('error', reject);
      });
      expect(seen).toEqual(['200', fingerprint]);
    } finally {
      await estate.stop();
    }
  });

  it('may be told its ports, and says so when one is taken', async () => {
    // Below the range that the system hands out.
    const port = 20_000 + ((process.pid * 8) % 10_000);
    const other = await startSimulators({ speed: 10, proxmoxPort: port });
    await expect(
      startSimulators({ speed: 10, proxmoxPort: port }),
    ).rejects.toThrow(/EADDRINUSE/);
    const ports = other.proxmox.map(({ url, httpUrl }) => [
      Number(new URL(url).port) - port,
      Number(new URL(httpUrl).port) - port,
    ]);
    await other.stop();
    expect(ports).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});
