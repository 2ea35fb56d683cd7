import { stringify } from 'yaml';
import type { InfraConfig } from '../../config/InfraConfig';

/** What the user data of one instance is made from. */
export interface CloudInitRequest {
  hostname: string;
  sshPublicKey: string;
  baseline: InfraConfig['baseline'];
}

/**
 * How cloud-init joins this part with others, such as a team's own or the image's: lists are appended to, not
 * replaced, and of other values those of the part before stay. What cloud-init does of itself is to replace.
 * Source: cloud-init's documentation of "Merging user-data sections".
 */
const MERGE_HOW = [
  { name: 'list', settings: ['append'] },
  { name: 'dict', settings: ['no_replace', 'recurse_list'] },
];

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
 * YAML that means the same to readers of 1.1, such as cloud-init's, and of 1.2: every text is quoted, since
 * 1.1 takes a bare `no`, `22:22`, `1_000`, `2025-01-01` or `=` for something else.
 */
function toYaml(document: object): string {
  return stringify(document, {
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  });
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
    merge_how: MERGE_HOW,
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
  return `#cloud-config\n${toYaml(document)}`;
}
