import { bridgeOf, plugInto } from './networkDevice';

const OF_TEMPLATE =
  'virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1,mtu=1450,queues=4,rate=50,tag=20';
const plain = (name: string) => ({ name, vnet: false });

it('plugs a new VM in with a new card', () => {
  expect(plugInto(undefined, plain('vmbr0'))).toBe('virtio,bridge=vmbr0');
});

it.each(['vmbr0', 'vmbr1'])(
  'keeps what the template has set when it is plugged into %s',
  name => {
    const device = plugInto(OF_TEMPLATE, plain(name));
    expect(bridgeOf(device)).toBe(name);
    expect(device.split(',').sort()).toEqual(
      OF_TEMPLATE.replace('vmbr0', name).split(',').sort(),
    );
  },
);

it('leaves the tag to a vnet, which has one of its own', () => {
  const device = plugInto(OF_TEMPLATE, { name: 'apps', vnet: true });
  expect(device).not.toContain('tag=');
  expect(device).toContain('firewall=1');
});

it.each(['e1000=BC:24:11:00:00:02', 'model=e1000,macaddr=BC:24:11:00:00:02'])(
  'keeps the model %s',
  model => {
    expect(plugInto(`${model},bridge=vmbr0`, plain('vmbr1'))).toBe(
      `${model},bridge=vmbr1`,
    );
  },
);
