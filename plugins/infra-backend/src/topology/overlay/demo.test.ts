import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkOverlay } from './checkOverlay';
import { mergeOverlays } from './overlaySchema';
import { parseOverlay } from './parseOverlay';

it('the overlay of the demo is right, and one of its racks is full', () => {
  const read = ['eu1-hall-1.yaml', 'eu1-hall-2.yaml'].map(file =>
    parseOverlay(
      file,
      readFileSync(
        path.resolve(__dirname, '../../../../../demo/overlay', file),
        'utf8',
      ),
    ),
  );
  expect(read.flatMap(({ problems }) => problems)).toEqual([]);
  const overlay = mergeOverlays(read.map(one => one.overlay));
  expect(checkOverlay(overlay)).toEqual([]);
  const heights = (items: Array<{ height: number }>) =>
    items.reduce((sum, { height }) => sum + height, 0);
  const rack = overlay.racks.find(({ name }) => name === 'r11')!;
  expect(
    heights(rack.equipment) +
      heights(overlay.machines.filter(one => one.rack === 'r11')) +
      heights(overlay.switches.filter(one => rack.switches.includes(one.name))),
  ).toBe(rack.height);
});
