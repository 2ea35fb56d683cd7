import { blue, deepPurple, grey, orange, teal } from '@mui/material/colors';
import { humanize } from './format';

const COLOURS: Record<string, string> = {
  compute: blue[500],
  gpu: deepPurple[400],
  storage: teal[500],
  infra: orange[700],
  controller: orange[700],
};

/** A role for a person. */
export function roleLabel(role: string): string {
  return role === 'gpu' ? 'GPU' : humanize(role);
}

/** Colour of what a machine is for; the word stands beside it. */
export function roleColour(role: string | null): string {
  return COLOURS[role ?? ''] ?? grey[500];
}
