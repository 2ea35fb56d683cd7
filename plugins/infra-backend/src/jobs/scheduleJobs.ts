import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { Job } from './Job';
import type { JobLoop } from './JobLoop';

/** The longest between two looks whether a job is due, in seconds. */
const LOOK_SECONDS = 5;

/**
 * Has each replica look for jobs that are due. The scheduler only looks; which replica runs a job, and for how
 * long it has it, is the loop's matter: a scheduled task that is the job itself stays locked for its whole
 * time-out after a crash (docs/decisions/011-jobs-by-heartbeat.md).
 */
export async function scheduleJobs(
  scheduler: SchedulerService,
  loop: JobLoop,
  jobs: Job[],
): Promise<void> {
  for (const job of jobs) {
    await scheduler.scheduleTask({
      id: job.id,
      scope: 'local',
      frequency: { seconds: Math.min(LOOK_SECONDS, job.everyMs / 1000) },
      timeout: { seconds: 60 },
      fn: () => loop.look(job),
    });
  }
}
