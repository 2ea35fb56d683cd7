import type { ImageVersion } from '@ironstage/plugin-infra-common';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { StatusLabel, TextLink } from '../../components';
import { useInfraLinks } from '../../hooks';
import { formatDay } from '../../lib/format';
import { ImageUsers } from './ImageUsers';
import { adviceFor, formatAge } from './words';

/** Where an image is, and where it should be and is not. */
function Clouds(props: {
  image: ImageVersion;
  titleOf: (provider: string) => string;
}) {
  const { image, titleOf } = props;
  const links = useInfraLinks();
  return (
    <>
      {image.copies.map(({ ref, provider, status }, index) => (
        <Fragment key={ref}>
          {index > 0 && ', '}
          <TextLink
            to={links.inventory({ kind: 'image', provider, q: image.name })}
          >
            {titleOf(provider)}
          </TextLink>
          {status !== 'active' && ` (${status})`}
        </Fragment>
      ))}
      {image.missingAt.length > 0 && (
        <Typography variant="body2" color="text.secondary">
          Not yet at{' '}
          {image.missingAt.map((id, index) => (
            <Fragment key={id}>
              {index > 0 && ', '}
              {titleOf(id)}
            </Fragment>
          ))}
        </Typography>
      )}
    </>
  );
}

/** Images as rows, in the order given. */
export function ImageTable(props: {
  label: string;
  images: ImageVersion[];
  maxAgeDays: number;
  titleOf: (provider: string) => string;
}) {
  const { label, images, maxAgeDays, titleOf } = props;
  const newest = images.find(({ state }) => state !== 'gone')?.name;
  return (
    <TableContainer>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>Image</TableCell>
            <TableCell>State</TableCell>
            <TableCell>Published</TableCell>
            <TableCell>Clouds</TableCell>
            <TableCell>Run by</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {images.map(image => {
            const advice = adviceFor(image, maxAgeDays, newest);
            return (
              <TableRow key={image.name} sx={{ verticalAlign: 'top' }}>
                <TableCell component="th" scope="row">
                  {image.name}
                </TableCell>
                <TableCell sx={{ minWidth: 170 }}>
                  {image.version === null && image.state !== 'gone' ? (
                    <Typography variant="body2" color="text.secondary">
                      Not told by its name
                    </Typography>
                  ) : (
                    <StatusLabel status={image.state} />
                  )}
                  {image.version !== null && advice && (
                    <Typography variant="body2" color="text.secondary">
                      {advice}
                    </Typography>
                  )}
                </TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>
                  {image.ageDays !== null && image.publishedAt ? (
                    <>
                      {formatAge(image.ageDays)} ago
                      <Typography variant="body2" color="text.secondary">
                        {formatDay(image.publishedAt)}
                      </Typography>
                    </>
                  ) : (
                    'Unknown'
                  )}
                </TableCell>
                <TableCell sx={{ minWidth: 150 }}>
                  <Clouds image={image} titleOf={titleOf} />
                </TableCell>
                <TableCell sx={{ minWidth: 200 }}>
                  <ImageUsers image={image} />
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
