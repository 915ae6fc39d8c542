import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { OwnEvents } from '../audit/own-events.js';
import { SealBroken } from '../common/crypto/seal.js';
import { zipStream, type ZipEntry } from '../common/files/zip-stream.js';
import { Consents } from '../consents/consents.js';
import { pictureMediaType } from '../face/picture-data.js';
import { SecondFactors } from '../factors/second-factors.js';
import { MailedLinks } from '../mail/mailed-links.js';
import { OwnSessions } from '../sessions/own-sessions.js';
import { FaceVault } from '../templates/face-vault.js';
import { Accounts } from '../users/accounts.js';
import { EmailAddresses } from '../users/email-addresses.js';
import { isReference, type StoredFace } from '../users/facial-data.js';
import type { UserEntity } from '../users/user.entity.js';

const NOTES = [
  'faces/ has the enrolled pictures as they were sent, without what the camera wrote beside them (place, time, device); events.json has what happened to the account, sign-ins among it; account.json has the rest.',
  'Feature vectors, the numbers that faces are compared by, are not here: they leave the server in no answer. They were computed from the pictures.',
  'The password is not here: only a hash of it is stored. Nor are the secrets of second factors, of sessions and of mailed links, nor the key that your faces are sealed with: who had them could log in or read them.',
  'An authenticator app that says no addedAt was begun, and not confirmed. lastStep is the last half minute, counted from 1970, that a code was taken of.',
  'Forms of your name and address that they are found by are not here: they are computed from them.',
  'The random number that your events are filed under is not here, nor what links them to the events of others: it goes with your account, so that nothing says any more whose they were.',
  'Mails that wait to be sent are not here: they tell of events that are, and go within three days. On a server that sends no mail they lie as files for its operator, with your address and the link, for 30 days.',
  'Log-ins under way, which end within minutes, are not here, nor how often one failed: that is counted, for 30 days at most or until log-in by face is on again.',
];

/** All personal data of one account: `account.json`, `events.json` and the pictures, zipped. */
@Injectable()
export class AccountExport {
  private readonly logger = new Logger(AccountExport.name);

  constructor(
    private readonly accounts: Accounts,
    private readonly vault: FaceVault,
    private readonly sessions: OwnSessions,
    private readonly factors: SecondFactors,
    private readonly events: OwnEvents,
    private readonly consents: Consents,
    private readonly links: MailedLinks,
    private readonly addresses: EmailAddresses,
    private readonly audit: AuditTrail,
  ) {}

  /** Read while it is sent, one picture at a time. @throws ProblemError `SESSION_REVOKED` */
  async open(userId: string): Promise<Readable> {
    const user = await this.accounts.demand(userId);
    this.audit.record({ action: 'data-exported', actor: 'self', userId });
    return Readable.from(zipStream(this.entries(user)), { objectMode: false });
  }

  private async *entries(user: UserEntity): AsyncGenerator<ZipEntry> {
    const faces: object[] = [];
    for (const face of user.facialData.faces) {
      const picture = await this.picture(user, face);
      if (picture.entry) yield picture.entry;
      const { id, pose, quality, enrolledAt, model = user.facialData.model } = face;
      const about = { id, pose, quality, enrolledAt, isReference: isReference(face), model };
      faces.push({ ...about, picture: picture.entry?.name ?? null, ...picture.fault });
    }
    yield { name: 'events.json', compress: true, content: this.allEvents(user.id) };
    yield { name: 'account.json', compress: true, content: [json(await this.account(user, faces))] };
  }

  /** One that does not open must not keep the others from their owner. */
  private async picture(user: UserEntity, { id }: StoredFace): Promise<{ entry?: ZipEntry; fault?: object }> {
    try {
      const bytes = await this.vault.picture(user, id);
      if (!bytes) return {};
      const [, extension] = pictureMediaType(bytes).split('/');
      return { entry: { name: `faces/${id}.${extension}`, compress: false, content: [bytes] } };
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.logger.error(`The picture of face ${id} does not open`, error);
      return { fault: { pictureFault: 'It is stored, but does not open any more.' } };
    }
  }

  private async account(user: UserEntity, faces: object[]): Promise<object> {
    const { id, username, email, emailVerifiedAt, role, language, createdAt, updatedAt, facialData } = user;
    const { lastSeenAt, idleWarnedAt, confirmationDemanded, confirmBy } = user;
    return {
      notes: NOTES,
      exportedAt: new Date(),
      account: {
        id,
        username,
        email,
        emailVerifiedAt,
        confirmationDemanded,
        confirmBy,
        role,
        language,
        createdAt,
        updatedAt,
        lastSeenAt,
        idleWarnedAt,
      },
      earlierAddresses: await this.addresses.ofUser(id),
      consents: await this.consents.all(id),
      faceModel: facialData.model,
      faceMetric: facialData.metric,
      faces,
      sessions: await this.sessions.all(id),
      secondFactors: await this.factors.stored(id),
      mailedLinks: await this.links.ofUser(id),
    };
  }

  /** A JSON array, a page at a time. */
  private async *allEvents(userId: string): AsyncGenerator<Uint8Array> {
    let before = '[\n';
    for await (const events of this.events.inPages(userId))
      for (const event of events) {
        yield Buffer.from(before + JSON.stringify(event));
        before = ',\n';
      }
    yield Buffer.from(before === '[\n' ? '[]\n' : '\n]\n');
  }
}

function json(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
