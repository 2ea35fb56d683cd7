import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { aptInstall, canApt } from './lib/apt.mjs';
import { ensureAppBundle } from './lib/appBundle.mjs';
import { makeCertificate } from './lib/certificate.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { Report } from './lib/Report.mjs';
import { run } from './lib/run.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { main } from './lib/Trouble.mjs';

const has = program =>
  spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** @returns why there is no directory server here, or undefined */
async function ensureSlapd() {
  if (!has('slapd') && canApt()) {
    await aptInstall(['slapd', 'ldap-utils']);
  }
  return has('slapd') && has('ldapmodify')
    ? undefined
    : 'slapd is not installed (Debian: apt install slapd ldap-utils)';
}

await main(async () => {
  const report = new Report();
  const toolchain = await ensureToolchain();
  const missing = await ensureSlapd();
  const postgres = await startPostgres();
  const reason = missing ?? postgres.missing;
  if (reason) {
    postgres.stop?.();
    report.add({ name: 'sign-in in production', skipped: 1, note: reason });
    report.print();
    return 0;
  }
  const dir = mkdtempSync(path.join(os.tmpdir(), 'ironstage-tls-'));
  try {
    const { cert, key } = makeCertificate(dir);
    await ensureAppBundle(toolchain);
    const chromium = await ensureChromium(toolchain);
    const [url] = Object.values(postgres.env);
    const { hostname, port } = new URL(url);
    const result = await run(
      'Sign-in in production',
      toolchain.node,
      [
        '--test',
        '--test-timeout=600000',
        '--test-reporter=spec',
        'test/production/production.test.mjs',
      ],
      {
        env: {
          ...toolchain.env,
          CHROMIUM_PATH: chromium,
          PGHOST: hostname,
          PGPORT: port,
          TLS_CERT: cert,
          TLS_KEY: key,
          NODE_EXTRA_CA_CERTS: cert,
        },
      },
    );
    const counts = Report.countsIn(readFileSync(result.logFile, 'utf8'));
    if (result.code !== 0) {
      console.log(result.tail.trim().split('\n').slice(-80).join('\n'));
      counts.failed ||= 1;
    }
    report.add({
      name: 'sign-in in production',
      ...counts,
      note: `${result.seconds} s: OIDC server, slapd and PostgreSQL are real`,
    });
  } finally {
    postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
  return report.print();
});
