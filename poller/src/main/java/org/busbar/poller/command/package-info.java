/** What an installer types: run, check, read, bench. */
@NullMarked
package org.busbar.poller.command;

import org.jspecify.annotations.NullMarked;
