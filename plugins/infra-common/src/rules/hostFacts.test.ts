import { hostFactsOf } from './hostFacts';
import { sameHost } from './hostIdentity';

it('takes what identifies a host from its row, and nothing that is not text', () => {
  const machine = hostFactsOf({
    name: 'r12-n02',
    site: 'eu1',
    attributes: {
      systemUuid: '4c4c4544-0035-4810-8052-b4c04f4b4000',
      serial: 17,
      macs: ['3c:ec:ef:00:00:01', null],
      bmcAddress: '10.250.0.5',
      addresses: '10.240.0.5',
      hostname: 'r12-n02',
      fqdn: 'r12-n02.maas',
    },
  });
  expect(machine).toEqual({
    systemUuid: '4c4c4544-0035-4810-8052-b4c04f4b4000',
    serial: undefined,
    macs: ['3c:ec:ef:00:00:01'],
    bmcAddress: '10.250.0.5',
    addresses: ['10.240.0.5'],
    name: 'r12-n02.maas',
    site: 'eu1',
  });
  const hypervisor = hostFactsOf({
    name: 'compute-17',
    site: null,
    attributes: { systemUuid: '44454C4C-3500-1048-8052-B4C04F4B4000' },
  });
  expect(hypervisor).toMatchObject({ name: 'compute-17', site: undefined });
  expect(sameHost(machine, hypervisor)).toEqual({
    verdict: 'same',
    by: 'systemUuid',
  });
});
