import { routes } from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import type { KnexSshKeyStore } from '../sshKeys/KnexSshKeyStore';
import type { PolicyService } from './PolicyService';

/** What forms need to know before they ask. */
export function addPolicyRoutes(
  router: Router,
  services: {
    callers: CallerResolver;
    policy: PolicyService;
    sshKeys: KnexSshKeyStore;
  },
): void {
  const { callers, policy, sshKeys } = services;

  router.get(routes.getPolicy.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await policy.forCaller(caller));
  });

  router.get(routes.listSshKeys.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await sshKeys.list(caller.ref));
  });
}
