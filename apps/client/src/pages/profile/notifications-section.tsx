import { dateOf, type PushDevice } from '@sunday-live/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deviceWords } from '../../game/device-words.js';
import { sendJson } from '../../http/http.js';
import { leaguesQuery } from '../../http/queries.js';
import { useAction } from '../../http/use-action.js';
import { deviceState, seeBrowser } from '../../pwa/push-device.js';
import { Problem } from '../../ui/form.js';
import { useZone } from '../../ui/zone.js';
import { DeviceSwitch } from './device-switch.js';
import { KindsForm } from './kinds-form.js';
import styles from './profile.module.css';
import { pushQuery } from './requests.js';

/** The notification settings of this device and of the account. */
export function NotificationsSection() {
  const client = useQueryClient();
  const settings = useQuery(pushQuery);
  const leagues = useQuery(leaguesQuery);
  const browser = useQuery({ queryKey: ['push-browser'], queryFn: seeBrowser });
  const [again, setAgain] = useState(0);
  if (settings.isLoadingError || leagues.isLoadingError || browser.isLoadingError) {
    return <Problem words="Your notifications could not be read. Load the page again." />;
  }
  if (!settings.data || !leagues.data || !browser.data) return <p aria-busy="true">One moment…</p>;
  const { serverKey, choices, devices } = settings.data;
  const { subscription } = browser.data;
  const mine =
    subscription?.serverKey === serverKey ? devices.find(({ id }) => id === subscription.id) : undefined;
  const state = deviceState({
    ...browser.data,
    registered: mine !== undefined,
    refused: mine?.refused === true,
  });
  const refresh = async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: pushQuery.queryKey }),
      client.invalidateQueries({ queryKey: ['push-browser'] }),
    ]);
    setAgain(again + 1);
  };
  return (
    <>
      <p className="hint">
        At most four an hour, on the lock screen of this device, also while the app is closed.
      </p>
      <DeviceSwitch state={state} device={mine?.id ?? null} serverKey={serverKey} onChanged={refresh} />
      {devices.length > 0 && (
        <KindsForm
          key={again}
          choices={choices}
          leagues={leagues.data}
          delaySeconds={mine?.delaySeconds ?? 0}
        />
      )}
      <OtherDevices devices={devices.filter(({ id }) => id !== mine?.id)} onChanged={refresh} />
    </>
  );
}

interface OtherDevicesProps {
  readonly devices: readonly PushDevice[];
  readonly onChanged: () => Promise<void>;
}

/** The player's other devices with notifications; each can be switched off. */
function OtherDevices({ devices, onChanged }: OtherDevicesProps) {
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
