// The part of the shop that charges an order. Present so that the paths in examples/checkout.md lead somewhere.

export type PaymentSource = { token: string } | { cardId: string };

export function isSaved(source: PaymentSource): source is { cardId: string } {
  return "cardId" in source;
}
