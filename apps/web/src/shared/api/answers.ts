import {
  AccountEventPage,
  ActivityPage,
  AuditPage,
  AuthenticatorAppSetup,
  ErasureReceipt,
  FaceList,
  FaceProgress,
  FaceVerification,
  FactorAdded,
  FactorList,
  MyConsent,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  PasskeySummary,
  PrivacyFacts,
  RecoveryCodeList,
  SessionList,
  SignedIn,
  StoredFacial,
  UserProfile,
} from '@facegate/contracts';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { ApiProblem } from './problem.js';

/** The contract's classes by name. In a chunk of its own: the first page needs none of it. */
const SHAPES = {
  accountEventPage: AccountEventPage,
  activityPage: ActivityPage,
  auditPage: AuditPage,
  authenticatorAppSetup: AuthenticatorAppSetup,
  erasureReceipt: ErasureReceipt,
  faceList: FaceList,
  faceProgress: FaceProgress,
  faceVerification: FaceVerification,
  myConsent: MyConsent,
  privacyFacts: PrivacyFacts,
  factorAdded: FactorAdded,
  factorList: FactorList,
  passkeyCreationOptions: PasskeyCreationOptions,
  passkeyRequestOptions: PasskeyRequestOptions,
  passkeySummary: PasskeySummary,
  recoveryCodeList: RecoveryCodeList,
  sessionList: SessionList,
  signedIn: SignedIn,
  storedFacial: StoredFacial,
  userProfile: UserProfile,
};

interface Answers {
  accountEventPage: AccountEventPage;
  activityPage: ActivityPage;
  auditPage: AuditPage;
  authenticatorAppSetup: AuthenticatorAppSetup;
  erasureReceipt: ErasureReceipt;
  faceList: FaceList;
  faceProgress: FaceProgress;
  faceVerification: FaceVerification;
  myConsent: MyConsent;
  privacyFacts: PrivacyFacts;
  factorAdded: FactorAdded;
  factorList: FactorList;
  passkeyCreationOptions: PasskeyCreationOptions;
  passkeyRequestOptions: PasskeyRequestOptions;
  passkeySummary: PasskeySummary;
  recoveryCodeList: RecoveryCodeList;
  sessionList: SessionList;
  signedIn: SignedIn;
  storedFacial: StoredFacial;
  userProfile: UserProfile;
}
export type AnswerShape = keyof Answers;
export type Answer<Shape extends AnswerShape> = Answers[Shape];

/** @throws ApiProblem ANSWER_INVALID when the answer is not what the contract says. */
export async function checkAnswer<Shape extends AnswerShape>(shape: Shape, body: unknown): Promise<Answer<Shape>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new ApiProblem('ANSWER_INVALID');
  const answer = plainToInstance<Answers[AnswerShape], unknown>(SHAPES[shape], body);
  const faults = await validate(answer);
  if (faults.length > 0) throw new ApiProblem('ANSWER_INVALID', {}, { cause: faults });
  return answer as Answer<Shape>;
}
