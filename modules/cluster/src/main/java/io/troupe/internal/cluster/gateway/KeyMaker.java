package io.troupe.internal.cluster.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes the keys of a new cluster, by the JDK's own tool: an authority that signs two certificates
 * and is then forgotten, so that no third can be made.
 */
public final class KeyMaker {
  /** A machine whose clock is some hours slow takes them, too. */
  private static final String FROM = "-1d";

  private static final String YEARS_10 = "3650";

  /** Of what is there while keys are made. */
  private static final char[] PASSWORD = "troupe".toCharArray();

  /**
   * A tool that runs for a moment is done sooner without the second compiler. And the store is gone
   * at once, with a password that anyone can read: ten thousand rounds over it protect nothing.
   */
  private static final List<String> IN_A_HURRY = List.of(
      "-J-XX:TieredStopAtLevel=1",
      "-J-XX:+UseSerialGC",
      "-J-Dkeystore.pkcs12.keyPbeIterationCount=1",
      "-J-Dkeystore.pkcs12.certPbeIterationCount=1",
      "-J-Dkeystore.pkcs12.macIterationCount=1");

  private KeyMaker() {}

  /**
   * Writes two files that only this user can read.
   *
   * @throws FileAlreadyExistsException if there is one of them already
   */
  public static void write(Path node, Path program) throws IOException, InterruptedException {
    refuseExisting(node);
    refuseExisting(program);
    Path directory = Files.createTempDirectory("troupe-keys-");
    Path all = directory.resolve("all.p12");
    try {
      keytool(all, "-alias", "authority", "-dname", "CN=troupe authority", "-ext", "bc:c=ca:true");
      keytool(all, "-alias", "node", "-dname", KeyRing.NODE, "-signer", "authority");
      keytool(all, "-alias", "program", "-dname", KeyRing.PROGRAM, "-signer", "authority");
      KeyStore made = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(all)) {
        made.load(in, PASSWORD);
      }
      write(made, "node", node);
      write(made, "program", program);
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot make keys: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(all);
      Files.deleteIfExists(directory);
    }
  }

  private static void refuseExisting(Path file) throws FileAlreadyExistsException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString(), null, "a key is never overwritten");
    }
  }

  private static void keytool(Path store, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(IN_A_HURRY);
    command.addAll(List.of(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-startdate",
        FROM,
        "-validity",
        YEARS_10,
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        new String(PASSWORD)));
    command.addAll(List.of(more));
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    tool.getOutputStream().close();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tool.waitFor() != 0) {
      throw new IOException("keytool failed: " + said.strip());
    }
  }

  private static void write(KeyStore all, String alias, Path file)
      throws IOException, GeneralSecurityException {
    KeyFile made = new KeyFile(
        (PrivateKey) all.getKey(alias, PASSWORD),
        (X509Certificate) all.getCertificate(alias),
        (X509Certificate) all.getCertificate("authority"));
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    Files.writeString(Files.createFile(file, ownersOnly(file)), made.text());
  }

  private static FileAttribute<?>[] ownersOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(
              Set.copyOf(PosixFilePermissions.fromString("rw-------")))
        }
        : new FileAttribute<?>[0];
  }
}
