import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Accounts } from './accounts.js';
import { DataKeysRepository } from './data-keys.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

@Module({
  imports: [TypeOrmModule.forFeature([UserEntity])],
  providers: [Accounts, DataKeysRepository, UsersRepository, PasswordHasher],
  exports: [Accounts, DataKeysRepository, UsersRepository],
})
export class UsersModule {}
