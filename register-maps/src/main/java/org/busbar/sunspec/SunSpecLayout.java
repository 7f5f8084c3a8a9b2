package org.busbar.sunspec;

import java.util.ArrayList;
import java.util.List;
import org.busbar.maps.NotImplemented;
import org.busbar.maps.RegisterTable;
import org.busbar.maps.WordSink;

/** Lays out a chain as a device serves it, with every point "not implemented": for simulators. */
public final class SunSpecLayout {
  private static final int PAD = 0x8000;

  private SunSpecLayout() {}

  /**
   * A model to lay out.
   *
   * @param model id of a known model
   * @param instances of its repeating group, 0 to 100
   */
  public record Part(int model, int instances) {
    public Part {
      if (instances < 0 || instances > 100) {
        throw new IllegalArgumentException(instances + " instances of model " + model);
      }
    }
  }

  /**
   * Writes marker, models and end, and gives the chain that a walk of them finds.
   *
   * @param base address of the marker, 0 to 65534
   * @throws IllegalArgumentException when a model is unknown or the chain does not fit
   */
  public static SunSpecChain lay(int base, List<Part> parts, WordSink sink) {
    set(sink, base, 0x5375);
    set(sink, base + 1, 0x6E53);
    int address = base + 2;
    int device = 0;
    List<SunSpecChain.Entry> entries = new ArrayList<>();
    for (Part part : parts) {
      SunSpecModel model =
          SunSpecModels.find(part.model())
              .orElseThrow(() -> new IllegalArgumentException("no model " + part.model()));
      int repeated = model.groups().stream().mapToInt(SunSpecGroup::size).sum();
      int length = model.size() - 2 + repeated * part.instances();
      device = model.id() == 1 || device == 0 ? device + 1 : device;
      entries.add(new SunSpecChain.Entry(model.id(), address, length, device));
      model(model, part.instances(), address, sink);
      set(sink, address + 1, length);
      address += 2 + length;
    }
    set(sink, address, 0xFFFF);
    set(sink, address + 1, 0);
    return new SunSpecChain(base, entries, List.of());
  }

  private static void model(SunSpecModel model, int instances, int address, WordSink sink) {
    int repeated = model.groups().stream().mapToInt(SunSpecGroup::size).sum();
    for (int i = 2; i < model.size() + repeated * instances; i++) {
      set(sink, address + i, PAD);
    }
    set(sink, address, model.id());
    model.points().forEach(p -> missing(p, address, sink));
    for (SunSpecGroup group : model.groups()) {
      for (int i = 0; i < instances; i++) {
        int start = address + group.offset() + i * group.size();
        group.points().forEach(p -> missing(p, start, sink));
      }
      model
          .point(group.countPoint())
          .or(() -> model.point("N"))
          .ifPresent(p -> set(sink, address + p.offset(), instances));
    }
  }

  private static void missing(SunSpecPoint point, int start, WordSink sink) {
    for (int i = 0; i < point.size(); i++) {
      int shift = 16 * (point.size() - 1 - i);
      long raw = NotImplemented.raw(point.type()).orElse(0);
      int word = shift >= 64 ? 0 : (int) (raw >>> shift) & 0xFFFF;
      set(sink, start + point.offset() + i, word);
    }
  }

  private static void set(WordSink sink, int address, int word) {
    if (address > 65535) {
      throw new IllegalArgumentException("the chain reaches beyond address 65535");
    }
    sink.set(RegisterTable.HOLDING_REGISTER, address, word);
  }
}
