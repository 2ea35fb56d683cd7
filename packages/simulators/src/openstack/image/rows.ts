import type { Row } from '../../kernel/Table';

export interface ImageRow extends Row {
  name: string;
  status: string;
  visibility: string;
  owner: string;
  /** Bytes */
  size: number | null;
  diskFormat: string | null;
  containerFormat: string | null;
  checksum: string | null;
  hashValue: string | null;
  isProtected: boolean;
  hidden: boolean;
  /** MiB */
  minRam: number;
  /** GiB */
  minDisk: number;
  tags: string[];
  properties: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}
