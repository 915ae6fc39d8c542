import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { MailModule } from '../mail/mail.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountEraser } from './account-eraser.js';
import { CrashRecovery } from './crash-recovery.js';
import { FaceMatcher } from './face-matcher.js';
import { FaceVault } from './face-vault.js';
import { IndexFiller } from './index-filler.js';
import { IndexFollower } from './index-follower.js';
import { IndexReadyGuard } from './index-ready.guard.js';
import { LookAlikeAlarm } from './look-alike-alarm.js';
import { PictureStore } from './picture-store.js';
import { SealUpgrade } from './seal-upgrade.js';
import { TemplateVault } from './template-vault.js';

@Module({
  imports: [AttemptsModule, UsersModule, MailModule],
  providers: [
    AccountEraser,
    CrashRecovery,
    FaceMatcher,
    FaceVault,
    IndexFiller,
    IndexFollower,
    IndexReadyGuard,
    LookAlikeAlarm,
    PictureStore,
    SealUpgrade,
    TemplateVault,
  ],
  exports: [AccountEraser, FaceMatcher, FaceVault, IndexFiller, IndexFollower, IndexReadyGuard, LookAlikeAlarm],
})
export class TemplatesModule {}
