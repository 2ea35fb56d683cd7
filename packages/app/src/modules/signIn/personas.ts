import type { ConfigApi } from '@backstage/core-plugin-api';

/** Somebody a visitor of the demo may be. */
export interface Persona {
  /** entity ref of the user */
  id: string;
  title: string;
  /** what the person does, in one sentence */
  role: string;
  team: string;
}

const STORAGE_KEY = 'ironstage.persona';

/** Reads `app.personas`; empty when it is not set. */
export function readPersonas(config: ConfigApi): Persona[] {
  return (config.getOptionalConfigArray('app.personas') ?? []).map(persona => ({
    id: persona.getString('id'),
    title: persona.getString('title'),
    role: persona.getString('role'),
    team: persona.getString('team'),
  }));
}

/** The persona chosen in this browser, if it is still one that is offered. */
export function rememberedPersona(personas: Persona[]): Persona | undefined {
  const id = localStorage.getItem(STORAGE_KEY);
  return personas.find(persona => persona.id === id);
}

/** Keeps the choice for this browser, so that neither a reload nor a new tab asks again. */
export function rememberPersona(persona: Persona): void {
  localStorage.setItem(STORAGE_KEY, persona.id);
}

/** Makes the next sign-in ask again. */
export function forgetPersona(): void {
  localStorage.removeItem(STORAGE_KEY);
}
