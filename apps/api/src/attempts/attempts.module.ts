import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClientAddress } from '../common/http/client-address.js';
import { AppConfig } from '../config/app-config.js';
import { Transactions } from '../database/transactions.js';
import { AttemptCountEntity } from './attempt-count.entity.js';
import { AttemptCountsRepository } from './attempt-counts.repository.js';
import { AttemptStore } from './attempt-store.js';
import { Attempts } from './attempts.js';
import { Callers } from './caller.js';
import { EnrolmentLimits } from './enrolment-limits.js';
import { FaceQuestions } from './face-questions.js';
import { KnownDevices } from './known-devices.js';
import { LogInAttempts } from './log-in-attempts.js';
import { NameQuestions } from './name-questions.js';
import { RedisAttemptStore } from './redis-attempt-store.js';

@Module({
  imports: [TypeOrmModule.forFeature([AttemptCountEntity])],
  providers: [
    {
      provide: AttemptStore,
      inject: [AppConfig, Transactions],
      useFactory: ({ redisUrl }: AppConfig, transactions: Transactions) =>
        redisUrl ? RedisAttemptStore.connect(redisUrl) : new AttemptCountsRepository(transactions),
    },
    Attempts,
    Callers,
    ClientAddress,
    EnrolmentLimits,
    FaceQuestions,
    KnownDevices,
    LogInAttempts,
    NameQuestions,
  ],
  exports: [
    Attempts,
    AttemptStore,
    Callers,
    EnrolmentLimits,
    FaceQuestions,
    KnownDevices,
    LogInAttempts,
    NameQuestions,
  ],
})
export class AttemptsModule {}
