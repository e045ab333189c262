// The part of the shop that examples/checkout.md calls the card vault. Present so that the plan's paths lead somewhere.

export interface SavedCard {
  id: string;
  brand: string;
  last4: string;
  /** The last day of the month printed on the card. */
  expires: Date;
}

export function usable(cards: SavedCard[], today: Date): SavedCard[] {
  return cards.filter((card) => card.expires >= today);
}
