import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The installation's own keys for Web Push (VAPID), unless the configuration gives others. At most one row. */
@Entity('push_key')
@Check('push_key_id_check', 'id = 1')
export class PushKeyEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('text') publicKey!: string;

  /** Encrypted. */
  @Column('bytea') privateKey!: Buffer;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}
