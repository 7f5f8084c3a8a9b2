package org.busbar.maps;

import java.util.List;
import org.busbar.sunspec.ReadFailed;
import org.busbar.sunspec.RegisterReader;
import org.busbar.sunspec.SunSpecChain;
import org.busbar.sunspec.SunSpecResolver;

/** A recorded device that answers reads as the real one would. */
public record Recorded(RegisterDump dump) {
  public RegisterReader reader() {
    RegisterImage all = dump.image(dump.unitId());
    return (table, address, count) -> {
      int[] words = new int[count];
      for (int i = 0; i < count; i++) {
        if (address + i > 65535 || all.word(table, address + i).isEmpty()) {
          throw new ReadFailed(Quality.BAD_ADDRESS, "exception 2 at " + (address + i));
        }
        words[i] = all.word(table, address + i).getAsInt();
      }
      return words;
    };
  }

  public RegisterMap resolved(RegisterMap map) throws ReadFailed {
    return map.needsChain() ? SunSpecResolver.resolve(map, SunSpecChain.walk(reader())) : map;
  }

  /** Samples as a poll gives them: planned, read block by block, decoded. */
  public List<Sample> poll(RegisterMap resolved) {
    RegisterImage image = new RegisterImage();
    for (ReadBlock block : ReadPlanner.plan(resolved.values(), resolved.limits()).blocks()) {
      try {
        image.put(block, reader().read(block.table(), block.address(), block.count()));
      } catch (ReadFailed e) {
        // The recording holds less than the device: what is there counts.
        RegisterImage all = dump.image(dump.unitId());
        for (int i = 0; i < block.count(); i++) {
          int address = block.address() + i;
          all.word(block.table(), address).ifPresent(w -> image.put(block.table(), address, w));
        }
      }
    }
    return new Decoder(resolved).decode(image);
  }
}
