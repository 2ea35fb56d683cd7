import { routes } from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import type { ImagesService } from './ImagesService';

/** Golden images. */
export function addImageRoutes(
  router: Router,
  services: { callers: CallerResolver; images: ImagesService },
): void {
  router.get(routes.getImages.path, async (request, response) => {
    const caller = await services.callers.fromRequest(request);
    response.json(await services.images.register(caller));
  });
}
