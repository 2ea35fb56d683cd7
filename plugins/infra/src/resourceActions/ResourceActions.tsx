import type { Resource } from '@ironstage/plugin-infra-common';
import ArrowDropDownIcon from '@mui/icons-material/ArrowDropDown';
import MoreVertIcon from '@mui/icons-material/MoreVert';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import { useId, useState } from 'react';
import { RunningMark } from '../operationWatch';
import { ActionDialog } from './ActionDialog';
import { whyNot, type ActionDescriptor } from './actions';
import { useOfferedActions } from './useOfferedActions';

function colorOf(action: ActionDescriptor, reason: string | undefined) {
  if (reason !== undefined) {
    return 'text.disabled';
  }
  return action.destructive ? 'error' : undefined;
}

/** Menu of what the reader may do to an instance or a machine; nothing when that is nothing. */
export function ResourceActions(props: {
  resource: Resource;
  /** an icon for rows of a table instead of a button with a word */
  compact?: boolean;
}) {
  const { resource, compact } = props;
  const offered = useOfferedActions(resource);
  const menuId = useId();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const [chosen, setChosen] = useState<ActionDescriptor>();
  if (offered.length === 0) {
    return null;
  }
  const opener = {
    'aria-haspopup': 'menu' as const,
    'aria-expanded': anchor !== undefined,
    'aria-controls': anchor && menuId,
    onClick: (event: React.MouseEvent<HTMLElement>) =>
      setAnchor(event.currentTarget),
  };
  return (
    <Stack
      component="span"
      direction="row"
      alignItems="center"
      sx={{
        display: 'inline-flex',
        flexDirection: compact ? 'row' : 'row-reverse',
        gap: 1,
      }}
    >
      <RunningMark refText={resource.ref} />
      {compact ? (
        <IconButton
          size="small"
          aria-label={`Actions of ${resource.name}`}
          {...opener}
        >
          <MoreVertIcon fontSize="small" />
        </IconButton>
      ) : (
        <Button
          size="small"
          variant="outlined"
          endIcon={<ArrowDropDownIcon />}
          {...opener}
        >
          Actions
        </Button>
      )}
      <Menu
        id={menuId}
        anchorEl={anchor}
        open={anchor !== undefined}
        onClose={() => setAnchor(undefined)}
      >
        {offered.map(action => {
          const reason = whyNot(action, resource);
          return (
            <MenuItem
              key={action.type}
              disabled={reason !== undefined}
              // why it can't be had has to be read
              sx={{ '&.Mui-disabled': { opacity: 1 } }}
              onClick={() => {
                setAnchor(undefined);
                setChosen(action);
              }}
            >
              <ListItemText
                primary={action.label}
                secondary={reason}
                primaryTypographyProps={{
                  color: colorOf(action, reason),
                }}
              />
            </MenuItem>
          );
        })}
      </Menu>
      {chosen && (
        <ActionDialog
          action={chosen}
          target={resource}
          onClose={() => setChosen(undefined)}
        />
      )}
    </Stack>
  );
}
