import { seedImage } from './seedImage';

const SECTOR = 2048;

/** Reads an image by the standard, ECMA-119, and not by how it is made here. */
function readIso(bytes: Uint8Array) {
  const image = Buffer.from(bytes);
  const descriptor = image.subarray(16 * SECTOR, 17 * SECTOR);
  const root = descriptor.subarray(156, 190);
  const start = root.readUInt32LE(2) * SECTOR;
  const directory = image.subarray(start, start + root.readUInt32LE(10));
  const files: Record<string, string> = {};
  for (let at = 0; directory[at] > 0; at += directory[at]) {
    const record = directory.subarray(at, at + directory[at]);
    const name = record.subarray(33, 33 + record[32]).toString('ascii');
    expect(record.readUInt32LE(2)).toBe(record.readUInt32BE(6));
    expect(record.readUInt32LE(10)).toBe(record.readUInt32BE(14));
    if ((record[25] & 2) === 0) {
      const from = record.readUInt32LE(2) * SECTOR;
      files[name] = image
        .subarray(from, from + record.readUInt32LE(10))
        .toString('utf8');
    }
  }
  return {
    type: descriptor[0],
    magic: descriptor.subarray(1, 6).toString('ascii'),
    label: descriptor.subarray(40, 72).toString('ascii').trim(),
    sectors: descriptor.readUInt32LE(80),
    sectorSize: descriptor.readUInt16LE(128),
    size: image.length,
    terminator: image[17 * SECTOR],
    files,
  };
}

describe('seedImage', () => {
  const parts = {
    instanceId: 'op-1',
    hostname: 'web-1',
    userData: `#cloud-config\n# ${'ü'.repeat(3000)}\n`,
  };

  it('is a CD called cidata with the two files that cloud-init reads', () => {
    const iso = readIso(seedImage(parts));
    expect(iso).toMatchObject({
      type: 1,
      magic: 'CD001',
      label: 'cidata',
      sectorSize: SECTOR,
      terminator: 255,
      files: {
        'meta-data': 'instance-id: op-1\nlocal-hostname: web-1\n',
        'user-data': parts.userData,
      },
    });
    expect(iso.size).toBe(iso.sectors * SECTOR);
  });

  it.each(['no', '1234', '1e3', '0x1f'])(
    'says that the host is called %s in a way that nobody takes for something else',
    hostname => {
      const iso = readIso(seedImage({ ...parts, hostname }));
      expect(iso.files['meta-data']).toContain(`local-hostname: "${hostname}"`);
    },
  );

  it('is the same for the same content', () => {
    expect(Buffer.from(seedImage(parts)).equals(seedImage(parts))).toBe(true);
  });
});
