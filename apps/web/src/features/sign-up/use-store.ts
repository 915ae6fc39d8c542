import { CONSENT_VERSION, POSES, type AccountFields } from '@facegate/contracts';
import type { Captured, LiveProof } from '@facegate/face-capture';
import { useState, type Dispatch } from 'react';
import { accountFaultsOf } from '../../shared/account/account-faults.js';
import { storeFacial } from '../../shared/api/facegate-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { imagesOf } from '../../shared/faces/images-of.js';
import { currentLanguage } from '../../shared/i18n/i18n.js';
import { proofFields } from '../../shared/liveness/use-live-proof.js';
import { pictureFaultsOf } from './picture-faults.js';
import type { SignUpEvent } from './sign-up-state.js';

export interface Store {
  storing: boolean;
  /** Makes the account. @param proof null: the pictures are files */
  store: (pictures: Captured, proof: LiveProof | null) => void;
}

/** Account and pictures on their way to the server, and what it says of them. */
export function useStore({ username, email, password }: AccountFields, dispatch: Dispatch<SignUpEvent>): Store {
  const [storing, setStoring] = useState(false);

  const run = async (pictures: Captured, proof: LiveProof | null): Promise<void> => {
    setStoring(true);
    dispatch({ type: 'sending' });
    try {
      const { user } = await storeFacial({
        username,
        email,
        password,
        consent: { version: CONSENT_VERSION },
        language: currentLanguage(),
        images: await imagesOf(pictures),
        ...(proof && proofFields(proof)),
      });
      dispatch({ type: 'stored', user });
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : new ApiProblem('INTERNAL', {}, { cause: error });
      dispatch(proof && problem.code === 'LIVENESS_INVALID' ? PROOF_OVER : refusal(problem, pictures));
    }
    setStoring(false);
  };
  return { storing, store: (pictures, proof) => void run(pictures, proof) };
}

const PROOF_OVER: SignUpEvent = { type: 'pictures-lost', reason: 'PROOF_OVER' };

const refusal = (problem: ApiProblem, pictures: Captured): SignUpEvent => ({
  type: 'refused',
  problem,
  accountFaults: accountFaultsOf(problem),
  // The server names them by index.
  pictureFaults: pictureFaultsOf(
    problem,
    POSES.filter((pose) => pictures[pose]),
  ),
});
