import type { Caller } from '../http/Caller';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ImagesService } from './ImagesService';

/** Guards an {@link ImagesService}: routes and actions are given this one. */
export class AuthorizedImagesService implements ImagesService {
  constructor(
    private readonly inner: ImagesService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async register(caller: Caller) {
    return this.inner.register(
      caller,
      await this.gatekeeper.visibleResources(caller),
    );
  }
}
