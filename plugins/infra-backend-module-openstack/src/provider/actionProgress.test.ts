import failedResize from '../__fixtures__/zed-action-resize-failed.json';
import reboot from '../__fixtures__/zed-action-reboot.json';
import resize from '../__fixtures__/zed-action-resize.json';
import servers from '../__fixtures__/zed-servers-detail.json';
import { actionWithEventsSchema } from '../client/compute/actions/types';
import { serverSchema } from '../client/compute/servers/types';
import { progressOf } from './actionProgress';

const server = (status: string, task: string | null = null) =>
  serverSchema.parse({
    ...servers.response.body.servers[0],
    status,
    'OS-EXT-STS:task_state': task,
  });
const done = actionWithEventsSchema.parse(resize.response.body.instanceAction);
const refused = actionWithEventsSchema.parse(
  failedResize.response.instanceAction,
);
const rebooted = actionWithEventsSchema.parse(
  reboot.response.body.instanceAction,
);
const begun = { ...rebooted, events: [] };

describe('progressOf', () => {
  it('waits for the task of the server', () => {
    expect(
      progressOf('os', 'resize', server('RESIZE', 'resize_migrating'), done),
    ).toEqual({ settled: false, message: 'resize migrating' });
    expect(
      progressOf('os', 'reboot', server('ACTIVE', 'rebooting'), rebooted),
    ).toMatchObject({ settled: false });
  });

  it('does not take the state before an action for the one after it', () => {
    expect(progressOf('os', 'reboot', server('ACTIVE'), begun)).toMatchObject({
      settled: false,
    });
    expect(
      progressOf('os', 'confirm-resize', server('VERIFY_RESIZE'), begun),
    ).toMatchObject({ settled: false });
    // the scheduler is through, the host has not begun
    const scheduled = {
      ...done,
      events: done.events.filter(one => !one.event.startsWith('compute_')),
    };
    expect(scheduled.events.length).toBeGreaterThan(0);
    expect(
      progressOf('os', 'resize', server('ACTIVE'), scheduled),
    ).toMatchObject({ settled: false });
  });

  it('ends with the recorded reboot and resize', () => {
    expect(progressOf('os', 'reboot', server('ACTIVE'), rebooted)).toEqual({
      settled: true,
    });
    expect(progressOf('os', 'resize', server('VERIFY_RESIZE'), done)).toEqual({
      settled: true,
    });
    // confirmed by somebody before we looked
    expect(progressOf('os', 'resize', server('ACTIVE'), done)).toEqual({
      settled: true,
    });
  });

  it('sees that a server which looks as before was not resized', () => {
    const progress = progressOf('os', 'resize', server('ACTIVE'), refused);
    expect(progress).toMatchObject({
      settled: true,
      fault: {
        class: 'provider',
        message: 'os could not resize the instance.',
      },
    });
  });

  it('tells a lack of room from the words of newer Novas, or from the traceback', () => {
    const [event] = refused.events;
    const withDetails = {
      ...refused,
      events: [{ ...event, details: 'No valid host was found. ' }],
    };
    const withTraceback = {
      ...refused,
      events: [
        {
          ...event,
          traceback:
            '  File "manager.py"\nnova.exception.NoValidHost: No valid host was found. There are not enough hosts available.\n',
        },
      ],
    };
    for (const record of [withDetails, withTraceback]) {
      expect(
        progressOf('os', 'resize', server('ACTIVE'), record).fault,
      ).toMatchObject({
        class: 'capacity',
        detail: expect.stringMatching(/^No valid host/),
      });
    }
  });

  it('does not mind a host that refused when the next one took the server', () => {
    expect(
      progressOf('os', 'resize', server('VERIFY_RESIZE'), refused).fault,
    ).toBeUndefined();
  });

  it('says that the server broke', () => {
    const broken = {
      ...server('ERROR'),
      fault: { message: 'libvirt: gone' },
    };
    expect(progressOf('os', 'rebuild', broken, begun)).toMatchObject({
      settled: true,
      fault: { class: 'provider', detail: 'libvirt: gone' },
    });
  });
});
