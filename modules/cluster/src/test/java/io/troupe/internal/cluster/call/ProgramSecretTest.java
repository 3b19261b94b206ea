package io.troupe.internal.cluster.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProgramSecretTest {
  @Test
  void number_sameSecret_isTheSame_andPositive() {
    ProgramSecret secret = ProgramSecret.random();
    assertThat(secret.number())
        .isPositive()
        .isEqualTo(new ProgramSecret(secret.bytes().clone()).number());
  }

  @Test
  void number_otherSecret_isAnother() {
    ProgramSecret secret = ProgramSecret.random();
    byte[] changed = secret.bytes().clone();
    changed[31] ^= 1;
    assertThat(new ProgramSecret(changed).number()).isNotEqualTo(secret.number());
    assertThat(ProgramSecret.random().number()).isNotEqualTo(secret.number());
  }

  @Test
  void constructor_tooShort_throws() {
    assertThatThrownBy(() -> new ProgramSecret(new byte[8]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
