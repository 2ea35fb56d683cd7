import InventoryIcon from '@mui/icons-material/Storage';
import { FoundItem, type FoundProps } from './FoundItem';

/** A row of the inventory that the search found. */
export function InventoryResult(props: FoundProps<{ kind: string }>) {
  return (
    <FoundItem
      {...props}
      icon={<InventoryIcon />}
      facts={[['Kind', props.result?.kind]]}
    />
  );
}
