package org.busbar.central.query;

import java.sql.Types;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * What every query is bound to.
 *
 * @param organizationId the tenant
 * @param siteIds allowed sites; null = all of the tenant
 */
record Scope(long organizationId, @Nullable List<Long> siteIds) {

  static Scope of(Access access) {
    return new Scope(access.organizationId(), access.siteFilter());
  }

  <T extends SqlStatement<T>> T bind(T statement) {
    T bound = statement.bind("organization_id", organizationId);
    if (siteIds == null) {
      return bound.bindNull("site_ids", Types.ARRAY);
    }
    return bound.bindArray("site_ids", Long.class, siteIds);
  }
}
