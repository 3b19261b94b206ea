package io.troupe.internal.payload.value;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.proto.LocalDateTimeValue;
import io.troupe.proto.Payload;
import io.troupe.proto.SecondsAndNanos;
import io.troupe.proto.TextTime;
import io.troupe.proto.TimeValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** The common types of java.time by their numbers; {@link TimeTexts} has the others. */
public final class TimeCodecs {
  private TimeCodecs() {}

  public static @Nullable Codec<?> of(Class<?> type) {
    if (type == Instant.class) {
      return (Codec<Instant>) (value, out) ->
          write(time().setInstant(parts(value.getEpochSecond(), value.getNano())), out);
    }
    if (type == Duration.class) {
      return (Codec<Duration>) (value, out) ->
          write(time().setDuration(parts(value.getSeconds(), value.getNano())), out);
    }
    if (type == LocalDate.class) {
      return (Codec<LocalDate>)
          (value, out) -> write(time().setLocalDateEpochDay(value.toEpochDay()), out);
    }
    if (type == LocalTime.class) {
      return (Codec<LocalTime>)
          (value, out) -> write(time().setLocalTimeNanoOfDay(value.toNanoOfDay()), out);
    }
    if (type == LocalDateTime.class) {
      return (Codec<LocalDateTime>)
          (value, out) -> write(time().setLocalDateTime(parts(value)), out);
    }
    return type.getPackageName().equals("java.time") ? ofText(TimeTexts.of(type)) : null;
  }

  private static @Nullable Codec<?> ofText(@Nullable TimeTexts<?> form) {
    return form == null
        ? null
        : (Codec<Object>) (value, out) -> write(
            time()
                .setText(
                    TextTime.newBuilder().setClassName(form.className()).setText(form.text(value))),
            out);
  }

  private static TimeValue.Builder time() {
    return TimeValue.newBuilder();
  }

  private static void write(TimeValue.Builder value, PayloadWriter out) throws IOException {
    out.message(Payload.TIME_FIELD_NUMBER, value.build());
  }

  private static SecondsAndNanos parts(long seconds, int nanos) {
    return SecondsAndNanos.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  private static LocalDateTimeValue parts(LocalDateTime value) {
    return LocalDateTimeValue.newBuilder()
        .setEpochDay(value.toLocalDate().toEpochDay())
        .setNanoOfDay(value.toLocalTime().toNanoOfDay())
        .build();
  }

  public static Object read(PayloadReader reader) throws IOException {
    TimeValue time = reader.message(TimeValue.parser());
    return switch (time.getValueCase()) {
      case INSTANT ->
        Instant.ofEpochSecond(time.getInstant().getSeconds(), time.getInstant().getNanos());
      case DURATION ->
        Duration.ofSeconds(time.getDuration().getSeconds(), time.getDuration().getNanos());
      case LOCAL_DATE_EPOCH_DAY -> LocalDate.ofEpochDay(time.getLocalDateEpochDay());
      case LOCAL_TIME_NANO_OF_DAY -> LocalTime.ofNanoOfDay(time.getLocalTimeNanoOfDay());
      case LOCAL_DATE_TIME -> dateTime(time.getLocalDateTime());
      case TEXT ->
        TimeTexts.named(time.getText().getClassName()).parse(time.getText().getText());
      default -> throw new PayloadException("A payload holds a time of an unknown type");
    };
  }

  private static LocalDateTime dateTime(LocalDateTimeValue value) {
    return LocalDateTime.of(
        LocalDate.ofEpochDay(value.getEpochDay()), LocalTime.ofNanoOfDay(value.getNanoOfDay()));
  }
}
