package org.busbar.maps;

/** Why a value is there, or why it is not. Only a GOOD value carries a number or text. */
public enum Quality {
  GOOD,
  /** The device says that it does not have it (SunSpec "not implemented", absent model). */
  NOT_IMPLEMENTED,
  /** The device sent a number that its map lists as "no value". */
  BAD_SENTINEL,
  /** Not a number, or infinite. */
  BAD_NAN,
  /** Outside the plausible range, or not a valid code of its type. */
  BAD_RANGE,
  /** What is needed to scale it is not valid: a scale factor outside −10 to 10. */
  BAD_CONFIG,
  /** No answer: timeout or no connection. */
  BAD_COMM,
  /** The device reported a failure (exception 4, 5, 6). */
  BAD_DEVICE,
  /** The device refused the address (exception 2). */
  BAD_ADDRESS,
  /** The device does not know the function (exception 1). */
  BAD_UNSUPPORTED,
  /** A gateway could not reach the device (exception 10, 11). */
  BAD_GATEWAY,
  /** The answer did not fit the question, or a scale factor changed within one poll. */
  BAD_PROTOCOL,
  /** Not asked for in this poll. */
  NOT_READ
}
