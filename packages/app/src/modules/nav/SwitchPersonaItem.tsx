import { SidebarItem } from '@backstage/core-components';
import {
  configApiRef,
  identityApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import SwapIcon from '@material-ui/icons/SwapHoriz';
import { readPersonas } from '../signIn/personas';

/** Back to the persona picker; shown only in a demo that has personas. */
export function SwitchPersonaItem() {
  const personas = readPersonas(useApi(configApiRef));
  const identityApi = useApi(identityApiRef);
  if (personas.length === 0) {
    return null;
  }
  return (
    <SidebarItem
      icon={SwapIcon}
      text="Switch user"
      onClick={() => {
        identityApi.signOut();
      }}
    />
  );
}
