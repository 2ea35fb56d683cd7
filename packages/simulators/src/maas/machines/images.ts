import { invalid, refuse } from '../http/reply';
import type { MaasContext } from '../MaasContext';
import type { ImageRow, NodeRow } from '../rows';

export interface Chosen {
  osystem: string;
  series: string;
  kernel: string;
  images: ImageRow[];
}

/** Neither bootloaders nor what is still being fetched can be installed. */
const deployable = (context: MaasContext) =>
  context.tables.images
    .all()
    .filter(row => !row.bootloader && row.progress === undefined);

function names(context: MaasContext): string[] {
  return [...new Set(deployable(context).map(row => row.name))].sort();
}

function nameOf(wish: string, context: MaasContext): string {
  const listed = context.tables.images
    .all()
    .find(item => item.name === wish || item.name.endsWith(`/${wish}`));
  if (listed?.progress !== undefined) {
    throw invalid({
      distro_series: [`${listed.name} has no kernels available.`],
    });
  }
  const known = names(context);
  const name = known.find(
    item => item === wish || item.slice(item.indexOf('/') + 1) === wish,
  );
  if (!name) {
    const choices = ['', ...known].map(item => `'${item}'`).join(', ');
    throw invalid({
      distro_series: [
        `'${wish}' is not a valid distro_series.  It should be one of: ${choices}.`,
      ],
    });
  }
  return name;
}

function kernelsOf(images: readonly ImageRow[]): string[] {
  return images.flatMap(row => [
    row.architecture.split('/')[1],
    ...(row.subarches?.split(',') ?? []),
  ]);
}

/**
 * The image to install: by `distro_series` (`jammy`, `ubuntu/jammy`,
 * `custom/NAME`) or the region's default, and a kernel it comes with.
 */
export function chooseImage(
  node: NodeRow,
  series: string | null,
  kernel: string | null,
  context: MaasContext,
): Chosen {
  const fallback = context.tables.settings.get('default_distro_series')?.value;
  const name = nameOf(series || String(fallback), context);
  const [osystem, short] = name.split('/');
  const family = node.architecture.split('/')[0];
  const images = deployable(context).filter(
    row => row.name === name && row.architecture.startsWith(`${family}/`),
  );
  const kernels = kernelsOf(images).filter(item => item !== 'generic');
  if (kernel && !kernels.includes(kernel)) {
    throw invalid({
      hwe_kernel: [
        `${kernel} is not available for ${name} on ${node.architecture}.`,
      ],
    });
  }
  if (images.length === 0) {
    throw refuse(
      400,
      `Deployment operating system ${osystem} ${short} is unavailable.`,
    );
  }
  return {
    osystem,
    series: short,
    kernel: kernel || (kernels[0] ?? ''),
    images,
  };
}
