import type { GuideView, ServiceView, TicketView } from "../shared/js/shapes.d.ts";
import type { Meaning } from "../shared/js/scanned.js";
import type { Screen } from "./visit.js";

/** A ticket; with the token of whoever took or scanned it, who may then act upon it. */
export type Ticket = TicketView & { token?: string };

/** Whether paper comes, or came already. */
export interface Printing {
  printing: boolean;
  already?: boolean;
}

/** What a touch does. */
export interface Acts {
  /** Whether the kiosk is in elder mode. */
  elder: boolean;
  go(screen: Screen): void;
  home(): void;
  /** Takes one ticket, for several services if there are others. */
  take(service: ServiceView, ...others: ServiceView[]): unknown;
  /** Lets several services be chosen before a ticket is taken, or no more. */
  several(on: boolean): void;
  /** Chooses a service besides others, or no more. */
  choose(service: ServiceView): void;
  whyClosed(service: ServiceView): void;
  /** Asks for a class of visitors, or no more. */
  prefer(id: string | null): void;
  reprint(ticket: Ticket): unknown;
  /** Nothing brings a ticket back: it is asked about once. */
  askGiveBack(ticket: Ticket): void;
  giveBack(ticket: Ticket): unknown;
  comeBack(ticket: Ticket): unknown;
  guides(): unknown;
  type(typed: string): unknown;
  read(id: string): unknown;
  tick(id: string, on: boolean): void;
  printGuide(guide: GuideView): unknown;
  find(): void;
  typeNumber(typed: string): void;
  /** Looks up what was typed on the pad. */
  lookUp(typed: string): unknown;
  /**
   * Looks up what somebody means; of a ticket only its code, not its number, lets one act upon it. What is none of
   * ours may be anything, an identity card too: it is neither shown nor asked for.
   */
  lookUpMeant(meant: Meaning | null): unknown;
  /** Checks in for an appointment: by its code, its token, or the last digits of a telephone number. */
  checkIn(code: string): unknown;
  lookUpTicket(path: string, token?: string): unknown;
  /** How far a case is; its receipt tells more than its number. */
  lookUpCase(path: string): unknown;
  elderIs(on: boolean): void;
  speak(other: string): void;
}
