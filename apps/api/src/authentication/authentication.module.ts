import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { AuthenticationController } from './authentication.controller.js';
import { AuthenticationService } from './authentication.service.js';
import { MeController } from './me.controller.js';
import { MyActivityController } from './my-activity.controller.js';
import { MySessionsController } from './my-sessions.controller.js';

@Module({
  imports: [UsersModule, SessionsModule],
  controllers: [AuthenticationController, MeController, MyActivityController, MySessionsController],
  providers: [AuthenticationService],
})
export class AuthenticationModule {}
