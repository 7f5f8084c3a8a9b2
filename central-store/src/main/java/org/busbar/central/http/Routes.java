package org.busbar.central.http;

import io.javalin.config.RoutesConfig;

/** A feature's routes; {@code Central} hands every feature's to {@link CentralServer}. */
@FunctionalInterface
public interface Routes {
  /** Adds the feature's routes and handlers. */
  void addTo(RoutesConfig routes);
}
