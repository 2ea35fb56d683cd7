import type { OperationDetails } from '@ironstage/plugin-infra-common';
import {
  anApproval,
  anEvent,
  anOperation,
  aStep,
  daysFromNow,
  minutesFromNow,
} from '../src/testing/factories';
import { resources } from './estate';

const pending = (name: string, title: string) =>
  aStep({
    name,
    title,
    state: 'pending',
    startedAt: null,
    finishedAt: null,
    attempts: 0,
  });

const running = anOperation({
  id: 'op-running',
  state: 'running',
  title: 'Provision VM checkout-7 in payments-dev',
  actions: ['cancel'],
  steps: [
    aStep({ name: 'reserve', title: 'Reserve quota' }),
    aStep({
      name: 'port',
      title: 'Prepare the network port',
      startedAt: minutesFromNow(-3.8),
      finishedAt: minutesFromNow(-3.6),
      attempts: 2,
    }),
    aStep({
      name: 'server',
      title: 'Create the server',
      state: 'running',
      startedAt: minutesFromNow(-3.6),
      finishedAt: null,
      message: 'The cloud is building it (spawning)',
    }),
    pending('ready', 'Wait until it answers'),
    pending('inventory', 'Write it to the inventory'),
  ],
  events: [
    anEvent({ seq: 1 }),
    anEvent({
      seq: 2,
      actor: 'system',
      type: 'claimed',
      message: 'Taken by a runner',
      at: minutesFromNow(-4),
    }),
    anEvent({
      seq: 3,
      actor: 'system',
      type: 'step-started',
      step: 'server',
      message: 'Create the server: started',
      at: minutesFromNow(-3.6),
    }),
  ],
});

const waiting = anOperation({
  id: 'op-waiting',
  type: 'gpu.request',
  state: 'pending_approval',
  title: 'Request 4 × a100 for ml-research-dev',
  project: 'ml-research-dev',
  owner: 'group:default/ml-research',
  requester: 'user:default/mei',
  actions: ['approve', 'reject'],
  approval: anApproval({
    reasons: [
      'More than 2 GPUs were asked for (4).',
      'It is for longer than 7 days (14).',
    ],
  }),
  steps: [
    pending('reserve', 'Reserve quota'),
    pending('server', 'Create the server'),
  ],
  input: {
    project: 'ml-research-dev',
    name: 'train-big',
    model: 'a100',
    count: 4,
    days: 14,
    purpose: 'Fine-tune the ranking model on the October data set.',
    image: 'eu-gpu-2026.10',
  },
  createdAt: minutesFromNow(-42),
});

const failed = anOperation({
  id: 'op-failed',
  state: 'failed',
  title: 'Provision VM ledger-9 in payments-prod',
  project: 'payments-prod',
  failure: {
    class: 'provider',
    message: 'The cloud os-eu1 could not find a host with room for it.',
    detail:
      'HTTP 200 GET /servers/6c1e… → status ERROR\nfault: {"code": 500, "message": "No valid host was found.", "created": "2026-11-22T17:20:04Z"}',
    leftovers: [
      'The volume vol-3f2a could not be deleted; the platform team must remove it.',
    ],
  },
  steps: [
    aStep({ name: 'reserve', title: 'Reserve quota', state: 'undone' }),
    aStep({
      name: 'server',
      title: 'Create the server',
      state: 'failed',
      attempts: 3,
      message: 'No host has room for it',
      finishedAt: minutesFromNow(-2),
    }),
    aStep({
      name: 'ready',
      title: 'Wait until it answers',
      state: 'skipped',
      startedAt: null,
      finishedAt: null,
      attempts: 0,
    }),
  ],
  createdAt: minutesFromNow(-130),
});

const done = anOperation({
  id: 'op-done',
  title: 'Provision VM web-6 in payments-dev',
  result: {
    resources: [resources.find(row => row.name === 'web-6')?.ref ?? ''],
    project: 'payments-dev',
  },
  approval: anApproval({
    reasons: ['The lease is longer than 60 days (75).'],
    decidedBy: 'user:default/amir',
    decidedAt: minutesFromNow(-60),
    comment: 'Fine until the release.',
  }),
  createdAt: daysFromNow(-1),
});

/** Operations of every sort, newest first. */
export const operations: OperationDetails[] = [
  running,
  waiting,
  failed,
  done,
  anOperation({
    id: 'op-rejected',
    state: 'rejected',
    title: 'Request 8 × a100 for storefront-dev',
    type: 'gpu.request',
    project: 'storefront-dev',
    requester: 'user:default/kim',
    door: 'cli',
    createdAt: daysFromNow(-2),
    approval: anApproval({
      decidedBy: 'user:default/amir',
      decidedAt: daysFromNow(-1.8),
      comment: 'Two will do for a demo.',
    }),
  }),
  ...Array.from({ length: 30 }, (_, index) =>
    anOperation({ createdAt: daysFromNow(-3 - index), door: 'portal' }),
  ),
];
