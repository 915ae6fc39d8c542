import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Accounts } from './accounts.js';
import { DataKeyRewrap } from './data-key-rewrap.js';
import { DataKeyTenants } from './data-key-tenants.js';
import { DataKeysRepository } from './data-keys.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordRules } from './password-rules.js';
import { PwnedPasswords } from './pwned-passwords.js';
import { UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

@Module({
  imports: [TypeOrmModule.forFeature([UserEntity])],
  providers: [
    Accounts,
    DataKeyRewrap,
    DataKeyTenants,
    DataKeysRepository,
    UsersRepository,
    PasswordHasher,
    PasswordRules,
    PwnedPasswords,
  ],
  exports: [Accounts, DataKeyRewrap, DataKeyTenants, DataKeysRepository, UsersRepository],
})
export class UsersModule {}
