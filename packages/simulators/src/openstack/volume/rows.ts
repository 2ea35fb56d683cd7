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
  metadata: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}
