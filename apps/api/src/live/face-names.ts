import type { LiveFace } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { FaceMatcher } from '../templates/face-matcher.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';

/** Who a face is, as far as the person who watches may know. */
@Injectable()
export class FaceNames {
  constructor(
    private readonly matcher: FaceMatcher,
    private readonly users: UsersRepository,
  ) {}

  /** `you` by verification (1:1), others by identification (1:N). @throws ProblemError `BUSY` */
  async of(vector: Float32Array, viewer: UserEntity): Promise<Pick<LiveFace, 'identity' | 'name' | 'score'>> {
    const own = this.matcher.verify({ vector, of: 'picture' }, viewer);
    const score = own.score === undefined ? null : rounded(own.score);
    if (own.match) return { identity: 'you', score };
    const found = await this.matcher.identify({ vector, of: 'picture' }, (userId) => this.users.findById(userId));
    // Alike to oneself for a search, and not for a verification, which decides.
    if (found.outcome !== 'identified' || found.account.id === viewer.id) return { identity: 'unknown', score };
    const name = viewer.role === 'operator' && { name: found.account.username };
    return { identity: 'known', ...name, score: rounded(found.score) };
  }
}

const rounded = (score: number): number => Number(score.toFixed(3));
