import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { FolderStorage } from './folder.storage.js';
import { S3Storage, storagePlace } from './s3.storage.js';
import { Storage } from './storage.js';
import { StorageWatch } from './storage-watch.js';

/** Provides `Storage`, which holds documents. */
@Global()
@Module({
  providers: [
    {
      provide: Storage,
      inject: [CONFIG],
      useFactory: ({ storageUrl }: Config): Storage => {
        const place = storagePlace(storageUrl);
        return place.kind === 'folder' ? new FolderStorage(place.folder) : new S3Storage(place);
      },
    },
    StorageWatch,
  ],
  exports: [Storage],
})
export class StorageModule implements OnApplicationShutdown {
  constructor(private readonly storage: Storage) {}

  async onApplicationShutdown(): Promise<void> {
    await this.storage.close();
  }
}
