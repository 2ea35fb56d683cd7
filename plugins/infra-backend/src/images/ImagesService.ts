import type { ImageRegister } from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';

/** Tells which golden images there are, and who runs what. */
export interface ImagesService {
  /** @param visibility - which rows the caller may see; all when left out */
  register(caller: Caller, visibility?: Visibility): Promise<ImageRegister>;
}
