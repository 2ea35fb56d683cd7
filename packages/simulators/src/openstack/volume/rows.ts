import type { Row } from '../../kernel/Table';

export interface VolumeRow extends Row {
  name: string | null;
  description: string | null;
  projectId: string;
  userId: string;
  status: string;
  /** GiB */
  size: number;
  volumeType: string;
  /** absent in files of earlier versions */
  bootable?: boolean;
  /** what it was made from: an image, kept with the properties that it had */
  image?: { id: string; properties: Record<string, string> };
  metadata: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}
