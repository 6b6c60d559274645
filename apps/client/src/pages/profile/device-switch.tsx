import { useState } from 'react';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { useTvDelay } from '../../live/use-tv-delay.js';
import { type DeviceState, switchOff, switchOn } from '../../pwa/push-device.js';
import { Done, Problem } from '../../ui/form.js';
import styles from './profile.module.css';

interface DeviceSwitchProps {
  readonly state: DeviceState;
  /** The server's id of this device; null while notifications are off. */
  readonly device: string | null;
  readonly serverKey: string;
  readonly onChanged: () => Promise<void>;
}

const WORDS: Readonly<Record<'unsupported' | 'needs-home-screen' | 'blocked', string>> = {
  unsupported: 'This browser cannot show notifications. Another one on this device may.',
  'needs-home-screen':
    'On an iPhone or iPad, first put Sunday Live on the home screen: Share, then Add to Home Screen. Open it from there and come back to this page.',
  blocked:
    'Notifications are blocked for this site. Allow them in the browser’s settings for this site, then load the page again.',
};

/** Switches notifications on this device on or off, or explains why that is impossible. */
export function DeviceSwitch({ state, device, serverKey, onChanged }: DeviceSwitchProps) {
  const action = useAction({ 'push-service-unknown': 'This browser’s push service is not supported.' });
  const [delay] = useTvDelay();
  const [done, setDone] = useState<string | null>(null);
  if (state === 'unsupported' || state === 'needs-home-screen' || state === 'blocked') {
    return <p data-push={state}>{WORDS[state]}</p>;
  }
  const on = () =>
    action.run(async () => {
      setDone(null);
      const allowed = await switchOn(serverKey, delay, state === 'refused');
      setDone(allowed ? 'On. Choose your notifications below.' : 'Not allowed, so nothing was changed.');
      await onChanged();
    });
  const off = (id: string) =>
    action.run(async () => {
      await switchOff(id);
      setDone('Off on this device.');
      await onChanged();
    });
  const test = (id: string) =>
    action.run(async () => {
      setDone(null);
      await sendJson('POST', `/api/me/push/devices/${id}/test`);
      setDone('Sent. It should be here in a few seconds.');
    });
  return (
    <div className={styles.actions} data-push={state}>
      {state === 'refused' && (
        <p role="alert">
          Notifications no longer reach this device: its push service refuses them. Switch them on again.
        </p>
      )}
      {device === null || state === 'refused' ? (
        <button type="button" className="button primary" disabled={action.busy} onClick={on}>
          {action.busy
            ? 'One moment…'
            : state === 'refused'
              ? 'Switch on again on this device'
              : 'Notify me on this device'}
        </button>
      ) : (
        <div className="buttons">
          <button type="button" className="button" disabled={action.busy} onClick={() => test(device)}>
            Send a test
          </button>
          <button type="button" className="button" disabled={action.busy} onClick={() => off(device)}>
            Switch off on this device
          </button>
        </div>
      )}
      <Problem words={action.problem} />
      <Done words={done} />
    </div>
  );
}
