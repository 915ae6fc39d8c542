import 'reflect-metadata';
import { Transform } from 'class-transformer';
import {
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateBy,
} from 'class-validator';
import { type Language, LANGUAGES } from './languages.js';
import {
  EMAIL_MAX_LENGTH,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  USERNAME_MAX_LENGTH,
  USERNAME_MIN_LENGTH,
  USERNAME_PATTERN,
} from './limits.js';
import { isPlainName } from './username.js';

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };

const changeText = (change: (text: string) => string): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? change(value) : value));

const IsPlainName = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPlainName',
    validator: {
      validate: (value) => typeof value === 'string' && isPlainName(value),
      defaultMessage: () => 'username must be in letters of one script that can be seen',
    },
  });

const IsUsername = (): PropertyDecorator =>
  all(
    changeText((text) => text.normalize('NFKC').trim()),
    IsString(),
    Length(USERNAME_MIN_LENGTH, USERNAME_MAX_LENGTH),
    Matches(USERNAME_PATTERN, { message: 'username may hold letters, digits and . _ - between them' }),
    IsPlainName(),
  );

export const IsEmailAddress = (): PropertyDecorator =>
  all(
    changeText((text) => text.trim()),
    IsString(),
    IsEmail(),
    MaxLength(EMAIL_MAX_LENGTH),
  );

export const IsNewPassword = (): PropertyDecorator => all(IsString(), Length(PASSWORD_MIN_LENGTH, PASSWORD_MAX_LENGTH));

/** The account half of a sign-up, so that the page can check it before it asks for the camera. */
export class AccountFields {
  @IsUsername()
  username!: string;

  @IsEmailAddress()
  email!: string;

  @IsNewPassword()
  password!: string;
}

/** `PATCH /api/me`: what is left out stays. Answers with the `UserProfile`. */
export class UpdateAccountRequest {
  @IsOptional()
  @IsUsername()
  username?: string;

  @IsOptional()
  @IsEmailAddress()
  email?: string;

  /** Of the mails. */
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;

  /** The new one. It ends all other sessions. */
  @IsOptional()
  @IsNewPassword()
  password?: string;

  /** Asked for when the e-mail address or the password changes. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(PASSWORD_MAX_LENGTH)
  currentPassword?: string;
}

/** `DELETE /api/me`. */
export class EraseAccountRequest {
  @IsString()
  @IsNotEmpty()
  @MaxLength(PASSWORD_MAX_LENGTH)
  password!: string;
}
