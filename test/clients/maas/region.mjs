import { startEstate } from '../support/estate.mjs';
import { tapWire } from './wire.mjs';

/** Releases of MAAS that the clients are tried with. */
export const VERSIONS = [
  { release: '3.4', version: '3.4.10' },
  { release: '3.7', version: '3.7.3' },
];

/** A simulated region of a release with a tap on its wire; ends with the test. */
export async function startRegion(t, release) {
  const estate = await startEstate([
    ...['--machines', '48', '--instances', '0', '--speed', '400'],
    ...['--maas-version', release],
  ]);
  const wire = await tapWire(estate.maas.url);
  t.after(async () => {
    await wire.stop();
    await estate.stop();
  });
  return { estate, wire, apiKey: estate.maas.apiKey };
}
