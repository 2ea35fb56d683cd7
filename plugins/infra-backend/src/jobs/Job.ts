/** Something that happens again and again without anybody asking, on one replica at a time. */
export interface Job {
  id: string;
  /** between two beginnings, in milliseconds */
  everyMs: number;
  /** after which it is given up, in milliseconds */
  timeoutMs: number;
  /**
   * @param signal - aborted with a `TimeoutError` when it takes too long, with another reason when
   * the portal stops or another replica has the job now
   */
  run(signal: AbortSignal): Promise<void>;
}
