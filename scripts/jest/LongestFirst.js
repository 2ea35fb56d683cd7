// comes with Jest, in its version
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * What takes longest for its size, or waits for a simulated cloud. In a fresh clone Jest knows no durations and goes by
 * the size of files; a long one that comes last keeps one worker busy while the others have nothing left to do.
 */
const LONGEST = [
  'infra-backend-module-proxmox/src/contract.test.ts',
  'infra-backend-module-maas/src/contract.test.ts',
  'infra-backend-module-openstack/src/contract.test.ts',
  'infra-backend-module-proxmox/src/role.test.ts',
  'infra-backend/src/rooms.test.ts',
  'infra/src/pages/InventoryPage/InventoryContent.test.tsx',
  'infra/src/resourceActions/ResourceActions.test.tsx',
  'infra/src/fields/fields.test.tsx',
  'app/src/modules/signIn/PersonaSignInPage.test.tsx',
  'infra-backend/src/operations/interleavings.test.ts',
];

const rankOf = ({ path }) => {
  const file = path.replaceAll('\\', '/');
  const rank = LONGEST.findIndex(one => file.endsWith(`/${one}`));
  return rank === -1 ? LONGEST.length : rank;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rankOf(a) - rankOf(b));
  }
};
