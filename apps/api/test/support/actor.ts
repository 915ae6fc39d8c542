import type { FaceImage, SignedIn } from '@facegate/contracts';
import type { Picture } from '@facegate/test-footage';
import type { Answer, Client } from './client.js';
import { image, PASSWORD, signUp } from './people.js';

/** A person with an account, who is signed in whenever asked for a token, whatever the last call did to them. */
export class Actor {
  private accessToken = '';

  private constructor(
    private readonly client: Client,
    readonly username: string,
    private readonly images: FaceImage[],
  ) {}

  static async signUp(client: Client, username: string, pictures: Picture[]): Promise<Actor> {
    const images = await Promise.all(pictures.map((picture) => image(picture)));
    const actor = new Actor(client, username, images);
    await actor.makeAccount();
    return actor;
  }

  /** Of a session that is alive. */
  async token(): Promise<string> {
    if (await this.isSignedIn()) return this.accessToken;
    const { status, body } = await this.logIn();
    if (status === 200) this.accessToken = body.accessToken;
    else await this.makeAccount();
    return this.accessToken;
  }

  /** One more session, which is not the one that `token` gives. */
  logIn(): Promise<Answer<SignedIn>> {
    return this.client.post<SignedIn>('/api/auth/login', { username: this.username, password: PASSWORD });
  }

  private async isSignedIn(): Promise<boolean> {
    return (await this.client.get('/api/me', { token: this.accessToken })).status === 200;
  }

  private async makeAccount(): Promise<void> {
    const { body } = await signUp(this.client, this.images, { username: this.username });
    this.accessToken = body.accessToken;
  }
}
