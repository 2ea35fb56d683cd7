/* eslint jest/no-standalone-expect: ["error", { "additionalTestBlockFunctions": ["itWithPython.each"] }] -- a test that is skipped where there is no PyYAML */
import { execFileSync, spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { buildUserData } from './cloudInit';

const baseline = {
  version: '2025-01-01',
  nodeExporter: true,
  logTarget: 'logs.example.org:6514',
};

/** What YAML 1.1 reads otherwise when it stands bare; Python's reader, which cloud-init uses, is of 1.1. */
const TRAPS = [
  'no',
  'on',
  'y',
  '22:22',
  '1_000',
  '2025-01-01',
  '0644',
  '1e3',
  '=',
  '~',
  '<<',
  '0x1F',
  '.inf',
];

const hasPython = spawnSync('python3', ['-c', 'import yaml']).status === 0;
/** Without PyYAML the test is reported as skipped, never as passed. */
const itWithPython = hasPython ? it : it.skip;

function readByPython(text: string): unknown {
  const script =
    'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin.read()), sys.stdout)';
  return JSON.parse(
    execFileSync('python3', ['-c', script], { input: text, encoding: 'utf8' }),
  );
}

const build = (trap: string) =>
  buildUserData({
    hostname: trap,
    sshPublicKey: `ssh-ed25519 AAAA ${trap}\n`,
    baseline: { ...baseline, version: trap },
  });

it.each(TRAPS)('writes %s as the text it is', trap => {
  const text = build(trap);
  expect(text).toMatch(/^#cloud-config\n/);
  expect(text).toContain(`hostname: "${trap}"`);
  expect(parse(text, { version: '1.1' })).toEqual(parse(text));
  expect(parse(text)).toMatchObject({ hostname: trap, ssh_pwauth: false });
});

itWithPython.each(TRAPS)('is read by PyYAML as written, with %s', trap => {
  const text = build(trap);
  expect(readByPython(text)).toEqual(parse(text));
});

it('has lists of other parts appended to its own, not put in their place', () => {
  expect(parse(build('web-1')).merge_how).toEqual([
    { name: 'list', settings: ['append'] },
    { name: 'dict', settings: ['no_replace', 'recurse_list'] },
  ]);
});
