function lengthBytes(length: number): number[] {
  if (length < 0x80) {
    return [length];
  }
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

/** Just enough of the Distinguished Encoding Rules for one certificate. */
export function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = [tag, ...lengthBytes(length)];
  return Buffer.concat([Buffer.from(head), content]);
}

export function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

export function set(...parts: Buffer[]): Buffer {
  return tagged(0x31, ...parts);
}

export function integer(bytes: Buffer): Buffer {
  const positive =
    bytes[0] & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return tagged(0x02, positive);
}

export function bitString(content: Buffer): Buffer {
  return tagged(0x03, Buffer.from([0]), content);
}

export function octetString(content: Buffer): Buffer {
  return tagged(0x04, content);
}

export function utf8(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text));
}

export const yes = Buffer.from([0x01, 0x01, 0xff]);

/** `2.5.29.17` */
export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const value of rest) {
    const groups = [value & 0x7f];
    for (let left = value >> 7; left > 0; left >>= 7) {
      groups.unshift((left & 0x7f) | 0x80);
    }
    bytes.push(...groups);
  }
  return tagged(0x06, Buffer.from(bytes));
}

/** GeneralizedTime, UTC. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return tagged(0x18, Buffer.from(`${digits}Z`));
}
