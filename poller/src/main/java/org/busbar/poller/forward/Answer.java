package org.busbar.poller.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.busbar.poller.outbox.ReadingBatch;
import org.busbar.poller.outbox.Reject;

/**
 * What came back over HTTP, and whether it is the centre that speaks.
 *
 * @param status HTTP status, 100..599
 * @param body at most {@link BoundedBody#MOST_BYTES} bytes
 */
// Arrays compare by identity; nothing compares answers.
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, HttpHeaders headers, byte[] body) {
  private static final String RECEIPT = "application/vnd.busbar.receipt.v1+json";
  private static final String PROBLEM = "application/problem+json";
  private static final String PROBLEM_TYPES = "https://busbar.dev/problems/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The receipt's rejects, if this is the receipt of exactly this batch. */
  Optional<List<Reject>> receiptOf(ReadingBatch batch) {
    if (status != 200 || !mediaType().equals(RECEIPT)) {
      return Optional.empty();
    }
    return json()
        .filter(receipt -> receipt.path("outboxId").asText().equals(batch.outboxId()))
        .filter(receipt -> receipt.path("batch").asLong(-1) == batch.number())
        .filter(receipt -> receipt.path("digest").asText().equals(batch.digest()))
        .map(Answer::rejects);
  }

  private static List<Reject> rejects(JsonNode receipt) {
    List<Reject> rejects = new ArrayList<>();
    for (JsonNode item : receipt.path("rejected")) {
      rejects.add(
          new Reject(
              item.path("seq").asLong(),
              item.path("code").asText() + ": " + item.path("detail").asText()));
    }
    return rejects;
  }

  /** Code and detail of a problem, if it is one that the centre itself has formed. */
  Optional<String> authenticProblem() {
    if (!mediaType().equals(PROBLEM)) {
      return Optional.empty();
    }
    return json()
        .filter(problem -> problem.path("type").asText().startsWith(PROBLEM_TYPES))
        .map(
            problem ->
                problem.path("type").asText().substring(PROBLEM_TYPES.length())
                    + ": "
                    + printable(problem.path("detail").asText()));
  }

  String mediaType() {
    String type = headers.firstValue("Content-Type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  private Optional<JsonNode> json() {
    try {
      return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String printable(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }
}
