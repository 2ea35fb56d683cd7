import { stringify } from 'yaml';
import type { InfraConfig } from '../../config/InfraConfig';

/** What the user data of one instance is made from. */
export interface CloudInitRequest {
  hostname: string;
  sshPublicKey: string;
  baseline: InfraConfig['baseline'];
}

const SSHD_CONFIG = [
  'PasswordAuthentication no',
  'KbdInteractiveAuthentication no',
  'PermitRootLogin no',
  '',
].join('\n');

function syslogForward(target: string): string {
  const [host, port = '514'] = target.split(':');
  return `*.* action(type="omfwd" target="${host}" port="${port}" protocol="tcp" queue.type="LinkedList" action.resumeRetryCount="-1")\n`;
}

/**
 * The cloud-init user data every instance is born with: key-only SSH, no root login,
 * node exporter, log shipping, and a mark that says which baseline it was.
 *
 * Keys used are those of cloud-init's `cc_ssh`, `cc_users_groups`, `cc_write_files`,
 * `cc_package_update_upgrade_install` and `cc_runcmd` modules.
 */
export function buildUserData(request: CloudInitRequest): string {
  const { hostname, sshPublicKey, baseline } = request;
  const packages = [
    ...(baseline.nodeExporter ? ['prometheus-node-exporter'] : []),
    ...(baseline.logTarget ? ['rsyslog'] : []),
  ];
  const document = {
    hostname,
    disable_root: true,
    ssh_pwauth: false,
    users: ['default'],
    ssh_authorized_keys: [sshPublicKey.trim()],
    ...(packages.length > 0 ? { package_update: true, packages } : {}),
    write_files: [
      {
        path: '/etc/ssh/sshd_config.d/50-ironstage.conf',
        permissions: '0644',
        content: SSHD_CONFIG,
      },
      {
        path: '/etc/ironstage-baseline',
        permissions: '0644',
        content: `${baseline.version}\n`,
      },
      ...(baseline.logTarget
        ? [
            {
              path: '/etc/rsyslog.d/50-ironstage.conf',
              permissions: '0644',
              content: syslogForward(baseline.logTarget),
            },
          ]
        : []),
    ],
    runcmd: [
      // the unit is called ssh on Debian and sshd elsewhere
      ['sh', '-c', 'systemctl reload ssh || systemctl reload sshd'],
      ...(baseline.nodeExporter
        ? [['systemctl', 'enable', '--now', 'prometheus-node-exporter']]
        : []),
      ...(baseline.logTarget ? [['systemctl', 'restart', 'rsyslog']] : []),
    ],
  };
  return `#cloud-config\n${stringify(document, { lineWidth: 0 })}`;
}
