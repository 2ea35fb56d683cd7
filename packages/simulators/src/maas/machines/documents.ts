import { refuse, typed, type MaasReply } from '../http/reply';
import type { NodeRow } from '../rows';
import { Status } from '../status';

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** What lshw would print: enough for tag definitions to be tried on. */
export function lshw(node: NodeRow): string {
  const kinds: Record<number, string> = {
    3: 'storage',
    4: 'network',
    5: 'display',
  };
  const devices = node.pci.map(pci =>
    [
      `   <node id="${
        kinds[pci.hardwareType] ?? 'generic'
      }" claimed="true" class="${
        kinds[pci.hardwareType] ?? 'generic'
      }" handle="PCI:${pci.address}">`,
      `    <product>${escape(pci.productName)}</product>`,
      `    <vendor>${escape(pci.vendorName)}</vendor>`,
      `    <businfo>pci@${pci.address}</businfo>`,
      '   </node>',
    ].join('\n'),
  );
  return [
    '<?xml version="1.0" standalone="yes" ?>',
    '<list>',
    `<node id="${escape(node.hostname)}" claimed="true" class="system">`,
    ` <product>${escape(node.hardwareInfo.system_product)}</product>`,
    ` <vendor>${escape(node.hardwareInfo.system_vendor)}</vendor>`,
    ` <serial>${escape(node.hardwareInfo.system_serial)}</serial>`,
    '  <node id="core" claimed="true" class="bus">',
    ...devices,
    '  </node>',
    '</node>',
    '</list>',
    '',
  ].join('\n');
}

function bsonBinary(name: string, value: Buffer | null): Buffer {
  const key = Buffer.from(`${name}\0`);
  if (value === null) {
    return Buffer.concat([Buffer.from([0x0a]), key]);
  }
  const length = Buffer.alloc(5);
  length.writeInt32LE(value.length);
  return Buffer.concat([Buffer.from([0x05]), key, length, value]);
}

/** A BSON document of binaries and nulls. */
function bson(fields: Record<string, Buffer | null>): Buffer {
  const items = Object.entries(fields).map(entry => bsonBinary(...entry));
  const body = Buffer.concat([...items, Buffer.from([0])]);
  const length = Buffer.alloc(4);
  length.writeInt32LE(body.length + 4);
  return Buffer.concat([length, body]);
}

/** `?op=details`: BSON, not JSON, with XML in it. */
export function details(node: NodeRow): MaasReply {
  const xml = node.commissioned ? Buffer.from(lshw(node)) : null;
  return typed(200, 'application/bson', bson({ lshw: xml, lldp: null }));
}

/** `?op=get_curtin_config`: YAML, while it is (being) installed. */
export function curtinConfig(node: NodeRow): MaasReply {
  const installed: number[] = [
    Status.Deploying,
    Status.Deployed,
    Status.FailedDeployment,
  ];
  if (!installed.includes(node.status)) {
    throw refuse(400, `Machine ${node.hostname} is not in a deployment state.`);
  }
  const lines = [
    'install:',
    '  log_file: /tmp/install.log',
    'kernel:',
    `  package: linux-${node.hweKernel}`,
    'storage:',
    '  version: 1',
    '  config:',
    ...node.disks.map(disk => `  - {id: ${disk.name}, type: disk}`),
    '',
  ];
  return typed(200, 'text/plain; charset=utf-8', lines.join('\n'));
}
