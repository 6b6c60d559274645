import { reportEventSchema } from '@sunday-live/contract';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { liveSocket } from '../../live/socket-transport.js';
import { refreshReports } from './report-queries.js';

/** Refreshes reports on the server's events while the page is open. Without a socket, polling does. */
export function useReportNews(): void {
  const client = useQueryClient();
  useEffect(() => listen(client), [client]);
}

function listen(client: QueryClient): () => void {
  const socket = liveSocket();
  socket.on('report', (payload: unknown) => {
    void refreshReports(client, reportEventSchema.parse(payload).id);
  });
  return () => {
    socket.disconnect();
  };
}
