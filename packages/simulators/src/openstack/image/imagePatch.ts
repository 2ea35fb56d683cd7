import { asJson, asList, asText } from '../../kernel/json';
import { ApiError } from '../../kernel/http/types';
import type { ImageRow } from './rows';

type Setter = (value: unknown) => Partial<ImageRow>;

const setters: Record<string, Setter> = {
  name: value => ({ name: String(value) }),
  visibility: value => ({ visibility: String(value) }),
  protected: value => ({ isProtected: value === true }),
  os_hidden: value => ({ hidden: value === true }),
  min_ram: value => ({ minRam: Number(value) }),
  min_disk: value => ({ minDisk: Number(value) }),
  tags: value => ({ tags: asList(value).map(String) }),
};

/** Glance's JSON patch: standard attributes by name, the rest properties. */
export function applyPatch(
  row: ImageRow,
  operations: unknown[],
  admin: boolean,
): Partial<ImageRow> {
  let patch: Partial<ImageRow> = { properties: { ...row.properties } };
  for (const item of operations) {
    const { op, path, value } = asJson(item);
    const key = (asText(path) ?? '').replace(/^\//, '');
    const setter = setters[key];
    if (op === 'remove') {
      if (patch.properties?.[key] === undefined) {
        throw new ApiError(
          409,
          'There was a conflict when trying to complete your request.',
          {
            body: {
              message: `There was a conflict when trying to complete your request.<br /><br />\nProperty ${key} does not exist.\n\n`,
              code: '409 Conflict',
              title: 'Conflict',
            },
          },
        );
      }
      delete patch.properties[key];
    } else if (setter) {
      if (key === 'visibility' && value === 'public' && !admin) {
        throw new ApiError(
          403,
          'You are not authorized to complete publicize_image action.',
        );
      }
      patch = { ...patch, ...setter(value) };
    } else if (patch.properties) {
      patch.properties[key] = String(value);
    }
  }
  return patch;
}
