import { ProxiedSignInPage } from '@backstage/core-components';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useCallback, useState } from 'react';
import { PersonaCard } from './PersonaCard';
import { PersonaIdentity } from './PersonaIdentity';
import { SignInFrame } from './SignInFrame';
import {
  forgetPersona,
  rememberedPersona,
  rememberPersona,
  type Persona,
} from './personas';

/** Id of the auth provider of the back end that signs personas in. */
const PROVIDER = 'persona';
/** Header by which that provider learns who is meant. */
const HEADER = 'x-ironstage-persona';

/** Lets a visitor of a demo choose whose eyes to look through. */
export function PersonaSignInPage(
  props: SignInPageProps & { personas: Persona[] },
) {
  const { personas, onSignInSuccess } = props;
  const [chosen, setChosen] = useState(() => rememberedPersona(personas));
  const reset = useCallback(() => {
    forgetPersona();
    setChosen(undefined);
  }, []);

  if (chosen) {
    return (
      <ProxiedSignInPage
        provider={PROVIDER}
        headers={{ [HEADER]: chosen.id }}
        onSignInSuccess={identity =>
          onSignInSuccess(new PersonaIdentity(identity))
        }
        ErrorComponent={({ error }) => (
          <SignInFrame title="That did not work">
            <Alert severity="error" sx={{ mb: 2 }}>
              {chosen.title} could not be signed in.{' '}
              {error?.message ?? 'The portal gave no reason.'}
            </Alert>
            <Button variant="contained" onClick={reset}>
              Choose again
            </Button>
          </SignInFrame>
        )}
      />
    );
  }

  return (
    <SignInFrame title="Whose eyes do you want to look through?">
      <Typography sx={{ mb: 3 }} color="text.secondary">
        This is a demonstration: nobody needs a password, and everybody sees
        what the chosen person may see. You can switch at any time.
      </Typography>
      <Box
        component="ul"
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns:
            'repeat(auto-fill, minmax(min(100%, 380px), 1fr))',
          listStyle: 'none',
          m: 0,
          p: 0,
        }}
      >
        {personas.map(persona => (
          <li key={persona.id}>
            <PersonaCard
              persona={persona}
              onChoose={() => {
                rememberPersona(persona);
                setChosen(persona);
              }}
            />
          </li>
        ))}
      </Box>
    </SignInFrame>
  );
}
