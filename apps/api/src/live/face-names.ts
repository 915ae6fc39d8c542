import { Injectable } from '@nestjs/common';
import { FaceQuestions } from '../attempts/face-questions.js';
import { DecisionPolicy } from '../face/decision-policy.js';
import { FaceComparer } from '../face/face-comparer.js';
import type { Probe } from '../face/probe.js';
import { FaceMatcher } from '../templates/face-matcher.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';
import { type FaceIdentity, FaceMemory } from './face-memory.js';

/**
 * Who a face is to the person who watches. Only a match at the least false match rate that was measured counts: a picture in a live
 * view is anything that the client likes to send, and nobody is let in by it.
 */
@Injectable()
export class FaceNames {
  constructor(
    private readonly matcher: FaceMatcher,
    private readonly users: UsersRepository,
    private readonly questions: FaceQuestions,
    private readonly comparer: FaceComparer,
    private readonly policy: DecisionPolicy,
  ) {}

  /** For one live view. */
  memory(): FaceMemory {
    return new FaceMemory((one, other) => this.comparer.score(one, other), this.policy.linkageThreshold);
  }

  /** `you` by verification (1:1), others by identification (1:N). @throws ProblemError `BUSY`, `TOO_MANY_ATTEMPTS` */
  async of(vector: Float32Array, viewer: UserEntity): Promise<FaceIdentity> {
    await this.questions.aboutWatchedFace(viewer.id);
    const probe: Probe = { vector, of: 'picture' };
    if (this.matcher.closeness(probe, viewer) === 'same') return { identity: 'you' };
    const find = (userId: string) => this.users.findById(userId);
    const found = await this.matcher.identify(probe, find, { strictly: true });
    // Alike to oneself for a search, and not for a verification, which decides.
    if (found.outcome !== 'identified' || found.account.id === viewer.id) return { identity: 'unknown' };
    return { identity: 'known', username: found.account.username };
  }
}
