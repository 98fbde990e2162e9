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

package org.gradiscope.engine.tf;

import com.sun.jna.NativeLibrary;

/** The environment variables that this process's native libraries see, through the C library. */
final class NativeEnvironment {

	private final boolean windows;

	NativeEnvironment(final NativePlatform platform) {
		windows = platform.name().startsWith("windows");
	}

	/**
	 * Sets a variable, unless the user has set it; before the libraries that read it load. Java's own view of
	 * the environment is a copy, made when the process started, and stays as it is.
	 *
	 * @return the value that libraries see now; null where none could be set
	 */
	String setUnlessSet(final String name, final String value) {
		try {
			final String known = get(name);
			if (known != null) return known;
			if (windows) library().getFunction("_putenv_s").invokeInt(arguments(name, value));
			else library().getFunction("setenv").invokeInt(arguments(name, value, 0));
			return get(name);
		}
		catch (final RuntimeException | Error e) {
			// Without JNA it is as TensorFlow decides: slower, and as right.
			return null;
		}
	}

	/** The value that libraries see; null if there is none. */
	String get(final String name) {
		return library().getFunction("getenv").invokeString(arguments(name), false);
	}

	private NativeLibrary library() {
		return windows ? NativeLibrary.getInstance("ucrtbase") : NativeLibrary.getProcess();
	}

	private static Object[] arguments(final Object... arguments) {
		return arguments;
	}
}
