import { PrivacyFacts } from '@facegate/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiContract } from '../common/openapi/api-contract.js';
import { AppConfig } from '../config/app-config.js';
import { PICTURES_KNOWN_DAYS } from '../liveness/liveness-tokens.js';
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
    const { privacyContact, keepImages, smtpServer, auditDays, pictureDays, idleAccountDays } = this.config;
    return {
      ...(privacyContact !== undefined && { contact: privacyContact }),
      keepsPictures: keepImages,
      sendsMail: smtpServer !== undefined,
      days: {
        auditEvents: auditDays,
        ...(pictureDays !== undefined && { pictures: pictureDays }),
        ...(idleAccountDays !== undefined && { idleAccounts: idleAccountDays }),
        endedSessions: ENDED_SESSION_DAYS,
        probeHashes: PICTURES_KNOWN_DAYS,
      },
    };
  }
}
