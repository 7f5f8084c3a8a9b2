package org.busbar.maps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.busbar.sunspec.SunSpecModels;
import org.busbar.sunspec.SunSpecPoint;
import org.busbar.sunspec.SunSpecRef;

/** Reads a value that stands at a point of a SunSpec model; the model says its type and unit. */
final class ModelValue {
  private static final List<String> BELONG_TO_MODEL =
      List.of(
          "type", "length", "table", "word_order", "byte_order", "scale", "offset", "scale_factor");

  private final Findings findings;
  private final String pointer;
  private final JsonNode node;

  ModelValue(Findings findings, String pointer, JsonNode node) {
    this.findings = findings;
    this.pointer = pointer;
    this.node = node;
  }

  void read(MapValueBuilder value) {
    for (String key : BELONG_TO_MODEL) {
      if (node.has(key)) {
        String message = "'" + key + "' is said by the SunSpec model";
        findings.add("M127", pointer + "/" + key, message, "remove it");
      }
    }
    List<SunSpecRef> refs = new ArrayList<>();
    JsonNode stated = node.path("sunspec");
    if (stated.isArray()) {
      for (int i = 0; i < stated.size(); i++) {
        ref(stated.get(i).asText(), pointer + "/sunspec/" + i, refs);
      }
    } else {
      ref(stated.asText(), pointer + "/sunspec", refs);
    }
    value.table(RegisterTable.HOLDING_REGISTER).sunspec(refs);
    refs.stream().findFirst().flatMap(SunSpecModels::point).ifPresent(point -> as(point, value));
    checkWildcards(refs);
  }

  private void as(SunSpecPoint point, MapValueBuilder value) {
    value
        .type(point.type())
        .length(point.size())
        .unit(Units.canonicalSpelling(point.unit()))
        .symbols(point.symbols());
  }

  private void ref(String text, String place, List<SunSpecRef> refs) {
    Optional<SunSpecRef> ref = SunSpecRef.parse(text);
    if (ref.isEmpty()) {
      String message = "'" + text + "' is no SunSpec point";
      String forms = "103.W, 160.module[1].DCW, 160.module[*].DCW";
      findings.add("M121", place, message, new Findings.Allowed(forms, "write model.point"));
      return;
    }
    if (SunSpecModels.point(ref.get()).isPresent()) {
      refs.add(ref.get());
      return;
    }
    List<String> known = SunSpecModels.neighbours(ref.get());
    boolean modelKnown = SunSpecModels.find(ref.get().model()).isPresent();
    String message =
        modelKnown
            ? "there is no SunSpec point '" + text + "'"
            : "SunSpec model " + ref.get().model() + " is not known here";
    String wanted = known.contains(ref.get().point()) ? text : ref.get().point();
    findings.add("M120", place, message, Findings.Allowed.oneOf(wanted, known));
  }

  private void checkWildcards(List<SunSpecRef> refs) {
    boolean every = refs.stream().anyMatch(SunSpecRef::everyInstance);
    if (every && (node.has("point") || refs.size() > 1)) {
      String message = "every instance of a group cannot be one value";
      String fix = "give it neither a point nor alternatives, and sum it in another value";
      findings.add("M126", pointer + "/sunspec", message, fix);
    }
  }
}
