import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { leaguesQuery } from '../../http/queries.js';
import { deviceState } from '../../pwa/device-state.js';
import { seeBrowser } from '../../pwa/push-device.js';
import { Problem } from '../../ui/problem.js';
import { DeviceSwitch } from './device-switch.js';
import { KindsForm } from './kinds-form.js';
import { OtherDevices } from './other-devices.js';
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
