export { RunningMark } from './RunningMark';
export { useFollow } from './useFollow';
