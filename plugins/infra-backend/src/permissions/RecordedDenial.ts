import { NotAllowedError } from '@backstage/errors';

/** A refusal that is on record already. */
export class RecordedDenial extends NotAllowedError {}
