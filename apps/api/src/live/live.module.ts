import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { LivenessModule } from '../liveness/liveness.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { FaceNames } from './face-names.js';
import { LiveAccounts } from './live-accounts.js';
import { LiveGateway } from './live.gateway.js';
import { LivePlaces } from './live-places.js';
import { LiveSessions } from './live-sessions.js';
import { Watches } from './watches.js';

@Module({
  imports: [AttemptsModule, LivenessModule, SessionsModule, TemplatesModule, UsersModule],
  providers: [FaceNames, LiveAccounts, LiveGateway, LivePlaces, LiveSessions, Watches],
})
export class LiveModule {}
