/** A made-up player of the demo. */
export interface DemoPerson {
  readonly name: string;
  /** favourite team's abbreviation */
  readonly team: string | null;
}

/** The player whose account visitors use. */
export const DEMO_PLAYER: DemoPerson = { name: 'Robin Ashgrove', team: 'PHI' };
/** The admin whose account visitors use; also plays. */
export const DEMO_ADMIN: DemoPerson = { name: 'Dana Whitlock', team: 'GB' };

/**
 * All other players, as `name
 *  team`. The names are invented.
 */
const OTHERS = `
Ama Boatengsson|DET
Anouk Verbrugghen|KC
Arjun Malhotrey|SF
Ayşe Kırmızıoğlu|BUF
Bastian Kreuzhofer|MIN
Beatriz Lourenceiro|MIA
Bram Oosterwolde|LAC
Callum Thistlewood|PIT
Carmen Villasendra|DAL
Chidi Okonedo|BAL
Chloé Marchandeau|NO
Conor Gilhoolan|CHI
Dalia Ben-Hadari|NYJ
Darnell Whitcombe|ATL
Dmitri Volkonaev|
Ebba Sandströmer|SEA
Elif Yıldırımer|LV
Emeka Nwachukson|HOU
Esther Kwarteley|WSH
Fabio Montecorvi|TB
Farah Al-Sulaymi|CIN
Freya Nordhaugen|GB
Gareth Pennwyn|CLE
Giulia Ferrabosco|LAR
Hana Kobayashida|ARI
Hannes Birkenfelder|DET
Ingrid Solbakkeny|MIN
Isaac Threlfold|NYG
Itzel Quetzalpa|DEN
Ivo Marinkovac|
Jada Merriweathers|DAL
Jonas Lindekvarn|KC
Kaito Fujimorita|SF
Katarzyna Wilczyńczak|CHI
Keira MacAlderney|SEA
Kwame Asantewa|PHI
Lachlan Birdwhistle|BUF
Leilani Kahananuiki|LV
Lotte Vandermoor|NE
Lucía Perezagua|MIA
Magnus Hjortdal|JAX
Mei-Lin Tsaihung|SF
Milan Hradečník|
Nadia Rahmaniyar|IND
Niamh O'Cleary-Voss|PIT
Noor Hashemzai|TEN
Oskar Järvelinna|CAR
Paloma Iturraspe|LAC
Priya Venkataswamy|CIN
Quentin Larroquette|NO
Rafael Montesclar|DAL
Rosalind Fairbourne|NYG
Saoirse Kellehan|GB
Siddharth Bhaduri-Rao|BAL
Tane Whakatere|DEN
Thandiwe Mokgatla|KC
Tobias Achterberg|HOU
Wren Castellow|DET
Yusuf Demirhanlı|BUF
Zofia Brzezickas|GB
`;

export const DEMO_OTHERS: readonly DemoPerson[] = OTHERS.trim()
  .split('\n')
  .map((line) => {
    const [name = '', team = ''] = line.split('|');
    return { name, team: team === '' ? null : team };
  });
