import { Contract } from '../contract/Contract';
import { checkParameters, type RawParameters } from './checkParameters';

const contract = new Contract('9.2');

function check(method: string, path: string, given: RawParameters) {
  const found = contract.find(method, path);
  if (!found) {
    throw new Error(`no ${method} ${path}`);
  }
  const { endpoint } = found;
  return checkParameters(endpoint.parameters, endpoint.open, {
    ...given,
    ...found.path,
  });
}

function config(given: RawParameters) {
  return check('PUT', '/nodes/n1/qemu/100/config', given);
}

describe('checkParameters', () => {
  it('gives numbers and booleans their type, texts stay texts', () => {
    expect(
      config({ cores: '4', onboot: true, memory: 2048, agent: '1' }).values,
    ).toEqual({
      node: 'n1',
      vmid: 100,
      cores: 4,
      onboot: 1,
      memory: '2048',
      agent: '1',
    });
  });

  it.each<[string, RawParameters, Record<string, string>]>([
    [
      'a value that is too small',
      { cores: '0' },
      { cores: 'value must have a minimum value of 1' },
    ],
    [
      'a boolean in words',
      { onboot: 'true' },
      { onboot: "type check ('boolean') failed - got 'true'" },
    ],
    [
      'a text for a number',
      { cores: 'many' },
      { cores: "type check ('integer') failed - got 'many'" },
    ],
    [
      'an object',
      { name: { a: 1 } },
      { name: "type check ('string') failed - got HASH" },
    ],
    [
      'more numbered options than there are',
      { net32: 'virtio' },
      {
        net32:
          'property is not defined in schema and the schema does not allow additional properties',
      },
    ],
    [
      'an unknown key in a property string',
      { net0: 'virtio,colour=red' },
      {
        net0: 'invalid format - invalid key in comma-separated list property: colour\n',
      },
    ],
    [
      'a wrong member of a property string',
      { net0: 'virtio,bridge=vmbr0,tag=5000' },
      {
        net0: 'invalid format - format error\nnet0.tag: value must have a maximum value of 4094\n',
      },
    ],
    [
      'a member without the one it requires',
      { ipconfig0: 'gw=10.0.0.1' },
      {
        ipconfig0:
          "invalid format - format error\nipconfig0.ip: missing property - 'ipconfig0.gw' requires this property\n",
      },
    ],
    [
      'a value that is no drive',
      { scsi0: 'nothing' },
      {
        scsi0:
          "invalid format - format error\nscsi0.file: invalid format - unable to parse volume ID 'nothing'\n\n",
      },
    ],
  ])('refuses %s', (_what, given, complaints) => {
    expect(config(given).complaints).toEqual(complaints);
  });

  it('takes one value for a list, and a list for a text of several', () => {
    const map = 'node=n1,path=0000:01:00.0,id=10de:20b5';
    const mapping = check('POST', '/cluster/mapping/pci', { id: 'gpu', map });
    expect(mapping).toMatchObject({ values: { map: [map] }, complaints: {} });
    const pool = check('PUT', '/pools', { poolid: 'a', vms: ['100', 101] });
    expect(pool).toMatchObject({ values: { vms: '100,101' }, complaints: {} });
  });

  it('names what a parameter of a request requires', () => {
    expect(
      check('POST', '/access/ticket', {
        username: 'a@pve',
        password: 'x',
        path: '/',
      }).complaints,
    ).toEqual({ privs: "missing property - 'path' requires this property" });
  });

  it('finds volumes with slashes in the path', () => {
    const found = contract.find(
      'GET',
      '/nodes/n1/storage/local/content/local:iso/a.iso',
    );
    expect(found?.path).toEqual({
      node: 'n1',
      storage: 'local',
      volume: 'local:iso/a.iso',
    });
  });
});
