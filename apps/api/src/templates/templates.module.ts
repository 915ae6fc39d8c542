import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { MailModule } from '../mail/mail.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountEraser } from './account-eraser.js';
import { AccountRemains } from './account-remains.js';
import { CrashRecovery } from './crash-recovery.js';
import { DecoyFaces } from './decoy-faces.js';
import { ErasuresRepository } from './erasures.repository.js';
import { FaceMatcher } from './face-matcher.js';
import { FaceVault } from './face-vault.js';
import { FaceWithdrawal } from './face-withdrawal.js';
import { FreeNames } from './free-names.js';
import { IndexEntries } from './index-entries.js';
import { IndexFiller } from './index-filler.js';
import { IndexFollower } from './index-follower.js';
import { IndexReadyGuard } from './index-ready.guard.js';
import { IndexSweeper } from './index-sweeper.js';
import { LookAlikeAlarm } from './look-alike-alarm.js';
import { OrphanPictures } from './orphan-pictures.js';
import { OwnPictures } from './own-pictures.js';
import { PictureExpiry } from './picture-expiry.js';
import { PictureStore } from './picture-store.js';
import { SealUpgrade } from './seal-upgrade.js';
import { TemplateVault } from './template-vault.js';
import { UnconfirmedAccounts } from './unconfirmed-accounts.js';
import { UnfinishedErasures } from './unfinished-erasures.js';

@Module({
  imports: [AttemptsModule, AuditModule, MailModule, TokensModule, UsersModule],
  providers: [
    AccountEraser,
    AccountRemains,
    CrashRecovery,
    DecoyFaces,
    ErasuresRepository,
    FaceMatcher,
    FaceVault,
    FaceWithdrawal,
    FreeNames,
    OrphanPictures,
    PictureExpiry,
    IndexEntries,
    IndexFiller,
    IndexFollower,
    IndexReadyGuard,
    IndexSweeper,
    LookAlikeAlarm,
    OwnPictures,
    PictureStore,
    SealUpgrade,
    TemplateVault,
    UnconfirmedAccounts,
    UnfinishedErasures,
  ],
  exports: [
    AccountEraser,
    FaceMatcher,
    FaceVault,
    FaceWithdrawal,
    FreeNames,
    IndexFiller,
    IndexFollower,
    IndexReadyGuard,
    LookAlikeAlarm,
    OrphanPictures,
    OwnPictures,
    PictureExpiry,
    UnconfirmedAccounts,
    UnfinishedErasures,
  ],
})
export class TemplatesModule {}
