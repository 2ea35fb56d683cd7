/** Bytes of a sector of a CD. */
const SECTOR = 2048;
/** The first sectors belong to the system. */
const SYSTEM_AREA = 16;
/** Sectors before the files: descriptor, its terminator, two path tables, the root directory. */
const FIRST_FILE = SYSTEM_AREA + 5;

/** Numbers stand in both byte orders. */
function both32(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(value, 0);
  bytes.writeUInt32BE(value, 4);
  return bytes;
}

function both16(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(value, 0);
  bytes.writeUInt16BE(value, 2);
  return bytes;
}

/** Date of a directory record; the same for all images, so that equal content is an equal image. */
const RECORD_DATE = Buffer.from([126, 1, 1, 0, 0, 0, 0]);
const VOLUME_DATE = Buffer.concat([
  Buffer.from('2026010100000000', 'ascii'),
  Buffer.from([0]),
]);
const NO_DATE = Buffer.concat([Buffer.from('0'.repeat(16)), Buffer.from([0])]);

function directoryRecord(
  name: Buffer,
  sector: number,
  length: number,
  isDirectory: boolean,
): Buffer {
  const padding = name.length % 2 === 0 ? 1 : 0;
  const size = 33 + name.length + padding;
  return Buffer.concat([
    Buffer.from([size, 0]),
    both32(sector),
    both32(length),
    RECORD_DATE,
    Buffer.from([isDirectory ? 2 : 0, 0, 0]),
    both16(1),
    Buffer.from([name.length]),
    name,
    Buffer.alloc(padding),
  ]);
}

function padded(text: string, length: number): Buffer {
  return Buffer.from(text.padEnd(length, ' ').slice(0, length), 'ascii');
}

function pathTable(order: 'LE' | 'BE'): Buffer {
  const table = Buffer.alloc(10);
  table[0] = 1;
  table[order === 'LE' ? 'writeUInt32LE' : 'writeUInt32BE'](FIRST_FILE - 1, 2);
  table[order === 'LE' ? 'writeUInt16LE' : 'writeUInt16BE'](1, 6);
  return table;
}

function volumeDescriptor(label: string, sectors: number): Buffer {
  const root = directoryRecord(Buffer.from([0]), FIRST_FILE - 1, SECTOR, true);
  const table = Buffer.alloc(20);
  table.writeUInt32LE(SYSTEM_AREA + 2, 8);
  table.writeUInt32BE(SYSTEM_AREA + 3, 16);
  return Buffer.concat([
    Buffer.from([1]),
    Buffer.from('CD001', 'ascii'),
    Buffer.from([1, 0]),
    padded('', 32),
    padded(label, 32),
    Buffer.alloc(8),
    both32(sectors),
    Buffer.alloc(32),
    both16(1),
    both16(1),
    both16(SECTOR),
    both32(10),
    table.subarray(8),
    Buffer.alloc(4),
    root,
    padded('', 128 * 4 + 37 * 3),
    VOLUME_DATE,
    VOLUME_DATE,
    NO_DATE,
    NO_DATE,
    Buffer.from([1]),
  ]);
}

/**
 * Makes an ISO 9660 image with files in its root (ECMA-119, level 1 structures). Names are kept as they
 * are, lower case and dashes included, which Linux reads; at most as many as fit a sector of records.
 */
export function isoImage(
  label: string,
  files: Record<string, string>,
): Uint8Array {
  const contents = Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => ({ name, data: Buffer.from(text, 'utf8') }));
  const records = [
    directoryRecord(Buffer.from([0]), FIRST_FILE - 1, SECTOR, true),
    directoryRecord(Buffer.from([1]), FIRST_FILE - 1, SECTOR, true),
  ];
  let sector = FIRST_FILE;
  const placed = contents.map(file => {
    const at = sector;
    sector += Math.max(1, Math.ceil(file.data.length / SECTOR));
    records.push(
      directoryRecord(
        Buffer.from(file.name, 'ascii'),
        at,
        file.data.length,
        false,
      ),
    );
    return { ...file, at };
  });
  const image = Buffer.alloc(sector * SECTOR);
  const write = (data: Buffer, at: number) => data.copy(image, at * SECTOR);
  write(volumeDescriptor(label, sector), SYSTEM_AREA);
  write(
    Buffer.concat([
      Buffer.from([255]),
      Buffer.from('CD001', 'ascii'),
      Buffer.from([1]),
    ]),
    SYSTEM_AREA + 1,
  );
  write(pathTable('LE'), SYSTEM_AREA + 2);
  write(pathTable('BE'), SYSTEM_AREA + 3);
  write(Buffer.concat(records), FIRST_FILE - 1);
  placed.forEach(file => write(file.data, file.at));
  return image;
}

/** Words that YAML 1.1, which cloud-init reads, takes for no text. */
const NO_TEXT = /^(y|n|yes|no|on|off|true|false|null)$/;

/** A text in YAML: bare only where no reader takes it for a number, a date, a time or a truth. */
function scalar(text: string): string {
  return /^[a-z][a-z0-9-]*$/.test(text) && !NO_TEXT.test(text)
    ? text
    : JSON.stringify(text);
}

/**
 * The image that cloud-init's NoCloud source reads: a volume called `cidata` with `user-data`
 * and `meta-data`. Proxmox VE takes no user data over its API, but it takes ISO images.
 *
 * @param instanceId - a new one makes cloud-init run again
 */
export function seedImage(parts: {
  instanceId: string;
  hostname: string;
  userData: string;
}): Uint8Array {
  return isoImage('cidata', {
    'meta-data': `instance-id: ${scalar(
      parts.instanceId,
    )}\nlocal-hostname: ${scalar(parts.hostname)}\n`,
    'user-data': parts.userData,
  });
}
