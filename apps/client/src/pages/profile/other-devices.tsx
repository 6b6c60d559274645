import { dateOf, type PushDevice } from '@sunday-live/contract';
import { deviceWords } from '../../game/device-words.js';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { Problem } from '../../ui/problem.js';
import { useZone } from '../../ui/zone.js';
import styles from './profile.module.css';

interface OtherDevicesProps {
  readonly devices: readonly PushDevice[];
  readonly onChanged: () => Promise<void>;
}

/** The player's other devices with notifications; each can be switched off. */
export function OtherDevices({ devices, onChanged }: OtherDevicesProps) {
  const action = useAction();
  const zone = useZone();
  if (devices.length === 0) return null;
  const remove = (id: string) =>
    action.run(async () => {
      await sendJson('DELETE', `/api/me/push/devices/${id}`);
      await onChanged();
    });
  return (
    <>
      <h3 className={styles.subtitle}>Other devices with notifications</h3>
      <ul>
        {devices.map(({ id, userAgent, since, refused }) => (
          <li key={id} className={styles.session}>
            <div>
              <strong>{deviceWords(userAgent)}</strong>
              <p className="hint">
                {refused
                  ? 'Refused by its push service: switch notifications on again there.'
                  : `Since ${dateOf(since, zone)}`}
              </p>
            </div>
            <button type="button" className="button" disabled={action.busy} onClick={() => remove(id)}>
              Switch off<span className="unseen"> on {deviceWords(userAgent)}</span>
            </button>
          </li>
        ))}
      </ul>
      <Problem words={action.problem} />
    </>
  );
}
