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

package org.gradiscope.model.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The folder {@code gradiscope} in the place that the system has for files that can be downloaded
 * again: {@code $XDG_CACHE_HOME} or {@code ~/.cache}; on macOS {@code ~/Library/Caches}; on Windows
 * {@code %LOCALAPPDATA%}.
 */
public final class UserCache {

	private UserCache() {}

	/**
	 * The folder; it need not be there yet.
	 *
	 * @param property what the system properties are
	 * @param variable what the environment variables are
	 */
	public static Path folder(final UnaryOperator<String> property,
		final UnaryOperator<String> variable) {
		return caches(property, variable).resolve("gradiscope");
	}

	private static Path caches(final UnaryOperator<String> property,
		final UnaryOperator<String> variable) {
		final Path home = Path.of(or(property.apply("user.home"), ".")).toAbsolutePath();
		final String system = or(property.apply("os.name"), "").toLowerCase(Locale.ROOT);
		if (system.startsWith("mac")) return home.resolve("Library").resolve("Caches");
		if (system.startsWith("windows")) return home.resolve(or(variable.apply("LOCALAPPDATA"), home
			.resolve("AppData").resolve("Local").toString()));
		final Path stated = Path.of(or(variable.apply("XDG_CACHE_HOME"), ""));
		// The rule of XDG: a relative path is not heeded.
		return stated.isAbsolute() ? stated : home.resolve(".cache");
	}

	/** The text, unless there is nothing in it; empty where there is nothing in the other either. */
	static String or(final String text, final String otherwise) {
		if (text != null && !text.isBlank()) return text;
		return otherwise == null || otherwise.isBlank() ? "" : otherwise;
	}
}
