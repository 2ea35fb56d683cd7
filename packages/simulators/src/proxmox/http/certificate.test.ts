import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { fingerprintOf, makeCertificate } from './certificate';

describe('makeCertificate', () => {
  it('makes one that a client trusts as its own authority', async () => {
    const { keyPem, certPem } = makeCertificate('pve-test');
    const server = https.createServer({ key: keyPem, cert: certPem }, (_q, r) =>
      r.end('ok'),
    );
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', () => resolve());
    });
    const { port } = server.address() as AddressInfo;
    const seen = await new Promise<string>((resolve, reject) => {
      const request = https.get(
        { host: '127.0.0.1', port, ca: certPem, agent: false },
        response => {
          const { socket } = response as unknown as {
            socket: { getPeerCertificate(): { fingerprint256: string } };
          };
          resolve(socket.getPeerCertificate().fingerprint256);
          response.resume();
        },
      );
      request.on('error', reject);
    });
    server.close();
    expect(seen).toBe(fingerprintOf(certPem));
    expect(seen).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });
});
