import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Accounts } from './accounts.js';
import { DataKeyRewrap } from './data-key-rewrap.js';
import { DataKeyTenants } from './data-key-tenants.js';
import { DataKeysRepository } from './data-keys.repository.js';
import { EmailAddresses } from './email-addresses.js';
import { ExpiredLeftAddresses } from './expired-left-addresses.js';
import { LeftAddressEntity } from './left-address.entity.js';
import { LeftAddressesRepository } from './left-addresses.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordRules } from './password-rules.js';
import { PwnedPasswords } from './pwned-passwords.js';
import { UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

@Module({
  imports: [TypeOrmModule.forFeature([UserEntity, LeftAddressEntity])],
  providers: [
    Accounts,
    DataKeyRewrap,
    DataKeyTenants,
    DataKeysRepository,
    EmailAddresses,
    ExpiredLeftAddresses,
    LeftAddressesRepository,
    UsersRepository,
    PasswordHasher,
    PasswordRules,
    PwnedPasswords,
  ],
  exports: [
    Accounts,
    DataKeyRewrap,
    DataKeyTenants,
    DataKeysRepository,
    EmailAddresses,
    ExpiredLeftAddresses,
    UsersRepository,
  ],
})
export class UsersModule {}
