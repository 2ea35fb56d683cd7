import type {
  ImageRegister,
  ImageVersion,
} from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { OwnerLink, TextLink } from '../../components';
import { useInfraLinks } from '../../hooks';
import { plural } from '../../lib/format';
import { runBy } from './words';

/** So many are shown at once; of more, the number first. */
const SHORT = 2;

/** Who runs an image, the most first. */
export function ImageUsers(props: {
  image: ImageVersion;
  usesOf: ImageRegister['usesOf'];
}) {
  const { image, usesOf } = props;
  const { users, moreUsers } = image;
  const links = useInfraLinks();
  const listId = useId();
  const [all, setAll] = useState(false);
  const isLong = users.length + moreUsers > SHORT;
  const total = runBy(image);
  if (!total) {
    return (
      <Typography variant="body2" color="text.secondary">
        {usesOf === 'estate' ? 'Nobody' : 'None of yours'}
      </Typography>
    );
  }
  return (
    <>
      {isLong && (
        <Typography variant="body2">
          {total}{' '}
          <Button
            size="small"
            aria-expanded={all}
            aria-controls={listId}
            aria-label={`${all ? 'Hide' : 'Show'} who runs ${image.name}`}
            onClick={() => setAll(!all)}
          >
            {all ? 'Hide' : `of ${plural(users.length + moreUsers, 'project')}`}
          </Button>
        </Typography>
      )}
      <Box
        id={listId}
        component="ul"
        hidden={isLong && !all}
        sx={{ listStyle: 'none', m: 0, p: 0 }}
      >
        {users.map(user => (
          <Typography
            key={`${user.project} ${user.owner}`}
            component="li"
            variant="body2"
          >
            {runBy(user)}
            {user.project ? (
              <>
                {' of '}
                <TextLink to={links.project(user.project)}>
                  {user.project}
                </TextLink>
              </>
            ) : (
              ' of no project'
            )}
            {user.owner && (
              <>
                {', '}
                <OwnerLink entityRef={user.owner} />
              </>
            )}
          </Typography>
        ))}
        {moreUsers > 0 && (
          <Typography component="li" variant="body2" color="text.secondary">
            and {plural(moreUsers, 'more project')}
          </Typography>
        )}
      </Box>
    </>
  );
}
