package org.busbar.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.busbar.maps.RegisterTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static final int[] RIGHT = {0, 5, 0, 0, 0, 7, 1, 3, 4, 0, 10, 0, 20};

  private final RegisterBank registers =
      new RegisterBank().put(RegisterTable.HOLDING_REGISTER, 0, 10, 20);
  private ModbusServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = ModbusServer.start(0, DeviceBank.of(1, registers));
    client = new RawClient(server.port(), 400);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  private void ask(Fault fault) throws IOException {
    server.faults().next(fault);
    client.ask(5, 1, 3, 0, 2);
  }

  private void isWellAgain() throws IOException {
    client.ask(5, 1, 3, 0, 2);
    assertThat(client.frame()).containsExactly(RIGHT);
  }

  @Test
  void aDelayedAnswerHoldsUpTheConnection() throws IOException {
    long before = System.nanoTime();
    ask(new Fault.Delay(Duration.ofMillis(120)));
    client.ask(6, 1, 3, 0, 1);
    assertThat(client.frame()).containsExactly(RIGHT);
    assertThat(System.nanoTime() - before).isGreaterThan(Duration.ofMillis(120).toNanos());
    assertThat(client.frame()[1]).isEqualTo(6);
  }

  @Test
  void aLateAnswerArrivesBehindTheNextOne() throws IOException {
    ask(new Fault.LateAnswer(Duration.ofMillis(150)));
    client.ask(6, 1, 3, 1, 1);
    assertThat(client.frame()).containsExactly(0, 6, 0, 0, 0, 5, 1, 3, 2, 0, 20);
    assertThat(client.frame()).containsExactly(RIGHT);
  }

  @Test
  void aSilentDeviceKeepsItsConnection() throws IOException {
    ask(new Fault.Silence());
    assertThat(client.isSilent()).isTrue();
    isWellAgain();
  }

  @Test
  void anExceptionIsAnsweredWithItsCode() throws IOException {
    ask(new Fault.ExceptionAnswer(6));
    assertThat(client.frame()).containsExactly(0, 5, 0, 0, 0, 3, 1, 0x83, 6);
    isWellAgain();
  }

  @Test
  void halfAFrameIsFollowedByTheEndOfTheConnection() throws IOException {
    ask(new Fault.HalfFrame());
    assertThat(client.read(6)).containsExactly(0, 5, 0, 0, 0, 7);
    assertThat(client.isCut()).isTrue();
  }

  @Test
  void aCutConnectionAnswersNothing() throws IOException {
    ask(new Fault.Cut());
    assertThat(client.isCut()).isTrue();
  }

  @Test
  void wrongIdsDifferInTheirOneFieldOnly() throws IOException {
    ask(new Fault.WrongTransaction());
    assertThat(client.frame()).containsExactly(0, 4, 0, 0, 0, 7, 1, 3, 4, 0, 10, 0, 20);
    ask(new Fault.WrongUnit());
    assertThat(client.frame()).containsExactly(0, 5, 0, 0, 0, 7, 0, 3, 4, 0, 10, 0, 20);
    ask(new Fault.WrongFunction());
    assertThat(client.frame()).containsExactly(0, 5, 0, 0, 0, 7, 1, 4, 4, 0, 10, 0, 20);
    isWellAgain();
  }

  @Test
  void aShortAnswerHoldsOneRegisterFewer() throws IOException {
    ask(new Fault.ShortByteCount());
    assertThat(client.frame()).containsExactly(0, 5, 0, 0, 0, 5, 1, 3, 2, 0, 10);
    isWellAgain();
  }

  @Test
  void garbageComesBeforeTheAnswer() throws IOException {
    ask(new Fault.GarbageBefore());
    assertThat(client.read(7)).containsExactly(0x55, 0xAA, 0, 0x13, 0x37, 0x7F, 1);
    assertThat(client.frame()).containsExactly(RIGHT);
  }

  @Test
  void aDuplicateAnswerComesTwice() throws IOException {
    ask(new Fault.Duplicate());
    assertThat(client.frame()).containsExactly(RIGHT);
    assertThat(client.frame()).containsExactly(RIGHT);
    isWellAgain();
  }

  @Test
  void zerosKeepTheLengthOfTheAnswer() throws IOException {
    ask(new Fault.Zeros());
    assertThat(client.frame()).containsExactly(0, 5, 0, 0, 0, 7, 1, 3, 4, 0, 0, 0, 0);
    isWellAgain();
  }

  @Test
  void frozenAnswersRepeatTheLastGoodOne() throws IOException {
    isWellAgain();
    registers.put(RegisterTable.HOLDING_REGISTER, 0, 11);
    ask(new Fault.Frozen());
    assertThat(client.frame()).containsExactly(RIGHT);
    client.ask(5, 1, 3, 0, 1);
    assertThat(client.frame()).endsWith(0, 11);
  }

  @Test
  void aQueueIsPlayedInOrderAndLetsRequestsPass() throws IOException {
    server.faults().next(new Fault.None(), new Fault.ExceptionAnswer(4));
    isWellAgain();
    client.ask(5, 1, 3, 0, 2);
    assertThat(client.frame()).endsWith(0x83, 4);
    isWellAgain();
  }

  @Test
  void aRuleMeetsOnlyWhatItsConditionAcceptsAndAsOftenAsSaid() throws IOException {
    server.faults().when(request -> request.covers(1), new Fault.ExceptionAnswer(2), 2);
    for (int i = 0; i < 2; i++) {
      client.ask(5, 1, 3, 0, 2);
      assertThat(client.frame()).endsWith(0x83, 2);
      client.ask(5, 1, 3, 0, 1);
      assertThat(client.frame()).endsWith(2, 0, 10);
    }
    isWellAgain();
    server.faults().always(new Fault.ExceptionAnswer(5));
    client.ask(5, 1, 3, 0, 2);
    assertThat(client.frame()).endsWith(0x83, 5);
    server.faults().clear();
    isWellAgain();
  }
}
