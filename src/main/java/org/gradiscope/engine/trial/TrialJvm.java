/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.engine.trial;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineClassLoading;

/** How a Java of its own is started with no more than an engine needs. */
final class TrialJvm {

	/** What options of the application's would do there, nobody has asked for. */
	private static final List<String> VARIABLES =
		List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

	private TrialJvm() {}

	/**
	 * @param natives the folder of the engine's native libraries
	 * @param folder for what it writes while it runs
	 * @throws IOException if this Java has nothing that starts another
	 */
	static ProcessBuilder process(final Path natives, final Path folder) throws IOException {
		final List<String> command = new ArrayList<>(
			List.of(executable().toString(), "-Djava.awt.headless=true", "-Djava.io.tmpdir=" + folder,
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=50",
				"-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve(CrashReason.REPORT)));
		System.getProperties().stringPropertyNames().stream().filter(TrialJvm::isKept).sorted()
			.forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
		command.addAll(List.of("-cp", EngineClassLoading.classPath(), TrialMain.class.getName()));
		final ProcessBuilder process = new ProcessBuilder(command);
		final Map<String, String> environment = process.environment();
		environment.keySet().removeAll(VARIABLES);
		environment.put("TENSORFLOW_LIBRARY_PATH", natives.toString());
		// Its last words are fatal errors all the same.
		environment.put("TF_CPP_MIN_LOG_LEVEL", "3");
		return process;
	}

	/** Where things are. */
	private static boolean isKept(final String property) {
		return property.startsWith("gradiscope.") || property.startsWith("org.bytedeco.javacpp.") ||
			property.equals("user.home");
	}

	/** The one of this Java, or else the one that this process was started by. */
	private static Path executable() throws IOException {
		final Optional<Path> own = Stream.of("java", "java.exe")
			.map(name -> Path.of(System.getProperty("java.home", ""), "bin", name))
			.filter(Files::isExecutable).findFirst();
		return own
			.or(() -> ProcessHandle.current().info().command().map(Path::of)
				.filter(path -> path.getFileName().toString().matches("javaw?(\\.exe)?")))
			.orElseThrow(() -> new IOException("there is no " + System.getProperty("java.home") +
				File.separator + "bin" + File.separator + "java"));
	}
}
