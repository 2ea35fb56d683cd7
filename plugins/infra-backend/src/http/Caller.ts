import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { DOOR_HEADER } from '@ironstage/plugin-infra-common';
import type { CatalogUserInfo } from '@ironstage/plugin-infra-node';
import type { Request } from 'express';

const DOORS = ['portal', 'template', 'cli', 'mcp', 'api'];

/** The door that a request says it comes through; `api` when it says none, or one that there is not. */
export function doorOf(header: unknown): string {
  return DOORS.includes(String(header)) ? String(header) : 'api';
}

/** The person behind a request. */
export interface Caller {
  credentials: BackstageCredentials;
  /** entity ref of the user */
  ref: string;
  /** an id of the person that stays when the directory renames her */
  person?: string;
  /** entity refs the user owns things through, himself included */
  ownership: string[];
  door: string;
  /** set by the guarded service: may act for teams he does not belong to */
  mayManageAll?: boolean;
  /** set by the guarded service: name of a project that the request is for and that he may not see */
  hiddenProject?: string;
}

/** Finds out who is asking. */
export class CallerResolver {
  constructor(
    private readonly services: {
      httpAuth: HttpAuthService;
      userInfo: Pick<CatalogUserInfo, 'getUserInfo'>;
    },
  ) {}

  /**
   * The signed-in user of a request. Service tokens are not let through: the permission
   * framework allows them everything.
   *
   * @throws AuthenticationError or NotAllowedError when nobody is signed in
   */
  async fromRequest(request: Request): Promise<Caller> {
    const credentials: BackstageCredentials<BackstageUserPrincipal> =
      await this.services.httpAuth.credentials(request, { allow: ['user'] });
    const info = await this.services.userInfo.getUserInfo(credentials);
    return {
      credentials,
      ref: info.userEntityRef,
      person: info.person,
      ownership: info.ownershipEntityRefs,
      door: doorOf(request.headers[DOOR_HEADER]),
    };
  }
}
