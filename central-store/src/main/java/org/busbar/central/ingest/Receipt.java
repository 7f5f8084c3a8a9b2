package org.busbar.central.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The answer that acknowledges a batch, and the form in which the ledger keeps rejections. */
final class Receipt {
  static final String MEDIA_TYPE = "application/vnd.busbar.receipt.v1+json";

  private Receipt() {}

  static String json(BatchId id, InsertOutcome.Stored stored, Instant serverTime) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator out = JsonText.FACTORY.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("outboxId", id.outboxId());
      out.writeNumberField("batch", id.number());
      out.writeStringField("digest", id.digest());
      out.writeNumberField("accepted", stored.accepted());
      out.writeNumberField("duplicate", stored.duplicate());
      out.writeNumberField("conflict", stored.conflict());
      out.writeFieldName("rejected");
      write(out, stored.rejected());
      if (stored.replayed()) {
        out.writeBooleanField("replayed", true);
      }
      out.writeStringField("serverTime", serverTime.toString());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static String rejectedJson(List<Rejection> rejected) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonText.FACTORY.createGenerator(text)) {
      write(out, rejected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, List<Rejection> rejected) throws IOException {
    out.writeStartArray();
    for (Rejection rejection : rejected) {
      out.writeStartObject();
      out.writeNumberField("seq", rejection.seq());
      out.writeStringField("code", rejection.code());
      out.writeStringField("detail", rejection.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Reads what {@link #rejectedJson} wrote. */
  static List<Rejection> rejected(String json) {
    List<Rejection> rejected = new ArrayList<>();
    try (JsonParser parser = JsonText.FACTORY.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        rejected.add(rejection(parser));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger holds what it never wrote", e);
    }
    return rejected;
  }

  private static Rejection rejection(JsonParser parser) throws IOException {
    long seq = 0;
    String code = "";
    String detail = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "seq" -> seq = parser.getLongValue();
        case "code" -> code = parser.getText();
        default -> detail = parser.getText();
      }
    }
    return new Rejection(seq, code, detail);
  }
}
