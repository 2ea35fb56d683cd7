import { checkOverlay } from './checkOverlay';
import { parseOverlay } from './parseOverlay';

const told = (text: string) => {
  const { overlay, problems } = parseOverlay('racks.yaml', text);
  return (problems.length > 0 ? problems : checkOverlay(overlay)).map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  );
};

const RACK = `racks:
  - name: r1
    site: eu1
    height: 10
    feeds: [a, b]
    switches: [sw1]
`;

it('has nothing against a file that is right, an empty one included', () => {
  expect(told('')).toEqual([]);
  expect(
    told(`${RACK}machines:
  - match: { name: n1 }
    rack: r1
    unit: 1
    height: 2
    feeds: [a]
    ports: [{ switch: sw1, port: eth1 }]
    purchased: 2024-05-31
    price: { amount: 12000, currency: EUR }
    owner: group:default/platform
  - match: { mac: '3c:ec:ef:00:00:01' }
    rack: r1
    unit: 3
`),
  ).toEqual([]);
});

it.each<[string, string, string]>([
  [
    'what is no YAML',
    'racks:\n  - name: [r1\n',
    'racks.yaml:3 Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  [
    'a key that there is not',
    `${RACK}    hight: 3\n`,
    'racks.yaml:2 racks[0]: Unrecognized key: "hight"',
  ],
  [
    'a value that is not what it should be',
    RACK.replace('height: 10', 'height: tall'),
    'racks.yaml:4 racks[0].height: Invalid input: expected number, received string',
  ],
  [
    'a machine that nothing tells',
    `${RACK}machines:\n  - rack: r1\n    match: {}\n`,
    'racks.yaml:9 machines[0].match: must have one of name, serial, systemUuid, mac, bmc',
  ],
  [
    'a rack that there is not',
    `${RACK}machines:\n  - match: { name: n1 }\n    rack: r2\n`,
    'racks.yaml:8 There is no rack r2 under racks.',
  ],
  [
    'a feed that there is not',
    `${RACK}machines:\n  - match: { name: n1 }\n    rack: r1\n    feeds: [c]\n`,
    'racks.yaml:8 There is no feed c at eu1: neither a rack has it nor is it under feeds.',
  ],
  [
    'a switch that there is not',
    `${RACK}machines:\n  - match: { name: n1 }\n    rack: r1\n    ports: [{ switch: sw7 }]\n`,
    'racks.yaml:8 There is no switch sw7 at eu1: neither a rack has it nor is it under switches.',
  ],
  [
    'two things in one unit',
    `${RACK}machines:\n  - match: { name: n1 }\n    rack: r1\n    unit: 1\n    height: 4\n  - match: { name: n2 }\n    rack: r1\n    unit: 4\n`,
    'racks.yaml:12 n2 and n1 (line 8) are both in unit 4.',
  ],
  [
    'what stands out at the top',
    `${RACK}machines:\n  - match: { name: n1 }\n    rack: r1\n    unit: 9\n    height: 4\n`,
    'racks.yaml:8 n1 would end in unit 12, and the rack r1 has 10.',
  ],
  [
    'one rack twice',
    `${RACK}${RACK.replace('racks:\n', '').replace('sw1', 'sw2')}`,
    'racks.yaml:7 The rack r1 of eu1 is already in line 2 of racks.yaml.',
  ],
  [
    'feeds that hang on each other',
    `feeds:\n  - { name: a, site: eu1, from: b }\n  - { name: b, site: eu1, from: a }\n`,
    'racks.yaml:2 It hangs on itself: feed eu1/a on feed eu1/b on feed eu1/a.',
  ],
])('names file and line of %s', (_what, text, expected) => {
  expect(told(text)).toEqual([expected]);
});
