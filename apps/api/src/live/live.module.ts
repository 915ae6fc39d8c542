import { Module } from '@nestjs/common';
import { ClientAddress } from '../common/http/client-address.js';
import { LivenessModule } from '../liveness/liveness.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { FaceNames } from './face-names.js';
import { LiveGateway } from './live.gateway.js';
import { LivePlaces } from './live-places.js';
import { LiveSessions } from './live-sessions.js';
import { Watches } from './watches.js';

@Module({
  imports: [LivenessModule, SessionsModule, TemplatesModule, UsersModule],
  providers: [ClientAddress, FaceNames, LiveGateway, LivePlaces, LiveSessions, Watches],
})
export class LiveModule {}
