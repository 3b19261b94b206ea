package com.example.codec;

import io.troupe.Pool;
import io.troupe.spi.PayloadCodec;
import java.nio.charset.StandardCharsets;

/** A program with a type that crosses by a codec of its own. */
public class CodecTour {
  public static class Money {
    final String amount;

    Money(String amount) {
      this.amount = amount;
    }
  }

  public static class MoneyCodec implements PayloadCodec<Money> {
    @Override
    public String name() {
      return "example.Money";
    }

    @Override
    public Class<Money> type() {
      return Money.class;
    }

    @Override
    public byte[] encode(Money money) {
      return money.amount.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Money decode(byte[] bytes) {
      return new Money(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  static Money mint() {
    return new Money("1");
  }

  static Money twice(Money money) {
    return new Money(money.amount + money.amount);
  }

  public static void main(String... args) throws Exception {
    try (Pool pool = Pool.of(1)) {
      Money minted = pool.apply(CodecTour::mint); // before the process has met one
      System.out.println(pool.apply(CodecTour::twice, minted).amount);
    }
  }
}
