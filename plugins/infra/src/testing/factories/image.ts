import {
  DEFAULT_IMAGE_RULES,
  type ImageRegister,
  type ImageVersion,
} from '@ironstage/plugin-infra-common';
import { minutesFromNow } from './clock';

/** An image of a register. */
export function anImage(overrides: Partial<ImageVersion> = {}): ImageVersion {
  return {
    name: 'eu-baseos-2026.02',
    version: '2026.02',
    state: 'newest',
    publishedAt: minutesFromNow(-60 * 24 * 12),
    ageDays: 12,
    copies: [{ ref: 'image:os-eu1/1', provider: 'os-eu1', status: 'active' }],
    missingAt: [],
    instances: 0,
    machines: 0,
    users: [],
    moreUsers: 0,
    ...overrides,
  };
}

/** A register of images. */
export function anImageRegister(
  overrides: Partial<ImageRegister> = {},
): ImageRegister {
  return {
    rules: DEFAULT_IMAGE_RULES,
    families: [{ family: 'eu-baseos', versions: [anImage()] }],
    others: [],
    usesOf: 'estate',
    snapshots: 0,
    isComplete: true,
    errors: [],
    ...overrides,
  };
}
