import type { ServerRow } from './rows';

/** An action that is nothing but a passage through an intermediate state. */
export interface SimpleAction {
  /** As Nova names it in refusals and in instance actions. */
  name: string;
  from: readonly string[];
  taskState: string;
  /** Milliseconds in the intermediate state. */
  takes: number;
  to: Partial<ServerRow>;
  events: string[];
}

const active = { vmState: 'active', powerState: 1 };

export const simpleActions: Record<string, SimpleAction> = {
  'os-stop': {
    name: 'stop',
    from: ['active', 'error'],
    taskState: 'powering-off',
    takes: 230,
    to: { vmState: 'stopped', powerState: 4 },
    events: ['compute_stop_instance'],
  },
  'os-start': {
    name: 'start',
    from: ['stopped'],
    taskState: 'powering-on',
    takes: 350,
    to: active,
    events: ['compute_start_instance'],
  },
  pause: {
    name: 'pause',
    from: ['active'],
    taskState: 'pausing',
    takes: 190,
    to: { vmState: 'paused' },
    events: ['compute_pause_instance'],
  },
  unpause: {
    name: 'unpause',
    from: ['paused'],
    taskState: 'unpausing',
    takes: 190,
    to: active,
    events: ['compute_unpause_instance'],
  },
  suspend: {
    name: 'suspend',
    from: ['active'],
    taskState: 'suspending',
    takes: 220,
    to: { vmState: 'suspended' },
    events: ['compute_suspend_instance'],
  },
  resume: {
    name: 'resume',
    from: ['suspended'],
    taskState: 'resuming',
    takes: 360,
    to: active,
    events: ['compute_resume_instance'],
  },
  unrescue: {
    name: 'unrescue',
    from: ['rescued'],
    taskState: 'unrescuing',
    takes: 370,
    to: active,
    events: ['compute_unrescue_instance'],
  },
  rescue: {
    name: 'rescue',
    from: ['active', 'stopped', 'error'],
    taskState: 'rescuing',
    takes: 370,
    to: { vmState: 'rescued', powerState: 4 },
    events: ['compute_rescue_instance'],
  },
};
