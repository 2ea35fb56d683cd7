import { vector } from '@ironstage/plugin-infra-common';
import { SCALAR_DIMENSION_LIST } from '../../lib/dimensions';
import { overcommitOf } from './overcommit';

const [vcpus] = SCALAR_DIMENSION_LIST;
const amounts = (total: number, reserved: number, deliverable: number) => ({
  total: vector({ vcpus: total }),
  reserved: vector({ vcpus: reserved }),
  deliverable: vector({ vcpus: deliverable }),
});

describe('overcommitOf', () => {
  it.each([
    [3264, 0, 13056, '4× overcommitted'],
    [64, 2, 93, '1.5× overcommitted'],
    [64, 2, 62, undefined],
    [0, 0, 0, undefined],
  ])(
    'of %i, %i for the hosts, %i given out: %s',
    (total, own, given, words) => {
      expect(overcommitOf(amounts(total, own, given), vcpus)).toBe(words);
    },
  );
});
