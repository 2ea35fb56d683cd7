/** What can happen to a server later. */
export type StepName =
  | 'set'
  | 'settle'
  | 'delete.done'
  | 'delete.gone'
  | 'image.active'
  | 'shelve.offload'
  | 'unshelve.place'
  | 'build.schedule'
  | 'build.network'
  | 'build.spawn'
  | 'build.fail'
  | 'build.finish'
  | 'resize.place'
  | 'resize.finish'
  | 'resize.confirm'
  | 'resize.revert'
  | 'migrate.live';
