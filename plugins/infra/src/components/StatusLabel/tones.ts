/** What a status means for the reader. */
export type Tone = 'good' | 'busy' | 'waiting' | 'bad' | 'off';

const TONES: Record<string, Tone> = {
  active: 'good',
  ok: 'good',
  up: 'good',
  enabled: 'good',
  deployed: 'good',
  ready: 'good',
  available: 'good',
  succeeded: 'good',
  newest: 'good',
  building: 'busy',
  changing: 'busy',
  creating: 'busy',
  commissioning: 'busy',
  testing: 'busy',
  running: 'busy',
  deploying: 'busy',
  queued: 'busy',
  rolling_back: 'busy',
  deleting: 'busy',
  releasing: 'busy',
  pending: 'waiting',
  pending_approval: 'waiting',
  held: 'waiting',
  stale: 'waiting',
  grace: 'waiting',
  degraded: 'waiting',
  maintenance: 'waiting',
  'too-old': 'waiting',
  rescue: 'waiting',
  error: 'bad',
  failed: 'bad',
  broken: 'bad',
  missing: 'bad',
  gone: 'bad',
  down: 'bad',
  unreachable: 'bad',
  rejected: 'bad',
  refused: 'bad',
  expired: 'bad',
  superseded: 'off',
  undone: 'off',
  new: 'off',
  allocated: 'off',
  retired: 'off',
};

/** The tone of a status word; what is unknown is neither good nor bad. */
export function toneOf(status: string): Tone {
  return TONES[status.toLowerCase()] ?? 'off';
}
