package org.busbar.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** How one request is answered when it is not answered rightly and at once. */
public sealed interface Fault {
  /** Plays the fault in place of the right answer. */
  void play(Exchange exchange) throws IOException;

  /** No fault: the right answer, at once. Lets a request of a queue pass. */
  record None() implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      exchange.send(exchange.frame());
    }
  }

  /**
   * A slow device: the right answer after a pause, during which the connection does nothing else.
   *
   * @param by pause, 0 or more
   */
  record Delay(Duration by) implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      if (exchange.pause(by)) {
        exchange.send(exchange.frame());
      }
    }
  }

  /**
   * A late answer: the right answer after a pause, while the connection goes on answering later
   * requests; with a pause above the client's time-out it arrives among other answers.
   *
   * @param by pause, 0 or more
   */
  record LateAnswer(Duration by) implements Fault {
    @Override
    public void play(Exchange exchange) {
      exchange.sendLater(exchange.frame(), by);
    }
  }

  /** No answer; the connection stays. */
  record Silence() implements Fault {
    @Override
    public void play(Exchange exchange) {}
  }

  /**
   * An exception answer.
   *
   * @param code exception code, 0..255 (the standard's are 1..6, 8, 0x0A and 0x0B)
   */
  record ExceptionAnswer(int code) implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      exchange.send(exchange.frame(Pdu.exception(exchange.request().function(), code)));
    }
  }

  /** The first half of the right answer, then the connection is cut. */
  record HalfFrame() implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      byte[] frame = exchange.frame();
      exchange.send(Arrays.copyOf(frame, frame.length / 2));
      exchange.cut();
    }
  }

  /** The connection is cut without an answer. */
  record Cut() implements Fault {
    @Override
    public void play(Exchange exchange) {
      exchange.cut();
    }
  }

  /** The right answer under another transaction id. */
  record WrongTransaction() implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      exchange.send(flipped(exchange.frame(), 1));
    }
  }

  /** The right answer under another unit id. */
  record WrongUnit() implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      exchange.send(flipped(exchange.frame(), 6));
    }
  }

  /** The right answer under another function code: 4 for 3, 3 for 4, 6 for 1, 5 for 2. */
  record WrongFunction() implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      byte[] frame = exchange.frame();
      frame[7] ^= 7;
      exchange.send(frame);
    }
  }

  /** One register (or byte of bits) fewer than asked for, in a frame whose lengths agree. */
  record ShortByteCount() implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      byte[] pdu = exchange.pdu();
      int less = exchange.request().function() >= 3 ? 2 : 1;
      byte[] shorter = Arrays.copyOf(pdu, Math.max(2, pdu.length - less));
      shorter[1] = (byte) (shorter.length - 2);
      exchange.send(exchange.frame(shorter));
    }
  }

  /** Bytes that belong to nothing, then the right answer. */
  record GarbageBefore() implements Fault {
    private static final byte[] GARBAGE = {0x55, (byte) 0xAA, 0x00, 0x13, 0x37, 0x7F, 0x01};

    @Override
    public void play(Exchange exchange) throws IOException {
      exchange.send(GARBAGE);
      exchange.send(exchange.frame());
    }
  }

  /** The right answer, twice. */
  record Duplicate() implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      exchange.send(exchange.frame());
      exchange.send(exchange.frame());
    }
  }

  /** A frame of the right length whose data are all zero: firmware that is still starting. */
  record Zeros() implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      byte[] pdu = exchange.pdu();
      Arrays.fill(pdu, Math.min(2, pdu.length), pdu.length, (byte) 0);
      exchange.send(exchange.frame(pdu));
    }
  }

  /** The answer that the same request got the time before: a device whose values stand still. */
  record Frozen() implements Fault {
    @Override
    public void play(Exchange exchange) throws IOException {
      exchange.send(exchange.frame(exchange.earlierPdu()));
    }
  }

  private static byte[] flipped(byte[] frame, int at) {
    frame[at] ^= 1;
    return frame;
  }
}
