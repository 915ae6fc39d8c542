import { PrivacyFacts } from '@facegate/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DEVICE_COOKIE_DAYS } from '../attempts/known-devices.js';
import { ATTEMPTS_KNOWN_DAYS } from '../attempts/log-in-limits.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { AppConfig } from '../config/app-config.js';
import { QUEUED_MAIL_DAYS } from '../mail/mail-delivery.js';
import { OUTBOX_MAIL_DAYS } from '../mail/old-outbox-mails.js';
import { ENDED_SESSION_DAYS } from '../sessions/session-cleaner.js';

@ApiTags('privacy')
@Controller('privacy')
export class PrivacyController {
  constructor(private readonly config: AppConfig) {}

  @Get()
  @ApiContract({
    summary: 'What this server keeps, how long, and whom to ask',
    auth: 'none',
    answers: { status: 200, description: 'By its settings.', body: PrivacyFacts },
  })
  facts(): PrivacyFacts {
    const { privacyContact, keepImages, smtpServer, pwnedPasswords } = this.config;
    const { auditDays, pictureDays, idleAccountDays } = this.config;
    const sendsMail = smtpServer !== undefined;
    return {
      ...(privacyContact !== undefined && { contact: privacyContact }),
      keepsPictures: keepImages,
      sendsMail,
      asksForLeakedPasswords: pwnedPasswords !== undefined,
      days: {
        auditEvents: auditDays,
        ...(pictureDays !== undefined && { pictures: pictureDays }),
        ...(idleAccountDays !== undefined && { idleAccounts: idleAccountDays }),
        endedSessions: ENDED_SESSION_DAYS,
        attempts: ATTEMPTS_KNOWN_DAYS,
        deviceCookie: DEVICE_COOKIE_DAYS,
        queuedMails: QUEUED_MAIL_DAYS,
        ...(!sendsMail && { outboxMails: OUTBOX_MAIL_DAYS }),
      },
    };
  }
}
