/**
 * Who gives a command. Administrators and users name themselves by the session token that their
 * login gave; an operator (bank clerk) and the system are known to whoever calls.
 */
export type Actor = CustomerActor | StaffActor;

export type CustomerActor =
  | { readonly kind: 'administrator'; readonly session: string }
  | { readonly kind: 'user'; readonly session: string };

export type StaffActor =
  | { readonly kind: 'operator'; readonly name: string }
  | { readonly kind: 'system'; readonly name: string };

export type AdministratorActor = Extract<Actor, { readonly kind: 'administrator' }>;
export type UserActor = Extract<Actor, { readonly kind: 'user' }>;
export type OperatorActor = Extract<Actor, { readonly kind: 'operator' }>;
