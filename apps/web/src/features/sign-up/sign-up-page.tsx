import { useReducer } from 'react';
import { Column } from '../../shared/ui/column.js';
import { AccountStep } from './account-step.js';
import { ConsentStep } from './consent-step.js';
import { DoneStep } from './done-step.js';
import { PicturesSteps } from './pictures-steps.js';
import { SIGN_UP_START, signUpReducer } from './sign-up-state.js';
import { StepsBar } from './steps-bar.js';
import { useStepsInHistory } from './use-steps-in-history.js';

export function SignUpPage() {
  const [state, dispatch] = useReducer(signUpReducer, SIGN_UP_START);
  const { step, account, user } = state;
  useStepsInHistory(step, dispatch);
  if (step === 'done') return user && <DoneStep user={user} />;
  return (
    <Column narrow={step !== 'review'}>
      <StepsBar step={step} />
      {step === 'account' && (
        <AccountStep
          account={account}
          faults={state.accountFaults}
          onAccount={(given) => dispatch({ type: 'account-given', account: given })}
        />
      )}
      {step === 'consent' && (
        <ConsentStep
          agreed={state.agreed}
          onAgree={() => dispatch({ type: 'agreed' })}
          onBack={() => dispatch({ type: 'went-to', step: 'account' })}
        />
      )}
      {/* Stays while the account is corrected, and keeps the pictures. */}
      {account && <PicturesSteps state={state} account={account} dispatch={dispatch} />}
    </Column>
  );
}
