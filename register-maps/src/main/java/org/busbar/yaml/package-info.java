/** Strict YAML with places: every problem of a file at once, each with file, line and column. */
@NullMarked
package org.busbar.yaml;

import org.jspecify.annotations.NullMarked;
