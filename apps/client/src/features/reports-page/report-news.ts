import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { checked } from '../../http/shape.js';
import { ownServer } from '../../live/socket-transport.js';
import { connectPacket, PONG, parsePacket } from '../../live/socket-wire.js';
import { refreshReports } from './report-queries.js';
import { reportEvent } from './report-shapes.js';

const NAMESPACE = '/live';

/** While the page is open: what the server says about my reports. Without a socket, asking now and then does. */
export function useReportNews(): void {
  const client = useQueryClient();
  useEffect(() => listen(client), [client]);
}

function listen(client: QueryClient): () => void {
  const { url, connect } = ownServer();
  const socket = connect(url);
  socket.onmessage = ({ data }) => {
    const packet = parsePacket(NAMESPACE, data);
    if (packet.type === 'open') socket.send(connectPacket(NAMESPACE));
    else if (packet.type === 'ping') socket.send(PONG);
    else if (packet.type === 'event' && packet.name === 'report') {
      void refreshReports(client, checked(reportEvent, packet.payload).id);
    }
  };
  return () => socket.close();
}
