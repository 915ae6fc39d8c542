import { useState } from 'react';
import { Column } from '../../shared/ui/column.js';
import { NewPassword } from './new-password.js';
import { RecoveryRequestForm } from './recovery-request-form.js';
import { useLinkToken } from './use-link-token.js';

/** Asks for a link; opened by that link, for the new password. */
export function RecoverPage() {
  const token = useLinkToken();
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <Column narrow>
      {token && token !== refused ? (
        <NewPassword key={token} token={token} onAskAgain={() => setRefused(token)} />
      ) : (
        <RecoveryRequestForm />
      )}
    </Column>
  );
}
