import type { GuideView, ServiceView, TicketView } from "../shared/js/shapes.d.ts";
import type { Screen } from "./visit.js";

/** A ticket; with the token of whoever took or scanned it, who may then act upon it. */
export type Ticket = TicketView & { token?: string };

/** What a touch does. */
export interface Acts {
  /** Whether the kiosk is in elder mode. */
  elder: boolean;
  go(screen: Screen): void;
  home(): void;
  take(service: ServiceView): unknown;
  whyClosed(service: ServiceView): void;
  /** Asks for a class of visitors, or no more. */
  prefer(id: string | null): void;
  reprint(ticket: Ticket): unknown;
  giveBack(ticket: Ticket): unknown;
  comeBack(ticket: Ticket): unknown;
  guides(): unknown;
  type(typed: string): unknown;
  read(id: string): unknown;
  tick(id: string, on: boolean): void;
  printGuide(guide: GuideView): unknown;
  find(): void;
  typeNumber(typed: string): void;
  lookUp(code: string): unknown;
  lookUpCase(path: string): unknown;
  elderIs(on: boolean): void;
  speak(other: string): void;
}
