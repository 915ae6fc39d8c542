import {
  type ActivateFacesRequest,
  type AddFaceRequest,
  type FaceLogInState,
  type FaceStage,
  type FaceSummary,
  MAX_FACES_PER_USER,
} from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Place } from '../attempts/caller.js';
import { FaceQuestions } from '../attempts/face-questions.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { accountGone, ProblemError } from '../common/problem-error.js';
import { Consents } from '../consents/consents.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { faultDetail, pictureProblem } from '../face/picture-faults.js';
import type { Probe } from '../face/probe.js';
import type { ReferencePicture } from '../face/sample-examiner.js';
import { LivenessProofs } from '../liveness/liveness-proofs.js';
import { AccountMails } from '../mail/account-mails.js';
import { FaceMatcher } from '../templates/face-matcher.js';
import { FaceVault } from '../templates/face-vault.js';
import { LookAlikeAlarm } from '../templates/look-alike-alarm.js';
import { OwnPictures } from '../templates/own-pictures.js';
import { faceLogInOf, type FaceOwner, type FacialData } from '../users/facial-data.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';
import { FaceSources, type IncomingFaces } from './face-sources.js';

/** More faces for an account that is there. */
@Injectable()
export class FaceAdditions {
  constructor(
    private readonly users: UsersRepository,
    private readonly sources: FaceSources,
    private readonly matcher: FaceMatcher,
    private readonly vault: FaceVault,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly alarm: LookAlikeAlarm,
    private readonly consents: Consents,
    private readonly proofs: LivenessProofs,
    private readonly audit: AuditTrail,
    private readonly questions: FaceQuestions,
    private readonly own: OwnPictures,
  ) {}

  /**
   * @param reached told of each stage but the last, which is the answer
   * @throws ProblemError with a code of the face calls, `FACES_DIFFER` for another person's face, `TOO_MANY_FACES`,
   * `LIVENESS_INVALID`, `CONSENT_REQUIRED` or `CONSENT_OUTDATED`, `TOO_MANY_ATTEMPTS`
   */
  async add(
    { userId, place }: Adding,
    request: AddFaceRequest,
    signal: AbortSignal,
    reached: (stage: FaceStage) => void,
  ): Promise<FaceSummary> {
    const { owner, consentId } = await this.begin(userId, 1);
    return this.questions.whileAdding(userId, place, async () => {
      const faces = await this.sources.forOneMore(request, userId, signal, reached);
      reached('encoded');
      const saved = () => reached('saved');
      const [summary] = await this.take(owner, faces, { consentId, field: 'data', signal, saved });
      return summary!;
    });
  }

  /**
   * The frames of a live session that shows the person of every file become what log-in by face compares with.
   * @throws as {@link add}, `LIVENESS_REQUIRED`
   */
  async activate({ userId, place }: Adding, request: ActivateFacesRequest, signal: AbortSignal): Promise<void> {
    const { owner, consentId } = await this.begin(userId, request.images.length);
    await this.questions.whileAdding(userId, place, async () => {
      const faces = await this.sources.forActivation(request, userId, signal);
      await this.take(owner, faces, { consentId, field: 'images', signal });
    });
  }

  /** What can be mended comes before anything is looked at. */
  private async begin(userId: string, count: number): Promise<{ owner: FaceOwner; consentId: string }> {
    const owner = demandThere(await this.users.findById(userId));
    demandRoom(owner.facialData, count);
    const { id: consentId } = await this.consents.demand(userId);
    return { owner, consentId };
  }

  private async take(owner: FaceOwner, faces: IncomingFaces, terms: Terms): Promise<FaceSummary[]> {
    const { pictures } = faces;
    if (demandsFront(faceLogInOf(owner.facialData), pictures)) demandFront(pictures, terms.field);
    return this.sources.decide(faces, () => {
      this.demandSamePerson(owner, faces, terms.field);
      this.demandNew(owner, faces, terms.field);
      terms.signal.throwIfAborted();
      const vectors = pictures.map(({ face }) => face.vector);
      return this.alarm.guard(vectors, 'face-added', () => this.enrol(owner, faces, terms), owner.id);
    });
  }

  /** The account's template decides, and each of its references for each that is to become one; while there is none, every file does. */
  private demandSamePerson(owner: FaceOwner, { pictures, proof }: IncomingFaces, field: string): void {
    const probes: Probe[] = proof
      ? [{ vector: proof.evidence.vector, of: 'session' }]
      : pictures.map(({ face }) => ({ vector: face.vector, of: 'picture' }));
    const isSame = (probe: Probe): boolean =>
      faceLogInOf(owner.facialData) === 'on'
        ? this.matcher.verify(probe, owner)
        : this.matcher.isInEveryFile(probe, owner);
    const references = pictures.filter(({ isReference }) => isReference !== false);
    if (probes.every(isSame) && references.every(({ face }) => this.matcher.isLinked(face.vector, owner))) return;
    throw pictureProblem(field, [{ code: 'FACES_DIFFER', detail: faultDetail('FACES_DIFFER') }]);
  }

  /** Frames of a live session are good once, and one for each pose. */
  private demandNew(owner: FaceOwner, { pictures, proof }: IncomingFaces, field: string): void {
    if (!proof) this.own.demandNew(pictures, owner, field);
  }

  private async enrol(owner: FaceOwner, faces: IncomingFaces, terms: Terms): Promise<FaceSummary[]> {
    const { pictures, proof } = faces;
    const prepared = await this.vault.prepareMore(owner, pictures);
    await this.vault.enrol(prepared, async () => {
      await this.transactions.run(async (transaction) => {
        const user = await this.lockUnchanged(transaction, owner, terms.consentId);
        // References that came in meanwhile have to be of the same person, too.
        this.demandSamePerson(user, faces, terms.field);
        this.demandNew(user, faces, terms.field);
        demandRoom(user.facialData, pictures.length);
        if (proof) await this.proofs.use(proof, transaction);
        const isFirst = user.facialData.faces.length === 0;
        const stored = [...user.facialData.faces, ...prepared.stored];
        const facialData = isFirst ? this.vault.facialData(stored) : { ...user.facialData, faces: stored };
        await this.users.updateFacialData(transaction, user.id, facialData);
        await this.mails.faceAdded(transaction, user);
        await this.audit.append(transaction, { action: 'face-added', actor: 'self', userId: user.id });
      });
      terms.saved?.();
    });
    return this.vault.newSummaries(prepared);
  }

  /**
   * The account as it was compared: under the same consent, whose key the faces go with; with the same state, and no file that
   * nothing was compared with.
   */
  private async lockUnchanged(transaction: Transaction, owner: FaceOwner, consentId: string): Promise<UserEntity> {
    const user = demandThere(await this.users.lock(transaction, owner.id));
    const consent = await this.consents.demand(owner.id, transaction);
    const state = faceLogInOf(user.facialData);
    const known = new Set(owner.facialData.faces.map(({ id }) => id));
    const hasNew = user.facialData.faces.some(({ id }) => !known.has(id));
    if (consent.id !== consentId || state !== faceLogInOf(owner.facialData) || (state !== 'on' && hasNew))
      throw new ProblemError('BUSY', 'Your faces were changed at the same moment. Please try again.', {
        retryAfterSeconds: 1,
      });
    return user;
  }
}

/** Who adds, and from where. */
interface Adding {
  userId: string;
  place: Place;
}

interface Terms {
  /** Of the consent that it is done under. */
  consentId: string;
  /** Of the request, for what is wrong with its pictures. */
  field: string;
  signal: AbortSignal;
  saved?: () => void;
}

/** One without a data key is being erased. */
function demandThere<T extends FaceOwner>(owner: T | null): T {
  if (owner?.dataKey == null) throw accountGone();
  return owner;
}

function demandRoom({ faces }: FacialData, count: number): void {
  if (faces.length + count > MAX_FACES_PER_USER)
    throw new ProblemError('TOO_MANY_FACES', `An account holds at most ${MAX_FACES_PER_USER} faces. Remove one first.`);
}

/** Whether they are the first pictures of an account, or its first references: others will be compared with them. */
function demandsFront(state: FaceLogInState, pictures: readonly ReferencePicture[]): boolean {
  return state === 'off' || (state === 'pending' && pictures.every(({ isReference }) => isReference !== false));
}

function demandFront(pictures: readonly ReferencePicture[], field: string): void {
  if (pictures.some(({ pose }) => pose === 'front')) return;
  throw new ProblemError('FRONT_POSE_REQUIRED', 'The first picture must show the face from the front.', {
    errors: [{ field, code: 'FRONT_POSE_REQUIRED', detail: 'This is not a front one.' }],
  });
}
