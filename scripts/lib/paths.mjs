import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** What the set-up downloads; git-ignored. */
export const toolchainDir = path.join(root, '.toolchain');
