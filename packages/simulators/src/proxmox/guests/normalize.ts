import { randomBytes, randomUUID } from 'node:crypto';
import { failure } from '../errors';
import { joinParts, looseParts } from '../schema/propertyString';

/** A MAC address with Proxmox's prefix. */
export function newMac(): string {
  const tail = randomBytes(3).toString('hex').toUpperCase().match(/../g) ?? [];
  return ['BC', '24', '11', ...tail].join(':');
}

const MODELS =
  /^(e1000|e1000-82540em|e1000-82544gc|e1000-82545em|e1000e|i82551|i82557b|i82559er|ne2k_isa|ne2k_pci|pcnet|rtl8139|virtio|vmxnet3)$/;

/** `virtio,bridge=vmbr0` → `virtio=BC:24:11:…,bridge=vmbr0` */
export function normalizeNet(value: string, fresh = false): string {
  const parts = looseParts(value);
  const { '': positional, model, macaddr, ...rest } = parts;
  const named = Object.keys(rest).find(key => MODELS.test(key));
  const kind = named ?? positional ?? model ?? 'virtio';
  const known = named ? rest[named] : macaddr;
  const mac = fresh || !known ? newMac() : known.toUpperCase();
  if (named) {
    delete rest[named];
  }
  return joinParts({ [kind]: mac, ...rest });
}

/** A container's interface always has a MAC and a type. */
export function normalizeLxcNet(value: string, fresh = false): string {
  const { name, bridge, hwaddr, type, ...rest } = looseParts(value);
  return joinParts({
    name,
    bridge,
    hwaddr: fresh || !hwaddr ? newMac() : hwaddr.toUpperCase(),
    ...rest,
    type: type ?? 'veth',
  });
}

/** `b;a,B` → `a;b`: lower case, sorted, each once. */
export function normalizeTags(value: string): string {
  const tags = value
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  return [...new Set(tags)].sort().join(';');
}

const KEY =
  /^(?:.*\s)?(ssh-[a-z0-9-]+|ecdsa-[a-z0-9-]+|sk-[a-z0-9@.-]+)\s+[A-Za-z0-9+/=]{20,}/;

/** @throws PveError 500 for a line that is no public key */
export function demandSshKeys(encoded: string): void {
  let lines: string[];
  try {
    lines = decodeURIComponent(encoded).split('\n');
  } catch {
    lines = [encoded];
  }
  const keys = lines.map(line => line.trim()).filter(Boolean);
  if (!keys.every(line => line.startsWith('#') || KEY.test(line))) {
    throw failure('SSH public key validation error');
  }
}

export function newSmbios(): string {
  return `uuid=${randomUUID()}`;
}
