package org.busbar.poller.forward;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.busbar.poller.outbox.Outbox;
import org.busbar.poller.outbox.OutboxFailure;
import org.busbar.poller.outbox.ReadingBatch;
import org.busbar.poller.outbox.Reject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the outbox towards the centre until it is told to stop. Says what changed, once. */
public final class ForwardLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ForwardLoop.class);
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final Outbox outbox;
  private final Forwarder forwarder;
  private final CountDownLatch stop = new CountDownLatch(1);
  private String state = "nothing sent yet";

  public ForwardLoop(Outbox outbox, Forwarder forwarder) {
    this.outbox = outbox;
    this.forwarder = forwarder;
  }

  /** Ends the loop at its next step; what is on its way may be abandoned, it is sent again. */
  public void stop() {
    stop.countDown();
  }

  @Override
  public void run() {
    try {
      Duration pause = Duration.ZERO;
      while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = guardedStep();
      }
    } catch (InterruptedException e) {
      // The poller is closing: whatever was on its way is still in the outbox.
      Thread.currentThread().interrupt();
    }
  }

  private Duration guardedStep() throws InterruptedException {
    try {
      return step();
    } catch (OutboxFailure e) {
      say("the outbox fails: " + e.getMessage(), true);
      return AFTER_FAILURE;
    }
  }

  /** Sends one batch; returns how long to wait before the next step. */
  Duration step() throws InterruptedException {
    Optional<ReadingBatch> next = outbox.nextBatch();
    if (next.isEmpty()) {
      return IDLE;
    }
    ReadingBatch batch = next.get();
    Delivery delivery = forwarder.sendOnce(batch);
    if (delivery instanceof Delivery.Accepted accepted) {
      return accepted(batch, accepted.rejects());
    }
    if (delivery instanceof Delivery.RetryLater later) {
      outbox.failed(batch);
      say(later.reason(), later.alarm());
      return later.delay();
    }
    if (delivery instanceof Delivery.Refused refused) {
      outbox.setAside(batch, refused.reason());
      LOG.error("batch {} set aside, the centre refuses it: {}", batch.number(), refused.reason());
      return Duration.ZERO;
    }
    outbox.split(batch);
    LOG.warn("batch {} of {} items is too large: halved", batch.number(), batch.items());
    return Duration.ZERO;
  }

  private Duration accepted(ReadingBatch batch, List<Reject> rejects) {
    outbox.acknowledge(batch, rejects);
    say("", false);
    for (Reject reject : rejects) {
      LOG.warn("item {} set aside: {}", reject.sequence(), reject.reason());
    }
    return Duration.ZERO;
  }

  private void say(String now, boolean alarm) {
    if (now.equals(state)) {
      return;
    }
    if (now.isEmpty()) {
      LOG.info("the centre takes readings");
    } else if (alarm) {
      LOG.error("not delivered, kept: {}", now);
    } else {
      LOG.warn("not delivered, kept: {}", now);
    }
    state = now;
  }
}
