package org.busbar.central.ingest;

import org.jspecify.annotations.Nullable;

/**
 * One piece of equipment at one instant.
 *
 * @param seq the item's number in its outbox, 0 or more
 * @param micros when it was measured, µs since 1970 UTC
 * @param name the equipment's name, 1 to 200 characters
 * @param values JSON object of point name to number or text
 * @param bad JSON object of point name to the reason why it has no value; null = none
 */
record EquipmentRow(long seq, long micros, String name, String values, @Nullable String bad) {}
