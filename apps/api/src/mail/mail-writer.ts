import { Injectable } from '@nestjs/common';
import { PublicAddress } from '../common/http/public-address.js';
import { EmailAddresses } from '../users/email-addresses.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';
import type { LinkPurpose, MailDetails } from './mail-kinds.js';
import { layOut } from './mail-layout.js';
import type { Message } from './mail-transport.js';
import { MailedLinks } from './mailed-links.js';
import type { QueuedMailEntity } from './queued-mail.entity.js';

/** Where each link leads. The token is behind the `#`, which browsers send to no server. */
const PAGES: Readonly<Record<LinkPurpose, string>> = { 'email-verification': '/verify-email', recovery: '/recover' };
const UNDO_PAGE = '/undo-email';

/** A queued mail becomes one that can be sent. Its link is made only now, so that none lies in the queue. */
@Injectable()
export class MailWriter {
  constructor(
    private readonly users: UsersRepository,
    private readonly links: MailedLinks,
    private readonly address: PublicAddress,
    private readonly addresses: EmailAddresses,
  ) {}

  /** Whether it is known where links lead. */
  get ready(): boolean {
    return this.address.origin !== undefined;
  }

  /** @returns undefined for what there is nobody to tell of any more */
  async write(mail: QueuedMailEntity): Promise<Message | undefined> {
    switch (mail.kind) {
      case 'recovery':
        return this.recovery(mail);
      case 'email-verification':
        return this.verification(mail);
      case 'email-changed':
        return this.emailChanged(mail);
      default:
        return this.layOut(mail, { ...mail.details, username: mail.details.username ?? '' });
    }
  }

  private async recovery({ kind, address, details }: QueuedMailEntity): Promise<Message | undefined> {
    const user = await this.users.findByName(address);
    if (!user) return undefined;
    // To the address as its owner wrote it, whatever somebody else typed that is the same to us.
    const { email, language, username, emailVerifiedAt } = user;
    const verified = emailVerifiedAt !== null;
    const addressed = { kind: verified ? kind : ('recovery-unverified' as const), address: email, language };
    return this.layOut(addressed, { ...details, username }, verified ? await this.link('recovery', user) : undefined);
  }

  private async verification(mail: QueuedMailEntity): Promise<Message | undefined> {
    const user = mail.userId === null ? null : await this.users.findById(mail.userId);
    if (!user || user.email !== mail.address || user.emailVerifiedAt) return undefined;
    const link = await this.link('email-verification', user);
    const until = user.confirmationDemanded ? (user.confirmBy ?? this.addresses.confirmBy()) : undefined;
    const details = { ...mail.details, username: user.username, ...(until && { until: until.toISOString() }) };
    return this.layOut(mail, details, link);
  }

  private async emailChanged(mail: QueuedMailEntity): Promise<Message> {
    const { leftAddress, username = '' } = mail.details;
    const token = leftAddress === undefined ? undefined : await this.addresses.issueUndo(leftAddress);
    const link = token === undefined ? undefined : `${this.address.origin}${UNDO_PAGE}#${token}`;
    return this.layOut(mail, { ...mail.details, username }, link);
  }

  private async link(purpose: LinkPurpose, user: UserEntity): Promise<string> {
    return `${this.address.origin}${PAGES[purpose]}#${await this.links.issue(purpose, user)}`;
  }

  private layOut(
    { kind, address: to, language }: Pick<QueuedMailEntity, 'kind' | 'address' | 'language'>,
    details: MailDetails & { username: string },
    link?: string,
  ): Message {
    const origin = this.address.origin ?? '';
    return layOut({ kind, to, language, details, origin, ...(link !== undefined && { link }) });
  }
}
