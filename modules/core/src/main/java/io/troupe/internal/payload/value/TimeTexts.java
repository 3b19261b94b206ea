package io.troupe.internal.payload.value;

import io.troupe.PayloadException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Types of java.time that cross as text, each with a text that its own parser reads back exactly.
 *
 * @param type the class named in the payload; also of its subclasses' values
 * @param format gives the text
 * @param parse reads it
 */
record TimeTexts<T>(Class<T> type, Function<T, String> format, Function<String, T> parse) {
  private static final List<TimeTexts<?>> ALL = List.of(
      new TimeTexts<>(ZonedDateTime.class, ZonedDateTime::toString, ZonedDateTime::parse),
      new TimeTexts<>(OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse),
      new TimeTexts<>(OffsetTime.class, OffsetTime::toString, OffsetTime::parse),
      new TimeTexts<>(Period.class, Period::toString, Period::parse),
      new TimeTexts<>(MonthDay.class, MonthDay::toString, MonthDay::parse),
      // Year.parse and YearMonth.parse do not read what toString gives for years beyond 9999.
      new TimeTexts<>(Year.class, Year::toString, text -> Year.of(Integer.parseInt(text))),
      new TimeTexts<>(
          YearMonth.class,
          value -> value.atDay(1).toString(),
          text -> YearMonth.from(LocalDate.parse(text))),
      new TimeTexts<>(ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of),
      new TimeTexts<>(ZoneId.class, ZoneId::getId, ZoneId::of));

  static @Nullable TimeTexts<?> of(Class<?> type) {
    for (TimeTexts<?> form : ALL) {
      if (form.type.isAssignableFrom(type)) {
        return form;
      }
    }
    return null;
  }

  static TimeTexts<?> named(String className) {
    for (TimeTexts<?> form : ALL) {
      if (form.className().equals(className)) {
        return form;
      }
    }
    throw new PayloadException("A payload holds a time of the unknown type " + className);
  }

  String className() {
    return type.getName();
  }

  String text(Object value) {
    return format.apply(type.cast(value));
  }

  Object parse(String text) {
    return parse.apply(text);
  }
}
