import { InfraApiError } from '@ironstage/plugin-infra-common';
import { z } from 'zod';
import { CliError, usageError } from '../CliError';
import { EXIT } from '../exitCodes';
import type { Portal } from './Portal';

const answerSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

/** `dana` is short for `user:default/dana`. */
export function personaRef(text: string): string {
  const ref = text.toLowerCase();
  const full = ref.includes(':') ? ref : `user:default/${ref}`;
  if (!/^user:[a-z0-9_.-]+\/[a-z0-9_.-]+$/.test(full)) {
    throw usageError(`"${text}" is not the name of a persona.`);
  }
  return full;
}

/** Asks a portal that runs the demo for a token of one of its personas. */
export async function fetchPersonaToken(
  portal: Portal,
  persona: string,
): Promise<string> {
  const response = await portal.fetch('/api/auth/persona/refresh', {
    headers: { 'x-ironstage-persona': persona, accept: 'application/json' },
  });
  if (response.status === 401 || response.status === 404) {
    const { message, code } = await InfraApiError.fromResponse(response);
    throw new CliError(
      EXIT.notSignedIn,
      code === 'AuthenticationError'
        ? `${message}.`
        : `The portal at ${portal.url} has no personas: sign in with a token instead (ironstage login --help).`,
    );
  }
  if (!response.ok) {
    throw await InfraApiError.fromResponse(response);
  }
  const answer = answerSchema.safeParse(await response.json());
  if (!answer.success) {
    throw new CliError(
      EXIT.unexpected,
      'The portal signed the persona in, but gave no token.',
    );
  }
  return answer.data.backstageIdentity.token;
}
