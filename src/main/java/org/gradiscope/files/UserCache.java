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

package org.gradiscope.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The folder {@code gradiscope} in the place that the system has for files that can be downloaded
 * again: {@code $XDG_CACHE_HOME} or {@code ~/.cache}; on macOS {@code ~/Library/Caches}; on Windows
 * {@code %LOCALAPPDATA%}. Its folders need not be there yet.
 *
 * @param property what the system properties are
 * @param variable what the environment variables are
 */
public record UserCache(UnaryOperator<String> property, UnaryOperator<String> variable) {

	/** That of this process. */
	public static UserCache current() {
		return new UserCache(System::getProperty, System::getenv);
	}

	public Path folder() {
		return caches().resolve("gradiscope");
	}

	/** The folder of that name in it, unless a system property or an environment variable names another. */
	public Path folder(final String name, final String propertyName, final String variableName) {
		return setting(propertyName, variableName).map(stated -> Path.of(stated).toAbsolutePath())
			.orElseGet(() -> folder().resolve(name));
	}

	/** What a system property, or else an environment variable says, unless that is blank. */
	public Optional<String> setting(final String propertyName, final String variableName) {
		return Stream.of(property.apply(propertyName), variable.apply(variableName))
			.filter(stated -> stated != null && !stated.isBlank()).findFirst();
	}

	private Path caches() {
		final Path home = Path.of(stated(property.apply("user.home")).orElse(".")).toAbsolutePath();
		final String system = stated(property.apply("os.name")).orElse("").toLowerCase(Locale.ROOT);
		if (system.startsWith("mac")) return home.resolve("Library").resolve("Caches");
		if (system.startsWith("windows")) return home.resolve(stated(variable.apply("LOCALAPPDATA"))
			.orElse(home.resolve("AppData").resolve("Local").toString()));
		final Path stated = Path.of(stated(variable.apply("XDG_CACHE_HOME")).orElse(""));
		// The rule of XDG: a relative path is not heeded.
		return stated.isAbsolute() ? stated : home.resolve(".cache");
	}

	private static Optional<String> stated(final String text) {
		return Optional.ofNullable(text).filter(t -> !t.isBlank());
	}
}
